"""What Instagram accepts as picture or video, and the subcode it refuses the rest with."""

from autogram.sandbox.publishing.fetching import IMAGE_BYTES, MEBIBYTE
from autogram.sandbox.publishing.inspection import Film, Picture
from autogram.sandbox.publishing.refusals import refuse

NARROWEST_RATIO, WIDEST_RATIO = 4 / 5, 1.91
# Pixels are whole numbers: 1079 by 1350 stands for 4:5 and must not fail.
RATIO_TOLERANCE = 0.01
VIDEO_BYTES = {"reel": 300 * MEBIBYTE, "video": 300 * MEBIBYTE, "story": 100 * MEBIBYTE}
VIDEO_SECONDS = {"reel": (3, 900), "video": (3, 900), "story": (3, 60)}
VIDEO_CODECS = {"h264", "hevc"}
AUDIO_CODECS = {"aac"}
# PyAV measures the longest stream, and a stream's last frame may end a little late.
SECONDS_TOLERANCE = 0.1


def check_picture(picture: Picture, *, formats: list[str], is_story: bool) -> None:
    """Refuse an image that Instagram would refuse: format, shape or size."""
    if not picture.format:
        raise refuse(2207052, "The file is not an image")
    if picture.format not in formats or picture.frames > 1:
        raise refuse(2207005)
    if is_story:
        return
    if not NARROWEST_RATIO - RATIO_TOLERANCE <= picture.ratio <= WIDEST_RATIO + RATIO_TOLERANCE:
        raise refuse(2207009, f"{picture.ratio:.4f}")


def film_error(film: Film, use: str) -> int | None:
    """Return the subcode a video's processing ends with, or None for a good one; `use` is reel, video or story."""
    shortest, longest = VIDEO_SECONDS[use]
    is_good = (
        "mp4" in film.container
        and film.codec in VIDEO_CODECS
        and film.pixel_format in ("yuv420p", "yuvj420p", "yuv420p10le")
        and film.audio_codec in (None, *AUDIO_CODECS)
        and film.audio_hz <= 48_000
        and film.audio_channels <= 2
        and 23 <= round(film.frames_per_second) <= 60
        and shortest - SECONDS_TOLERANCE <= film.seconds <= longest + SECONDS_TOLERANCE
        and film.width <= 1_920
        and 0.01 <= film.width / max(film.height, 1) <= 10
    )
    return None if is_good else 2207026


__all__ = ["IMAGE_BYTES", "VIDEO_BYTES", "check_picture", "film_error"]
