"""Queueing messages: rows and their job exist when the caller's transaction commits, and the policy agreed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.inbox.conversations.errors import IdempotencyKeyReused
from autogram.inbox.conversations.models import Conversation, MessageKind
from autogram.inbox.conversations.policy import CommentReply
from autogram.inbox.conversations.queries import outgoing, rows
from autogram.inbox.conversations.schemas import OutgoingContent, Sender
from autogram.inbox.conversations.service.deciding import decide_for, require_allowed
from autogram.inbox.conversations.service.outbox import Queued, write_queued
from autogram.inbox.conversations.service.parts import as_message, as_messages, digest, library_files
from autogram.inbox.conversations.validation import require_sendable

MOST_PARTS = 2


async def queue_message(
    session: AsyncSession,
    conversation_id: UUID,
    content: OutgoingContent,
    sender: Sender,
    *,
    workspace_id: UUID | None = None,
    idempotency_key: str | None = None,
) -> list[UUID]:
    """The ids of the messages that will go out, in their order: files first, then the text.

    The same `idempotency_key` in the same conversation gives the same messages again. Raises `ConversationNotFound`,
    `InvalidInput` with every fault of the content, `SendingNotAllowed` with the decision, `IdempotencyKeyReused`.
    """
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=workspace_id, lock=True)
    earlier = await _queued_before(session, conversation, content, idempotency_key) if idempotency_key else []
    if earlier:
        return earlier
    library = await library_files(session, conversation.workspace_id, content)
    require_sendable(content, library)
    require_allowed(await decide_for(session, conversation, sender_is_human=sender.is_human))
    mid = await _answered_mid(session, conversation, content.reply_to) if content.reply_to else None
    messages = as_messages(conversation, sender, content, library, reply_to_mid=mid)
    if idempotency_key:
        for message, key in zip(messages, _keys(conversation, idempotency_key), strict=False):
            message.idempotency_key, message.details = key, {**message.details, "digest": digest(content)}
    await write_queued(session, [Queued(conversation, messages, sender)])
    return [message.id for message in messages]


async def queue_private_reply(
    session: AsyncSession,
    *,
    account_id: UUID,
    person_id: UUID,
    comment_instagram_id: str,
    comment_row_id: UUID,
    commented_at: datetime,
    is_live: bool,
    text: str,
    sender: Sender,
) -> UUID:
    """The id of the message that will answer the comment in private, in the conversation with the person.

    Raises `InvalidInput`, and `SendingNotAllowed`: once per comment, and only for seven days.
    """
    person = await rows.get_person(session, person_id)
    conversation_id = await outgoing.ensure_conversation(
        session, account_id=account_id, workspace_id=person.workspace_id, person_id=person_id, now=clock.now()
    )
    conversation = await rows.get_conversation(session, conversation_id, lock=True)
    content = OutgoingContent(text=text)
    require_sendable(content, [])
    used = await outgoing.private_reply_to(session, conversation_id, comment_instagram_id) is not None
    comment = CommentReply(commented_at, is_live=is_live, already_used=used)
    require_allowed(await decide_for(session, conversation, sender_is_human=sender.is_human, comment=comment))
    details = {
        "comment_id": comment_instagram_id,
        "comment_row_id": str(comment_row_id),
        "commented_at": commented_at.isoformat(),
        "is_live": is_live,
    }
    kind = MessageKind.PRIVATE_REPLY
    message = as_message(conversation, sender, at=clock.now(), kind=kind, text=content.text, details=details)
    await write_queued(session, [Queued(conversation, [message], sender)])
    return message.id


def _keys(conversation: Conversation, idempotency_key: str) -> list[str]:
    return [f"{conversation.id}:{idempotency_key}:{position}" for position in range(MOST_PARTS)]


async def _queued_before(
    session: AsyncSession, conversation: Conversation, content: OutgoingContent, idempotency_key: str
) -> list[UUID]:
    messages = await outgoing.with_key(session, _keys(conversation, idempotency_key))
    if any(message.details.get("digest") != digest(content) for message in messages):
        raise IdempotencyKeyReused("Use a new key for another message.")
    return [message.id for message in messages]


async def _answered_mid(session: AsyncSession, conversation: Conversation, message_id: UUID) -> str:
    mid = await outgoing.mid_of(session, conversation.id, message_id)
    if mid is None:
        raise InvalidInput([FieldError("reply_to", "is no message of this conversation that Instagram knows")])
    return mid
