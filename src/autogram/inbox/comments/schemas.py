"""Comments as the API shows and takes them, and as other parts of the inbox know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from autogram.core.paging import Cursor, Limit
from autogram.inbox.comments.models import CommentKind, CommentStatus

# Instagram's limit of a private message; https://developers.facebook.com/docs/messenger-platform/instagram
PRIVATE_REPLY_BYTES = 1000


@dataclass(frozen=True, slots=True)
class IncomingComment:
    """A comment as Instagram tells it. `parent_comment_id` is the top comment of its thread, if it is a reply.

    `is_own`: written in the account's own name. `comment_id` is missing only for a mention in a caption.
    """

    account_id: UUID
    workspace_id: UUID
    comment_id: str | None
    commented_at: datetime
    found_by: str
    kind: CommentKind = CommentKind.COMMENT
    text: str | None = None
    username: str | None = None
    person_instagram_id: str | None = None
    parent_comment_id: str | None = None
    media_id: str | None = None
    media_product_type: str | None = None
    ad_id: str | None = None
    is_own: bool = False
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ReceivedComment:
    """Which row a comment became; `is_new` when it was not there before."""

    comment_id: UUID
    is_new: bool


class Allowance(BaseModel):
    """Whether something may be done now; if not, why; if so, until when (null: no end is known)."""

    model_config = ConfigDict(frozen=True)

    allowed: bool
    reason: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What automation decides on."""

    id: UUID
    account_id: UUID
    workspace_id: UUID
    person_id: UUID | None
    username: str | None
    text: str | None
    kind: CommentKind
    instagram_id: str | None
    media_id: str | None
    media_product_type: str | None
    ad_id: str | None
    is_own: bool
    is_reply: bool
    is_hidden: bool
    is_deleted: bool
    is_answered: bool
    commented_at: datetime
    reply: Allowance
    private_reply: Allowance


class CommentFilter(BaseModel):
    """Which comments of others to list. `unanswered`: nobody has replied, in public or in private, or hidden it."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = None
    media_id: str | None = Field(
        default=None, max_length=40, description="Instagram's id of the media; needs `account_id` too."
    )
    person_id: UUID | None = None
    kind: CommentKind | None = None
    unread: bool = False
    unanswered: bool = False
    q: str | None = Field(default=None, min_length=1, max_length=200, description="Words of the comment.")
    limit: Limit = 20
    cursor: Cursor = None

    @model_validator(mode="after")
    def _whose_media(self) -> Self:
        if self.media_id and not self.account_id:
            raise ValueError("media_id needs the account_id that it belongs to")
        return self


class CommentRead(BaseModel):
    """A comment. `status` and `status_reason` tell how far the sending of a reply of ours is."""

    id: UUID
    account_id: UUID
    kind: CommentKind
    instagram_id: str | None
    parent_instagram_id: str | None
    media_id: str | None
    media_product_type: str | None
    ad_id: str | None
    person_id: UUID | None
    username: str | None
    text: str | None
    commented_at: datetime
    found_by: str
    is_own: bool
    read_at: datetime | None
    hidden_at: datetime | None
    deleted_at: datetime | None
    replied_at: datetime | None
    status: CommentStatus
    status_reason: str | None
    sender_id: UUID | None
    rule_id: UUID | None
    private_reply_message_id: UUID | None
    reply: Allowance
    private_reply: Allowance


class CommentThread(CommentRead):
    """A comment, and everything below the same top comment with it, oldest first."""

    thread: list[CommentRead]


class CommentedMedia(BaseModel):
    """A media and how much others have commented on it."""

    media_id: str
    media_product_type: str | None
    comments: int
    unread: int
    last_commented_at: datetime


class CommentedMediaFilter(BaseModel):
    """Media of one account."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID
    limit: Limit = 20
    cursor: Cursor = None


class MediaRead(BaseModel):
    """Which account's media is read."""

    account_id: UUID


class MarkedRead(BaseModel):
    """How many comments were unread before."""

    marked: int


def _fits_a_message(text: str) -> str:
    if len(text.encode()) > PRIVATE_REPLY_BYTES:
        raise ValueError(f"is longer than {PRIVATE_REPLY_BYTES} bytes, Instagram's limit of a message")
    return text


class ReplyCreate(BaseModel):
    """What to write below the comment, for everybody to see."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2200)]


class PrivateReplyCreate(BaseModel):
    """What to write to the commenter, as a direct message."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_fits_a_message)]


class PrivateReplyQueued(BaseModel):
    """The message that the private reply became."""

    message_id: UUID
