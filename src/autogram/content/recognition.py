"""Telling what a file is from its first bytes; names and declared types are not believed."""

from enum import StrEnum
from pathlib import Path

from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported


class FileType(StrEnum):
    """The file types that are taken, under the names Pillow and FFmpeg know them by."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    HEIF = "HEIF"
    AVIF = "AVIF"
    MP4 = "mov,mp4,m4a,3gp,3g2,mj2"
    MATROSKA = "matroska,webm"

    @property
    def is_video(self) -> bool:
        return self in {FileType.MP4, FileType.MATROSKA}


_STARTS = {
    b"\xff\xd8\xff": FileType.JPEG,
    b"\x89PNG\r\n\x1a\n": FileType.PNG,
    b"GIF87a": FileType.GIF,
    b"GIF89a": FileType.GIF,
    b"\x1a\x45\xdf\xa3": FileType.MATROSKA,
}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
# QuickTime files of old begin without a type box.
_FIRST_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_KNOWN_OTHERS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"II*\x00": "a TIFF or camera raw picture",
    b"MM\x00*": "a TIFF or camera raw picture",
    b"BM": "a BMP picture",
    b"8BPS": "a Photoshop document",
    b"OggS": "an Ogg file",
    b"ID3": "an MP3 file",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}
TAKEN = "Pictures may be JPEG, PNG, WebP, HEIC, AVIF or still GIF; videos MP4, MOV or MKV."


def recognise(path: Path) -> FileType:
    """The type of the file by its content. Raises `MediaNotReadable` if empty, else `MediaTypeNotSupported`."""
    with path.open("rb") as file:
        start = file.read(512)
    if not start:
        raise MediaNotReadable("The file is empty.")
    found = _by_start(start) or _by_brand(start)
    if found is None:
        raise MediaTypeNotSupported(f"The file is {_describe(start)}. {TAKEN}")
    return found


def _by_start(start: bytes) -> FileType | None:
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return FileType.WEBP
    return next((kind for magic, kind in _STARTS.items() if start.startswith(magic)), None)


def _by_brand(start: bytes) -> FileType | None:
    box, brand = start[4:8], start[8:12]
    if box in _FIRST_BOXES:
        return FileType.MP4
    if box != b"ftyp":
        return None
    if brand in _AVIF_BRANDS:
        return FileType.AVIF
    return FileType.HEIF if brand in _HEIF_BRANDS else FileType.MP4


def _describe(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml")):
        return "an SVG or XML document"
    if text.startswith((b"<!doctype", b"<html", b"<script", b"<head", b"<body")):
        return "a web page"
    if start[:4] == b"RIFF" and start[8:12] == b"AVI ":
        return "an AVI video"
    return next((what for magic, what in _KNOWN_OTHERS.items() if start.startswith(magic)), "of an unknown type")
