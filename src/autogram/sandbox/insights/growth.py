"""How a publication's figures grow: fast at first, then ever slower, always the same for the same seed and moment."""

import hashlib
import math
from datetime import UTC, datetime
from functools import lru_cache

from autogram.sandbox.documents import Media
from autogram.sandbox.world import World

HOUR = 3_600.0
# By kind: after so many hours two thirds of the audience have seen it, and how far it goes compared with a picture.
PACE = {"carousel": (14.0, 1.25), "reel": (30.0, 1.9), "video": (20.0, 1.3)}
PICTURE, STORY = (10.0, 1.0), (5.0, 0.35)
# What share of those who saw it do something, from the dullest publication to the best.
RATES = {
    "likes": (0.03, 0.08),
    "saved": (0.004, 0.016),
    "shares": (0.003, 0.013),
    "reposts": (0.0005, 0.003),
    "follows": (0.0005, 0.004),
    "profile_visits": (0.006, 0.02),
    "profile_activity": (0.002, 0.01),
    "replies": (0.003, 0.012),
    "navigation": (0.9, 1.4),
    "link_clicks": (0.002, 0.02),
    "crossposted_views": (0.02, 0.1),
    "facebook_views": (0.1, 0.4),
}


@lru_cache(maxsize=100_000)
def chance(*parts: str) -> float:
    """A number from 0 to 1 that follows from the words."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:6]) / 2**48


def between(low: float, high: float, *parts: str) -> float:
    """A number between the two that follows from the words."""
    return low + (high - low) * chance(*parts)


def reach(world: World, media: Media, at: float) -> float:
    """How many accounts saw it by then."""
    account = world.accounts.get(media.account_id)
    followers = account.followers_count if account else 0
    hours, strength = STORY if media.is_story else PACE.get(media.kind, PICTURE)
    luck = 0.15 + 0.75 * chance(world.switches.insights_seed, media.id, "reach") ** 2
    strangers = 0 if media.is_story else 12 * chance(media.id, "strangers")
    age = max(0.0, at - media.published_at) / HOUR
    everybody = (followers * luck + strangers) * strength * _moment(media.published_at)
    return everybody * (1 - math.exp(-age / hours))


def figure(world: World, media: Media, metric: str, at: float) -> float:
    """A figure of a publication by then, with its fraction, so that days add up."""
    seed, seen = world.switches.insights_seed, reach(world, media, at)
    if metric == "reach":
        return seen
    if metric == "views":
        low, high = (1.5, 2.7) if media.kind == "reel" else (1.25, 1.75)
        return seen * between(low, high, seed, media.id, metric)
    if metric == "comments":
        return _comments(world, media, at)
    if metric == "total_interactions":
        return sum(figure(world, media, name, at) for name in ("likes", "comments", "saved", "shares"))
    low, high = RATES[metric]
    return seen * between(low, high, seed, media.id, metric)


def _comments(world: World, media: Media, at: float) -> int:
    written = (world.comments.get(key) for key in world.comments_of[media.id])
    return sum(1 for comment in written if comment and comment.created_at <= at)


def _moment(published_at: float) -> float:
    """Evenings and weekends are better, so that looking for the best time finds something."""
    when = datetime.fromtimestamp(published_at, UTC)
    away = min(abs(when.hour - 18), 24 - abs(when.hour - 18))
    return (0.7 + 0.6 * math.exp(-((away / 4) ** 2))) * (1.15 if when.weekday() >= 5 else 1.0)
