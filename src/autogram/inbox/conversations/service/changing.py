"""What happens to messages that are here: edited, unsent, reacted to, seen."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.live import announce
from autogram.inbox.conversations.models import Conversation, Message
from autogram.inbox.conversations.queries import receiving as queries
from autogram.inbox.conversations.service.standing import UNSENT_PREVIEW, preview


class Noted(StrEnum):
    """What became of a change. `MISSING`: the message is not here, or not yet; apply it again when it comes."""

    DONE = "done"
    KNOWN = "known"
    MISSING = "missing"


async def note_edit(
    session: AsyncSession, *, account_id: UUID, mid: str, text: str | None, edit_count: int, at: datetime
) -> Noted:
    """The message has its newest text. An older edit that comes late changes nothing, nor one of an unsent message."""
    found = await queries.message_with_conversation(session, account_id, mid)
    if found is None:
        return Noted.MISSING
    conversation, message = found
    if message.unsent_at is not None or edit_count <= message.edit_count:
        return Noted.KNOWN
    message.text, message.edit_count, message.edited_at = text, edit_count, at
    _show_again(conversation, message, preview(text, message.attachments, message.kind))
    return await _tell(session, conversation, message)


async def note_unsent(session: AsyncSession, *, account_id: UUID, mid: str, at: datetime) -> Noted:
    """Nothing of what the message said is kept; that there was one is."""
    found = await queries.message_with_conversation(session, account_id, mid)
    if found is None:
        return Noted.MISSING
    conversation, message = found
    if message.unsent_at is not None:
        return Noted.KNOWN
    message.text, message.attachments, message.details, message.reactions = None, [], {}, []
    message.unsent_at = at
    _show_again(conversation, message, UNSENT_PREVIEW)
    return await _tell(session, conversation, message)


async def note_reaction(
    session: AsyncSession,
    *,
    account_id: UUID,
    mid: str,
    by_account: bool,
    reaction: str | None,
    emoji: str | None,
    at: datetime,
) -> Noted:
    """The message has this reaction of that side, or none if `reaction` is None. Only the newest counts."""
    found = await queries.message_with_conversation(session, account_id, mid)
    if found is None:
        return Noted.MISSING
    conversation, message = found
    by = "account" if by_account else "person"
    if message.unsent_at is not None or at <= _last_reaction(message, by):
        return Noted.KNOWN
    others = [entry for entry in message.reactions if entry.get("by") != by]
    made = {"by": by, "reaction": reaction, "emoji": emoji, "at": at.isoformat()}
    message.reactions = others + ([{k: v for k, v in made.items() if v is not None}] if reaction else [])
    message.details = message.details | {"reacted_at": _reacted(message) | {by: at.isoformat()}}
    return await _tell(session, conversation, message)


async def note_seen(
    session: AsyncSession, *, account_id: UUID, person_instagram_id: str, mid: str | None, until: datetime | None
) -> Noted:
    """What the account had sent to the person until then is read."""
    conversation = await queries.conversation_between(session, (account_id, person_instagram_id))
    if conversation is None:
        return Noted.MISSING
    if not await queries.mark_seen(session, conversation.id, until=until, mid=mid):
        return Noted.KNOWN
    await announce(
        session,
        conversation.workspace_id,
        "conversation.updated",
        conversation_id=conversation.id,
        account_id=conversation.account_id,
    )
    return Noted.DONE


def _reacted(message: Message) -> dict[str, Any]:
    """When each side last reacted or took it back: what is taken back must stay so if an older reaction comes late."""
    known = message.details.get("reacted_at")
    return known if isinstance(known, dict) else {}


def _last_reaction(message: Message, by: str) -> datetime:
    known = _reacted(message).get(by)
    return datetime.fromisoformat(known) if known else datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _show_again(conversation: Conversation, message: Message, shown: str) -> None:
    """The list shows the message as it is now, if it is the conversation's last."""
    if conversation.last_message_at == message.sent_at and conversation.last_message_direction is message.direction:
        conversation.last_message_text = shown


async def _tell(session: AsyncSession, conversation: Conversation, message: Message) -> Noted:
    await session.flush()
    await announce(
        session,
        conversation.workspace_id,
        "message.updated",
        message_id=message.id,
        conversation_id=conversation.id,
        account_id=conversation.account_id,
    )
    return Noted.DONE
