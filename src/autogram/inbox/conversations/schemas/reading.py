"""Conversations and messages as callers see them, and what they may ask for."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.inbox.conversations.decision import SendMode
from autogram.inbox.conversations.models import (
    ConversationStatus,
    Direction,
    FoundBy,
    MessageKind,
    MessageStatus,
    Origin,
)


class Reaction(StrEnum):
    """What the account can react with."""

    LOVE = "love"
    LIKE = "like"
    LAUGH = "laugh"
    WOW = "wow"
    SAD = "sad"
    ANGRY = "angry"


Search = Annotated[str | None, Field(max_length=200, description="Words, each the beginning of one in the text.")]


class ConversationFilter(BaseModel):
    """Which conversations, the one in which something was said last first."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = None
    status: ConversationStatus | None = None
    assignee_id: UUID | None = None
    assigned: str | None = Field(default=None, pattern="^(me|nobody)$", description="`me` or `nobody`.")
    label_id: UUID | None = None
    person_id: UUID | None = None
    unread: bool = False
    closing_soon: bool = Field(default=False, description="Open ones whose 24 hours end within two.")
    failed: bool = Field(default=False, description="With a message of the last 7 days that failed or is unconfirmed.")
    archived: bool = False
    q: Search = None
    cursor: Cursor = None
    limit: Limit = 50


class MessageFilter(BaseModel):
    """Which part of a list of messages, newest first."""

    model_config = ConfigDict(extra="forbid")

    cursor: Cursor = None
    limit: Limit = 50


class MessageSearch(MessageFilter):
    """Messages in which all words stand."""

    q: str = Field(min_length=1, max_length=200)
    account_id: UUID | None = None


class SendingRead(BaseModel):
    """Whether a message may be sent now, by which rule, until when; if not, why not.

    With `waits` it is taken, and goes out when the reason is gone.
    """

    model_config = ConfigDict(from_attributes=True)

    allowed: bool
    waits: bool
    mode: SendMode | None
    tag: str | None
    reason_code: str
    reason: str
    until: datetime | None
    closes_at: datetime | None


class SendingRules(BaseModel):
    """For somebody of the team who presses send, and for rules."""

    human: SendingRead
    automation: SendingRead


class PersonBrief(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    instagram_id: str
    username: str | None
    name: str | None
    profile_picture_url: str | None
    is_verified: bool | None
    follows_account: bool | None


class AccountOfConversation(BaseModel):
    id: UUID
    username: str
    paused: bool
    needs_reauth: bool


class LabelRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    color: str


class ConversationRead(BaseModel):
    """All messages between one account and one person, and how it stands."""

    id: UUID
    account: AccountOfConversation
    person: PersonBrief
    status: ConversationStatus
    snoozed_until: datetime | None
    assignee_id: UUID | None
    labels: list[LabelRead]
    unread_count: int
    last_message_at: datetime
    last_message_text: str | None
    last_message_direction: Direction | None
    last_inbound_at: datetime | None
    last_outbound_at: datetime | None
    taken_over_at: datetime | None = Field(description="Somebody of the team leads; rules stay out.")
    archived_at: datetime | None
    sending: SendingRules
    created_at: datetime
    updated_at: datetime


class ConversationUpdate(BaseModel):
    """What the team decides. Fields that are absent stay as they are."""

    model_config = ConfigDict(extra="forbid")

    status: ConversationStatus | None = None
    snoozed_until: AwareDatetime | None = None
    assignee_id: UUID | None = Field(default=None, description="null: nobody's.")
    taken_over: bool | None = Field(default=None, description="true: rules stay out; false: handed back to them.")


class MessageRead(BaseModel):
    """One message. `waiting_reason`: why one that is `sending` has not gone out yet."""

    id: UUID
    conversation_id: UUID
    account_id: UUID
    mid: str | None
    direction: Direction
    origin: Origin
    kind: MessageKind
    status: MessageStatus
    found_by: FoundBy
    text: str | None
    attachments: list[dict[str, Any]]
    details: dict[str, Any]
    reactions: list[dict[str, Any]]
    reply_to_mid: str | None
    sender_id: UUID | None
    rule_id: UUID | None
    sent_at: datetime
    edited_at: datetime | None
    edit_count: int
    unsent_at: datetime | None
    read_at: datetime | None
    tag: str | None
    attempts: int
    waiting_reason: str | None
    failure_reason: str | None
    failure_code: str | None
    can_retry: bool
    can_cancel: bool
    created_at: datetime
    updated_at: datetime


class QueuedMessages(BaseModel):
    """What will go out, in its order: a file and a text are two messages."""

    messages: list[MessageRead]


class TypingWish(BaseModel):
    typing: bool = True


class TypingShown(BaseModel):
    """Whether Instagram shows it to the person."""

    shown: bool


class ReactionWish(BaseModel):
    reaction: Reaction = Reaction.LOVE


class InboxSummary(BaseModel):
    """What waits for somebody, now."""

    open: int = Field(description="Conversations in which the team has the next move.")
    unassigned: int = Field(description="Open ones that are nobody's.")
    unread: int = Field(description="Conversations with something unread.")
    unread_messages: int
    closing_soon: int = Field(description="Open ones whose 24 hours end within two.")
    failed: int = Field(description="Messages of the last 7 days that failed or stayed unconfirmed.")
