"""What Instagram asks of media, per use, in plain words.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autogram.content.facts import IMAGE_TYPE, VIDEO_TYPE, Measured


class MediaUseCase(StrEnum):
    """What a file can become on Instagram."""

    FEED_IMAGE = "feed_image"
    CAROUSEL_IMAGE = "carousel_image"
    STORY_IMAGE = "story_image"
    COVER = "cover"
    REEL = "reel"
    CAROUSEL_VIDEO = "carousel_video"
    STORY_VIDEO = "story_video"

    @property
    def is_video(self) -> bool:
        return self in _VIDEO_LIMITS


@dataclass(frozen=True)
class VideoLimits:
    """How long, how large and of what shape (width over height) a video may be."""

    shortest_seconds: float
    longest_seconds: float
    most_bytes: int
    narrowest: float
    widest: float


MEGABYTE = 1_048_576
IMAGE_BYTES = 8 * MEGABYTE
NARROWEST_IMAGE, WIDEST_IMAGE = 4 / 5, 1.91
# Pixels are whole numbers, so a picture cut to a ratio misses it a little; Instagram lets that pass.
RATIO_TOLERANCE = 0.01
# The last sound packet of a video ends a little after its last picture.
SECONDS_TOLERANCE = 0.1
WIDEST_VIDEO_PIXELS = 1920
SLOWEST, FASTEST = 23, 60
MOST_BITS_PER_SECOND = 25_000_000
VIDEO_CODECS = {"h264", "hevc"}
# 4:2:0 in 8 or 10 bits.
PIXEL_FORMATS = {"yuv420p", "yuvj420p", "yuv420p10le"}
HIGHEST_AUDIO_HZ, MOST_AUDIO_CHANNELS = 48_000, 2

_REEL = VideoLimits(3, 900, 300 * MEGABYTE, 0.01, 10)
_VIDEO_LIMITS = {
    MediaUseCase.REEL: _REEL,
    MediaUseCase.CAROUSEL_VIDEO: _REEL,
    MediaUseCase.STORY_VIDEO: VideoLimits(3, 60, 100 * MEGABYTE, 0.1, 10),
}
_NAMES = {
    MediaUseCase.FEED_IMAGE: "a feed picture",
    MediaUseCase.CAROUSEL_IMAGE: "a carousel picture",
    MediaUseCase.STORY_IMAGE: "a story picture",
    MediaUseCase.COVER: "a reel's cover",
    MediaUseCase.REEL: "a reel",
    MediaUseCase.CAROUSEL_VIDEO: "a carousel video",
    MediaUseCase.STORY_VIDEO: "a story video",
}


def media_problems(item: Measured, use: MediaUseCase | str) -> list[str]:
    """Why Instagram would refuse `item` for `use`, one sentence a reason; empty if it would not."""
    use = MediaUseCase(use)
    wanted = VIDEO_TYPE if use.is_video else IMAGE_TYPE
    if item.content_type != wanted:
        return [f"{_NAMES[use].capitalize()} must be a {'video' if use.is_video else 'picture'}."]
    return list(_video_problems(item, use) if use.is_video else _image_problems(item, use))


def all_problems(item: Measured) -> list[tuple[MediaUseCase, str]]:
    """Every problem of `item` with every use that its kind can have."""
    uses = [use for use in MediaUseCase if use.is_video == (item.content_type == VIDEO_TYPE)]
    return [(use, problem) for use in uses for problem in media_problems(item, use)]


def _image_problems(item: Measured, use: MediaUseCase) -> Iterator[str]:
    if item.size_bytes > IMAGE_BYTES:
        yield f"The picture has {_megabytes(item.size_bytes)}; Instagram takes at most 8 MB."
    if use in {MediaUseCase.STORY_IMAGE, MediaUseCase.COVER}:
        return
    ratio = item.width / item.height
    if ratio < NARROWEST_IMAGE - RATIO_TOLERANCE:
        yield f"The picture is too tall ({_shape(item)}): {_NAMES[use]} may be at most 4:5, that is 1080 x 1350."
    if ratio > WIDEST_IMAGE + RATIO_TOLERANCE:
        yield f"The picture is too wide ({_shape(item)}): {_NAMES[use]} may be at most 1.91:1, that is 1080 x 566."


def _video_problems(item: Measured, use: MediaUseCase) -> Iterator[str]:
    limits, name = _VIDEO_LIMITS[use], _NAMES[use]
    seconds = item.duration_seconds or 0.0
    if seconds < limits.shortest_seconds - SECONDS_TOLERANCE:
        yield f"The video is too short ({seconds:.1f} s): {name} lasts at least {limits.shortest_seconds:g} seconds."
    if seconds > limits.longest_seconds + SECONDS_TOLERANCE:
        yield f"The video is too long ({_duration(seconds)}): {name} lasts at most {_duration(limits.longest_seconds)}."
    if item.size_bytes > limits.most_bytes:
        yield f"The video has {_megabytes(item.size_bytes)}: {name} may have at most {_megabytes(limits.most_bytes)}."
    if not limits.narrowest <= item.width / item.height <= limits.widest:
        yield f"The shape of the video ({_shape(item)}) is too extreme for {name}; 9:16 shows best."
    if item.width > WIDEST_VIDEO_PIXELS:
        yield f"The video is {item.width} pixels wide; Instagram takes at most {WIDEST_VIDEO_PIXELS}."
    yield from _picture_problems(item, seconds)
    yield from _sound_problems(item)


def _picture_problems(item: Measured, seconds: float) -> Iterator[str]:
    if item.video_codec not in VIDEO_CODECS:
        yield f"The video is encoded as {item.video_codec}; Instagram takes H.264 or HEVC."
    elif item.pixel_format not in PIXEL_FORMATS:
        yield f"The video's colours are stored as {item.pixel_format}; Instagram takes 4:2:0 (yuv420p)."
    rate = item.frames_per_second or 0.0
    if not SLOWEST <= round(rate) <= FASTEST:
        yield f"The video has {rate:g} frames a second; Instagram takes {SLOWEST} to {FASTEST}."
    if seconds and item.size_bytes * 8 / seconds > MOST_BITS_PER_SECOND:
        yield f"The video needs {item.size_bytes * 8 / seconds / 1e6:.0f} Mbit/s; Instagram takes at most 25."


def _sound_problems(item: Measured) -> Iterator[str]:
    if item.audio_codec is None:
        return
    if item.audio_codec != "aac":
        yield f"The sound is encoded as {item.audio_codec}; Instagram takes AAC."
    if (item.audio_hz or 0) > HIGHEST_AUDIO_HZ:
        yield f"The sound is sampled at {item.audio_hz} Hz; Instagram takes at most {HIGHEST_AUDIO_HZ}."
    if (item.audio_channels or 0) > MOST_AUDIO_CHANNELS:
        yield f"The sound has {item.audio_channels} channels; Instagram takes one or two."


def _shape(item: Measured) -> str:
    return f"{item.width} x {item.height}"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def _duration(seconds: float) -> str:
    if seconds <= 120:
        return f"{seconds:.1f}".removesuffix(".0") + " seconds"
    return f"{seconds / 60:.1f}".removesuffix(".0") + " minutes"
