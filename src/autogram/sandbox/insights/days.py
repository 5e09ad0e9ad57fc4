"""Instagram's days, which end at midnight Pacific time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def day_of(seconds: float) -> date:
    """The day a moment belongs to."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(PACIFIC).date()


def start_of(day: date) -> float:
    """When a day begins: 07:00 or 08:00 UTC."""
    return datetime.combine(day, time(), PACIFIC).timestamp()


def end_of(day: date) -> float:
    """When a day ends, which is when the next one begins."""
    return start_of(day + timedelta(days=1))


def days_between(since: float, until: float) -> list[date]:
    """Every day that has at least a moment between the two; a day that ends or begins at the edge has none."""
    first, found = day_of(since), []
    while start_of(first) < until:
        found.append(first)
        first += timedelta(days=1)
    return found
