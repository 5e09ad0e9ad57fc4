"""Real pictures and videos, made in the test."""

import io
import struct
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pillow_heif
from PIL import Image, ImageDraw

PLACE = b"+48.8577+002.2950/"
SECRET = "seen by nobody"


def painting(width: int = 640, height: int = 640, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, a white bar at the top, so that turning it shows."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height), fill=(30, 30, 200))
    draw.rectangle((0, 0, width, height // 8), fill="white")
    return picture.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """A picture no encoder can make small."""
    return Image.effect_noise((width, height), 120).convert("RGB")


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def jpeg(width: int = 640, height: int = 640, **options: Any) -> bytes:
    return encoded(painting(width, height), quality=90, **options)


def gps_exif(orientation: int = 1) -> Image.Exif:
    """EXIF data with a place, a camera and an orientation."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def bomb_png(side: int = 40_000) -> bytes:
    """A valid header of a picture with 1.6 billion pixels, in a few bytes."""
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def film(
    path: Path,
    *,
    codec: str = "libx264",
    kind: str = "mp4",
    size: tuple[int, int] = (180, 320),
    rate: int = 30,
    seconds: float = 3.0,
    sound: str | None = "aac",
    hertz: int = 44_100,
    rotation: int = 0,
    metadata: dict[str, str] | None = None,
    pixel_format: str = "yuv420p",
    **options: str,
) -> bytes:
    """A video that is red, later blue, with silence; its index at the end, as cameras write it."""
    with av.open(str(path), "w", format=kind, options=options) as made:
        made.metadata.update(metadata or {})
        picture = made.add_stream(codec, rate=rate, options={"x265-params": "log-level=none"} if "265" in codec else {})
        picture.width, picture.height = size
        picture.pix_fmt = pixel_format
        if rotation:
            picture.set_display_rotation(rotation)
        track = made.add_stream(sound, rate=hertz, layout="stereo") if sound else None
        for number in range(round(seconds * rate)):
            colour = "red" if number < rate * seconds * 0.9 else "blue"
            frame = av.VideoFrame.from_image(Image.new("RGB", size, colour))
            frame.pts, frame.time_base = number, Fraction(1, rate)
            made.mux(picture.encode(frame))
        made.mux(picture.encode(None))
        if track:
            for start in range(0, round(seconds * hertz), 1024):
                made.mux(track.encode(_silence(start, hertz)))
            made.mux(track.encode(None))
    return path.read_bytes()


def _silence(start: int, hertz: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = hertz, start, Fraction(1, hertz)
    return frame


def run_limited(code: str, *arguments: str, file_bytes: int) -> subprocess.CompletedProcess[str]:
    """Run Python in a process that cannot make any file larger than `file_bytes`: to it, the disk is full."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({file_bytes}, {file_bytes}))\n"
    return subprocess.run(
        [sys.executable, "-c", limit + code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
