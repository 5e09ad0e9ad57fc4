"""Recurring posts as the API shows and takes them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.publishing.calendar.schemas import WallClock, Weekday
from autogram.publishing.schemas import PostCreate, TimeZone


class RecurringCreate(BaseModel):
    """A post, and the days on which it is made anew."""

    model_config = ConfigDict(extra="forbid")

    template: PostCreate = Field(description="What each post is made from; without `scheduled_time`.")
    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    wall_clock: WallClock
    time_zone: TimeZone
    every_weeks: int = Field(default=1, ge=1, le=52)
    first_day: date | None = Field(default=None, description="Its week is the first one. Unset: today.")
    last_day: date | None = None


class RecurringUpdate(BaseModel):
    """Only the fields that are present change. Posts that were made ahead and not touched are made anew."""

    model_config = ConfigDict(extra="forbid")

    template: PostCreate | None = None
    weekdays: list[Weekday] | None = Field(default=None, min_length=1, max_length=7)
    wall_clock: WallClock | None = None
    time_zone: TimeZone | None = None
    every_weeks: int | None = Field(default=None, ge=1, le=52)
    last_day: date | None = None
    is_active: bool | None = Field(default=None, description="False: a pause, in which nothing goes out.")


class RecurringRead(BaseModel):
    """A recurring post. `problem` says why the next one could not be made."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID
    template: PostCreate
    weekdays: list[int]
    wall_clock: str
    time_zone: str
    every_weeks: int
    first_day: date
    last_day: date | None
    is_active: bool
    made_until: date | None = Field(description="Up to this day the posts are there.")
    problem: str | None
    next_times: list[datetime] = Field(default_factory=list, description="The next ones, made already or not.")
    created_at: datetime


class RecurringFilter(BaseModel):
    """Which page of the list."""

    cursor: Cursor = None
    limit: Limit = 20
