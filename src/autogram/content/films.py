"""Making videos fit for Instagram without re-encoding: MP4, index first, nothing in it but picture and sound."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autogram.content import space
from autogram.content.boxes import check_boxes
from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported
from autogram.content.facts import VideoFacts
from autogram.content.pictures import write_thumbnail
from autogram.content.recognition import FileType

if TYPE_CHECKING:
    from av import Packet
    from av.container import InputContainer, OutputContainer
    from av.stream import Stream
    from av.video.frame import VideoFrame
    from PIL import Image

# No film made for people has a larger picture; a header can claim anything.
MOST_PIXELS = 8192 * 8192
# Streams that begin this close together are not heard or seen apart.
SAME_START_SECONDS = 0.045
# A cut file ends early by more than a rounded duration would.
CUT_SECONDS, CUT_SHARE = 0.5, 0.02
THUMBNAIL_AT_SECONDS, MOST_FRAMES_DECODED = 1.0, 120


@dataclass
class StreamSurvey:
    """What reading all of a stream's packets showed."""

    packets: int = 0
    start_seconds: float = math.inf
    end_seconds: float = 0.0
    is_trimmed: bool = False


@dataclass
class Survey:
    """What reading a whole video showed."""

    facts: VideoFacts
    claimed_seconds: float
    claimed_frames: int
    streams: dict[str, StreamSurvey] = field(default_factory=dict)

    @property
    def is_cut_off(self) -> bool:
        picture = self.streams["video"]
        missing = self.claimed_seconds - max(stream.end_seconds for stream in self.streams.values())
        return picture.packets < self.claimed_frames or missing > max(CUT_SECONDS, CUT_SHARE * self.claimed_seconds)

    @property
    def needs_edit_list(self) -> bool:
        """Whether sound and picture would drift apart, or what was trimmed away would show, without one."""
        starts = [stream.start_seconds for stream in self.streams.values()]
        return max(starts) - min(starts) > SAME_START_SECONDS or self.streams["video"].is_trimmed


def prepare_film(source: Path, target: Path, thumbnail: Path, *, kind: FileType) -> VideoFacts:
    """`target` is an MP4 with the index first, made of the first picture and sound streams of `source` as they are.

    Titles, places, dates, chapters, subtitles, cover pictures and telemetry are not carried over. `thumbnail` is a
    picture from the beginning. Raises `MediaNotReadable` or `MediaTypeNotSupported` with the reason.
    """
    if kind is FileType.MP4:
        check_boxes(source)
    found = _survey(source, kind)
    if found.is_cut_off:
        raise MediaNotReadable("The video is cut off: it is shorter than it says.")
    _remux(source, target, kind, keep_edit_list=found.needs_edit_list)
    stored = _survey(target, FileType.MP4)
    if stored.streams["video"].packets != found.streams["video"].packets:
        raise MediaNotReadable("The video cannot be copied without loss; save it as an MP4 first.")
    picture, is_turned = _first_picture(target)
    write_thumbnail(picture, thumbnail)
    return replace(stored.facts, width=stored.facts.height, height=stored.facts.width) if is_turned else stored.facts


def _opened(path: Path, kind: FileType) -> "InputContainer":
    """The container, read as `kind` and nothing else: a play list would make FFmpeg fetch whatever it names."""
    import av

    try:
        return av.open(f"file:{path}", format=kind.value.split(",")[0], options={"protocol_whitelist": "file"})
    except av.FFmpegError as error:
        raise _unreadable(error) from error


def _chosen(container: "InputContainer") -> "list[Stream]":
    """The first real picture stream and the first sound stream."""
    from av.stream import Disposition

    pictures = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not pictures:
        raise MediaTypeNotSupported("The file has sound but no moving picture.")
    streams: list[Stream] = [pictures[0], *container.streams.audio[:1]]
    for stream in streams:
        if stream.codec_context is None:
            raise MediaTypeNotSupported(f"The {stream.type} of the file is in a format that is not known.")
    return streams


def _packets(container: "InputContainer", streams: "list[Stream]") -> "Iterator[Packet[Any]]":
    """All packets of `streams`, without the empty ones that mark the end."""
    return (packet for packet in container.demux(*streams) if packet.size)


