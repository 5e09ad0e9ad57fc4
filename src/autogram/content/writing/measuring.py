"""What the figures of some posts say: the best type, time, length and hashtags, as far as they can tell."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean
from typing import Any
from zoneinfo import ZoneInfo

from autogram.content.ai import tags
from autogram.content.writing.schemas import PostFigures

# Fewer posts than this say nothing about a group, and one group alone cannot be the best.
LEAST_POSTS = 2
LENGTHS = ((0, 125, "up to 125 characters"), (126, 500, "126 to 500 characters"), (501, 10_000, "over 500 characters"))
HOURS_TOGETHER = 3
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TAGS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that have something in common, and their average score."""

    name: str
    posts: int
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Groups, best first. The score: interactions by reach in percent if all posts have a reach, else interactions."""

    score: str
    posts: int
    types: list[Group]
    times: list[Group]
    lengths: list[Group]
    hashtags: list[Group]

    def as_figures(self) -> dict[str, Any]:
        """The same as JSON."""
        groups = {"post_types": self.types, "times": self.times, "caption_lengths": self.lengths}
        groups["hashtags"] = self.hashtags[:20]
        listed = {
            name: [{"name": one.name, "posts": one.posts, "average": round(one.score, 2)} for one in found]
            for name, found in groups.items()
        }
        return {"score": self.score, "posts": self.posts, **listed}


def measure(posts: list[PostFigures], time_zone: str) -> Measured:
    """The posts grouped. Posts of which nothing is known count nowhere."""
    counted = [post for post in posts if interactions(post) is not None]
    by_reach = bool(counted) and all(post.reach for post in counted)
    zone = ZoneInfo(time_zone)

    def score(post: PostFigures) -> float:
        total = float(interactions(post) or 0)
        return total / post.reach * 100 if by_reach and post.reach else total

    def best(names: Callable[[PostFigures], Iterable[str]]) -> list[Group]:
        found: dict[str, list[float]] = defaultdict(list)
        for post in counted:
            for name in set(names(post)):
                found[name].append(score(post))
        groups = [Group(name, len(of), mean(of)) for name, of in found.items()]
        return sorted(groups, key=lambda group: (-group.score, group.name))

    return Measured(
        score="engagement rate by reach, percent" if by_reach else "interactions",
        posts=len(counted),
        types=best(lambda post: [post.post_type] if post.post_type else []),
        times=best(lambda post: [_time(post, zone)] if post.published_at else []),
        lengths=best(lambda post: [_length(post.caption)]),
        hashtags=best(lambda post: [tag.casefold() for tag in post.hashtags or tags.in_text(post.caption)]),
    )


def clear_best(groups: list[Group]) -> Group | None:
    """The best group, if there are others to compare with and it rests on enough posts."""
    solid = [group for group in groups if group.posts >= LEAST_POSTS]
    return solid[0] if len(solid) > 1 and solid[0].score > solid[1].score else None


def interactions(post: PostFigures) -> int | None:
    """Likes, comments, shares and saves together, of those that are known; None if none is."""
    known = [count for count in (post.likes, post.comments, post.shares, post.saves) if count is not None]
    return sum(known) if known else None


def _time(post: PostFigures, zone: ZoneInfo) -> str:
    assert post.published_at is not None
    local = post.published_at.astimezone(zone)
    first = local.hour // HOURS_TOGETHER * HOURS_TOGETHER
    return f"{DAYS[local.weekday()]} {first:02}:00-{first + HOURS_TOGETHER:02}:00"


def _length(caption: str) -> str:
    return next(name for first, last, name in LENGTHS if first <= len(caption) <= last)
