"""HTTP for conversations: lists, one, what the team decides about it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import Running
from autogram.inbox.conversations.routes.callers import Agent, Reader, Viewer
from autogram.inbox.conversations.schemas import (
    ConversationFilter,
    ConversationRead,
    ConversationUpdate,
    InboxSummary,
    TypingShown,
    TypingWish,
)
from autogram.inbox.conversations.service import organising, presence, reading

router = APIRouter()


@router.get("/summary")
async def read_summary(session: Reading, actor: Viewer, account_id: UUID | None = None) -> InboxSummary:
    """How much waits for somebody, in all or for one account."""
    return await reading.summary(session, actor.workspace_id, account_id=account_id)


@router.get("/conversations")
async def list_conversations(
    session: Reading, actor: Viewer, wanted: Annotated[ConversationFilter, Query()]
) -> Page[ConversationRead]:
    """Conversations, the one in which something was said last first; with `q` by what was said and by whom."""
    return await reading.list_conversations(session, actor, wanted)


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation_id: UUID, session: Reading, actor: Viewer) -> ConversationRead:
    """One conversation, and what may be sent in it now."""
    return await reading.read_conversation(session, actor.workspace_id, conversation_id)


@router.patch("/conversations/{conversation_id}")
async def update_conversation(
    conversation_id: UUID, body: ConversationUpdate, session: Session, actor: Agent
) -> ConversationRead:
    """Change its status, who has it, and whether rules may answer. Absent fields stay as they are."""
    await organising.update_conversation(session, actor, conversation_id, body)
    return await reading.read_conversation(session, actor.workspace_id, conversation_id)


@router.delete("/conversations/{conversation_id}", status_code=204)
async def archive_conversation(conversation_id: UUID, session: Session, actor: Agent) -> None:
    """Put it away. It comes back, with its history, when the person writes again."""
    await organising.archive_conversation(session, actor, conversation_id)


@router.post("/conversations/{conversation_id}/read", status_code=204)
async def mark_read(conversation_id: UUID, session: Session, actor: Reader) -> None:
    """Nothing in it is unread any more; Instagram shows the person that it was seen."""
    await presence.mark_read(session, actor, conversation_id)


@router.post("/conversations/{conversation_id}/typing")
async def show_typing(conversation_id: UUID, body: TypingWish, runtime: Running, actor: Agent) -> TypingShown:
    """Show the person that somebody is writing, or no longer is."""
    return TypingShown(shown=await presence.show_typing(runtime, actor, conversation_id, is_typing=body.typing))
