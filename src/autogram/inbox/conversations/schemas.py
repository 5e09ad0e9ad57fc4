"""What goes into conversations and what comes out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from autogram.inbox.conversations.models import Direction, FoundBy, MessageKind, Origin


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
