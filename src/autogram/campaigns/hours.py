"""At which hours of a day posts go out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# Where an account has no history yet: evening, noon and morning first, then what lies between.
USUAL = (18, 12, 9, 20, 15, 11, 17, 8, 14, 21)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that do best, by weekday (0 is Monday), best first; and in words where they come from."""

    origin: str
    best: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def of(self, weekday: int) -> list[int]:
        """Every hour that may be used on this weekday, the best first."""
        return list(dict.fromkeys([*self.best.get(weekday, ()), *USUAL]))


def free_moments(
    hours: Hours, day: date, zone: ZoneInfo, *, after: datetime, taken: Collection[datetime], count: int
) -> list[datetime]:
    """At most `count` moments of the day, the best first, none before `after` and none that is taken.

    Hours that the clocks skip on that day are left out.
    """
    moments = [moment for hour in hours.of(day.weekday()) if (moment := _moment(day, hour, zone))]
    return [moment for moment in moments if moment > after and moment not in taken][:count]


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    wall = datetime.combine(day, time(hour))
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall else None
