"""Wall-clock times in IANA zones, and the two hours a year in which they lie."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from autogram.core import clock
from autogram.core.errors import FieldError, InvalidInput

FIELD = "scheduled_time"
# A click on "now" takes a moment to arrive.
PAST_ALLOWED = timedelta(minutes=5)
FURTHEST = timedelta(days=366)


def resolve(moment: datetime, zone_name: str | None) -> tuple[datetime, str, str]:
    """The moment in UTC, the wall clock it was planned at (`YYYY-MM-DDTHH:MM:SS`), and its zone.

    A time without an offset is a wall-clock time of the zone; the second of two equal ones in autumn is `fold=1`.
    Raises `InvalidInput` for a time that the clocks skip, that is past, or without offset and zone.
    """
    if moment.tzinfo is None:
        if zone_name is None:
            raise _refused("needs an offset (such as +02:00 or Z), or a time_zone")
        moment = _in_zone(moment, ZoneInfo(zone_name))
    zone = ZoneInfo(zone_name) if zone_name else ZoneInfo("UTC")
    utc = moment.astimezone(UTC)
    now = clock.now()
    if utc < now - PAST_ALLOWED:
        raise _refused("is in the past; choose a later time, or publish now")
    if utc > now + FURTHEST:
        raise _refused("is more than a year away")
    wall = utc.astimezone(zone)
    return utc, wall.replace(tzinfo=None).isoformat(timespec="seconds"), zone.key


def _in_zone(wall: datetime, zone: ZoneInfo) -> datetime:
    local = wall.replace(tzinfo=zone)
    back = local.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        raise _refused(f"does not exist in {zone.key}: the clocks skip it. The next is {back:%Y-%m-%dT%H:%M}")
    return local


def _refused(message: str) -> InvalidInput:
    return InvalidInput([FieldError(FIELD, message)])
