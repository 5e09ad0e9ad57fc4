"""What was found out about a file by reading it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

IMAGE_TYPE, VIDEO_TYPE = "image/jpeg", "video/mp4"


class Measured(Protocol):
    """What has to be known of a file to tell whether Instagram will take it."""

    @property
    def content_type(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def duration_seconds(self) -> float | None: ...
    @property
    def frames_per_second(self) -> float | None: ...
    @property
    def video_codec(self) -> str | None: ...
    @property
    def pixel_format(self) -> str | None: ...
    @property
    def audio_codec(self) -> str | None: ...
    @property
    def audio_hz(self) -> int | None: ...
    @property
    def audio_channels(self) -> int | None: ...


@dataclass(frozen=True)
class VideoFacts:
    """A video as it plays: `width` and `height` are as seen, after rotation."""

    width: int
    height: int
    duration_seconds: float
    frames_per_second: float
    video_codec: str
    pixel_format: str
    audio_codec: str | None = None
    audio_hz: int | None = None
    audio_channels: int | None = None


@dataclass(frozen=True)
class PreparedMedia:
    """A file ready to be stored and its thumbnail, both in the upload's own folder."""

    path: Path
    thumbnail: Path
    content_type: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    video: VideoFacts | None = None
