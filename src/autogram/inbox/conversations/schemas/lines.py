"""Conversations and messages in a few words, for lists that are paged by `skip` and `limit`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from autogram.inbox.conversations.models import Direction, MessageKind, MessageStatus


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation as it stands in a list. `instagram_id` and `username` are the person's."""

    id: UUID
    account_id: UUID
    instagram_id: str
    username: str | None
    last_message_text: str | None
    last_message_at: datetime
    unread_count: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file of a message that has an address."""

    type: str
    url: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as it stands in a list. `sender_instagram_id` is the person's or the account's."""

    id: UUID
    conversation_id: UUID
    account_id: UUID
    mid: str | None
    direction: Direction
    sender_instagram_id: str
    kind: MessageKind
    text: str | None
    attachments: tuple[AttachmentLine, ...]
    sent_at: datetime
    is_read: bool
    status: MessageStatus
    failure_reason: str | None
    created_at: datetime
    updated_at: datetime
