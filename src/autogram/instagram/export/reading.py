"""From an uploaded export to its lists."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from autogram.instagram.export import choosing, summary
from autogram.instagram.export.errors import ExportDamaged, ExportTooLarge, FileDamaged, ForeignArchive, NotAnExport
from autogram.instagram.export.gathering import Gathering
from autogram.instagram.export.html_lists import Header, read_page
from autogram.instagram.export.html_pages import tags
from autogram.instagram.export.json_lists import NotOurs, NotRecognised, read_lists
from autogram.instagram.export.json_stream import JsonStream
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.layout import PlacedFile, Role
from autogram.instagram.export.limits import Limits
from autogram.instagram.export.profile import owner_of, signed_up_at
from autogram.instagram.export.results import Export, Problem, ProblemKind
from autogram.instagram.export.sources import NamedFile, SourceFile
from autogram.instagram.export.upload import look_through

Progress = Callable[[int, int], None]
_STANDARD = Limits()


def read_export(
    source: Path | Sequence[NamedFile], limits: Limits = _STANDARD, on_progress: Progress | None = None
) -> Export:
    """All lists of the export in a ZIP, a folder, or files that were uploaded together.

    Only what is needed is unpacked, and never as a whole. `on_progress` hears of bytes read and bytes to read. Raises
    an `ExportError` when there is no result; what is odd or missing in a result stands in its `facts` and in each
    list's `reasons`.
    """
    with ExitStack() as stack:
        upload = look_through(source, stack, limits)
        chosen = choosing.choose(upload.files, upload.names)
        found = summary.Found(chosen, upload.written_at, [*upload.problems, *chosen.problems])
        _Reader(found, limits, on_progress).read()
        return summary.summarised(found)


class _Reader:
    """Reads the chosen files of one export, and counts what that takes."""

    def __init__(self, found: summary.Found, limits: Limits, on_progress: Progress | None) -> None:
        self._found, self._limits, self._on_progress = found, limits, on_progress
        self._done = 0
        self._to_do = sum(each.file.size for each in (*found.chosen.lists, *found.chosen.others))
        self._touched: set[ListKind] = set()
        self._foreign: str | None = None

    def read(self) -> None:
        """All lists are gathered. Raises when not one of them could be read."""
        for other in self._found.chosen.others:
            self._read_other(other)
        for each in self._found.chosen.lists:
            self._read_list(each)
        gathered = self._found.gatherings
        for kind in [kind for kind, gathering in gathered.items() if not gathering.files]:
            del gathered[kind]
        if gathered and all(each.reasons and not each.seconds for each in gathered.values()):
            raise ExportDamaged(f"{next(iter(gathered.values())).reasons[0]} Download the export once more.")
        if not gathered and self._foreign:
            raise ForeignArchive(self._foreign)
        if not gathered:
            raise NotAnExport(
                "The content of the files is not that of an export. Upload what Instagram sent, unchanged."
            )

    def _read_list(self, each: PlacedFile) -> None:
        self._touched = set()
        try:
            self._read_content(each)
        except FileDamaged as error:
            self._note_damage(each, error)
        except NotOurs as error:
            self._foreign = error.service
            what = ProblemKind.OTHER_FILES_LEFT_OUT
            if error.service == "Threads":
                what = ProblemKind.THREADS_LEFT_OUT
            self._note(what, f"{each.file.name} is a list of {error.service} and is left out.")
            return
        except NotRecognised:
            message = f"{each.file.name} is left out: its content is not that of a list of an export."
            self._note(ProblemKind.OTHER_FILES_LEFT_OUT, message)
            return
        for kind in self._touched:
            self._found.gatherings[kind].files.append(each.file.path)

    def _read_content(self, each: PlacedFile) -> None:
        if each.suffix == "html" and each.placed.kind is not None:
            header = read_page(tags(self._pieces(each.file), self._limits.record_bytes), self._gather(each.placed.kind))
            self._found.note_header(header)
        else:
            stream = JsonStream(self._pieces(each.file), self._limits.record_bytes)
            read_lists(stream, each.placed.kind, self._gather)
        self._found.formats.add(each.suffix)

    def _note_damage(self, each: PlacedFile, error: FileDamaged) -> None:
        """Keeps what was read, and says that it is not all."""
        message = f"{each.file.name} {error}."
        self._note(ProblemKind.FILE_DAMAGED, message)
        self._found.formats.add(each.suffix)
        if each.placed.kind is not None:
            self._gather(each.placed.kind)
        for kind in self._touched:
            self._found.gatherings[kind].reasons.append(message)

    def _read_other(self, each: PlacedFile) -> None:
        """Front page, profile and sign-up say more about an export; without them it is read all the same."""
        try:
            if each.placed.role is Role.FRONT_PAGE:
                self._found.note_header(self._header_of(each.file))
                return
            value = JsonStream(self._pieces(each.file), self._limits.record_bytes).value()
        except FileDamaged:
            return
        if each.placed.role is Role.PROFILE:
            self._found.owner = self._found.owner or owner_of(value)
        else:
            self._found.signed_up_at = self._found.signed_up_at or signed_up_at(value)

    def _header_of(self, file: SourceFile) -> Header:
        return read_page(tags(self._pieces(file), self._limits.record_bytes), None)

    def _gather(self, kind: ListKind) -> Gathering:
        gathering = self._found.gatherings.setdefault(kind, Gathering(kind))
        others = sum(len(each.seconds) for each in self._found.gatherings.values() if each is not gathering)
        gathering.room = max(0, self._limits.accounts - others)
        self._touched.add(kind)
        return gathering

    def _pieces(self, file: SourceFile) -> Iterator[bytes]:
        """The content of a file, within the limits, told to whoever watches."""
        here = 0
        for piece in file.pieces():
            here += len(piece)
            self._done += len(piece)
            if here > self._limits.member_bytes:
                raise ExportTooLarge("member_bytes", f"{file.name} is larger than any list of accounts.")
            if self._done > self._limits.total_bytes:
                raise ExportTooLarge("total_bytes", "The lists of the export are larger than can be read at once.")
            if self._on_progress is not None:
                self._on_progress(self._done, max(self._done, self._to_do))
            yield piece

    def _note(self, kind: ProblemKind, message: str) -> None:
        self._found.problems.append(Problem(kind, message))
