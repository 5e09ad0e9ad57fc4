"""Business hours as rules write them."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from autogram.inbox.automation import hours


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not an IANA time zone, such as Europe/Berlin")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
WallTime = Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", description="HH:MM, up to 24:00.")]


class OpenSpan(BaseModel):
    """From one time to another; if `to` is earlier than `from`, to that time of the next day."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    begin: WallTime = Field(alias="from")
    end: WallTime = Field(alias="to")


Spans = Annotated[tuple[OpenSpan, ...], Field(max_length=10)]


class BusinessHours(BaseModel):
    """When somebody is there. A day without spans is closed, and so is a holiday."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_zone: TimeZone
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    holidays: Annotated[tuple[date, ...], Field(max_length=400)] = ()

    def are_open(self, moment: datetime) -> bool:
        weekly = {
            day: [hours.Span(hours.minutes(span.begin), hours.minutes(span.end)) for span in getattr(self, day)]
            for day in hours.DAYS
        }
        return hours.is_open(moment, zone=self.time_zone, weekly=weekly, holidays=self.holidays)
