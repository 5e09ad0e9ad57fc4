"""What a person does about a message that did not simply go out: send it again, or not at all."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.errors import MessageNotFound, MessageNotRetryable, MessageNotWaiting
from autogram.inbox.conversations.models import Conversation, Message, MessageKind, MessageStatus, Origin
from autogram.inbox.conversations.policy import CommentReply
from autogram.inbox.conversations.queries import outgoing, rows
from autogram.inbox.conversations.service.deciding import decide_for, require_allowed
from autogram.inbox.conversations.service.delivery.outcome import CANCELLED, PART_FAILED, write_failed
from autogram.inbox.conversations.service.delivery.turns import start_next
from autogram.inbox.conversations.service.outbox import hold_files
from autogram.inbox.conversations.service.telling import tell_message


async def retry_message(session: AsyncSession, actor: Actor, message_id: UUID) -> list[UUID]:
    """The message, and the text that was to follow it, are to be sent again, now by who asks for it.

    Raises `MessageNotRetryable` while it is on its way or looked for, `SendingNotAllowed`, `MediaNotFound`.
    """
    conversation, message = await _locked(session, actor, message_id)
    if message.status is MessageStatus.UNCONFIRMED and message.failure_code is None:
        raise MessageNotRetryable("It may have been sent and is being looked for at Instagram. Wait for the outcome.")
    if message.status not in {MessageStatus.FAILED, MessageStatus.UNCONFIRMED}:
        raise MessageNotRetryable(f"The message is {message.status.value}.")
    comment = await _comment_of(session, message)
    is_human = actor.api_key_id is None
    require_allowed(await decide_for(session, conversation, sender_is_human=is_human, comment=comment))
    followers = [
        part
        for part in await outgoing.parts_after(session, conversation.id, message.id)
        if part.status is MessageStatus.FAILED and part.failure_code == PART_FAILED
    ]
    # What it was to follow is not sent again with it, so it goes alone.
    message.details = {name: value for name, value in message.details.items() if name != "follows"}
    now = clock.now()
    for position, part in enumerate([message, *followers]):
        _renew(part, actor, now + timedelta(microseconds=position))
        await tell_message(session, part, "message.queued")
    await session.flush()
    await hold_files(session, [message, *followers])
    if is_human:
        conversation.taken_over_at = now
    audit.record(
        session,
        "inbox.retry_message",
        f"message:{message.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
    )
    await start_next(session, [conversation.id])
    return [part.id for part in [message, *followers]]


async def cancel_message(session: AsyncSession, actor: Actor, message_id: UUID) -> None:
    """The message that waits to be sent is not. Raises `MessageNotWaiting` once Instagram has been asked."""
    _, message = await _locked(session, actor, message_id)
    if message.status is not MessageStatus.SENDING or message.request_started_at is not None:
        raise MessageNotWaiting(
            "Instagram is being asked to send it this moment."
            if message.status is MessageStatus.SENDING
            else f"The message is {message.status.value}."
        )
    await write_failed(session, message, reason="Somebody of the team took it back.", code=CANCELLED)


async def _locked(session: AsyncSession, actor: Actor, message_id: UUID) -> tuple[Conversation, Message]:
    await rows.get_message(session, message_id, workspace_id=actor.workspace_id)
    found = await rows.locked_message(session, message_id)
    if found is None:
        raise MessageNotFound(message_id=str(message_id))
    return found


async def _comment_of(session: AsyncSession, message: Message) -> CommentReply | None:
    if message.kind is not MessageKind.PRIVATE_REPLY:
        return None
    details = message.details
    other = await outgoing.private_reply_to(session, message.conversation_id, details["comment_id"])
    return CommentReply(
        datetime.fromisoformat(details["commented_at"]),
        is_live=details["is_live"],
        already_used=other is not None and other != message.id,
    )


def _renew(message: Message, actor: Actor, at: datetime) -> None:
    message.status, message.request_started_at, message.sent_at = MessageStatus.SENDING, None, at
    message.failure_reason, message.failure_code, message.tag = None, None, None
    message.origin = Origin.AUTOMATION if actor.api_key_id else Origin.AGENT
    message.sender_id = actor.user_id
