"""Nothing that is to be sent is forgotten, whatever became of its job."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.errors import ConversationNotFound
from autogram.inbox.conversations.messages import SettleMessage
from autogram.inbox.conversations.models import MessageStatus
from autogram.inbox.conversations.queries import outgoing, reading, rows
from autogram.inbox.conversations.service.delivery.turns import enqueue_sending, start_next
from autogram.jobs.api import enqueue

# Longer than asking Instagram takes, so that nobody is asking any more.
FORGOTTEN_AFTER = timedelta(minutes=5)
LOOKED_AT_ONCE = 500


async def watch_outgoing(runtime: Runtime) -> None:
    """Each conversation with something old to send has a job for the message whose turn it is."""
    async with runtime.database.reading() as reading_session:
        found = await reading.open_for_long(reading_session, before=clock.now() - FORGOTTEN_AFTER, limit=LOOKED_AT_ONCE)
    for conversation_id in found:
        async with runtime.database.transaction() as session:
            try:
                await rows.get_conversation(session, conversation_id, lock=True)
            except ConversationNotFound:
                continue
            await start_next(session, [conversation_id])
            await _take_up(session, conversation_id)


async def _take_up(session: AsyncSession, conversation_id: UUID) -> None:
    """What was asked for and then left by everybody is looked for."""
    first = (await outgoing.first_open(session, [conversation_id])).get(conversation_id)
    if first is None or first.request_started_at is None:
        return
    if first.request_started_at > clock.now() - FORGOTTEN_AFTER:
        return
    if first.status is MessageStatus.UNCONFIRMED:
        await enqueue(session, SettleMessage(message_id=first.id), once=f"settle:{first.id}")
    else:
        await enqueue_sending(session, [first])
