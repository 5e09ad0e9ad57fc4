"""Who follows back, and who does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

from autogram.instagram.export.errors import ListNotComplete
from autogram.instagram.export.results import ExportedList


@dataclass(frozen=True, slots=True)
class Comparison:
    """Names, sorted: followed without following back, following without being followed, and both."""

    not_following_back: Sequence[str] = field(repr=False)
    fans: Sequence[str] = field(repr=False)
    mutuals: Sequence[str] = field(repr=False)


def compare(followers: ExportedList, following: ExportedList) -> Comparison:
    """Every account of both lists is in one of the three. Raises `ListNotComplete`: a gap would accuse the wrong."""
    for each in (followers, following):
        if not each.is_complete:
            raise ListNotComplete(f"The list {each.kind} is not complete: {' '.join(each.reasons)}")
    ours, theirs = following.entries.usernames, followers.entries.usernames
    follows_us = set(theirs).__contains__
    missing, mutuals = list(filterfalse(follows_us, ours)), list(filter(follows_us, ours))
    is_mutual = set(mutuals).__contains__
    return Comparison(not_following_back=missing, fans=list(filterfalse(is_mutual, theirs)), mutuals=mutuals)
