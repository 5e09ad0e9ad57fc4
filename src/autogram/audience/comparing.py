"""Who is in one list and not in another: by number where both lists count the same way, by name otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import ne, not_

from autogram.audience.people import UNKNOWN_ID, People


@dataclass(frozen=True, slots=True)
class Matched:
    """Every person of either list has left, come, stayed, or was renamed: stayed under another name.

    `renamed` has the entries of the newer list, with the names before beside it.
    """

    left: People = field(repr=False)
    came: People = field(repr=False)
    renamed: People = field(repr=False)
    names_before: Sequence[str] = field(repr=False)
    _newer: People = field(repr=False)
    _is_new: bytearray = field(repr=False)

    def stayed(self) -> People:
        """Those in both, as the newer list has them, renamed or not."""
        return self._newer.where(map(not_, self._is_new))


def match(older: People, newer: People, *, by_id: bool) -> Matched:
    """Compares two lists that are sorted by name. With `by_id` the numbers of both mean the same."""
    before, after = set(older.usernames), set(newer.usernames)
    gone = bytearray(map(not_, map(after.__contains__, older.usernames)))
    new = bytearray(map(not_, map(before.__contains__, newer.usernames)))
    pairs: list[tuple[int, int]] = []
    if by_id:
        _part_namesakes(older, newer, gone, new)
        pairs = _same_numbers(older, newer, gone, new)
    for place_before, place_after in pairs:
        gone[place_before] = new[place_after] = 0
    return Matched(
        left=older.where(gone),
        came=newer.where(new),
        renamed=newer.at([place for _, place in pairs]),
        names_before=[older.usernames[place] for place, _ in pairs],
        _newer=newer,
        _is_new=new,
    )


def _part_namesakes(older: People, newer: People, gone: bytearray, new: bytearray) -> None:
    """A name that another account has taken over stands for two people. Sorted by name, the lists run in step."""
    in_both_before, in_both_after = bytes(map(not_, gone)), bytes(map(not_, new))
    differs = bytes(map(ne, compress(older.ids, in_both_before), compress(newer.ids, in_both_after)))
    if 1 not in differs:
        return
    places = zip(_places(in_both_before), _places(in_both_after), strict=True)
    for one, other in list(compress(places, differs)):
        if older.ids[one] != UNKNOWN_ID and newer.ids[other] != UNKNOWN_ID:
            gone[one] = new[other] = 1


def _same_numbers(older: People, newer: People, gone: bytearray, new: bytearray) -> list[tuple[int, int]]:
    """Places of those who only seem to have left and come: the number is the same, the name is not. By new name."""
    came = {newer.ids[place]: place for place in _places(new)}
    came.pop(UNKNOWN_ID, None)
    found = [(place, came[older.ids[place]]) for place in _places(gone) if older.ids[place] in came]
    return sorted(found, key=lambda pair: pair[1])


def _places(chosen: bytes | bytearray) -> Iterator[int]:
    return compress(range(len(chosen)), chosen)
