"""ZIP archives of strangers: nothing is unpacked but the members that are wanted, piece by piece and within limits."""

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import BinaryIO

from autogram.instagram.export.errors import (
    CompressionNotSupported,
    ExportDamaged,
    ExportEncrypted,
    ExportTooLarge,
    FileDamaged,
    SuspiciousArchive,
)
from autogram.instagram.export.limits import MEGABYTE, Limits
from autogram.instagram.export.sources import PIECE_BYTES, NamedFile, SourceFile

_END, _END64, _ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02"
_BEGINNINGS = (b"PK\x03\x04", _END, b"PK\x00\x00PK\x03\x04")
_ENCRYPTED = 0x1
_LONGEST_COMMENT = 65_535
_END_BYTES, _IN_ZIP64 = 22, 0xFFFFFFFF
# What the standard library raises for archives that are broken in one way or another.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, KeyError, OverflowError, struct.error,
    NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
_DAMAGED = (
    "The archive is cut off or damaged. Download it from Instagram once more; if it was unpacked, upload the files."
)


def is_archive(start: bytes) -> bool:
    return start.startswith(_BEGINNINGS)


class Archive:
    """An open ZIP. `names` are all members, with `/`; `files` only those that are wanted."""

    def __init__(self, named: NamedFile, stack: ExitStack, limits: Limits, is_wanted: Callable[[str], bool]) -> None:
        _check_directory(named.file, limits)
        try:
            self._zip = stack.enter_context(zipfile.ZipFile(named.file))
        except _BROKEN as error:
            raise ExportDamaged(_DAMAGED) from error
        self._limits = limits
        members = [member for member in self._zip.infolist() if not member.filename.endswith("/")]
        self.names = [member.filename.replace("\\", "/") for member in members]
        wanted = [(path, member) for path, member in zip(self.names, members, strict=True) if is_wanted(path)]
        self.files = [self._file(path, member) for path, member in wanted]
        self.written_at = max((_written_at(member) for _, member in wanted), default=None)

    def _file(self, path: str, member: zipfile.ZipInfo) -> SourceFile:
        return SourceFile(path, member.file_size, lambda: self._pieces(member), lambda: member.CRC)

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        if member.flag_bits & _ENCRYPTED:
            raise ExportEncrypted
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise CompressionNotSupported("The archive is packed in an unusual way. Unpack it and upload the files.")
        done = 0
        try:
            with self._zip.open(member) as file:
                while piece := file.read(PIECE_BYTES):
                    done += len(piece)
                    self._check(member, done)
                    yield piece
        except _BROKEN as error:
            raise FileDamaged("is damaged in the archive") from error

    def _check(self, member: zipfile.ZipInfo, done: int) -> None:
        if done > MEGABYTE and done > member.compress_size * self._limits.compression_ratio:
            raise SuspiciousArchive("The archive unpacks to far more than an export can hold. It was not read.")


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Raises before the directory is read if it lists more members, or is larger, than any export's.

    The standard library makes an object of each member as soon as it opens an archive.
    """
    try:
        file.seek(0, os.SEEK_END)
        length = file.tell()
        file.seek(max(0, length - _LONGEST_COMMENT - 200))
        tail = file.read()
        size = _directory_bytes(tail)
        if size > limits.directory_bytes:
            raise _too_many()
        file.seek(max(0, length - len(tail) - size))
        if file.read().count(_ENTRY) > limits.archive_members:
            raise _too_many()
        file.seek(0)
    except (struct.error, OSError) as error:
        raise ExportDamaged(_DAMAGED) from error


def _directory_bytes(tail: bytes) -> int:
    """The largest size that the end of the archive can be read to claim: readers differ in where they look."""
    claimed = [0]
    for end in {len(tail) - _END_BYTES, tail.rfind(_END)}:
        if end < 0 or not tail.startswith(_END, end):
            continue
        size = struct.unpack_from("<L", tail, end + 12)[0]
        claimed.append(0 if size == _IN_ZIP64 else size)
        if (end64 := tail.rfind(_END64, max(0, end - 200), end)) >= 0:
            claimed.append(struct.unpack_from("<Q", tail, end64 + 40)[0])
    return max(claimed)


def _too_many() -> ExportTooLarge:
    return ExportTooLarge(
        "archive_members",
        "The archive holds more files than can be looked through. Ask Instagram for the followers and following only.",
    )


def _written_at(member: zipfile.ZipInfo) -> datetime:
    """When a member was packed, as far as its archive says; ZIP knows no zone and is read as UTC."""
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
