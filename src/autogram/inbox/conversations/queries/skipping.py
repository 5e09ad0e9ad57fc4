"""Lists by `skip` and `limit`, with what there is in all. Archived conversations are not among them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select

from autogram.inbox.conversations.models import Conversation, Message, Person
from autogram.inbox.conversations.queries.rows import AnySession


async def conversations_from(
    session: AnySession, workspace_id: UUID, account_id: UUID, *, skip: int, limit: int
) -> tuple[Sequence[tuple[Conversation, Person]], int]:
    """The account's conversations with their people, the one in which something was said last first."""
    theirs = Conversation.workspace_id == workspace_id, Conversation.account_id == account_id
    standing = *theirs, Conversation.archived_at.is_(None)
    rows = _with_people().where(*standing).order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    found = (await session.execute(rows.offset(skip).limit(limit))).all()
    total = await session.scalar(select(func.count()).select_from(Conversation).where(*standing))
    return [(conversation, person) for conversation, person in found], total or 0


async def conversation_with_person(
    session: AnySession, workspace_id: UUID, conversation_id: UUID
) -> tuple[Conversation, Person] | None:
    row = _with_people().where(Conversation.id == conversation_id, Conversation.workspace_id == workspace_id)
    found = (await session.execute(row.where(Conversation.archived_at.is_(None)))).one_or_none()
    return (found[0], found[1]) if found else None


async def messages_from(
    session: AnySession, conversation_id: UUID, *, skip: int, limit: int
) -> tuple[Sequence[Message], int]:
    """What was said last first."""
    theirs = Message.conversation_id == conversation_id
    rows = select(Message).where(theirs).order_by(Message.sent_at.desc(), Message.id.desc())
    found = (await session.scalars(rows.offset(skip).limit(limit))).all()
    total = await session.scalar(select(func.count()).select_from(Message).where(theirs))
    return found, total or 0


async def messages_by_id(session: AnySession, conversation_id: UUID, message_ids: Sequence[UUID]) -> Sequence[Message]:
    """In the order asked for, as they are now."""
    rows = select(Message).where(Message.conversation_id == conversation_id, Message.id.in_(message_ids))
    found = {message.id: message for message in await session.scalars(rows)}
    return [found[message_id] for message_id in message_ids if message_id in found]


def _with_people() -> Select[Conversation, Person]:
    return select(Conversation, Person).join(Person, Person.id == Conversation.person_id)
