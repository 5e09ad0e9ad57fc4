"""Sums that remember of how much they are sums."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from autogram.analytics.rates import by_reach, by_views

POST_NUMBERS = ("views", "reach", "likes", "comments", "shares", "saves", "interactions")
DAY_NUMBERS = (
    "views",
    "reach",
    "likes",
    "comments",
    "shares",
    "saves",
    "accounts_engaged",
    "total_interactions",
    "profile_links_taps",
    "follows",
    "unfollows",
)


@dataclass(frozen=True, slots=True)
class Share:
    """What some rows have in common: a total and how many rows are known in it."""

    total: int = 0
    known: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.total + other.total, self.known + other.known)

    @property
    def value(self) -> int | None:
        return self.total if self.known else None


@dataclass(frozen=True, slots=True)
class Rated:
    """Interactions of those posts alone of which the base (reach or views) is known as well."""

    interactions: int = 0
    base: int = 0
    posts: int = 0

    def __add__(self, other: "Rated") -> "Rated":
        return Rated(self.interactions + other.interactions, self.base + other.base, self.posts + other.posts)


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows added up: posts, or days of accounts. `final` of them will not change any more."""

    rows: int = 0
    final: int = 0
    taken_at: datetime | None = None
    numbers: dict[str, Share] = field(default_factory=dict)
    of_reach: Rated = Rated()
    of_views: Rated = Rated()

    def of(self, name: str) -> Share:
        return self.numbers.get(name, Share())

    @property
    def is_final(self) -> bool:
        return self.rows > 0 and self.final == self.rows

    @property
    def engagement_rate(self) -> float | None:
        return by_reach(self.of_reach.interactions if self.of_reach.posts else None, self.of_reach.base)

    @property
    def engagement_rate_by_views(self) -> float | None:
        return by_views(self.of_views.interactions if self.of_views.posts else None, self.of_views.base)


def added(parts: Iterable[Sums]) -> Sums:
    """All of them together."""
    whole = Sums()
    for part in parts:
        whole = Sums(
            rows=whole.rows + part.rows,
            final=whole.final + part.final,
            taken_at=max((moment for moment in (whole.taken_at, part.taken_at) if moment), default=None),
            numbers={name: whole.of(name) + part.of(name) for name in {*whole.numbers, *part.numbers}},
            of_reach=whole.of_reach + part.of_reach,
            of_views=whole.of_views + part.of_views,
        )
    return whole
