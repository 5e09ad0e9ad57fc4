"""Long lists in pieces."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from autogram.sandbox.exports.listing import Listed

PEOPLE_AT_ONCE = 500


def pieces(
    people: Iterable[Listed], write: Callable[[Listed], str], *, opening: str, between: str, closing: str
) -> Iterator[bytes]:
    """A document of one record for each person, a few hundred at a time."""
    rest = iter(people)
    before = opening
    while some := [write(person) for person in islice(rest, PEOPLE_AT_ONCE)]:
        yield (before + between.join(some)).encode()
        before = between
    yield ((opening if before is opening else "") + closing).encode()
