"""The community's settings, as its organisers write and read them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from autogram.exchange.community.models import Visibility
from autogram.exchange.community.schemas.words import Text, WebAddress
from autogram.exchange.rules import Rule, Rules
from autogram.identity.schemas import Email, TimeZoneName


def _once(values: list[str]) -> list[str]:
    """Each of them once, in the order in which they came."""
    return list(dict.fromkeys(values))


def _secret(value: SecretStr) -> SecretStr:
    given = value.get_secret_value()
    if not 16 <= len(given) <= 200 or not given.isascii() or not given.isprintable():
        raise ValueError("must have 16 to 200 printable ASCII characters")
    return value


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]$", examples=["sns-growth"])]
BlockedWord = Annotated[Text, Field(max_length=60), AfterValidator(str.casefold)]


class CommunityWrite(BaseModel):
    """What is not sent stays. A new community needs `name` and `slug`; all else has a default."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(max_length=100)] | None = None
    slug: Slug | None = Field(default=None, description="Part of its public addresses.")
    timezone: TimeZoneName | None = Field(default=None, description="Weeks begin on Monday there.")
    requests_per_week: int | None = Field(default=None, ge=1, le=20)
    visibility: Visibility | None = Field(default=None, description="What strangers see of members.")
    chat_link: WebAddress | None = None
    qr_code_url: WebAddress | None = Field(default=None, description="Your own picture; else one is drawn.")
    verify_weekday: int | None = Field(default=None, ge=0, le=6, description="0 is Monday; null: only by hand.")
    verify_hour: int | None = Field(default=None, ge=0, le=23)
    min_comment_length: int | None = Field(default=None, ge=0, le=200)
    accepts_emoji_only: bool | None = None
    rules: Rules | None = Field(default=None, description="What follows from what was missed.")
    summary_emails: Annotated[list[Email], Field(max_length=20), AfterValidator(_once)] | None = None
    summary_webhook_url: WebAddress | None = None
    summary_webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        default=None, description="Signs what is sent there; never shown again."
    )
    comments_enabled: bool | None = None
    comments_every_hours: int | None = Field(default=None, ge=1, le=24 * 7)
    posts_per_consumer: int | None = Field(default=None, ge=1, le=20)
    max_comment_length: int | None = Field(default=None, ge=10, le=300)
    blocked_words: Annotated[list[BlockedWord], Field(max_length=500), AfterValidator(_once)] | None = None


class WeekRead(BaseModel):
    """A week as the community counts it; it ends where the next begins."""

    name: str
    year: int
    number: int
    monday: date
    begins_at: datetime
    ends_at: datetime


class CommunityRead(BaseModel):
    """A community as its organisers see it. Of the webhook's secret only that there is one."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    slug: str
    is_front: bool
    timezone: str
    requests_per_week: int
    visibility: Visibility
    chat_link: str | None
    qr_code_url: str | None
    verify_weekday: int | None
    verify_hour: int
    min_comment_length: int
    accepts_emoji_only: bool
    rules: list[Rule]
    summary_emails: list[str]
    summary_webhook_url: str | None
    has_summary_webhook_secret: bool
    comments_enabled: bool
    comments_stopped_at: datetime | None
    comments_stop_reason: str | None
    comments_every_hours: int
    next_comments_at: datetime | None
    posts_per_consumer: int
    max_comment_length: int
    blocked_words: list[str]
    week: WeekRead
    created_at: datetime
    updated_at: datetime


class FrontMove(BaseModel):
    """Which community of the installation is in front."""

    slug: Annotated[str, Field(max_length=40)]


class FrontRead(BaseModel):
    """The community that the predecessor's paths speak of."""

    name: str
    slug: str


class CommunityPublic(BaseModel):
    """What strangers see of a community. `qr_code_url` is a picture of the chat link."""

    name: str
    slug: str
    timezone: str
    week: WeekRead
    requests_per_week: int
    visibility: Visibility
    chat_link: str | None
    qr_code_url: str | None
