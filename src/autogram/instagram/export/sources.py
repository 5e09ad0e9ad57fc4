"""What was uploaded, as a row of files that are opened only when they are read."""

import os
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from autogram.instagram.export.errors import ExportTooLarge, NotAnExport
from autogram.instagram.export.limits import Limits

PIECE_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class NamedFile:
    """An uploaded file, open for reading and seeking, under the name that it was uploaded with."""

    name: str
    file: BinaryIO = field(repr=False)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an export: its path with `/`, its size, and its content in pieces.

    `checksum` gives the CRC of the content: files of the same size and checksum are taken for copies.
    """

    path: str
    size: int
    pieces: Callable[[], Iterator[bytes]] = field(repr=False)
    checksum: Callable[[], int] = field(repr=False)
    is_alone: bool = False

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def opened(source: Path | Sequence[NamedFile], stack: ExitStack, limits: Limits) -> list[NamedFile]:
    """The files of the upload; those we open are closed with the stack. A folder is an unpacked archive."""
    if not isinstance(source, Path):
        if len(source) > limits.files:
            raise ExportTooLarge("files", f"Upload at most {limits.files} files at once, or the ZIP itself.")
        return list(source)
    try:
        return [NamedFile(source.name, stack.enter_context(source.open("rb")))]
    except OSError as error:
        raise NotAnExport(f"{source.name} cannot be opened: {error.strerror or 'it is not a file'}.") from error


def files_of_folder(folder: Path, limits: Limits, is_wanted: Callable[[str], bool]) -> list[SourceFile]:
    """The wanted files below a folder; links are not followed."""
    found: list[SourceFile] = []
    seen = 0
    for base, _, names in os.walk(folder):
        seen += len(names)
        if seen > limits.archive_members:
            raise ExportTooLarge("archive_members", "There are too many files in the folder to be one export.")
        for name in names:
            place = Path(base, name)
            path = f"{folder.name}/{place.relative_to(folder).as_posix()}"
            if is_wanted(path) and stat.S_ISREG((info := place.lstat()).st_mode):
                found.append(_file_on_disk(place, path, info.st_size))
    return found


def alone(named: NamedFile) -> SourceFile:
    """A file that was uploaded by itself."""
    named.file.seek(0, os.SEEK_END)
    size = named.file.tell()

    def pieces() -> Iterator[bytes]:
        named.file.seek(0)
        return iter(lambda: named.file.read(PIECE_BYTES), b"")

    path = named.name.replace("\\", "/")
    return SourceFile(path, size, pieces, lambda: _crc(pieces()), is_alone=True)


def begins_with(file: SourceFile, count: int = 512) -> bytes:
    """The first bytes of the file."""
    return next(file.pieces(), b"")[:count]


def _file_on_disk(place: Path, path: str, size: int) -> SourceFile:
    def pieces() -> Iterator[bytes]:
        with place.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece

    return SourceFile(path, size, pieces, lambda: _crc(pieces()))


def _crc(pieces: Iterator[bytes]) -> int:
    crc = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
    return crc
