"""Business hours: whether somebody is there at a moment, by the clock on the wall."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of a day, from the first to before the last. One that ends before it begins ends on the next day."""

    begin: int
    end: int

    @property
    def is_over_midnight(self) -> bool:
        return self.end <= self.begin


def is_open(moment: datetime, *, zone: str, weekly: Mapping[str, Sequence[Span]], holidays: Sequence[date]) -> bool:
    """Whether `moment` lies in a span of its day, or in one of the day before that goes on over midnight.

    On a holiday nothing opens; what opened the evening before still closes when it closes.
    """
    local = moment.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    for span in _spans(today, weekly, holidays):
        if span.begin <= minute and (span.is_over_midnight or minute < span.end):
            return True
    return any(span.is_over_midnight and minute < span.end for span in _spans(yesterday, weekly, holidays))


def minutes(text: str) -> int:
    """`HH:MM` as minutes of the day; `24:00` is its end."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def _spans(day: date, weekly: Mapping[str, Sequence[Span]], holidays: Sequence[date]) -> Iterator[Span]:
    if day not in holidays:
        yield from weekly.get(DAYS[day.weekday()], ())
