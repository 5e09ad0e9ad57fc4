"""The round board: who commented on what, as data."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from autogram.exchange.community.models import MemberStatus, Visibility
from autogram.exchange.verification.models import Finding, ReadingStatus
from autogram.exchange.verification.schemas.runs import RunRead


class BoardPost(BaseModel):
    """A column: a request. `reading` is how it was read last."""

    request_id: UUID
    number: int
    member_id: UUID
    username: str
    instagram_link: str
    requested_at: datetime
    closed_at: datetime | None
    closed_reason: str | None
    reading: ReadingStatus | None
    expected: int | None
    comments_read: int | None


class BoardCell(BaseModel):
    """What is known of a member and a request; `pending` until a reading has ended."""

    verification_id: UUID | None
    finding: Finding
    is_verified: bool
    is_decided: bool
    comment_id: str | None
    reason: str | None


class BoardMember(BaseModel):
    """A line: a cell for each post, in their order; none where the member need not comment."""

    member_id: UUID
    username: str
    status: MemberStatus
    cells: list[BoardCell | None]


class BoardRead(BaseModel):
    """A week: members by posts. `run` is its latest verification."""

    week: str
    begins_at: datetime
    ends_at: datetime
    run: RunRead | None
    posts: list[BoardPost]
    members: list[BoardMember]


class PublicCell(BaseModel):
    finding: Finding
    is_verified: bool


class PublicPost(BaseModel):
    """A column as the community shows it."""

    number: int
    username: str
    instagram_link: str
    is_open: bool


class PublicMember(BaseModel):
    username: str
    cells: list[PublicCell | None]


class PublicBoard(BaseModel):
    """A week as the community shows it; empty for strangers if only members may see it."""

    week: str
    visibility: Visibility
    posts: list[PublicPost]
    members: list[PublicMember]
