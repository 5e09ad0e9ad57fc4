"""Comparing two lists that are in memory, for whoever keeps no snapshots."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autogram.audience.comparing import match
from autogram.audience.errors import ListIncomplete
from autogram.audience.people import Person, gather
from autogram.audience.service.storing import ReadList
from autogram.instagram.export.kinds import ListKind


@dataclass(frozen=True, slots=True)
class FollowComparison:
    """Who of followers and followed is which, each sorted by name; and how many of each there are."""

    not_following_back: Sequence[Person] = field(repr=False)
    fans: Sequence[Person] = field(repr=False)
    mutuals: Sequence[Person] = field(repr=False)
    followers_count: int
    following_count: int


def compare_lists(followers: ReadList, following: ReadList) -> FollowComparison:
    """Compares by number where both lists have one, by name otherwise. Raises `ListIncomplete`."""
    refuse_incomplete(ListKind.FOLLOWERS, followers.is_complete, followers.reasons)
    refuse_incomplete(ListKind.FOLLOWING, following.is_complete, following.reasons)
    theirs, ours = gather(followers.people).people, gather(following.people).people
    matched = match(theirs, ours, by_id=True)
    return FollowComparison(
        not_following_back=list(matched.came),
        fans=list(matched.left),
        mutuals=list(matched.stayed()),
        followers_count=len(theirs),
        following_count=len(ours),
    )


def refuse_incomplete(kind: ListKind, is_complete: bool, reasons: Sequence[str], when: str = "") -> None:
    """Raises `ListIncomplete`, with why in words, unless the list is all there."""
    if not is_complete:
        why = " ".join(reasons) or "Not everybody on it was read."
        raise ListIncomplete(
            f"The list “{kind}”{when} is not complete, so nothing is concluded from it. {why}",
            list=str(kind),
            reasons=list(reasons),
        )
