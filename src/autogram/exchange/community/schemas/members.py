"""Members and what happened to them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from autogram.exchange.community.models import MemberEventKind, MemberStatus
from autogram.exchange.community.schemas.words import Reason, Text, Username
from autogram.identity.schemas import Email


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as the other parts of the exchange know them. `username` is in its normal form."""

    id: UUID
    number: int
    community_id: UUID
    username: str
    display_name: str | None
    email: str | None
    instagram_id: str | None
    status: MemberStatus
    joined_at: datetime


JoinedAt = Annotated[
    AwareDatetime | None, Field(description="Since when they are to comment; else from now on. Not in the future.")
]


class MemberCreate(BaseModel):
    """Somebody who takes part. The name may be given with @, in any case, or as a link to the profile."""

    username: Username
    display_name: Text | None = None
    email: Email | None = None
    joined_at: JoinedAt = None


class MemberLines(BaseModel):
    """Several members, a line each: `name @user.name`, `@user.name` or `user.name`, and an e-mail address or none."""

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    joined_at: JoinedAt = None


class LineResult(StrEnum):
    """What became of a line."""

    ADDED = "added"
    EXISTS = "exists"
    REFUSED = "refused"


class LineRead(BaseModel):
    """A line of the list, counted from 1. `reason` says why it was refused."""

    line: int
    text: str
    result: LineResult
    member_id: UUID | None = None
    username: str | None = None
    reason: str | None = None


class LinesRead(BaseModel):
    """What became of each line that was not empty."""

    added: int
    lines: list[LineRead]


class MemberUpdate(BaseModel):
    """What is not sent stays; null forgets display name or e-mail address. `username` when the account was renamed."""

    username: Username | None = None
    display_name: Text | None = None
    email: Email | None = None
    joined_at: JoinedAt = None


class Suspension(BaseModel):
    reason: Reason


class Because(BaseModel):
    reason: Reason | None = None


class MemberRead(BaseModel):
    """A member as admins see them. `has_link` tells whether a personal link works; the link itself is shown once."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    username: str
    display_name: str | None
    email: str | None
    instagram_id: str | None
    status: MemberStatus
    status_reason: str | None
    joined_at: datetime
    left_at: datetime | None
    has_link: bool
    created_at: datetime
    updated_at: datetime


class MemberEventRead(BaseModel):
    """One thing that happened to a member. `by_user` is empty where a rule, or nobody of the workspace, did it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: MemberEventKind
    reason: str | None
    week: str | None
    rule: str | None
    by_user: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LinkMail:
    """A personal link on its way to its member."""

    to: str
    community: str
    url: str = field(repr=False)


class PersonalLink(BaseModel):
    """The link is shown this once. The token is behind its #, so that no server on the way sees it."""

    url: str
    token: str


class MemberSelf(BaseModel):
    """What a member sees of themselves with their personal link."""

    username: str
    display_name: str | None
    email: str | None
    status: MemberStatus
    status_reason: str | None
    joined_at: datetime


class OwnEventRead(BaseModel):
    """One thing that happened to the member who asks."""

    model_config = ConfigDict(from_attributes=True)

    kind: MemberEventKind
    reason: str | None
    week: str | None
    created_at: datetime
