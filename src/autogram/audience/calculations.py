"""What is calculated from stored lists, as functions of bytes, so that they can run apart from the database."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autogram.audience import archive, packing, people
from autogram.audience.archive import Compacted, Stored
from autogram.audience.comparing import match
from autogram.audience.people import People
from autogram.audience.vocabulary import IdSpace
from autogram.instagram.export import choosing
from autogram.instagram.export.errors import ExportError
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.limits import Limits
from autogram.instagram.export.reading import Progress, read_export
from autogram.instagram.export.results import Facts
from autogram.instagram.export.sources import NamedFile
from autogram.instagram.export.upload import look_through


@dataclass(frozen=True, slots=True)
class PreparedList:
    """A list as it was read, packed, and whether it is all of it."""

    payloads: Sequence[bytes] = field(repr=False)
    count: int
    id_space: IdSpace
    is_complete: bool = True
    reasons: tuple[str, ...] = ()
    expected: int | None = None

    @property
    def size_bytes(self) -> int:
        return sum(map(len, self.payloads))


@dataclass(frozen=True, slots=True)
class ReadExport:
    """An export as it was read. If it cannot be, `failure` is the name of the problem and `reason` tells in words."""

    lists: Mapping[ListKind, PreparedList] = field(default_factory=dict)
    facts: Facts | None = None
    failure: str = ""
    reason: str = ""


def prepared(persons: People, id_space: IdSpace, **about: object) -> PreparedList:
    payloads = [part.payload for part in packing.parts_of(persons)]
    return PreparedList(payloads, len(persons), id_space, **about)  # type: ignore[arg-type]  # checked by the dataclass


def prepare(
    persons: Iterable[tuple[str | None, str, datetime | None]],
    id_space: IdSpace,
    is_complete: bool,
    reasons: tuple[str, ...],
    expected: int | None,
) -> PreparedList:
    """What a crawl has read, each account once and sorted."""
    gathered = people.gather(persons).people
    return prepared(gathered, id_space, is_complete=is_complete, reasons=reasons, expected=expected)


def looked_through(files: Sequence[tuple[str, Path]]) -> str:
    """Why the files cannot be an export, as far as their names and beginnings tell; empty if nothing speaks against."""
    try:
        with ExitStack() as stack:
            opened = [NamedFile(name, stack.enter_context(path.open("rb"))) for name, path in files]
            upload = look_through(opened, stack, Limits())
            choosing.choose(upload.files, upload.names)
    except ExportError as error:
        return str(error)
    return ""


def read_files(files: Sequence[tuple[str, Path]], on_progress: Progress) -> ReadExport:
    """The lists of the export in files that were uploaded under these names."""
    opened = []
    try:
        opened = [NamedFile(name, path.open("rb")) for name, path in files]
        export = read_export(opened, on_progress=_seldom(on_progress))
    except ExportError as error:
        return ReadExport(failure=type(error).__name__, reason=str(error))
    finally:
        for each in opened:
            each.file.close()
    lists: dict[ListKind, PreparedList] = {
        kind: prepared(
            people.of_export(each.entries), IdSpace.EXPORT, is_complete=each.is_complete, reasons=each.reasons
        )
        for kind, each in export.lists.items()
        if kind is not ListKind.HASHTAGS
    }
    return ReadExport(lists, export.facts)


def _seldom(on_progress: Progress, steps: int = 100) -> Progress:
    """Told at most as often as it makes a difference."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        step = done * steps // max(1, total)
        if step != told:
            told = step
            on_progress(done, total)

    return tell


def compacted(payloads: Sequence[bytes], base: Stored | None, room: int) -> Compacted:
    """The form in which the list is kept."""
    return archive.compact(packing.joined(payloads), base, room=room)


def whole(stored: Stored) -> Compacted:
    """The list in the form that needs no other list."""
    return archive.compact(archive.restore(stored))


def combined(differences: Sequence[bytes]) -> Compacted:
    """One difference in the place of several that follow each other."""
    change = archive.composed([archive.unpack(each) for each in differences])
    return Compacted(True, [archive.as_part(change)], len(change))


def restored(stored: Stored) -> bytes:
    """The list as it was, packed in one piece."""
    return packing.pack(archive.restore(stored))


@dataclass(frozen=True, slots=True)
class Changes:
    """Who came and went between two lists, packed."""

    gained: bytes = field(repr=False)
    lost: bytes = field(repr=False)
    renamed: bytes = field(repr=False)
    names_before: Sequence[str] = field(repr=False)


def changes(older: Stored, newer: Stored, by_id: bool) -> Changes:
    matched = match(archive.restore(older), archive.restore(newer), by_id=by_id)
    return Changes(
        packing.pack(matched.came), packing.pack(matched.left), packing.pack(matched.renamed), matched.names_before
    )


@dataclass(frozen=True, slots=True)
class Relations:
    """Who of followers and followed is which, packed: the followed have no name twice."""

    not_following_back: bytes = field(repr=False)
    fans: bytes = field(repr=False)
    mutuals: bytes = field(repr=False)


def relations(followers: Stored, following: Stored, by_id: bool) -> Relations:
    matched = match(archive.restore(followers), archive.restore(following), by_id=by_id)
    return Relations(packing.pack(matched.came), packing.pack(matched.left), packing.pack(matched.stayed()))
