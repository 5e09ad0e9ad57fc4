"""What is announced to the screens of a workspace: ids and states, never contents."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.live import announce
from autogram.inbox.conversations.models import Conversation, Message, Person


async def tell_message(session: AsyncSession, message: Message, kind: str) -> None:
    """`kind` happened to the message."""
    await announce(
        session,
        message.workspace_id,
        kind,
        message_id=str(message.id),
        conversation_id=str(message.conversation_id),
        account_id=str(message.account_id),
        status=message.status.value,
    )


async def tell_conversation(session: AsyncSession, conversation: Conversation) -> None:
    """The conversation's own line has changed."""
    await announce(
        session,
        conversation.workspace_id,
        "conversation.updated",
        conversation_id=str(conversation.id),
        account_id=str(conversation.account_id),
    )


async def tell_person(session: AsyncSession, person: Person) -> None:
    """What we know of the person has changed."""
    ids = {"person_id": str(person.id), "account_id": str(person.account_id)}
    await announce(session, person.workspace_id, "person.updated", **ids)
