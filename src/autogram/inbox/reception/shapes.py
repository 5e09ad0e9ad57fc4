"""What Instagram can tell, typed: an event, and what it says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from autogram.inbox.comments.models import CommentKind
from autogram.inbox.conversations.models import MessageKind


@dataclass(frozen=True, slots=True)
class Said:
    """A message, a tap on a button, or a referral. `mid` is Instagram's id, or made up where it gives none."""

    mid: str
    is_outbound: bool
    kind: MessageKind
    text: str | None = None
    attachments: tuple[dict[str, Any], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    reply_to_mid: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The message has another text. `edit_count` is how often it was changed; 0 tells only that it exists."""

    mid: str
    text: str | None
    edit_count: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """Whoever wrote the message took it back."""

    mid: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction to a message; without `reaction` it was taken back."""

    mid: str
    by_account: bool
    reaction: str | None
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The person has seen our messages up to `until`, or up to the message `mid`."""

    mid: str | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment, a reply below one, or the account's name in somebody's text; in a caption it has no comment id."""

    comment_id: str | None
    kind: CommentKind
    media_id: str | None
    text: str | None = None
    author_id: str | None = None
    username: str | None = None
    parent_comment_id: str | None = None
    media_product_type: str | None = None
    ad_id: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Understood, and nothing in the inbox follows from it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Riddle:
    """Not understood: kept as it came, for a person to look at."""

    reason: str


Content = Said | Edited | Unsent | Reacted | Seen | Commented | Aside | Riddle


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a delivery tells. `subject` is the message or comment that it is about."""

    kind: str
    content: Content
    payload: dict[str, Any]
    instagram_user_id: str | None = None
    person_instagram_id: str | None = None
    subject: str | None = None
    occurred_at: datetime | None = None
