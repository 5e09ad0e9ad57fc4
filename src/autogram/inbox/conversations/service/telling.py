"""What is announced to the screens of a workspace: ids and states, never contents."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.live import News, announce_all
from autogram.inbox.conversations.models import Conversation, Message, Person


async def tell_message(session: AsyncSession, message: Message, kind: str) -> None:
    """`kind` happened to the message."""
    await announce_all(session, [news_of_message(message, kind)])


def news_of_message(message: Message, kind: str) -> News:
    """What is told when `kind` happened to the message."""
    ids = {"message_id": message.id, "conversation_id": message.conversation_id, "account_id": message.account_id}
    return message.workspace_id, kind, ids | {"status": message.status.value}


async def tell_conversation(session: AsyncSession, conversation: Conversation) -> None:
    """The conversation's own line has changed."""
    await announce_all(session, [news_of_conversation(conversation)])


def news_of_conversation(conversation: Conversation) -> News:
    ids = {"conversation_id": conversation.id, "account_id": conversation.account_id}
    return conversation.workspace_id, "conversation.updated", ids


def news_of_person(person: Person) -> News:
    """What we know of the person has changed."""
    return person.workspace_id, "person.updated", {"person_id": person.id, "account_id": person.account_id}
