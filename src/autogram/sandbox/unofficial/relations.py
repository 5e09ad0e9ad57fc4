"""Who follows whom: crowds computed by position, and the changes on top of them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from math import gcd
from zlib import crc32

from autogram.sandbox.community.documents import Direction, Relations, Side
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.directory import account_numbered, number_of, person_numbered
from autogram.sandbox.unofficial.names import FIRST_NUMBER, Person, generated_person
from autogram.sandbox.world import World

# Each seed has room for its followers, for those it follows, and for people who come later.
SEED_BITS, FOLLOWED_OFFSET, GAINED_OFFSET = 28, 1 << 27, 3 << 26
MAX_CROWD = 1 << 26
GOLDEN = 0.6180339887498949

OPPOSITE: dict[Direction, Direction] = {"followers": "following", "following": "followers"}


def relations_of(world: World, account: Account) -> Relations:
    """The lists of an account; those nobody ever changed are crowds as large as the profile says."""
    if found := world.community.relations.get(account.id):
        return found
    return Relations(
        id=account.id,
        seed=account.id,
        followers=Side(generated=min(account.followers_count, MAX_CROWD)),
        following=Side(generated=min(account.follows_count, MAX_CROWD)),
    )


def list_of(world: World, account: Account, direction: Direction) -> "List":
    """One of the two lists of an account."""
    return List(world, relations_of(world, account), direction)


class List:
    """One list of an account, newest first, by position.

    Positions count up from the newest: the crowd begins at 0, and those who came later are below it. Whoever comes or
    goes while somebody reads changes no other's position.
    """

    def __init__(self, world: World, relations: Relations, direction: Direction) -> None:
        self.world = world
        self.direction = direction
        self.side = relations.side(direction)
        self._relations = relations
        # The sets themselves, which change with the list: asking the document each time is what would be slow.
        self.here, self.gone = self.side.here, self.side.gone
        self._start = FIRST_NUMBER + (crc32(relations.seed.encode()) % 4_096 << SEED_BITS)
        self._step, self._shift = _order(self.side.generated, relations.seed + direction)
        self._crowd = relations.followers.generated
        self._mutual = _mutual(relations) if direction == "following" else 0

    def __contains__(self, pk: int) -> bool:
        """Tell whether this person is on the list, without reading it."""
        if pk in self.here:
            return True
        return pk not in self.gone and self._is_of_crowd(pk - self._start)

    def page(self, position: int | None, count: int) -> tuple[list[Person], int | None]:
        """Return up to `count` people from a position on, and the position of the next, if there is one."""
        people: list[Person] = []
        for place, person in self.walk(position):
            if len(people) == count:
                return people, place
            people.append(person)
        return people, None

    def walk(self, position: int | None = None) -> Iterator[tuple[int, Person]]:
        """Everybody from a position on, with their own positions."""
        side, renamed = self.side, self.world.community.profiles
        newest = -len(side.added)
        place = newest if position is None else max(position, newest)
        while place < 0:
            pk = side.added[-1 - place]
            if pk and (person := person_numbered(self.world, pk)):
                yield place, person
            place += 1
        gone, size, step = self.gone, side.generated, self._step
        rank = (place * step + self._shift) % size if size else 0
        while place < size:
            pk = self.number(rank)
            if pk not in gone:
                known = person_numbered(self.world, pk) if renamed and str(pk) in renamed else None
                yield place, known or generated_person(pk)
            place += 1
            rank += step
            if rank >= size:
                rank -= size

    def number(self, rank: int) -> int:
        """The number of a member of the crowd."""
        if self.direction == "followers":
            return self._start + rank
        if rank < self._mutual:
            return self._start + rank * self._crowd // self._mutual
        return self._start + FOLLOWED_OFFSET + rank - self._mutual

    def sample(self, count: int) -> list[int]:
        """Members who are still there, spread over the whole crowd; when it is used up, the oldest of the others."""
        size, step = self.side.generated, self._step
        places = (place * step % size for place in range(size))
        crowd = (self.number((place * step + self._shift) % size) for place in places)
        still_there = (pk for pk in crowd if pk not in self.gone)
        return list(islice(chain(still_there, (pk for pk in self.side.added if pk)), count))

    def newcomers(self, count: int) -> list[int]:
        """People who were never on the list."""
        first = self._start + GAINED_OFFSET + self._relations.gained
        self._relations.gained += count
        return list(range(first, first + count))

    def _is_of_crowd(self, number: int) -> bool:
        if self.direction == "followers":
            return 0 <= number < self.side.generated
        if 0 <= number < self._crowd and self._mutual:
            rank = -(-number * self._mutual // self._crowd)
            return rank < self._mutual and rank * self._crowd // self._mutual == number
        return 0 <= number - FOLLOWED_OFFSET < self.side.generated - self._mutual


def set_list(
    world: World,
    account: Account,
    direction: Direction,
    *,
    numbers: Iterable[int] = (),
    generated: int = 0,
    seed: str | None = None,
    mutual_share: float | None = None,
) -> None:
    """Replace a list by exactly these people, oldest first, or by a crowd."""
    relations = relations_of(world, account)
    before = set(relations.side(direction).here)
    relations.seed = seed if seed is not None else relations.seed
    relations.mutual_share = mutual_share if mutual_share is not None else relations.mutual_share
    side = Side(generated=generated, added=list(dict.fromkeys(numbers)))
    setattr(relations, direction, side)
    _keep(world, account, relations, direction)
    for pk in before - side.here:
        _mirror(world, account, direction, pk, _leave)
    for pk in side.here:
        _mirror(world, account, direction, pk, _join)


def change_list(
    world: World, account: Account, direction: Direction, *, add: Iterable[int] = (), remove: Iterable[int] = ()
) -> None:
    """People come and go; who comes back counts as new."""
    relations = relations_of(world, account)
    members = List(world, relations, direction)
    for pk in remove:
        if _leave(members, pk):
            _mirror(world, account, direction, pk, _leave)
    for pk in add:
        if _join(members, pk):
            _mirror(world, account, direction, pk, _join)
    _keep(world, account, relations, direction)


def gain(world: World, account: Account, direction: Direction, count: int) -> list[int]:
    """So many new people come to a list; their numbers."""
    relations = relations_of(world, account)
    came = List(world, relations, direction).newcomers(count)
    world.community.relations.put(relations)
    change_list(world, account, direction, add=came)
    return came


def is_following(world: World, follower: Account, followed: Account) -> bool:
    """Tell whether one account follows another; the list of either says so."""
    if number_of(follower) in list_of(world, followed, "followers"):
        return True
    return number_of(followed) in list_of(world, follower, "following")


def _keep(world: World, account: Account, relations: Relations, direction: Direction) -> None:
    """Remember the lists; the profile counts what is on them."""
    world.community.relations.put(relations)
    if direction == "followers":
        account.followers_count = relations.followers.count
    else:
        account.follows_count = relations.following.count
    world.accounts.put(account)


def _mirror(world: World, account: Account, direction: Direction, pk: int, change: Callable[[List, int], bool]) -> None:
    """Who follows an account has it among those they follow, when they are an account themselves."""
    other = account_numbered(world, pk)
    if other is None or other.id == account.id:
        return
    relations, opposite = relations_of(world, other), OPPOSITE[direction]
    if change(List(world, relations, opposite), number_of(account)):
        _keep(world, other, relations, opposite)


def _join(members: List, pk: int) -> bool:
    if pk in members:
        return False
    members.side.added.append(pk)
    members.here.add(pk)
    return True


def _leave(members: List, pk: int) -> bool:
    side = members.side
    if pk not in members:
        return False
    if pk in members.here:
        side.added[side.added.index(pk)] = 0
        members.here.remove(pk)
    else:
        side.removed.append(pk)
        members.gone.add(pk)
    return True


def _mutual(relations: Relations) -> int:
    return round(relations.mutual_share * min(relations.followers.generated, relations.following.generated))


def _order(size: int, seed: str) -> tuple[int, int]:
    """A step and a shift by which a walk visits every rank once, in an order that looks like chance."""
    if size < 2:
        return 1, 0
    step = max(int(size * GOLDEN), 1)
    while gcd(step, size) != 1:
        step += 1
    return step, crc32(seed.encode()) % size
