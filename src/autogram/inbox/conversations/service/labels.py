"""Labels of a workspace, and what they are put on."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.errors import LabelExists
from autogram.inbox.conversations.models import Label
from autogram.inbox.conversations.queries import keeping, rows
from autogram.inbox.conversations.schemas import LabelCreate, LabelRead, LabelUpdate
from autogram.inbox.conversations.service.telling import tell_conversation


async def list_labels(session: ReadSession, workspace_id: UUID) -> list[LabelRead]:
    """All of the workspace's labels, by name."""
    return [LabelRead.model_validate(label) for label in await keeping.workspace_labels(session, workspace_id)]


async def create_label(session: AsyncSession, actor: Actor, wish: LabelCreate) -> LabelRead:
    """Raises `LabelExists`."""
    await _refuse_taken(session, actor.workspace_id, wish.name, but=None)
    label = Label(workspace_id=actor.workspace_id, name=wish.name, color=wish.color)
    session.add(label)
    await session.flush()
    return LabelRead.model_validate(label)


async def update_label(session: AsyncSession, actor: Actor, label_id: UUID, changes: LabelUpdate) -> LabelRead:
    """Raises `LabelNotFound`, `LabelExists`."""
    label = await keeping.get_label(session, actor.workspace_id, label_id)
    if changes.name is not None:
        await _refuse_taken(session, actor.workspace_id, changes.name, but=label.id)
    for name, value in changes.model_dump(exclude_none=True).items():
        setattr(label, name, value)
    await session.flush()
    return LabelRead.model_validate(label)


async def delete_label(session: AsyncSession, actor: Actor, label_id: UUID) -> None:
    """The label is gone from every conversation. Raises `LabelNotFound`."""
    await session.delete(await keeping.get_label(session, actor.workspace_id, label_id))


async def put_label(session: AsyncSession, actor: Actor, conversation_id: UUID, label_id: UUID) -> None:
    """The conversation has the label. Raises `ConversationNotFound`, `LabelNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id)
    label = await keeping.get_label(session, actor.workspace_id, label_id)
    if await keeping.put_label(session, conversation.id, label.id):
        await tell_conversation(session, conversation)


async def take_label(session: AsyncSession, actor: Actor, conversation_id: UUID, label_id: UUID) -> None:
    """The conversation has the label no more. Raises `ConversationNotFound`, `LabelNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id)
    label = await keeping.get_label(session, actor.workspace_id, label_id)
    await keeping.take_label(session, conversation.id, label.id)
    await tell_conversation(session, conversation)


async def _refuse_taken(session: AsyncSession, workspace_id: UUID, name: str, *, but: UUID | None) -> None:
    known = await keeping.label_named(session, workspace_id, name)
    if known is not None and known.id != but:
        raise LabelExists(f"“{known.name}” exists.", label_id=str(known.id))
