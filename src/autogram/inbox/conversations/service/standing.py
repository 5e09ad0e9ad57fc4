"""What a message changes about its conversation: who has the next move, what is unread, how the list shows it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from autogram.core import clock
from autogram.inbox.conversations.models import Conversation, ConversationStatus, Direction, MessageKind
from autogram.inbox.conversations.schemas import Incoming

PREVIEW_LETTERS = 500
UNSENT_PREVIEW = "[unsent]"
# An answer on the phone that is older than this says nothing about who leads the conversation now.
TAKEOVER_COUNTS_FOR = timedelta(hours=24)


def note_received(conversation: Conversation, message: Incoming) -> None:
    """The conversation stands as after `message`, which is new; what is newer already stays the last."""
    if message.instagram_conversation_id:
        conversation.instagram_conversation_id = message.instagram_conversation_id
    if message.direction is Direction.INBOUND:
        _note_inbound(conversation, message.sent_at)
    else:
        _note_from_phone(conversation, message.sent_at)
    _show_last(conversation, message)


def note_linked(conversation: Conversation, message: Incoming) -> None:
    """The conversation stands as after `message`, which we had sent ourselves."""
    conversation.last_outbound_at = _later(conversation.last_outbound_at, message.sent_at)
    _show_last(conversation, message)


def preview(text: str | None, attachments: Sequence[dict[str, Any]], kind: MessageKind) -> str:
    """How a list shows a message, in at most 500 letters."""
    if text:
        return text[:PREVIEW_LETTERS]
    if len(attachments) > 1:
        return f"[{len(attachments)} attachments]"
    if attachments:
        return f"[{str(attachments[0].get('type', 'attachment')).replace('_', ' ')}]"
    return f"[{kind.value.replace('_', ' ')}]"


def _note_inbound(conversation: Conversation, at: datetime) -> None:
    conversation.unread_count += 1
    conversation.last_inbound_at = _later(conversation.last_inbound_at, at)
    conversation.archived_at = None
    conversation.status, conversation.snoozed_until = ConversationStatus.OPEN, None


def _note_from_phone(conversation: Conversation, at: datetime) -> None:
    """Somebody of the team answered in Instagram itself: they have read what was there, and lead from now on."""
    conversation.last_outbound_at = _later(conversation.last_outbound_at, at)
    if clock.now() - at < TAKEOVER_COUNTS_FOR:
        conversation.taken_over_at = _later(conversation.taken_over_at, at)
    if conversation.last_inbound_at is None or conversation.last_inbound_at <= at:
        conversation.unread_count = 0
        if conversation.status is ConversationStatus.OPEN:
            conversation.status = ConversationStatus.WAITING


def _show_last(conversation: Conversation, message: Incoming) -> None:
    if conversation.last_message_text is None or message.sent_at >= conversation.last_message_at:
        conversation.last_message_at = message.sent_at
        conversation.last_message_direction = message.direction
        conversation.last_message_text = preview(message.text, message.attachments, message.kind)


def _later(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else max(known, at)
