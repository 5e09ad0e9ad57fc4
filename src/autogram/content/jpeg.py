"""Cleaning JPEG files without decoding them: only what is needed to see the picture is kept."""

import re
from collections.abc import Iterator
from mmap import mmap

from autogram.content.errors import MediaNotReadable

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# Both decide how colours are read, so one is never added where it was missing.
_JFIF, _ADOBE = 0xE0, 0xEE
# Tables, frames, restart interval, line count and scans. All else is EXIF, XMP, profiles, previews or comments.
_NEEDED = {0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF} | {0xC0 + n for n in range(16)} - {0xC8}
# In a scan, FF 00 is a data byte and FF D0-D7 are restarts; any other marker ends it.
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)


def clean_jpeg(data: bytes | mmap) -> bytes:
    """The first picture in `data`, its pixels untouched, without any metadata and without whatever follows it.

    Phones append films and second pictures, attackers append other things; neither is kept.
    Raises `MediaNotReadable` for a file that ends too early or is no sequence of JPEG segments.
    """
    kept = [b"\xff\xd8"]
    for marker, segment in _segments(data):
        if marker == _JFIF and segment[4:9] == b"JFIF\x00":
            kept.append(_PLAIN_JFIF)
        elif marker == _ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
            kept.append(b"\xff\xee\x00\x0e" + segment[4:16])
        elif marker in _NEEDED:
            kept.append(segment)
    kept.append(b"\xff\xd9")
    return b"".join(kept)


def _segments(data: bytes | mmap) -> Iterator[tuple[int, bytes]]:
    """Each marker with its bytes, scans with their data, until the picture ends."""
    position = 2
    while True:
        marker, position = _marker_at(data, position)
        if marker == _END:
            return
        if marker == _START or 0xD0 <= marker <= 0xD7 or marker == 0x01:
            position += 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        end = position + 2 + length
        if length < 2 or end > len(data):
            raise _damaged()
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        yield marker, data[position:end]
        position = end


def _marker_at(data: bytes | mmap, position: int) -> tuple[int, int]:
    """The marker at `position` and where it begins, after any fill bytes."""
    if data[position : position + 1] != b"\xff":
        raise _damaged()
    while data[position + 1 : position + 2] == b"\xff":
        position += 1
    if position + 1 >= len(data):
        raise _damaged()
    return data[position + 1], position


def _end_of_scan(data: bytes | mmap, start: int) -> int:
    following = _NEXT_MARKER.search(data, start)
    if following is None:
        raise _damaged()
    return following.start()


def _damaged() -> MediaNotReadable:
    return MediaNotReadable("The JPEG picture is cut off or damaged.")
