"""From what was found in the files to what is said about the export."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from autogram.instagram.export import coverage
from autogram.instagram.export.choosing import Chosen
from autogram.instagram.export.gathering import Gathering
from autogram.instagram.export.html_lists import Header, seconds_to_add
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.layout import origin_of
from autogram.instagram.export.results import (
    Coverage,
    DateRange,
    Entries,
    Era,
    Export,
    ExportedList,
    Facts,
    Problem,
    ProblemKind,
)

_MAIN = (ListKind.FOLLOWERS, ListKind.FOLLOWING)


@dataclass
class Found:
    """Everything that reading has brought to light."""

    chosen: Chosen
    written_at: datetime | None
    problems: list[Problem]
    gatherings: dict[ListKind, Gathering] = field(default_factory=dict)
    formats: set[str] = field(default_factory=set)
    header: Header | None = None
    owner: str | None = None
    signed_up_at: datetime | None = None

    def note_header(self, header: Header) -> None:
        """Keeps the header that says most."""
        if self.header is None or len(header.moments) > len(self.header.moments):
            self.header = header


def summarised(found: Found) -> Export:
    """The lists, sorted, each with the reasons why it is not complete, and the facts about the whole."""
    shift = seconds_to_add(found.header) if found.formats == {"html"} else 0
    era = _era(found)
    entries = {kind: gathering.entries(shift) for kind, gathering in found.gatherings.items()}
    judgement = _judged(found, entries)
    lists = {kind: _list(found, found.gatherings[kind], entries[kind], judgement) for kind in entries}
    problems = [*found.problems, *_problems(found, lists, judgement)]
    return Export(lists, _facts(found, era, judgement.coverage, problems))


def _facts(found: Found, era: Era | None, covered: Coverage, problems: list[Problem]) -> Facts:
    origin = origin_of(found.chosen.root)
    parts: dict[ListKind, list[int]] = {}
    for each in found.chosen.lists:
        if each.placed.kind is not None and each.placed.part is not None:
            parts.setdefault(each.placed.kind, []).append(each.placed.part)
    return Facts(
        era=era,
        formats=frozenset(found.formats),
        owner=found.owner or (origin.owner if origin else None),
        created_at=_created_at(found),
        requested=_requested(found.header),
        coverage=covered,
        times_are_exact="html" not in found.formats,
        parts={kind: tuple(sorted(numbers)) for kind, numbers in parts.items()},
        missing_parts=found.chosen.missing_parts,
        problems=tuple(problems),
    )


def _created_at(found: Found) -> datetime | None:
    """As the pages say it, else as the archive is named, else when it was packed."""
    moments = found.header.moments if found.header else []
    origin = origin_of(found.chosen.root)
    if len(moments) in {1, 3}:
        return moments[0]
    return origin.day if origin else found.written_at


def _requested(header: Header | None) -> DateRange | None:
    moments = header.moments if header else []
    if len(moments) < 2 or moments[-2] >= moments[-1]:
        return None
    return DateRange(moments[-2], moments[-1])


def _era(found: Found) -> Era | None:
    shapes = {kind: gathering.shapes for kind, gathering in found.gatherings.items()}
    every = set().union(*shapes.values())
    if "connections" in every:
        return Era.CONNECTIONS_2018
    if "labels" in every or "title" in shapes.get(ListKind.FOLLOWING, ()):
        return Era.LABELLED_2025
    if "title" in every:
        return Era.TITLED_2024
    if "rooted" in shapes.get(ListKind.FOLLOWERS, ()):
        return Era.FOLDER_2021
    return Era.NUMBERED_2023 if "value" in every else None


def _judged(found: Found, entries: dict[ListKind, Entries]) -> coverage.Judgement:
    main = [entries[kind] for kind in _MAIN if kind in entries]
    oldest = coverage.first_moments(main)
    return coverage.judge(_requested(found.header), _created_at(found), found.signed_up_at, oldest)


def _list(found: Found, gathering: Gathering, entries: Entries, judgement: coverage.Judgement) -> ExportedList:
    reasons = list(gathering.reasons)
    if missing := found.chosen.missing_parts.get(gathering.kind):
        reasons.append(_missing(gathering.kind, missing))
    if gathering.unreadable:
        reasons.append(f"{gathering.unreadable} of its records have a form that is not known.")
    if judgement.coverage is Coverage.LIMITED:
        reasons.append(judgement.message)
    if not entries and gathering.kind in _MAIN:
        reasons.append("It is empty.")
    return ExportedList(
        gathering.kind,
        entries,
        tuple(gathering.files),
        tuple(reasons),
        deleted=gathering.deleted,
        repeated=gathering.taken - len(entries),
        unreadable=gathering.unreadable,
    )


def _missing(kind: ListKind, numbers: Iterable[int]) -> str:
    files = ", ".join(f"{kind}_{number}" for number in numbers)
    return f"There are later parts of the list {kind}, but not {files}."


def _problems(found: Found, lists: dict[ListKind, ExportedList], judgement: coverage.Judgement) -> Iterable[Problem]:
    for kind in _MAIN:
        if kind not in lists:
            yield Problem(ProblemKind.LIST_MISSING, f"The list {kind} is not in the upload.")
        elif not lists[kind].entries:
            yield Problem(ProblemKind.LIST_EMPTY, f"The list {kind} is empty.")
    for kind, numbers in found.chosen.missing_parts.items():
        yield Problem(ProblemKind.PART_MISSING, _missing(kind, numbers))
    if judgement.coverage is Coverage.LIMITED:
        advice = 'Ask Instagram for "All time".'
        yield Problem(ProblemKind.DATE_LIMITED, f"{judgement.message} {advice}")
    elif judgement.coverage is Coverage.PERHAPS_LIMITED:
        yield Problem(ProblemKind.PERHAPS_DATE_LIMITED, judgement.message)
    for each in lists.values():
        yield from _oddities(each, found.gatherings[each.kind].odd)
    if "html" in found.formats:
        message = "The times come from HTML: minutes, on Meta's clock, perhaps an hour off. JSON has exact ones."
        yield Problem(ProblemKind.TIMES_APPROXIMATE, message)


def _oddities(each: ExportedList, odd: int) -> Iterable[Problem]:
    listed = f"in the list {each.kind}"
    if each.deleted:
        words = f"{each.deleted} accounts {listed} have been deleted and are left out."
        yield Problem(ProblemKind.DELETED_ACCOUNTS, words)
    if each.repeated:
        yield Problem(
            ProblemKind.REPEATED_ACCOUNTS, f"{each.repeated} accounts {listed} stood there again; each counts once."
        )
    if each.unreadable:
        yield Problem(ProblemKind.RECORDS_UNREADABLE, f"{each.unreadable} records {listed} could not be read.")
    if odd:
        yield Problem(ProblemKind.ODD_NAMES, f"{odd} names {listed} cannot be user names of Instagram.")
