"""Verifications of a week, and how each post was read."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from autogram.exchange.rules import Consequence
from autogram.exchange.verification.models import ReadingSource, ReadingStatus, RunStatus
from autogram.exchange.weeks import Week


def _week(written: str) -> str:
    return str(Week.parse(written))


WeekText = Annotated[str, AfterValidator(_week), Field(max_length=20, examples=["2026-W47"])]


class Followed(BaseModel):
    """What a rule brought about."""

    member_id: UUID
    username: str
    then: Consequence
    rule: str
    reason: str


class RunRead(BaseModel):
    """A verification of a week. `resumes_at` is there while it waits for a helper or for Instagram."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    week: str
    status: RunStatus
    is_scheduled: bool
    started_by: UUID | None
    posts: int
    posts_read: int
    resumes_at: datetime | None = None
    finished_at: datetime | None
    failure_reason: str | None
    consequences: list[Followed]
    summary_sent_at: datetime | None
    created_at: datetime


class ReadingRead(BaseModel):
    """How one post was read: `expected` is Instagram's own count of its comments."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    shortcode: str
    instagram_link: str
    status: ReadingStatus
    source: ReadingSource | None
    helper_id: UUID | None
    expected: int | None
    comments_read: int
    pages_read: int
    tries: int
    resume_at: datetime | None
    finished_at: datetime | None
    failure_code: str | None
    failure_reason: str | None


class RunDetail(RunRead):
    """A verification with its posts, in the order in which they are read."""

    readings: list[ReadingRead]
