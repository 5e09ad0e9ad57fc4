"""Weeks as a community counts them: ISO weeks, from Monday to Sunday, in its own time zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(weeks=1)
WRITTEN = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week. The year is the ISO year, which around New Year is not always the calendar's.

    Raises `ValueError` where the year has no week of this number.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @classmethod
    def of(cls, moment: datetime, timezone: str) -> "Week":
        """The week in which `moment` (aware) lies in the time zone."""
        return cls.of_day(moment.astimezone(ZoneInfo(timezone)).date())

    @classmethod
    def of_day(cls, day: date) -> "Week":
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, written: str) -> "Week":
        """`2026-W47`. Raises `ValueError`, in words."""
        found = WRITTEN.fullmatch(written.strip())
        if found is None:
            raise ValueError(f"{written!r} is not a week. Write it like 2026-W47.")
        return cls(int(found[1]), int(found[2]))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def previous(self) -> "Week":
        return self.of_day(self.monday - WEEK)

    @property
    def next(self) -> "Week":
        return self.of_day(self.monday + WEEK)

    def begins_at(self, timezone: str) -> datetime:
        """Its first moment, aware; it ends where the next one begins."""
        return datetime.combine(self.monday, time.min, ZoneInfo(timezone))

    def at(self, timezone: str, weekday: int, hour: int) -> datetime:
        """The full hour on a weekday of it; 0 is Monday."""
        return datetime.combine(self.monday + timedelta(days=weekday), time(hour), ZoneInfo(timezone))
