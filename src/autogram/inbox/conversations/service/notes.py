"""What the team writes beside a conversation."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.core.paging import Page, cut_page
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.models import Note
from autogram.inbox.conversations.queries import keeping, rows
from autogram.inbox.conversations.schemas import MessageFilter, NoteRead
from autogram.inbox.conversations.service.telling import tell_conversation


async def list_notes(
    session: ReadSession, workspace_id: UUID, conversation_id: UUID, wanted: MessageFilter
) -> Page[NoteRead]:
    """Newest first. Raises `ConversationNotFound`."""
    await rows.get_conversation(session, conversation_id, workspace_id=workspace_id)
    found = await keeping.note_page(session, conversation_id, cursor=wanted.cursor, limit=wanted.limit)
    page, following = cut_page(found, wanted.limit)
    return Page(items=[NoteRead.model_validate(note) for note in page], next_cursor=following)


async def write_note(session: AsyncSession, actor: Actor, conversation_id: UUID, text: str) -> NoteRead:
    """Raises `ConversationNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id)
    note = Note(workspace_id=actor.workspace_id, conversation_id=conversation.id, author_id=actor.user_id, text=text)
    session.add(note)
    await session.flush()
    await tell_conversation(session, conversation)
    return NoteRead.model_validate(note)


async def change_note(session: AsyncSession, actor: Actor, note_id: UUID, text: str) -> NoteRead:
    """Raises `NoteNotFound`."""
    note = await keeping.get_note(session, actor.workspace_id, note_id)
    note.text = text
    await session.flush()
    return NoteRead.model_validate(note)


async def delete_note(session: AsyncSession, actor: Actor, note_id: UUID) -> None:
    """Raises `NoteNotFound`."""
    await session.delete(await keeping.get_note(session, actor.workspace_id, note_id))
