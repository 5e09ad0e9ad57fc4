"""What was said before."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.inbox.conversations.models import Conversation, Direction, Message, MessageStatus

AnySession = AsyncSession | ReadSession


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation, as a model reads it."""

    is_ours: bool
    text: str


async def conversation_with(session: AnySession, account_id: UUID, person_id: UUID) -> UUID | None:
    return await session.scalar(
        select(Conversation.id).where(Conversation.account_id == account_id, Conversation.person_id == person_id)
    )


async def last_lines(session: AnySession, conversation_id: UUID, count: int) -> list[Line]:
    """The newest messages that have words and were not taken back, oldest first."""
    settled = (MessageStatus.RECEIVED, MessageStatus.SENT, MessageStatus.SENDING)
    rows = (
        select(Message.direction, Message.text)
        .where(
            Message.conversation_id == conversation_id,
            Message.text.is_not(None),
            Message.unsent_at.is_(None),
            Message.status.in_(settled),
        )
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(count)
    )
    found = [Line(direction is Direction.OUTBOUND, text or "") for direction, text in await session.execute(rows)]
    return found[::-1]
