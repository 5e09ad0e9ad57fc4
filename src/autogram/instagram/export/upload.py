"""An upload, looked through: files that may matter, whatever it is packed in."""

import codecs
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from autogram.instagram.export import archives, layout, sources
from autogram.instagram.export.errors import ArchiveInArchive, ForeignArchive, NotAnExport
from autogram.instagram.export.layout import Placed, PlacedFile, Role
from autogram.instagram.export.limits import Limits
from autogram.instagram.export.results import Problem, ProblemKind
from autogram.instagram.export.sources import NamedFile, SourceFile


@dataclass
class Upload:
    """`files` may matter, `names` are all paths, `written_at` is when the newest archive was packed, if it says so."""

    files: list[PlacedFile] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written_at: datetime | None = None


def look_through(source: Path | Sequence[NamedFile], stack: ExitStack, limits: Limits) -> Upload:
    """What was uploaded, nothing read yet but beginnings and directories. Raises the errors of archives."""
    upload = Upload()
    if isinstance(source, Path) and source.is_dir():
        for file in sources.files_of_folder(source, limits, _is_wanted):
            _add(upload, file, file.path)
    else:
        for named in sources.opened(source, stack, limits):
            _take(upload, named, stack, limits)
    return upload


def _is_wanted(path: str) -> bool:
    return layout.place(path) is not None


def _take(upload: Upload, named: NamedFile, stack: ExitStack, limits: Limits) -> None:
    file = sources.alone(named)
    start = sources.begins_with(file)
    if archives.is_archive(start):
        _take_archive(upload, named, stack, limits)
    else:
        _take_alone(upload, file, start)


def _take_archive(upload: Upload, named: NamedFile, stack: ExitStack, limits: Limits) -> None:
    archive = archives.Archive(named, stack, limits, _is_wanted)
    stem = PurePosixPath(named.name.replace("\\", "/")).stem
    upload.names += archive.names
    for file in archive.files:
        _add(upload, file, f"{stem}/{file.path}")
    if archive.written_at and archive.written_at.year > 2010:
        upload.written_at = max(filter(None, (upload.written_at, archive.written_at)))
    inner = next((name for name in archive.names if name.lower().endswith((".zip", ".rar", ".7z"))), None)
    if inner is not None and not any(each.placed.role in {Role.LIST, Role.CONNECTIONS} for each in upload.files):
        raise ArchiveInArchive(inner)


def _add(upload: Upload, file: SourceFile, path: str) -> None:
    placed = layout.place(path)
    if placed is not None:
        upload.files.append(PlacedFile(file, placed))


def _take_alone(upload: Upload, file: SourceFile, start: bytes) -> None:
    """A file by itself may have any name if its content tells what it is."""
    upload.names.append(file.path)
    text = _text_of(start)
    if text.startswith("window.YTD"):
        raise ForeignArchive("X (Twitter)")
    placed = layout.place(file.path)
    if text[:1] not in {"<", "{", "["}:
        if not text and placed is not None:
            raise NotAnExport(f"{file.name} is empty. Download the export from Instagram once more.")
        _leave_out(upload, file)
    elif placed is not None:
        upload.files.append(PlacedFile(file, placed))
    elif text[0] != "<":
        upload.files.append(PlacedFile(file, Placed(Role.UNNAMED, "")))
    else:
        _leave_out(upload, file)


def _leave_out(upload: Upload, file: SourceFile) -> None:
    message = f"{file.name} is left out: neither its name nor its content is that of a list of an export."
    upload.problems.append(Problem(ProblemKind.OTHER_FILES_LEFT_OUT, message))


def _text_of(start: bytes) -> str:
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if is_utf16 else "utf-8-sig", "replace")
    return text.replace("\ufeff", "").lstrip()
