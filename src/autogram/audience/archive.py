"""Lists stored whole, or as the difference to an earlier list of the same profile."""

import struct
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import and_, eq, not_

from autogram.audience import packing
from autogram.audience.packing import Part
from autogram.audience.people import People, nobody

# Reading a list means applying its differences, so there are never too many, nor too large ones.
MOST_LINKS = 64
LARGEST_SHARE = 0.25
_HEAD = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Stored:
    """What a list is restored from: stretches of a whole list, and the differences since, oldest first."""

    whole: Sequence[bytes] = field(repr=False)
    differences: Sequence[bytes] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from one list to the next: who is there now, or differs, and whose names are not there any more."""

    put: People = field(repr=False)
    dropped: list[str] = field(repr=False)

    def __len__(self) -> int:
        return len(self.put) + len(self.dropped)


def restore(stored: Stored) -> People:
    """The list as it was."""
    people = packing.joined(stored.whole)
    return applied(people, [unpack(each) for each in stored.differences])


def difference(base: People, people: People) -> Difference:
    """What must change in `base` to make it `people`."""
    before, after = set(base.usernames), set(people.usernames)
    stayed_before = bytes(map(after.__contains__, base.usernames))
    stayed_after = bytes(map(before.__contains__, people.usernames))
    # Both lists are sorted by name, so those who are in both stand in the same order.
    same = map(
        and_,
        map(eq, compress(base.ids, stayed_before), compress(people.ids, stayed_after)),
        map(eq, compress(base.since, stayed_before), compress(people.since, stayed_after)),
    )
    changed = bytearray(map(not_, stayed_after))
    for place in compress(compress(range(len(people)), stayed_after), map(not_, same)):
        changed[place] = 1
    return Difference(people.where(changed), list(compress(base.usernames, map(not_, stayed_before))))


def applied(people: People, differences: Sequence[Difference]) -> People:
    """`people` with all the differences, oldest first."""
    if not differences:
        return people
    together = composed(differences)
    touched = {*together.put.usernames, *together.dropped}
    kept = people.where(name not in touched for name in people.usernames)
    return _united(kept, together.put)


def composed(differences: Sequence[Difference]) -> Difference:
    """One difference that does what all of them do in turn."""
    put: dict[str, tuple[int, int]] = {}
    dropped: set[str] = set()
    for each in differences:
        dropped.update(each.dropped)
        for name in each.dropped:
            put.pop(name, None)
        dropped.difference_update(each.put.usernames)
        put.update(zip(each.put.usernames, zip(each.put.ids, each.put.since, strict=True), strict=True))
    names = sorted(put)
    ids = array("q", (put[name][0] for name in names))
    return Difference(People(names, ids, array("q", (put[name][1] for name in names))), sorted(dropped))


def _united(one: People, other: People) -> People:
    """Two sorted lists that have nobody in common, as one."""
    together, start = nobody(), 0
    for place, name in enumerate(other.usernames):
        stop = bisect_left(one.usernames, name, start)
        together.extend(one, start, stop)
        together.extend(other, place, place + 1)
        start = stop
    together.extend(one, start, len(one))
    return together


def pack(change: Difference) -> bytes:
    put = packing.pack(change.put)
    return _HEAD.pack(len(change)) + put + packing.pack_names(change.dropped)


def as_part(change: Difference) -> Part:
    """A difference is one stretch, whatever names are in it."""
    return Part("", pack(change))


def unpack(payload: bytes) -> Difference:
    rest = payload[_HEAD.size :]
    end = packing.size_of(rest)
    return Difference(packing.unpack(rest), packing.unpack_names(rest[end:]))


@dataclass(frozen=True, slots=True)
class Compacted:
    """A list in the form in which it is kept. `touched` is the size of the difference, if it is one."""

    is_difference: bool
    parts: list[Part] = field(repr=False)
    touched: int = 0

    @property
    def stored_bytes(self) -> int:
        return sum(len(part.payload) for part in self.parts)


def compact(people: People, base: Stored | None = None, *, room: int = 0) -> Compacted:
    """As a difference to `base` if that touches at most `room` people and is much smaller; otherwise whole."""
    if base is not None:
        change = difference(restore(base), people)
        if len(change) <= min(room, int(LARGEST_SHARE * len(people))):
            return Compacted(True, [as_part(change)], len(change))
    return Compacted(False, packing.parts_of(people))
