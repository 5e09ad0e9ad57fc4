"""Lists that are paged by `skip` and `limit`, for clients that know no other way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.content import service as content
from autogram.core.db import ReadSession
from autogram.core.settings import Settings
from autogram.inbox.conversations.errors import ConversationNotFound
from autogram.inbox.conversations.models import Conversation, Direction, Message, Person
from autogram.inbox.conversations.queries import skipping
from autogram.inbox.conversations.schemas.lines import AttachmentLine, ConversationLine, MessageLine

AnySession = AsyncSession | ReadSession


async def conversation_lines(
    session: AnySession, workspace_id: UUID, account_id: UUID, *, skip: int, limit: int
) -> tuple[list[ConversationLine], int]:
    """The account's conversations, the one in which something was said last first, and how many there are.

    Raises `AccountNotFound`.
    """
    await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    found, total = await skipping.conversations_from(session, workspace_id, account_id, skip=skip, limit=limit)
    return [_conversation_line(*pair) for pair in found], total


async def conversation_line(session: AnySession, workspace_id: UUID, conversation_id: UUID) -> ConversationLine:
    """Raises `ConversationNotFound`, also for one that is archived."""
    return _conversation_line(*await _pair(session, workspace_id, conversation_id))


async def message_lines(
    session: AnySession, settings: Settings, workspace_id: UUID, conversation_id: UUID, *, skip: int, limit: int
) -> tuple[list[MessageLine], int]:
    """The conversation's messages, newest first, and how many there are. Raises `ConversationNotFound`."""
    pair = await _pair(session, workspace_id, conversation_id)
    found, total = await skipping.messages_from(session, conversation_id, skip=skip, limit=limit)
    return await _message_lines(session, settings, pair, found), total


async def chosen_message_lines(
    session: AnySession, settings: Settings, workspace_id: UUID, conversation_id: UUID, message_ids: Sequence[UUID]
) -> list[MessageLine]:
    """These messages of the conversation, in the order asked for, as they are now. Raises `ConversationNotFound`."""
    pair = await _pair(session, workspace_id, conversation_id)
    found = await skipping.messages_by_id(session, conversation_id, message_ids)
    return await _message_lines(session, settings, pair, found)


async def _pair(session: AnySession, workspace_id: UUID, conversation_id: UUID) -> tuple[Conversation, Person]:
    pair = await skipping.conversation_with_person(session, workspace_id, conversation_id)
    if pair is None:
        raise ConversationNotFound(conversation_id=str(conversation_id))
    return pair


def _conversation_line(conversation: Conversation, person: Person) -> ConversationLine:
    return ConversationLine(
        id=conversation.id,
        account_id=conversation.account_id,
        instagram_id=person.instagram_id,
        username=person.username,
        last_message_text=conversation.last_message_text,
        last_message_at=conversation.last_message_at,
        unread_count=conversation.unread_count,
        created_at=conversation.created_at,
        updated_at=conversation.updated_at,
    )


async def _message_lines(
    session: AnySession, settings: Settings, pair: tuple[Conversation, Person], messages: Sequence[Message]
) -> list[MessageLine]:
    conversation, person = pair
    account = await accounts.account_brief(session, conversation.account_id)
    addresses = await _addresses(session, settings, conversation.workspace_id, messages)
    senders = {Direction.INBOUND: person.instagram_id, Direction.OUTBOUND: account.instagram_user_id}
    return [_message_line(message, senders[message.direction], addresses) for message in messages]


async def _addresses(
    session: AnySession, settings: Settings, workspace_id: UUID, messages: Sequence[Message]
) -> dict[str, str]:
    """Where the files of the library are, by their ids; those that were deleted are nowhere."""
    entries = (entry for message in messages for entry in message.attachments)
    ids = {UUID(entry["media_id"]) for entry in entries if "media_id" in entry}
    items = await content.find_media(session, workspace_id, list(ids), settings=settings) if ids else {}
    return {str(media_id): item.url for media_id, item in items.items()}


def _message_line(message: Message, sender_instagram_id: str, addresses: dict[str, str]) -> MessageLine:
    return MessageLine(
        id=message.id,
        conversation_id=message.conversation_id,
        account_id=message.account_id,
        mid=message.mid,
        direction=message.direction,
        sender_instagram_id=sender_instagram_id,
        kind=message.kind,
        text=message.text,
        attachments=tuple(_with_addresses(message.attachments, addresses)),
        sent_at=message.sent_at,
        is_read=message.direction is Direction.OUTBOUND or message.read_at is not None,
        status=message.status,
        failure_reason=message.failure_reason,
        created_at=message.created_at,
        updated_at=message.updated_at,
    )


def _with_addresses(attachments: Sequence[dict[str, Any]], addresses: dict[str, str]) -> list[AttachmentLine]:
    found = [
        (str(entry["type"]), entry.get("url") or addresses.get(entry.get("media_id", ""))) for entry in attachments
    ]
    return [AttachmentLine(kind, url) for kind, url in found if url]
