"""A sorted list laid out in small blocks, so that any page of it costs the same however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autogram.audience import packing
from autogram.audience.packing import Part
from autogram.audience.people import People, Person
from autogram.audience.vocabulary import Ordering
from autogram.instagram.export.results import UNKNOWN_TIME

BLOCK = 250
_NEVER = 2**62


class Row(NamedTuple):
    """One line of a list; `name_before` only where somebody was renamed."""

    person: Person
    name_before: str | None = None


def blocks_of(packed: bytes, names_before: Sequence[str], ordering: Ordering) -> list[Part]:
    """The packed people, whose names before stand in the same order if there are any, in blocks."""
    people = packing.unpack(packed)
    places = order_of(people, ordering)
    if ordering is not Ordering.NAME:
        people = people.at(places)
        names_before = [names_before[place] for place in places] if names_before else []
    return [_block(people, names_before, start) for start in range(0, len(people), BLOCK)]


def order_of(people: People, ordering: Ordering) -> Sequence[int]:
    """Places in that order; those without a time come last, and the same times in the order of their names."""
    places = range(len(people))
    if ordering is Ordering.NAME:
        return places
    if ordering is Ordering.NEWEST:
        return sorted(places, key=[-seconds for seconds in people.since].__getitem__)
    known = [_NEVER if seconds == UNKNOWN_TIME else seconds for seconds in people.since]
    return sorted(places, key=known.__getitem__)


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a list, in their order."""

    people: People
    names_before: Sequence[str]

    def row(self, place: int) -> Row:
        before = self.names_before[place] if self.names_before else None
        return Row(self.people.person(place), before)


def block_of(payload: bytes) -> Block:
    return Block(packing.unpack(payload), packing.unpack_names(payload[packing.size_of(payload) :]))


def _block(people: People, names_before: Sequence[str], start: int) -> Part:
    some = people.between(start, start + BLOCK)
    before = packing.pack_names(names_before[start : start + BLOCK])
    return Part(some.usernames[0], packing.pack(some) + before)
