"""Single rows of conversations, people and messages, found or refused."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.inbox.conversations.errors import ConversationNotFound, MessageNotFound, PersonNotFound
from autogram.inbox.conversations.models import Conversation, Message, Person

AnySession = AsyncSession | ReadSession
R = TypeVar("R")


async def get_conversation(
    session: AnySession, conversation_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> Conversation:
    """The conversation, of this workspace if one is given. Raises `ConversationNotFound`.

    Whoever changes messages of a conversation locks it first, so that nobody waits in a ring.
    """
    found = select(Conversation).where(Conversation.id == conversation_id)
    if workspace_id is not None:
        found = found.where(Conversation.workspace_id == workspace_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    conversation = await session.scalar(found)
    if conversation is None:
        raise ConversationNotFound(conversation_id=str(conversation_id))
    return conversation


async def lock_conversations(session: AsyncSession, conversation_ids: Collection[UUID]) -> dict[UUID, Conversation]:
    """Those that are there, locked, always in the same order."""
    among = Conversation.id == any_(literal(list(conversation_ids), ARRAY(Uuid)))
    found = await session.scalars(_locked(select(Conversation).where(among).order_by(Conversation.id)))
    return {conversation.id: conversation for conversation in found}


async def get_person(
    session: AnySession, person_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> Person:
    """Raises `PersonNotFound`, also for one of another workspace."""
    found = select(Person).where(Person.id == person_id)
    if workspace_id is not None:
        found = found.where(Person.workspace_id == workspace_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    person = await session.scalar(found)
    if person is None:
        raise PersonNotFound(person_id=str(person_id))
    return person


async def people_by_id(session: AnySession, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    rows = await session.scalars(select(Person).where(Person.id == any_(literal(list(person_ids), ARRAY(Uuid)))))
    return {person.id: person for person in rows}


async def lock_people(session: AsyncSession, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    """Those that are there, locked, always in the same order."""
    among = Person.id == any_(literal(list(person_ids), ARRAY(Uuid)))
    found = await session.scalars(_locked(select(Person).where(among).order_by(Person.id)))
    return {person.id: person for person in found}


async def get_message(session: AnySession, message_id: UUID, *, workspace_id: UUID | None = None) -> Message:
    """Raises `MessageNotFound`, also for one of another workspace."""
    found = select(Message).where(Message.id == message_id)
    if workspace_id is not None:
        found = found.where(Message.workspace_id == workspace_id)
    message = await session.scalar(found)
    if message is None:
        raise MessageNotFound(message_id=str(message_id))
    return message


async def locked_message(session: AsyncSession, message_id: UUID) -> tuple[Conversation, Message] | None:
    """The message as it is now with its conversation, both locked, the conversation first; None if it is gone."""
    return (await locked_messages(session, [message_id])).get(message_id)


async def locked_messages(
    session: AsyncSession, message_ids: Collection[UUID]
) -> dict[UUID, tuple[Conversation, Message]]:
    """The same for many, those that are gone left out. Everybody locks in one order, so nobody waits in a ring."""
    among = Message.id == any_(literal(list(message_ids), ARRAY(Uuid)))
    owners = select(Conversation).where(Conversation.id.in_(select(Message.conversation_id).where(among)))
    conversations = {one.id: one for one in await session.scalars(_locked(owners.order_by(Conversation.id)))}
    messages = await session.scalars(_locked(select(Message).where(among).order_by(Message.id)))
    return {
        one.id: (conversations[one.conversation_id], one) for one in messages if one.conversation_id in conversations
    }


def _locked(found: Select[R]) -> Select[R]:
    return found.with_for_update().execution_options(populate_existing=True)
