"""Whole days that figures are asked for, and which of them are over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from autogram.core import clock
from autogram.core.errors import FieldError, InvalidInput

LONGEST_DAYS = 366
# Instagram's own days end at midnight there.
INSTAGRAM = ZoneInfo("America/Los_Angeles")


class PeriodName(StrEnum):
    """The named ones end with today, which is not over yet."""

    LAST_7_DAYS = "last_7_days"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    CUSTOM = "custom"


LENGTHS = {PeriodName.LAST_7_DAYS: 7, PeriodName.LAST_30_DAYS: 30, PeriodName.LAST_90_DAYS: 90}


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Window":
        """As many days, directly before."""
        return self.moved(-self.length)

    def days(self) -> list[date]:
        return [self.first + timedelta(days=offset) for offset in range(self.length)]

    def moved(self, days: int) -> "Window":
        return Window(self.first + timedelta(days=days), self.last + timedelta(days=days))

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When the first day begins, and when the last has ended."""
        ends = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), zone), datetime.combine(ends, time(), zone)


@dataclass(frozen=True, slots=True)
class Period:
    """The days of an answer, in a time zone."""

    name: PeriodName
    window: Window
    zone: ZoneInfo

    def finished(self, zone: ZoneInfo) -> Window | None:
        """As many days as the period has, all of them over in `zone`; None for chosen days that are not over."""
        late = (self.window.last - _today(zone)).days + 1
        if late <= 0:
            return self.window
        return None if self.name is PeriodName.CUSTOM else self.window.moved(-late)


def is_unfinished(day: date, zone: ZoneInfo) -> bool:
    """Whether the day goes on, or has not begun."""
    return day >= _today(zone)


def period_of(name: PeriodName | None, first: date | None, last: date | None, time_zone: str) -> Period:
    """The period that was asked for; dates alone mean `custom`. Raises `InvalidInput`."""
    zone = ZoneInfo(time_zone)
    if name is None:
        name = PeriodName.CUSTOM if first or last else PeriodName.LAST_30_DAYS
    if name is not PeriodName.CUSTOM:
        if first or last:
            raise InvalidInput([FieldError("period", "is custom where start_date and end_date are given")])
        today = _today(zone)
        return Period(name, Window(today - timedelta(days=LENGTHS[name] - 1), today), zone)
    if first is None or last is None:
        raise InvalidInput([FieldError("start_date", "is needed together with end_date for a custom period")])
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise InvalidInput([FieldError("end_date", f"is not before start_date and within {LONGEST_DAYS} days of it")])
    # Room on both sides, for the period before and for time zones.
    if not date(2000, 1, 1) <= first <= last <= date(2200, 1, 1):
        raise InvalidInput([FieldError("start_date", "lies between 2000 and 2200, as end_date does")])
    return Period(name, Window(first, last), zone)


def _today(zone: ZoneInfo) -> date:
    return clock.now().astimezone(zone).date()
