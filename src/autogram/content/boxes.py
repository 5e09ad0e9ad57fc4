"""A look at the boxes of an MP4 or MOV file before any library is trusted with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from autogram.content.errors import MediaNotReadable

# A file of a few bytes can claim any number of samples, and FFmpeg makes a table of them all: 24 bytes each.
# A quarter of an hour has 54,000 frames at 60 a second.
MOST_SAMPLES = 5_000_000
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_TOP_LEVEL = {b"moov", b"mdat", b"moof"}


def check_boxes(path: Path) -> None:
    """Raises `MediaNotReadable` for a file that is cut off, or that claims more samples than a video can have."""
    length = path.stat().st_size
    with path.open("rb") as file:
        _check_level(file, 0, length, depth=0)


def _check_level(file: BinaryIO, start: int, end: int, *, depth: int) -> None:
    for kind, content, box_end in _boxes(file, start, end):
        if kind in _CONTAINERS and depth < 8:
            _check_level(file, content, box_end, depth=depth + 1)
        elif kind == b"stsz":
            file.seek(content + 8)
            if int.from_bytes(file.read(4), "big") > MOST_SAMPLES:
                raise MediaNotReadable("The video claims to have more frames than any video has.")


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start of content and end of each box."""
    while end - start >= 8:
        file.seek(start)
        header = file.read(16)
        size, kind, content = int.from_bytes(header[:4], "big"), header[4:8], start + 8
        if size == 1:
            size, content = int.from_bytes(header[8:16], "big"), start + 16
        elif size == 0:
            size = end - start
        if start + size > end and kind in _TOP_LEVEL:
            raise MediaNotReadable("The video is cut off: a part of it is missing.")
        if not content <= start + size <= end:
            # Some cameras and editors append what is no box; it is not carried over.
            return
        yield kind, content, start + size
        start += size
