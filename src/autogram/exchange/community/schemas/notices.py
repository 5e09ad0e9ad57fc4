"""Announcements."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from autogram.exchange.community.schemas.words import LongText, Text


class NoticeCreate(BaseModel):
    """Something for everybody to read: from `starts_at` until before `ends_at`, while it is active."""

    model_config = ConfigDict(extra="forbid")

    title: Text
    content: LongText
    is_pinned: bool = False
    is_important: bool = False
    is_active: bool = True
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None


class NoticeUpdate(BaseModel):
    """What is not sent stays; null takes a date away."""

    model_config = ConfigDict(extra="forbid")

    title: Text | None = None
    content: LongText | None = None
    is_pinned: bool | None = None
    is_important: bool | None = None
    is_active: bool | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None


class NoticePublic(BaseModel):
    """A notice as everybody sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    title: str
    content: str
    is_pinned: bool
    is_important: bool
    created_at: datetime
    updated_at: datetime


class NoticeRead(NoticePublic):
    """A notice as organisers see it. `is_shown` tells whether everybody sees it now."""

    is_active: bool
    starts_at: datetime | None
    ends_at: datetime | None
    is_shown: bool
