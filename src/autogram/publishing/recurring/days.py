"""On which days something recurs, and at which moment of each."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from autogram.publishing.models import RecurringPost

WEEK = timedelta(days=7)


def occurrences(recurring: RecurringPost, first: date, last: date) -> Iterator[tuple[date, datetime]]:
    """Each day from `first` to `last` on which it recurs, with its moment in UTC."""
    day = max(first, recurring.first_day)
    end = min(last, recurring.last_day or last)
    while day <= end:
        if _recurs_on(recurring, day):
            yield day, moment_of(recurring, day)
        day += timedelta(days=1)


def moment_of(recurring: RecurringPost, day: date) -> datetime:
    """The wall-clock time of that day; where the clocks skip it, as much later as they skip; of two, the first."""
    wall = datetime.combine(day, time.fromisoformat(recurring.wall_clock))
    return wall.replace(tzinfo=ZoneInfo(recurring.time_zone)).astimezone(UTC)


def _recurs_on(recurring: RecurringPost, day: date) -> bool:
    """Weeks begin on Monday; the first is the one of `first_day`."""
    weeks = (_monday(day) - _monday(recurring.first_day)) // WEEK
    return day.weekday() in recurring.weekdays and weeks % recurring.every_weeks == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
