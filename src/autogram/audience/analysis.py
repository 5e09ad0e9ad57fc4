"""What two lists of one export say, and what has changed since an older one; needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autogram.audience.comparing import match
from autogram.audience.people import People, of_export
from autogram.audience.vocabulary import MAIN_LISTS, Change, Derived
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Export


@dataclass(frozen=True, slots=True)
class Analysis:
    """The lists of an export by name, those that follow from them, and why others do not, in words.

    Changes since an older export are named like `followers.lost`.
    """

    lists: Mapping[str, People] = field(repr=False)
    missing: Mapping[str, str]


def analyse(export: Export, older: Export | None = None) -> Analysis:
    """Everything that can be concluded from complete lists, and nothing from others."""
    lists: dict[str, People] = {
        kind: of_export(each.entries) for kind, each in export.lists.items() if kind is not ListKind.HASHTAGS
    }
    missing: dict[str, str] = {}
    if why := _why_not(export, *MAIN_LISTS):
        missing |= {str(name): why for name in Derived}
    else:
        lists |= _relations(lists)
    if older is not None:
        for kind in MAIN_LISTS:
            if why := _why_not(export, kind) or _why_not(older, kind, which="older export"):
                missing[f"{kind}.{Change.GAINED}"] = missing[f"{kind}.{Change.LOST}"] = why
            else:
                lists |= _changes(kind, of_export(older.lists[kind].entries), lists[kind])
    return Analysis(lists, missing)


def _relations(lists: Mapping[str, People]) -> dict[str, People]:
    matched = match(lists[ListKind.FOLLOWERS], lists[ListKind.FOLLOWING], by_id=True)
    return {Derived.NOT_FOLLOWING_BACK: matched.came, Derived.FANS: matched.left, Derived.MUTUALS: matched.stayed()}


def _changes(kind: ListKind, before: People, after: People) -> dict[str, People]:
    matched = match(before, after, by_id=True)
    return {f"{kind}.{Change.GAINED}": matched.came, f"{kind}.{Change.LOST}": matched.left}


def _why_not(export: Export, *kinds: ListKind, which: str = "export") -> str:
    """Why nothing is concluded from one of the lists; empty if all are complete."""
    for kind in kinds:
        each = export.lists.get(kind)
        if each is None:
            return f"The {which} has no list “{kind}”."
        if not each.is_complete:
            return f"The list “{kind}” of the {which} is not complete. {' '.join(each.reasons)}"
    return ""
