"""How far a crawl is: everything that another worker needs to go on, as it is kept in its row."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from autogram.audience.crawling.schemas import Phase
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.lists import Listed, WebProfile
from autogram.instagram.web.walking import Walk

PHASE_OF = {ListKind.FOLLOWERS: Phase.FOLLOWERS, ListKind.FOLLOWING: Phase.FOLLOWING}


@dataclass(frozen=True, slots=True)
class Counts:
    """Whose lists are read, and what the profile counted at one moment."""

    id: str
    username: str
    followers: int
    following: int

    @classmethod
    def of(cls, profile: WebProfile) -> "Counts":
        return cls(profile.id, profile.username, profile.followers_count, profile.following_count)

    def of_kind(self, kind: ListKind) -> int:
        return self.followers if kind is ListKind.FOLLOWERS else self.following


@dataclass(frozen=True, slots=True)
class Progress:
    """The profile before, both lists, the profile after."""

    before: Counts | None = None
    followers: Walk = field(default_factory=Walk)
    following: Walk = field(default_factory=Walk)
    after: Counts | None = None

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "Progress":
        before, after = stored.get("before"), stored.get("after")
        return cls(
            Counts(**before) if before else None,
            Walk(**stored.get("followers", {})),
            Walk(**stored.get("following", {})),
            Counts(**after) if after else None,
        )

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    def walk(self, kind: ListKind) -> Walk:
        return self.followers if kind is ListKind.FOLLOWERS else self.following

    def with_walk(self, kind: ListKind, walk: Walk) -> "Progress":
        return replace(self, followers=walk) if kind is ListKind.FOLLOWERS else replace(self, following=walk)

    @property
    def open_list(self) -> ListKind | None:
        """The list that is read next."""
        return next((kind for kind in PHASE_OF if not self.walk(kind).ended), None)

    @property
    def phase(self) -> Phase:
        """What comes next, once somebody is logged in."""
        if self.before is None:
            return Phase.PROFILE
        if kind := self.open_list:
            return PHASE_OF[kind]
        return Phase.CHECK if self.after is None else Phase.FINISH

    def expected(self, kind: ListKind) -> int:
        """How many must at least be on the list: as few as the profile counted before or after it was read."""
        counts = [counted.of_kind(kind) for counted in (self.before, self.after) if counted]
        return min(counts, default=0)


def pack(users: Iterable[Listed]) -> bytes:
    """Number and name of everybody on a page; more is not kept."""
    return zlib.compress("\n".join(f"{user.id} {user.username}" for user in users).encode(), 1)


def unpack(payload: bytes) -> Iterator[tuple[str, str]]:
    """Number and name of everybody on a page."""
    for line in zlib.decompress(payload).decode().splitlines():
        number, _, username = line.partition(" ")
        yield number, username
