"""What is known of a member and a request, and the evidence for it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.exchange.community.schemas.words import Reason
from autogram.exchange.verification.models import Finding, ReadingSource, ReadingStatus
from autogram.exchange.verification.schemas.runs import WeekText


class VerificationFilter(BaseModel):
    """Which rows a list holds."""

    model_config = ConfigDict(extra="forbid")

    member_id: UUID | None = None
    week: WeekText | None = None
    finding: Finding | None = None
    is_verified: bool | None = None
    cursor: Cursor = None
    limit: Limit = 50


class VerificationRead(BaseModel):
    """A member who was to comment on a post, and what is known of it.

    `finding` is what readings say, `is_verified` what counts: a person may have decided otherwise.
    """

    id: UUID
    number: int
    member_id: UUID
    username: str
    request_id: UUID
    request_number: int
    owner_id: UUID
    owner_username: str
    instagram_link: str
    week: str
    finding: Finding
    reason: str | None
    is_verified: bool
    verified_at: datetime | None
    checked_at: datetime | None
    comment_id: str | None
    comment_text: str | None
    commented_at: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    created_at: datetime


class ReadingBrief(BaseModel):
    """The reading that a finding rests on."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    run_id: UUID
    status: ReadingStatus
    source: ReadingSource | None
    expected: int | None
    comments_read: int
    finished_at: datetime | None
    failure_reason: str | None


class EvidenceRead(VerificationRead):
    """A row with what it rests on. The comment's link opens the post at this comment."""

    comment_link: str | None
    reading: ReadingBrief | None


class Because(BaseModel):
    """Why; the member reads it too."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Reason, Field(examples=["She commented with her second account."])]
