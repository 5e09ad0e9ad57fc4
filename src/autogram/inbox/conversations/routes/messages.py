"""HTTP for messages: reading, sending, sending again, reactions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import Running
from autogram.inbox.conversations.routes.callers import Agent, Reader, as_sender
from autogram.inbox.conversations.schemas import (
    MessageFilter,
    MessageRead,
    MessageSearch,
    OutgoingContent,
    QueuedMessages,
    ReactionWish,
)
from autogram.inbox.conversations.service import again, presence, reading, sending

router = APIRouter()

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=100,
        pattern=r"^[\x21-\x7e]+$",
        description="A word of your own: the same one again sends nothing more.",
    ),
]


@router.get("/conversations/{conversation_id}/messages")
async def list_messages(
    conversation_id: UUID, runtime: Running, session: Reading, actor: Reader, wanted: Annotated[MessageFilter, Query()]
) -> Page[MessageRead]:
    """What was said in one conversation, newest first."""
    return await reading.list_messages(runtime.settings, session, actor.workspace_id, conversation_id, wanted)


@router.post("/conversations/{conversation_id}/messages", status_code=202)
async def send_message(
    conversation_id: UUID,
    body: OutgoingContent,
    runtime: Running,
    session: Session,
    actor: Agent,
    idempotency_key: IdempotencyKey = None,
) -> QueuedMessages:
    """Send something. A file and a text go out as two messages, the file first; read them to see how far they are."""
    ids = await sending.queue_message(
        session,
        conversation_id,
        body,
        as_sender(actor),
        workspace_id=actor.workspace_id,
        idempotency_key=idempotency_key,
    )
    return QueuedMessages(messages=await reading.read_messages(runtime.settings, session, actor.workspace_id, ids))


@router.get("/messages/search")
async def search_messages(
    runtime: Running, session: Reading, actor: Reader, wanted: Annotated[MessageSearch, Query()]
) -> Page[MessageRead]:
    """Messages in which all words of `q` stand, newest first; each word may be the beginning of one."""
    return await reading.search_messages(runtime.settings, session, actor.workspace_id, wanted)


@router.get("/messages/{message_id}")
async def read_message(message_id: UUID, runtime: Running, session: Reading, actor: Reader) -> MessageRead:
    """One message, and how far its sending is."""
    return (await reading.read_messages(runtime.settings, session, actor.workspace_id, [message_id]))[0]


@router.post("/messages/{message_id}/retry", status_code=202)
async def retry_message(message_id: UUID, runtime: Running, session: Session, actor: Agent) -> QueuedMessages:
    """Send a failed message again, or one that was looked for in vain. It may then arrive twice: look first."""
    ids = await again.retry_message(session, actor, message_id)
    return QueuedMessages(messages=await reading.read_messages(runtime.settings, session, actor.workspace_id, ids))


@router.post("/messages/{message_id}/cancel")
async def cancel_message(message_id: UUID, runtime: Running, session: Session, actor: Agent) -> MessageRead:
    """Take back a message that still waits. Refused once Instagram has been asked."""
    await again.cancel_message(session, actor, message_id)
    return (await reading.read_messages(runtime.settings, session, actor.workspace_id, [message_id]))[0]


@router.post("/messages/{message_id}/reaction")
async def react(message_id: UUID, body: ReactionWish, runtime: Running, actor: Agent) -> MessageRead:
    """React to a message; an earlier reaction of the account is replaced."""
    await presence.react(runtime, actor, message_id, body.reaction)
    return await _shown(runtime, actor, message_id)


@router.delete("/messages/{message_id}/reaction")
async def take_reaction_back(message_id: UUID, runtime: Running, actor: Agent) -> MessageRead:
    """Take the account's reaction back."""
    await presence.react(runtime, actor, message_id, None)
    return await _shown(runtime, actor, message_id)


async def _shown(runtime: Running, actor: Agent, message_id: UUID) -> MessageRead:
    async with runtime.database.reading() as session:
        return (await reading.read_messages(runtime.settings, session, actor.workspace_id, [message_id]))[0]
