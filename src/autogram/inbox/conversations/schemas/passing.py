"""What passes between the parts of the inbox: messages as they come, who sends, and what a conversation is like."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from autogram.inbox.conversations.models import ConversationStatus, Direction, FoundBy, MessageKind, Origin


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as Instagram tells it, in either direction; `person_instagram_id` is always the other side."""

    account_id: UUID
    workspace_id: UUID
    person_instagram_id: str
    direction: Direction
    mid: str
    sent_at: datetime
    found_by: FoundBy
    kind: MessageKind = MessageKind.TEXT
    text: str | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    reply_to_mid: str | None = None
    username: str | None = None
    instagram_conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has something sent: a person of the team, or a rule."""

    origin: Origin
    user_id: UUID | None = None
    rule_id: UUID | None = None

    @property
    def is_human(self) -> bool:
        return self.origin is Origin.AGENT


@dataclass(frozen=True, slots=True)
class ConversationFacts:
    """A conversation as rules see it. `window_open_until` is null when the person's 24 hours are over."""

    conversation_id: UUID
    account_id: UUID
    workspace_id: UUID
    account_username: str
    person_id: UUID
    username: str | None
    name: str | None
    labels: tuple[str, ...]
    status: ConversationStatus
    assignee_id: UUID | None
    taken_over_at: datetime | None
    last_inbound_at: datetime | None
    window_open_until: datetime | None
    follows_account: bool | None


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A message as rules see it, with its conversation."""

    message_id: UUID
    conversation: ConversationFacts
    direction: Direction
    kind: MessageKind
    text: str | None
    details: dict[str, Any]
    attachments: list[Any]
    sent_at: datetime
    # Nothing else of the person is older, as far as we know.
    is_first_message: bool
    unsent: bool
