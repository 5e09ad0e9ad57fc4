"""Which files of an upload are read: those of one export, each part once, in one format."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autogram.instagram.export.errors import ForeignArchive, NotAnExport, SeveralExports
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.layout import PlacedFile, Role, export_key, foreign_service, origin_of
from autogram.instagram.export.results import Problem, ProblemKind

_NOTHING_FOUND = (
    "No list of followers or following was found. Upload the ZIP as Instagram sent it, or the files of its folder "
    'followers_and_following under their own names. When you ask Instagram for it, choose "Followers and following".'
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files to read, all of one export, and what is odd about them."""

    root: str
    lists: tuple[PlacedFile, ...]
    others: tuple[PlacedFile, ...]
    missing_parts: Mapping[ListKind, tuple[int, ...]]
    problems: tuple[Problem, ...]


def choose(files: Iterable[PlacedFile], names: Iterable[str]) -> Chosen:
    """The files of one export; `names` are all paths of the upload.

    Raises `NotAnExport`, `ForeignArchive`, and `SeveralExports` when nothing tells which export is meant.
    """
    problems: list[Problem] = []
    files = list(files)
    lists = _lists(files, names, problems)
    exports = defaultdict(list)
    for each in lists:
        exports[export_key(each.placed.root)].append(each)
    key = _meant(exports, problems)
    mine = [each for each in files if export_key(each.placed.root) == key]
    used = _one_era(exports[key], problems)
    chosen, missing = _each_part_once(used, problems)
    others = [each for each in mine if each.placed.role in {Role.FRONT_PAGE, Role.PROFILE, Role.SIGN_UP}]
    return Chosen(mine[0].placed.root, tuple(chosen), tuple(others), missing, tuple(problems))


def _lists(files: list[PlacedFile], names: Iterable[str], problems: list[Problem]) -> list[PlacedFile]:
    lists = [each for each in files if each.placed.role in {Role.LIST, Role.CONNECTIONS, Role.UNNAMED}]
    if any(each.placed.role is Role.LIST and each.placed.is_in_place for each in lists):
        lists = [each for each in lists if each.placed.is_in_place]
    elif (service := foreign_service(names)) is not None:
        # Others have files of the same names.
        raise ForeignArchive(service)
    decoys = [each for each in files if each.placed.role is Role.THREADS]
    if decoys and not lists:
        raise ForeignArchive("Threads")
    if decoys:
        problems.append(Problem(ProblemKind.THREADS_LEFT_OUT, "The lists of Threads in the export are left out."))
    if not lists:
        raise NotAnExport(_NOTHING_FOUND)
    return lists


def _meant(exports: Mapping[str, list[PlacedFile]], problems: list[Problem]) -> str:
    """The only export, or the newest if their names say that all are of one person."""
    if len(exports) == 1:
        return next(iter(exports))
    origins = {key: origin_of(key) for key in exports}
    known = {key: origin for key, origin in origins.items() if origin is not None}
    days = sorted(origin.day for origin in known.values())
    is_clear = len(known) == len(exports) and len({origin.owner for origin in known.values()}) == 1
    if not is_clear or days[-1] == days[-2]:
        raise SeveralExports(sorted(_shown(files[0]) for files in exports.values()))
    newest = max(known, key=lambda key: known[key].day)
    others = ", ".join(f"{day:%Y-%m-%d}" for day in days[:-1])
    message = f"There is more than one export; the newest, of {days[-1]:%Y-%m-%d}, is used, and not: {others}."
    problems.append(Problem(ProblemKind.SEVERAL_EXPORTS, message))
    return newest


def _shown(placed: PlacedFile) -> str:
    return placed.placed.root.rpartition("/")[2] or placed.file.path


def _one_era(files: list[PlacedFile], problems: list[Problem]) -> list[PlacedFile]:
    """Without the file of the oldest layout if there are lists of a newer one beside it."""
    newer = [each for each in files if each.placed.role is not Role.CONNECTIONS]
    if not newer or len(newer) == len(files):
        return files
    problems.append(Problem(ProblemKind.SEVERAL_EXPORTS, "connections.json of an older export is left out."))
    return newer


def _each_part_once(
    files: list[PlacedFile], problems: list[Problem]
) -> tuple[list[PlacedFile], dict[ListKind, tuple[int, ...]]]:
    by_kind = defaultdict(list)
    for each in files:
        by_kind[each.placed.kind].append(each)
    chosen: list[PlacedFile] = []
    missing: dict[ListKind, tuple[int, ...]] = {}
    for kind, found in by_kind.items():
        if kind is None:
            chosen += _without_copies(found, problems)
            continue
        parts = _one_numbering(_one_format(kind, found, problems), problems)
        chosen += (once := _without_copies(parts, problems))
        numbers = {each.placed.part for each in once if each.placed.part is not None}
        if gaps := set(range(1, max(numbers, default=0) + 1)) - numbers:
            missing[kind] = tuple(sorted(gaps))
    return chosen, missing


def _one_format(kind: ListKind, files: list[PlacedFile], problems: list[Problem]) -> list[PlacedFile]:
    in_json = [each for each in files if each.suffix == "json"]
    if not in_json or len(in_json) == len(files):
        return files
    message = f"The list {kind} is there as JSON and as HTML; the JSON is used."
    problems.append(Problem(ProblemKind.SEVERAL_FORMATS, message))
    return in_json


def _one_numbering(files: list[PlacedFile], problems: list[Problem]) -> list[PlacedFile]:
    numbered = [each for each in files if each.placed.part is not None]
    if not numbered or len(numbered) == len(files):
        return files
    bare = ", ".join(each.file.name for each in files if each.placed.part is None)
    message = f"{bare} is of another layout than the numbered files beside it, and is left out."
    problems.append(Problem(ProblemKind.SEVERAL_EXPORTS, message))
    return numbered


def _without_copies(files: list[PlacedFile], problems: list[Problem]) -> list[PlacedFile]:
    """Each part once. Raises `SeveralExports` if two files claim to be the same part and differ."""
    once: dict[tuple[str, int | None], PlacedFile] = {}
    for each in sorted(files, key=lambda each: (each.placed.part or 0, each.file.path)):
        name = each.file.path if each.placed.kind is None else ""
        first = once.setdefault((name, each.placed.part), each)
        if first is each:
            continue
        if first.file.size != each.file.size or first.file.checksum() != each.file.checksum():
            raise SeveralExports([first.file.path, each.file.path])
        problems.append(Problem(ProblemKind.REPEATED_FILE, f"{each.file.name} is there twice and is read once."))
    return list(once.values())
