"""What the predecessor's clients read, to the letter."""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.exchange.commenting.schemas import ConsumerRead, ProducerRead

T = TypeVar("T")
# Of the stages of taking part, the one that the predecessor's `is_active` means.
ACTIVE = "active"


class PageOf(BaseModel, Generic[T]):
    """Some rows, oldest first, and how many there are."""

    items: Sequence[T]
    total: int
    skip: int
    limit: int


class _Row(BaseModel):
    """Made of one of our own; `id` is the number that stands for it on these paths."""

    model_config = ConfigDict(from_attributes=True)

    id: int = Field(validation_alias="number")
    created_at: datetime

    @classmethod
    def of(cls, ours: object) -> Self:
        return cls.model_validate(ours)


class NoticeRow(_Row):
    title: str
    content: str


class Notices(BaseModel):
    kakao_talk_link: str | None
    qr_code_url: str | None
    notices: list[NoticeRow]


class Announcement(NoticeRow):
    """A notice as admins see it, with the chat's link and picture, which are the community's."""

    is_active: bool
    is_pinned: bool
    is_important: bool
    updated_at: datetime
    kakao_openchat_link: str | None = None
    kakao_qr_code_url: str | None = None


class RequestRow(BaseModel):
    id: int
    user_id: int
    username: str
    week_number: int
    year: int
    instagram_link: str
    created_at: datetime


class VerificationRow(BaseModel):
    """`finding` is `seen`, `missing`, `pending` or `unknown`; of the last two nobody is to blame."""

    id: int
    user_id: int
    username: str
    request_id: int
    instagram_link: str
    link_owner_username: str
    is_verified: bool
    verified_at: datetime | None
    finding: str
    created_at: datetime


class SnsUser(_Row):
    username: str
    updated_at: datetime


class Participant(_Row):
    """A consumer; `is_active` once an admin has approved it."""

    instagram_id: str
    is_active: bool
    updated_at: datetime

    @classmethod
    def of_account(cls, ours: ConsumerRead | ProducerRead, **more: object) -> Self:
        """`more` are the columns that only some have."""
        return cls.model_validate(
            {
                "number": ours.number,
                "instagram_id": ours.username,
                "is_active": ours.status == ACTIVE,
                "created_at": ours.created_at,
                "updated_at": ours.updated_at,
            }
            | more
        )


class Provider(Participant):
    """A producer; `is_verified` by a login, `is_active` while it is approved and not paused."""

    is_verified: bool

    @classmethod
    def of_producer(cls, ours: ProducerRead, **more: object) -> Self:
        is_active = ours.status == ACTIVE and ours.paused_at is None
        return cls.of_account(ours, is_verified=ours.is_verified, is_active=is_active, **more)


class ParticipantRegistered(Participant):
    """`secret` is shown this once: with it one looks after one's own registration, and leaves."""

    secret: str


class ProviderRegistered(Provider):
    """The same of a producer."""

    secret: str


class Activation(BaseModel):
    """Whether an account takes part."""

    is_active: bool


class HelperRow(_Row):
    instagram_id: str
    is_active: bool
    last_used_at: datetime | None
    updated_at: datetime


class AccessToken(BaseModel):
    access_token: str
    token_type: str = "bearer"  # noqa: S105  what kind it is


class AdminRow(BaseModel):
    id: UUID
    username: str
    is_active: bool
    last_login_at: datetime | None
    created_at: datetime


class Told(BaseModel):
    message: str
