"""A large export without its pictures and messages: only the members that lists are read from."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from autogram.instagram.export import archives, layout
from autogram.instagram.export.errors import ExportDamaged, FileDamaged
from autogram.instagram.export.limits import Limits
from autogram.instagram.export.sources import NamedFile

# What is smaller is kept as it came.
LARGE_BYTES = 33_554_432


def slim(name: str, path: Path) -> None:
    """If the file is a large ZIP it has only those members now, under their names. Raises an `ExportError`."""
    if path.stat().st_size < LARGE_BYTES:
        return
    slimmed = path.with_suffix(".slim")
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        if not archives.is_archive(file.read(16)):
            return
        archive = archives.Archive(NamedFile(name, file), stack, Limits(), lambda each: layout.place(each) is not None)
        moment = archive.written_at.timetuple()[:6] if archive.written_at else (1980, 1, 1, 0, 0, 0)
        target = stack.enter_context(zipfile.ZipFile(slimmed, "w"))
        for each in archive.files:
            member = zipfile.ZipInfo(each.path, moment)
            member.compress_type = zipfile.ZIP_DEFLATED
            _copy(each.pieces(), target, member)
    slimmed.replace(path)


def _copy(pieces: Iterator[bytes], target: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    try:
        with target.open(member, "w", force_zip64=True) as into:
            for piece in pieces:
                into.write(piece)
    except FileDamaged as error:
        # A part of a list must not pass for all of it.
        raise ExportDamaged(f"{member.filename} {error}. Download the export once more.") from error
