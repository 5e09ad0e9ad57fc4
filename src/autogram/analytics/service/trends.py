"""Whether things grew: finished days beside as many before them, and nothing if either is not known completely."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from autogram.analytics.periods import INSTAGRAM, Period, Window
from autogram.analytics.schemas import Trend
from autogram.analytics.sums import Sums, added

NOT_OVER = "the days that were asked for are not over"
OF_POSTS = ("views", "reach", "interactions")
OF_ACCOUNTS = ("views", "reach", "total_interactions")


def looked_at(period: Period) -> Window:
    """The days that any answer about the period and its trends may need."""
    # Two days more: yesterday is the last finished one, and Instagram's day may begin a day later than the zone's.
    return Window(period.window.before.first - timedelta(days=2), period.window.last)


def post_trends(period: Period, by_day: Mapping[date, Sums], first: datetime | None) -> dict[str, Trend]:
    """Posts published, and what they have reached until now. `first`: when the oldest known post went out."""
    window = period.finished(period.zone)
    if window is None:
        return {name: _unknown(None, NOT_OVER) for name in ("posts", *OF_POSTS, "engagement_rate")}
    if first is None or first.astimezone(period.zone).date() > window.before.first:
        reason = "there are no posts from before the earlier of the two periods"
        return {name: _unknown(window, reason) for name in ("posts", *OF_POSTS, "engagement_rate")}
    now, before = _within(by_day, window), _within(by_day, window.before)
    trends = {"posts": _trend(window, now.rows, before.rows)}
    for name in OF_POSTS:
        is_whole = all(sums.rows and sums.of(name).known == sums.rows for sums in (now, before))
        trends[name] = _measured(window, now.of(name).value, before.of(name).value, is_whole=is_whole)
    is_whole = all(sums.rows and sums.of_reach.posts == sums.rows for sums in (now, before))
    trends["engagement_rate"] = _measured(window, now.engagement_rate, before.engagement_rate, is_whole=is_whole)
    return trends


def account_trends(period: Period, by_day: Mapping[date, Sums], accounts: int) -> dict[str, Trend]:
    """Of Instagram's days; every account has to be known on each of them."""
    window = period.finished(INSTAGRAM)
    if window is None:
        return {f"account_{name}": _unknown(None, NOT_OVER) for name in (*OF_ACCOUNTS, "followers_count")}
    trends = {}
    for name in (*OF_ACCOUNTS, "followers_count"):
        is_whole = accounts > 0 and all(
            by_day.get(day, Sums()).of(name).known == accounts
            for each in (window, window.before)
            for day in each.days()
        )
        if name == "followers_count":
            now, before = (by_day.get(each.last, Sums()).of(name).value for each in (window, window.before))
        else:
            now, before = (_within(by_day, each).of(name).value for each in (window, window.before))
        trends[f"account_{name}"] = _measured(window, now, before, is_whole=is_whole)
    return trends


def _within(by_day: Mapping[date, Sums], window: Window) -> Sums:
    return added(by_day[day] for day in window.days() if day in by_day)


def _measured(window: Window, now: float | None, before: float | None, *, is_whole: bool) -> Trend:
    if not is_whole or now is None or before is None:
        return _unknown(window, "one of the two periods was not measured completely")
    return _trend(window, now, before)


def _trend(window: Window, now: float, before: float) -> Trend:
    return Trend(
        first_day=window.first,
        last_day=window.last,
        value=now,
        value_before=before,
        change=now - before,
        change_percent=100 * (now - before) / before if before else None,
        unknown_because=None,
    )


def _unknown(window: Window | None, reason: str) -> Trend:
    return Trend(
        first_day=window.first if window else None,
        last_day=window.last if window else None,
        value=None,
        value_before=None,
        change=None,
        change_percent=None,
        unknown_because=reason,
    )
