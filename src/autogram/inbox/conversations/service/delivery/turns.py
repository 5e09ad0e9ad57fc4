"""Whose turn it is: the messages of one conversation go out one after the other, in the order they were written."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.conversations.messages import SendMessage
from autogram.inbox.conversations.models import Message, MessageStatus
from autogram.inbox.conversations.queries import outgoing
from autogram.jobs.api import enqueue


async def start_next(session: AsyncSession, conversation_id: UUID) -> None:
    """The message whose turn it is has its job. The conversation is locked, so no end and no beginning is missed."""
    await session.flush()
    first = await outgoing.first_open(session, conversation_id)
    if first is not None and first.status is MessageStatus.SENDING and first.request_started_at is None:
        await enqueue_sending(session, first)


async def enqueue_sending(session: AsyncSession, message: Message) -> None:
    """The message has one job. When a person sends it again it has another, although the first may be ending still."""
    await enqueue(session, SendMessage(message_id=message.id), once=f"send:{message.id}:{message.sent_at.timestamp()}")
