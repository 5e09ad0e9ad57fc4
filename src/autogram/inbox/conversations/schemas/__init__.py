"""What goes into conversations and what comes out."""

from autogram.inbox.conversations.decision import SendDecision, SendMode
from autogram.inbox.conversations.models import (
    ConversationStatus,
    Direction,
    FoundBy,
    MessageKind,
    MessageStatus,
    Origin,
)
from autogram.inbox.conversations.schemas.outgoing import (
    AttachmentType,
    OutgoingContent,
    OutgoingFile,
    QuickReply,
)
from autogram.inbox.conversations.schemas.passing import ConversationFacts, Incoming, MessageFacts, Sender

__all__ = [
    "AttachmentType",
    "ConversationFacts",
    "ConversationStatus",
    "Direction",
    "FoundBy",
    "Incoming",
    "MessageFacts",
    "MessageKind",
    "MessageStatus",
    "Origin",
    "OutgoingContent",
    "OutgoingFile",
    "QuickReply",
    "SendDecision",
    "SendMode",
    "Sender",
]
