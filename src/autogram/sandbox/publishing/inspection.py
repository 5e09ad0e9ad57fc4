"""Looking into fetched media: is it really a JPEG or a video Instagram takes?"""

import asyncio
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Picture:
    """What an image file turned out to be; `format` is Pillow's name, empty when it is no image."""

    format: str
    width: int = 0
    height: int = 0
    frames: int = 1

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height if self.height else 0


@dataclass(frozen=True)
class Film:
    """What a video file turned out to be; an empty `container` means it could not be read."""

    container: str
    codec: str = ""
    pixel_format: str = ""
    width: int = 0
    height: int = 0
    seconds: float = 0
    frames_per_second: float = 0
    audio_codec: str | None = None
    audio_hz: int = 0
    audio_channels: int = 0


class Inspector:
    """Opens each distinct file once: findings are remembered by the digest of the bytes."""

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}
        self._films: dict[str, Film] = {}

    async def picture(self, sha256: str, path: Path) -> Picture:
        """Decode an image, or recall what the same bytes were."""
        if sha256 not in self._pictures:
            self._pictures[sha256] = await asyncio.to_thread(look_at_picture, path)
        return self._pictures[sha256]

    async def film(self, sha256: str, path: Path) -> Film:
        """Probe a video, or recall what the same bytes were."""
        if sha256 not in self._films:
            self._films[sha256] = await asyncio.to_thread(look_at_film, path)
        return self._films[sha256]


def look_at_picture(path: Path) -> Picture:
    """Decode an image file completely; a truncated or foreign file is a picture without a format."""
    # Pillow is imported when the first image is checked, so an idle sandbox stays small.
    from PIL import Image

    try:
        with Image.open(path) as image:
            image.load()
            return Picture(image.format or "", image.width, image.height, getattr(image, "n_frames", 1))
    except Exception:  # Pillow raises many kinds for broken files; all mean "not an image".
        return Picture("")


def look_at_film(path: Path) -> Film:
    """Probe a video file's streams; an unreadable file is a film without a container."""
    import av

    try:
        with av.open(str(path)) as opened:
            video = next(iter(opened.streams.video), None)
            if video is None:
                return Film("")
            audio = next(iter(opened.streams.audio), None)
            return Film(
                container=opened.format.name,
                codec=video.codec_context.name,
                pixel_format=video.codec_context.pix_fmt or "",
                width=video.width,
                height=video.height,
                seconds=(opened.duration or 0) / 1_000_000,
                frames_per_second=float(video.average_rate or 0),
                audio_codec=audio.codec_context.name if audio else None,
                audio_hz=audio.rate if audio else 0,
                audio_channels=audio.channels if audio else 0,
            )
    except av.FFmpegError:
        return Film("")
