"""Many people in columns: sorted by name, each once, small in memory and smaller when packed."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import compress
from typing import NamedTuple

from autogram.instagram.export import text
from autogram.instagram.export.results import UNKNOWN_TIME, Entries

UNKNOWN_ID = 0
_LARGEST_ID = 2**63 - 1


class Person(NamedTuple):
    """One account of a list as it was read: its number, its name, and when the relation began, as far as known."""

    instagram_id: str | None
    username: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Accounts in the order of their names, unless a function says otherwise."""

    usernames: list[str] = field(repr=False)
    ids: "array[int]" = field(repr=False)
    # Seconds since 1970, or UNKNOWN_TIME.
    since: "array[int]" = field(repr=False)

    def __len__(self) -> int:
        return len(self.usernames)

    def person(self, place: int) -> Person:
        number, seconds = self.ids[place], self.since[place]
        since = None if seconds == UNKNOWN_TIME else datetime.fromtimestamp(seconds, UTC)
        return Person(str(number) if number else None, self.usernames[place], since)

    def __iter__(self) -> Iterator[Person]:
        return (self.person(place) for place in range(len(self)))

    def where(self, chosen: Iterable[object]) -> "People":
        """Those for whom `chosen`, in the same order, is true."""
        kept = chosen if isinstance(chosen, bytes | bytearray) else bytes(map(bool, chosen))
        return People(
            list(compress(self.usernames, kept)),
            array("q", compress(self.ids, kept)),
            array("q", compress(self.since, kept)),
        )

    def at(self, places: Sequence[int]) -> "People":
        """Those at the places, in that order."""
        return People(
            [self.usernames[place] for place in places],
            array("q", [self.ids[place] for place in places]),
            array("q", [self.since[place] for place in places]),
        )

    def extend(self, other: "People", start: int, stop: int) -> None:
        """A stretch of others stands at the end; the caller answers for the order."""
        self.usernames.extend(other.usernames[start:stop])
        self.ids.extend(other.ids[start:stop])
        self.since.extend(other.since[start:stop])

    def between(self, start: int, stop: int) -> "People":
        return People(self.usernames[start:stop], self.ids[start:stop], self.since[start:stop])


@dataclass(frozen=True, slots=True)
class Gathered:
    """People as they were read, and whom that left out: placeholders of accounts that are gone."""

    people: People
    deleted: int


def nobody() -> People:
    return People([], array("q"), array("q"))


def gather(persons: Iterable[tuple[str | None, str, datetime | None]]) -> Gathered:
    """Each account once: of several with one number or one name the last counts, with the first time known.

    A number that comes twice is an account that was renamed while it was read.
    """
    by_name: dict[str, tuple[int, int]] = {}
    names: dict[int, str] = {}
    deleted = 0
    for instagram_id, given, since in persons:
        username = text.normal_username(given)
        if not username or text.is_deleted_placeholder(username):
            deleted += 1
            continue
        number, seconds = number_of(instagram_id), seconds_of(since)
        earlier = names.get(number, username) if number else username
        if earlier != username:
            seconds = max(seconds, by_name.pop(earlier, (0, UNKNOWN_TIME))[1])
        known = by_name.get(username, (UNKNOWN_ID, UNKNOWN_TIME))
        by_name[username] = (number or known[0], known[1] if known[1] != UNKNOWN_TIME else seconds)
        if number:
            names[number] = username
    return Gathered(_sorted(by_name), deleted)


def of_export(entries: Entries) -> People:
    """The people of an exported list."""
    numbers = {name: number_of(value) for name, value in entries.instagram_ids.items()}
    ids = array("q", (numbers.get(name, UNKNOWN_ID) for name in entries.usernames)) if numbers else None
    return People(list(entries.usernames), ids or _unknown(len(entries)), array("q", entries.seconds))


def number_of(instagram_id: str | None) -> int:
    """The account's number, or UNKNOWN_ID for whatever is none."""
    if not instagram_id or not instagram_id.isdecimal() or not instagram_id.isascii():
        return UNKNOWN_ID
    number = int(instagram_id)
    return number if number <= _LARGEST_ID else UNKNOWN_ID


def seconds_of(since: datetime | None) -> int:
    return UNKNOWN_TIME if since is None else int(since.timestamp())


def _sorted(by_name: dict[str, tuple[int, int]]) -> People:
    usernames = sorted(by_name)
    ordered = list(map(by_name.__getitem__, usernames))
    return People(usernames, array("q", (each[0] for each in ordered)), array("q", (each[1] for each in ordered)))


def _unknown(count: int) -> "array[int]":
    return array("q", bytes(8 * count))
