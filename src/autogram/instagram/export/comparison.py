"""Who follows back, and who does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    known = set(theirs)
    missing = [name for name in ours if name not in known]
    known = set(ours)
    return Comparison(
        not_following_back=missing,
        fans=[name for name in theirs if name not in known],
        mutuals=[name for name in theirs if name in known],
    )
