"""Posts as the API shows and takes them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from autogram.core.paging import Cursor, Limit
from autogram.publishing.models import PostStatus
from autogram.publishing.models import PostType as PostType


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not an IANA time zone, such as Europe/Berlin")
    return ZoneInfo(name).key


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Username = Annotated[str, Field(pattern=r"^[A-Za-z0-9._]{1,30}$")]
Hashtag = Annotated[str, Field(pattern=r"^#[^\s#]{1,49}$")]


class Author(Protocol):
    """In whose name and for which workspace a post is made; nobody's, if the person is gone."""

    @property
    def workspace_id(self) -> UUID: ...

    @property
    def user_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """What makes posts without being asked each time, in the name of the person who set it up."""

    workspace_id: UUID
    user_id: UUID | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The day of a recurring post for which a post is made."""

    recurring_id: UUID
    day: date


class UserTag(BaseModel):
    """A person tagged; `x` and `y` from 0 to 1 from the top left, needed on photos, not allowed on videos."""

    username: Username
    x: float | None = Field(default=None, ge=0, le=1)
    y: float | None = Field(default=None, ge=0, le=1)


class PostMedia(BaseModel):
    """One item of the media library, as it appears in the post."""

    media_id: UUID
    alt_text: str | None = Field(default=None, max_length=1000)
    user_tags: list[UserTag] = Field(default_factory=list, max_length=20)


class _PostFields(BaseModel):
    """What a post says and how; every limit is Instagram's."""

    model_config = ConfigDict(extra="forbid")

    caption: str = Field(default="", max_length=2200)
    hashtags: list[Hashtag] = Field(default_factory=list, max_length=30)
    media: list[PostMedia] = Field(default_factory=list, max_length=10)
    media_urls: list[str] | None = Field(default=None, max_length=10, description="Addresses of our media library.")
    campaign_id: UUID | None = None
    collaborators: list[Username] = Field(default_factory=list, max_length=3)
    location_id: str | None = Field(default=None, pattern=r"^\d{1,30}$", description="A Facebook page with a place.")
    cover_media_id: UUID | None = None
    thumb_offset_ms: int | None = Field(default=None, ge=0)
    share_to_feed: bool = True
    first_comment: str | None = Field(default=None, max_length=2200)
    is_ai_generated: bool = False
    scheduled_time: datetime | None = Field(
        default=None, description="With an offset; or a wall-clock time, if `time_zone` is given."
    )
    time_zone: TimeZone | None = None

    @field_validator("first_comment")
    @classmethod
    def _blank_is_none(cls, value: str | None) -> str | None:
        return value.strip() or None if value else None


class PostCreate(_PostFields):
    """With `scheduled_time` the post is scheduled, otherwise it is a draft."""

    account_id: UUID | None = Field(default=None, description="Needed only if several accounts are connected.")
    post_type: PostType


class PostUpdate(_PostFields):
    """Only the fields that are present change. `scheduled_time: null` makes the post a draft again."""

    account_id: UUID | None = None
    post_type: PostType | None = None


class PostSchedule(BaseModel):
    """When to publish."""

    scheduled_time: datetime
    time_zone: TimeZone | None = None


class Decision(StrEnum):
    """What to do with a post that waits for a person."""

    PUBLISH_NOW = "publish_now"
    RESCHEDULE = "reschedule"
    DROP = "drop"
    IT_IS_LIVE = "it_is_live"


class PostDecision(BaseModel):
    """`reschedule` needs a time. `it_is_live` closes an unconfirmed post that you have seen on Instagram."""

    decision: Decision
    scheduled_time: datetime | None = None
    time_zone: TimeZone | None = None


class PostRead(BaseModel):
    """A post. `scheduled_time` is the moment, `wall_clock` and `time_zone` how it was planned."""

    id: UUID
    account_id: UUID
    campaign_id: UUID | None
    post_type: PostType
    caption: str
    hashtags: list[str]
    media: list[PostMedia]
    media_urls: list[str]
    thumbnail_url: str | None
    collaborators: list[str]
    location_id: str | None
    cover_media_id: UUID | None
    thumb_offset_ms: int | None
    share_to_feed: bool
    first_comment: str | None
    is_ai_generated: bool
    status: PostStatus
    scheduled_time: datetime | None
    wall_clock: str | None
    time_zone: str | None
    waiting_reason: str | None
    failure_code: str | None
    failure_reason: str | None
    published_at: datetime | None
    instagram_post_id: str | None
    permalink: str | None
    created_at: datetime
    updated_at: datetime
    warnings: list[str] = Field(
        default_factory=list, description="What is allowed and perhaps not meant. Only where one post is answered."
    )


class PostFilter(BaseModel):
    """Which posts are listed, and which page of them: by `cursor`, or by number with `skip`, which counts totals."""

    status: PostStatus | None = None
    campaign_id: UUID | None = None
    account_id: UUID | None = None
    post_type: PostType | None = None
    media_id: UUID | None = Field(
        default=None, description="Posts that show this item of the library, or have it as cover."
    )
    due_from: AwareDatetime | None = Field(default=None, description="Scheduled at or after.")
    due_to: AwareDatetime | None = Field(default=None, description="Scheduled before.")
    search: str | None = Field(default=None, max_length=200, description="Part of the caption, in any case.")
    cursor: Cursor = None
    skip: int | None = Field(default=None, ge=0, le=100_000, description="Page by number, with totals.")
    limit: Limit = 20


class PostList(BaseModel):
    """Newest first. `total` and the page numbers are counted only for callers that page with `skip`."""

    posts: list[PostRead]
    next_cursor: str | None = None
    total: int | None = None
    page: int | None = None
    pages: int | None = None
    has_next: bool
    has_prev: bool | None = None


class PublishOutcome(BaseModel):
    """How far publishing has come within the time the caller would wait."""

    message: str
    status: PostStatus
    instagram_post_id: str | None
    permalink: str | None
    published_at: datetime | None


class Message(BaseModel):
    message: str


class ReceiptStep(BaseModel):
    """One step, when it was done, and what proves it."""

    step: str
    at: datetime
    proof: dict[str, Any]


class ReceiptTry(BaseModel):
    """One try; `sent` is what Instagram was handed, parameter by parameter."""

    id: UUID
    state: str
    started_at: datetime
    container_id: str | None
    instagram_post_id: str | None
    permalink: str | None
    sent: dict[str, Any]
    steps: list[ReceiptStep]


class Receipt(BaseModel):
    """The whole truth about a post."""

    post_id: UUID
    status: PostStatus
    scheduled_time: datetime | None
    published_at: datetime | None
    lateness_seconds: float | None
    instagram_post_id: str | None
    permalink: str | None
    waiting_reason: str | None
    failure_reason: str | None
    tries: list[ReceiptTry]