def _survey(path: Path, kind: FileType) -> Survey:
    import av

    with _opened(path, kind) as container:
        streams = _chosen(container)
        survey = Survey(
            facts=_facts(container, streams),
            claimed_seconds=(container.duration or 0) / av.time_base,
            claimed_frames=streams[0].frames if kind is FileType.MP4 else 0,
            streams={stream.type: StreamSurvey() for stream in streams},
        )
        try:
            for packet in _packets(container, streams):
                _note(survey.streams[packet.stream.type], packet)
        except av.FFmpegError as error:
            raise _unreadable(error) from error
    if not survey.streams["video"].packets:
        raise MediaNotReadable("There is not one picture in the video.")
    return survey


def _note(seen: StreamSurvey, packet: "Packet[Any]") -> None:
    seen.packets += 1
    seen.is_trimmed = seen.is_trimmed or packet.is_discard
    if packet.pts is not None and packet.time_base:
        start = float(packet.pts * packet.time_base)
        seen.start_seconds = min(seen.start_seconds, start)
        seen.end_seconds = max(seen.end_seconds, start + float((packet.duration or 0) * packet.time_base))


def _facts(container: "InputContainer", streams: "list[Stream]") -> VideoFacts:
    import av

    picture: Any = streams[0]
    sound: Any = streams[1].codec_context if len(streams) > 1 else None
    if not 0 < picture.width * picture.height <= MOST_PIXELS:
        raise MediaNotReadable(f"The video's picture of {picture.width} x {picture.height} pixels cannot be handled.")
    return VideoFacts(
        width=picture.width,
        height=picture.height,
        duration_seconds=round((container.duration or 0) / av.time_base, 3),
        frames_per_second=round(float(picture.average_rate or picture.guessed_rate or 0), 3),
        video_codec=picture.codec_context.name,
        pixel_format=picture.codec_context.pix_fmt or "",
        audio_codec=sound.name if sound else None,
        audio_hz=sound.sample_rate if sound else None,
        audio_channels=sound.channels if sound else None,
    )


def _remux(source: Path, target: Path, kind: FileType, *, keep_edit_list: bool) -> None:
    """The chosen streams of `source` stand in `target`, an MP4 that begins with its index, as they were encoded."""
    import av

    # Instagram asks for no edit lists; with offsets that may be negative none is needed for reordered frames.
    flags = "+faststart" if keep_edit_list else "+faststart+negative_cts_offsets"
    options = {"movflags": flags, "fflags": "+bitexact"} | ({} if keep_edit_list else {"use_editlist": "0"})
    try:
        with _opened(source, kind) as film, av.open(f"file:{target}", "w", format="mp4", options=options) as made:
            streams = _chosen(film)
            copies = {stream.index: _copy_of(stream, made) for stream in streams}
            for packet in _packets(film, streams):
                packet.stream = copies[packet.stream_index]
                made.mux(packet)
    except av.FFmpegError as error:
        raise space.reported(error) or _unreadable(error) from error


def _copy_of(stream: "Stream", made: "OutputContainer") -> "Stream":
    try:
        copy = made.add_stream_from_template(stream, opaque=True)
    except ValueError as error:
        raise MediaTypeNotSupported(
            f"The {stream.type} is in the format {stream.codec_context.name}, which an MP4 cannot hold."
            " Save it with H.264 pictures and AAC sound."
        ) from error
    if stream.codec_context.name == "hevc":
        # The name under which Apple's players, and so most phones, look for it.
        copy.codec_tag = "hvc1"
    return copy


def _first_picture(path: Path) -> "tuple[Image.Image, bool]":
    """A picture from the beginning, upright, and whether it had to be turned on its side for that."""
    import av

    try:
        with _opened(path, FileType.MP4) as film:
            frame = _early_frame(film)
            picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # its stub lacks the types
            turned = frame.rotation % 180 == 90
            return picture.rotate(frame.rotation, expand=True), turned
    except av.FFmpegError as error:
        raise _unreadable(error) from error


def _early_frame(film: "InputContainer") -> "VideoFrame":
    """The first whole frame after a second, or the last of a shorter video: many begin in black."""
    found = None
    for number, frame in enumerate(film.decode(film.streams.video[0])):
        found = frame
        if (frame.time or 0) >= THUMBNAIL_AT_SECONDS or number >= MOST_FRAMES_DECODED:
            break
    if found is None:
        raise MediaNotReadable("Not one picture of the video can be decoded.")
    return found


def _unreadable(error: Exception) -> MediaNotReadable:
    return MediaNotReadable(f"The video is damaged or not in a format that is known ({type(error).__name__}).")
