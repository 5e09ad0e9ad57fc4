"""Appeals, and what a member sees with the personal link."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.exchange.community.schemas.words import LongText
from autogram.exchange.verification.models import AppealStatus, Finding
from autogram.exchange.verification.schemas.rows import Because, VerificationRead


class AppealCreate(BaseModel):
    """Why the row is wrong, in the member's words."""

    model_config = ConfigDict(extra="forbid")

    verification_id: UUID
    text: Annotated[LongText, Field(max_length=2_000, examples=["I commented on Tuesday as @anna.second."])]


class AppealDecision(Because):
    """Why it is decided like this."""


class AppealRead(BaseModel):
    """An appeal, and the row that it is about as it stands now."""

    id: UUID
    status: AppealStatus
    text: str
    created_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    verification: VerificationRead


class OwnAppeal(BaseModel):
    """An appeal as its member sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    verification_id: UUID
    status: AppealStatus
    text: str
    created_at: datetime
    decided_at: datetime | None
    decision_reason: str | None


class OwnTask(BaseModel):
    """A post that the member is to comment on, and what is known of it. Appeal with `verification_id`."""

    request_id: UUID
    number: int
    username: str
    instagram_link: str
    week: str
    requested_at: datetime
    verification_id: UUID | None
    finding: Finding
    is_verified: bool
    reason: str | None
    comment_text: str | None
    commented_at: datetime | None
    decision_reason: str | None
    appeal: OwnAppeal | None
