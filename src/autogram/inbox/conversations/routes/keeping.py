"""HTTP for what a team keeps beside its conversations: labels, notes, canned replies."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.inbox.conversations.routes.callers import Agent, Reader, Viewer
from autogram.inbox.conversations.schemas import (
    CannedReplyCreate,
    CannedReplyRead,
    CannedReplyUpdate,
    LabelCreate,
    LabelRead,
    LabelUpdate,
    MessageFilter,
    NoteRead,
    NoteWrite,
    Preview,
    PreviewWish,
)
from autogram.inbox.conversations.service import canned, labels, notes

router = APIRouter()


@router.get("/labels")
async def list_labels(session: Reading, actor: Viewer) -> list[LabelRead]:
    """The workspace's labels, by name."""
    return await labels.list_labels(session, actor.workspace_id)


@router.post("/labels", status_code=201)
async def create_label(body: LabelCreate, session: Session, actor: Agent) -> LabelRead:
    """A new label."""
    return await labels.create_label(session, actor, body)


@router.patch("/labels/{label_id}")
async def update_label(label_id: UUID, body: LabelUpdate, session: Session, actor: Agent) -> LabelRead:
    """Rename or recolour a label."""
    return await labels.update_label(session, actor, label_id, body)


@router.delete("/labels/{label_id}", status_code=204)
async def delete_label(label_id: UUID, session: Session, actor: Agent) -> None:
    """Delete a label; conversations that have it lose it."""
    await labels.delete_label(session, actor, label_id)


@router.put("/conversations/{conversation_id}/labels/{label_id}", status_code=204)
async def put_label(conversation_id: UUID, label_id: UUID, session: Session, actor: Agent) -> None:
    """Put a label on a conversation."""
    await labels.put_label(session, actor, conversation_id, label_id)


@router.delete("/conversations/{conversation_id}/labels/{label_id}", status_code=204)
async def take_label(conversation_id: UUID, label_id: UUID, session: Session, actor: Agent) -> None:
    """Take a label off a conversation."""
    await labels.take_label(session, actor, conversation_id, label_id)


@router.get("/conversations/{conversation_id}/notes")
async def list_notes(
    conversation_id: UUID, session: Reading, actor: Reader, wanted: Annotated[MessageFilter, Query()]
) -> Page[NoteRead]:
    """What the team wrote beside a conversation, newest first."""
    return await notes.list_notes(session, actor.workspace_id, conversation_id, wanted)


@router.post("/conversations/{conversation_id}/notes", status_code=201)
async def write_note(conversation_id: UUID, body: NoteWrite, session: Session, actor: Agent) -> NoteRead:
    """Write a note. The person never sees it."""
    return await notes.write_note(session, actor, conversation_id, body.text)


@router.put("/notes/{note_id}")
async def change_note(note_id: UUID, body: NoteWrite, session: Session, actor: Agent) -> NoteRead:
    """Change a note's text."""
    return await notes.change_note(session, actor, note_id, body.text)


@router.delete("/notes/{note_id}", status_code=204)
async def delete_note(note_id: UUID, session: Session, actor: Agent) -> None:
    """Delete a note."""
    await notes.delete_note(session, actor, note_id)


@router.get("/canned-replies")
async def list_canned_replies(
    session: Reading, actor: Viewer, q: Annotated[str | None, Query(max_length=100)] = None
) -> list[CannedReplyRead]:
    """Texts that are often needed, by shortcut; with `q` those that contain it."""
    return await canned.list_canned_replies(session, actor.workspace_id, q)


@router.post("/canned-replies", status_code=201)
async def create_canned_reply(body: CannedReplyCreate, session: Session, actor: Agent) -> CannedReplyRead:
    """A new canned reply. Variables: first_name, name, username, account, agent_name."""
    return await canned.create_canned_reply(session, actor, body)


@router.post("/canned-replies/preview")
async def preview(body: PreviewWish, session: Reading, actor: Viewer) -> Preview:
    """A text with its variables filled in for a conversation, ready to be sent."""
    return await canned.preview(session, actor, body)


@router.patch("/canned-replies/{reply_id}")
async def update_canned_reply(
    reply_id: UUID, body: CannedReplyUpdate, session: Session, actor: Agent
) -> CannedReplyRead:
    """Change a canned reply. Absent fields stay as they are."""
    return await canned.update_canned_reply(session, actor, reply_id, body)


@router.delete("/canned-replies/{reply_id}", status_code=204)
async def delete_canned_reply(reply_id: UUID, session: Session, actor: Agent) -> None:
    """Delete a canned reply."""
    await canned.delete_canned_reply(session, actor, reply_id)
