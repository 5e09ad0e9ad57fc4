"""Slots and calendars as the API shows and takes them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.publishing.schemas import TimeZone

WallClock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="HH:MM in the time zone.")]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday.")]


class SlotCreate(BaseModel):
    """A time of day on some days of the week."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID
    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    wall_clock: WallClock
    time_zone: TimeZone


class SlotRead(BaseModel):
    """A weekly moment at which an account likes to publish."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID
    weekday: int
    wall_clock: str
    time_zone: str


class Slots(BaseModel):
    items: list[SlotRead]


class NextSlot(BaseModel):
    """The first slot of the account at which nothing is planned yet."""

    slot_id: UUID
    account_id: UUID
    scheduled_time: datetime
    wall_clock: str
    time_zone: str


class FeedCreate(BaseModel):
    """Which posts are in the calendar: those of one account, or all."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = None


class FeedRead(BaseModel):
    """A calendar that other programs subscribe to."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID | None
    created_at: datetime
    read_at: datetime | None


class FeedMade(FeedRead):
    """Its address is shown this once; whoever has it sees the posts."""

    url: str


class Feeds(BaseModel):
    items: list[FeedRead]
