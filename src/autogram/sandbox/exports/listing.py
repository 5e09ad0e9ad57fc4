"""Who is on a list and since when, computed while it is written."""

from collections.abc import Iterator
from typing import NamedTuple

from autogram.sandbox.community.documents import Direction
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import named
from autogram.sandbox.unofficial.names import Person
from autogram.sandbox.unofficial.relations import list_of
from autogram.sandbox.world import World

DAY_SECONDS = 86_400
# No span that Instagram offers for exports, so that nobody takes the whole list for a part of it.
CROWD_DAYS = 2_000


class Listed(NamedTuple):
    """Somebody on a list, and when they came, in seconds since 1970."""

    person: Person
    since: int


def members(world: World, account: Account, direction: Direction, oldest: float = 0) -> Iterator[Listed]:
    """Everybody on a list, newest first; those who came before `oldest` are left out.

    The crowd came evenly over the years before the account was made here, everybody else one by one since then.
    """
    people = list_of(world, account, direction)
    began, now = int(account.created_at), int(world.clock.now())
    spacing = CROWD_DAYS * DAY_SECONDS / max(people.side.generated, 1)
    for place, person in people.walk():
        since = min(now, began - place) if place < 0 else int(began - (place + 1) * spacing)
        if since < oldest:
            return
        yield Listed(person, since)


def others(world: World, usernames: list[str]) -> list[Listed]:
    """People named for another list, a day apart, the newest first."""
    now = int(world.clock.now())
    return [
        Listed(named(world, username), now - number * DAY_SECONDS) for number, username in enumerate(usernames, start=1)
    ]
