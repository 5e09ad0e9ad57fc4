"""What is marked in many rows at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.conversations.models import Direction, Message


async def mark_inbound_read(session: AsyncSession, conversation_id: UUID, at: datetime) -> int:
    """What the person said is read; how much of it was not before."""
    unread = update(Message).where(
        Message.conversation_id == conversation_id,
        Message.direction == Direction.INBOUND,
        Message.read_at.is_(None),
    )
    marked = await session.execute(
        unread.values(read_at=at).returning(Message.id), execution_options={"synchronize_session": False}
    )
    return len(marked.all())
