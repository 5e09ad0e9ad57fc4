"""People as bytes: names and numbers in columns of their own, compressed."""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autogram.audience.people import People, nobody

PART = 65_536
_LENGTHS = struct.Struct("<IIII")
_LEVEL = 6
_WIDTH = 8
# No name has it: readers take it out, and no database takes it.
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a list, and the name it begins with."""

    first_username: str
    payload: bytes


def parts_of(people: People, size: int = PART) -> list[Part]:
    """The people in stretches of `size`, the last one shorter; none for nobody."""
    return list(_parts(people, size))


def _parts(people: People, size: int) -> Iterator[Part]:
    for start in range(0, len(people), size):
        stretch = people.between(start, start + size)
        yield Part(stretch.usernames[0], pack(stretch))


def joined(payloads: Sequence[bytes]) -> People:
    """The people of all stretches, in their order."""
    whole = nobody()
    for payload in payloads:
        stretch = unpack(payload)
        whole.extend(stretch, 0, len(stretch))
    return whole


def pack(people: People) -> bytes:
    columns = (pack_names(people.usernames), _pack_numbers(people.ids), _pack_numbers(people.since))
    return _LENGTHS.pack(len(people), *map(len, columns)) + b"".join(columns)


def unpack(payload: bytes) -> People:
    count, names, ids, since = _LENGTHS.unpack_from(payload)
    view, start = memoryview(payload), _LENGTHS.size
    return People(
        unpack_names(view[start : start + names]),
        _unpack_numbers(view[start + names : start + names + ids], count),
        _unpack_numbers(view[start + names + ids : start + names + ids + since], count),
    )


def size_of(payload: bytes) -> int:
    """How many bytes at the beginning of `payload` are packed people."""
    _, *columns = _LENGTHS.unpack_from(payload)
    return int(_LENGTHS.size + sum(columns))


def count_of(payload: bytes) -> int:
    """How many people are packed in it."""
    return int(_LENGTHS.unpack_from(payload)[0])


def pack_names(names: Sequence[str]) -> bytes:
    return zlib.compress(_BETWEEN.join(names).encode(), _LEVEL) if names else b""


def unpack_names(packed: "bytes | memoryview") -> list[str]:
    return zlib.decompress(packed).decode().split(_BETWEEN) if packed else []


def _pack_numbers(numbers: "array[int]") -> bytes:
    """Bytes of equal weight side by side, because the upper ones hardly differ. Nothing if all are the same."""
    if not numbers or numbers.count(numbers[0]) == len(numbers):
        return array("q", numbers[:1]).tobytes()
    raw = _little(numbers).tobytes()
    return zlib.compress(b"".join(raw[place::_WIDTH] for place in range(_WIDTH)), _LEVEL)


def _unpack_numbers(packed: memoryview, count: int) -> "array[int]":
    numbers = array("q")
    if len(packed) <= _WIDTH:
        numbers.frombytes(packed)
        return numbers * count
    planes, raw = memoryview(zlib.decompress(packed)), bytearray(count * _WIDTH)
    for place in range(_WIDTH):
        raw[place::_WIDTH] = planes[place * count : (place + 1) * count]
    numbers.frombytes(raw)
    return _little(numbers)


def _little(numbers: "array[int]") -> "array[int]":
    """The same numbers in the byte order of the stored form."""
    if sys.byteorder == "little":
        return numbers
    swapped = array("q", numbers)
    swapped.byteswap()
    return swapped
