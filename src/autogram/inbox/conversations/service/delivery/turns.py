"""Whose turn it is: the messages of one conversation go out one after the other, in the order they were written."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.conversations.messages import SendMessage
from autogram.inbox.conversations.models import Message, MessageStatus
from autogram.inbox.conversations.queries import outgoing
from autogram.jobs.api import enqueue_all


async def start_next(session: AsyncSession, conversation_ids: Collection[UUID]) -> None:
    """The message of each whose turn it is has its job. They are locked, so no end and no beginning is missed."""
    await session.flush()
    firsts = (await outgoing.first_open(session, conversation_ids)).values()
    waiting = [one for one in firsts if one.status is MessageStatus.SENDING and one.request_started_at is None]
    await enqueue_sending(session, waiting)


async def enqueue_sending(session: AsyncSession, messages: Sequence[Message]) -> None:
    """Each has one job. When a person sends one again it has another, although the first may be ending still."""
    jobs = [SendMessage(message_id=message.id) for message in messages]
    words = [f"send:{message.id}:{message.sent_at.timestamp()}" for message in messages]
    await enqueue_all(session, jobs, once_each=words)
