"""Reports as the API takes and shows them."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from autogram.analytics.models import Frequency, ReportFormat, ReportStatus
from autogram.identity.schemas import Email
from autogram.publishing.schemas import TimeZone

LONGEST = timedelta(days=366)


class ReportCreate(BaseModel):
    """The report of an account, or of a campaign's posts, for whole days; both days are in it."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = None
    campaign_id: UUID | None = None
    format: ReportFormat = ReportFormat.PDF
    first_day: date
    last_day: date
    time_zone: TimeZone = Field(default="UTC", description="Of the days, as far as posts are concerned.")

    @model_validator(mode="after")
    def _one_subject_and_a_period(self) -> Self:
        if (self.account_id is None) == (self.campaign_id is None):
            raise ValueError("give either account_id or campaign_id")
        if not timedelta(0) <= self.last_day - self.first_day < LONGEST:
            raise ValueError("last_day is not before first_day and at most a year after it")
        return self


class ReportRead(BaseModel):
    """A report and how far it is; `progress` is in percent. It can be downloaded once it is `completed`."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID | None
    campaign_id: UUID | None
    format: ReportFormat
    first_day: date
    last_day: date
    time_zone: str
    status: ReportStatus
    progress: int
    failure_reason: str | None
    size_bytes: int | None
    recipients: list[str] = Field(description="To whom it was or will be mailed.")
    sent_at: datetime | None = Field(description="When it was mailed last.")
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime


Recipients = Annotated[list[Email], Field(min_length=1, max_length=10)]


class ReportSend(BaseModel):
    """To whom a report is mailed."""

    model_config = ConfigDict(extra="forbid")

    recipients: Recipients


class ReportScheduleWrite(BaseModel):
    """A report by mail: each Monday of the week before, or on the first of the month before."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID
    frequency: Frequency
    format: ReportFormat = ReportFormat.PDF
    hour: int = Field(default=8, ge=0, le=23, description="Of the day, in `time_zone`.")
    time_zone: TimeZone = "UTC"
    recipients: Recipients
    is_active: bool = True


class ReportScheduleRead(ReportScheduleWrite):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    next_at: datetime | None = Field(description="When the next one goes out; null while it is switched off.")
    last_report_id: UUID | None
    created_at: datetime
