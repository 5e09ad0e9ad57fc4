"""What an account's days look like: a steady murmur, and what its publications gained on that day."""

from datetime import date

from autogram.sandbox.documents import Account
from autogram.sandbox.insights.days import days_between, end_of, start_of
from autogram.sandbox.insights.growth import between, figure
from autogram.sandbox.world import DAY_SECONDS, World

KEPT_DAYS = 90
# A publication older than this gains nothing worth counting.
LIVELY_SECONDS = 14 * DAY_SECONDS
LATE_SECONDS = 2 * DAY_SECONDS
# What share of the followers do this on a day without anything new, and which figure of a publication adds to it.
MURMUR: dict[str, tuple[float, str | None]] = {
    "reach": (0.05, "reach"),
    "views": (0.08, "views"),
    "likes": (0.002, "likes"),
    "comments": (0.0, "comments"),
    "saves": (0.0005, "saved"),
    "shares": (0.0004, "shares"),
    "reposts": (0.0001, "reposts"),
    "replies": (0.0004, None),
    "profile_views": (0.012, None),
    "profile_links_taps": (0.002, None),
    "follows": (0.0022, "follows"),
    "unfollows": (0.0014, None),
}
ENGAGED_SHARE = 0.82


def kept_days(world: World, since: float, until: float) -> list[date]:
    """The days between the two of which there are figures: 90 are kept, those still to come or held back are not."""
    now = world.clock.now()
    newest = min(until, now - world.switches.insights_delay_seconds)
    return days_between(max(since, now - KEPT_DAYS * DAY_SECONDS), newest)


def day_figure(world: World, account: Account, metric: str, day: date) -> float:
    """A figure of a day as it is known now: the running day so far; the last two days still gain a little."""
    if metric == "total_interactions":
        return sum(int(day_figure(world, account, name, day)) for name in ("likes", "comments", "saves", "shares"))
    if metric == "accounts_engaged":
        return ENGAGED_SHARE * day_figure(world, account, "total_interactions", day)
    now, start, end = world.clock.now(), start_of(day), end_of(day)
    until = min(end, now)
    share, gained_as = MURMUR[metric]
    steady = account.followers_count * share * between(0.7, 1.3, world.switches.insights_seed, metric, str(day))
    value = steady * (until - start) / (end - start)
    if gained_as:
        value += sum(
            figure(world, media, gained_as, until) - figure(world, media, gained_as, start)
            for key in world.media_of[account.id]
            if (media := world.media.get(key)) and -LIVELY_SECONDS < media.published_at - start < DAY_SECONDS * 1.1
        )
    known = 1.0 if metric == "comments" else min(1.0, 0.92 + 0.08 * max(0.0, now - end) / LATE_SECONDS)
    return value * known
