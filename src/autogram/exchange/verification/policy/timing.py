"""When a community's weekly verification is due, and of which week."""

from datetime import datetime

from autogram.exchange.weeks import Week


def week_due(now: datetime, timezone: str, weekday: int, hour: int, *, since: datetime) -> Week | None:
    """The week before the latest moment at which a verification was due; None if that was not after `since`.

    However late it is asked, it is the same week until the next moment has come.
    """
    week = Week.of(now, timezone)
    if now < week.at(timezone, weekday, hour):
        week = week.previous
    return week.previous if week.at(timezone, weekday, hour) > since else None
