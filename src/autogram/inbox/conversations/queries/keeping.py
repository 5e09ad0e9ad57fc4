"""What a team keeps beside its conversations: labels, notes, canned replies."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import newest_first
from autogram.inbox.conversations.errors import CannedReplyNotFound, LabelNotFound, NoteNotFound
from autogram.inbox.conversations.models import CannedReply, ConversationLabel, Label, Note
from autogram.inbox.conversations.queries.rows import AnySession


async def labels_of(session: AnySession, conversation_ids: Collection[UUID]) -> dict[UUID, list[Label]]:
    """The labels of each of these conversations, by name."""
    rows = (
        select(ConversationLabel.conversation_id, Label)
        .join(Label, Label.id == ConversationLabel.label_id)
        .where(ConversationLabel.conversation_id == any_(literal(list(conversation_ids), ARRAY(Uuid))))
        .order_by(func.lower(Label.name))
    )
    found: dict[UUID, list[Label]] = defaultdict(list)
    for conversation_id, label in await session.execute(rows):
        found[conversation_id].append(label)
    return found


async def workspace_labels(session: AnySession, workspace_id: UUID) -> Sequence[Label]:
    rows = select(Label).where(Label.workspace_id == workspace_id).order_by(func.lower(Label.name))
    return (await session.scalars(rows)).all()


async def get_label(session: AnySession, workspace_id: UUID, label_id: UUID) -> Label:
    """Raises `LabelNotFound`."""
    label = await session.scalar(select(Label).where(Label.workspace_id == workspace_id, Label.id == label_id))
    if label is None:
        raise LabelNotFound(label_id=str(label_id))
    return label


async def label_named(session: AnySession, workspace_id: UUID, name: str) -> Label | None:
    """Capitals make no difference."""
    named = func.lower(Label.name) == func.lower(name)
    return await session.scalar(select(Label).where(Label.workspace_id == workspace_id, named))


async def ensure_label(session: AsyncSession, workspace_id: UUID, name: str, color: str) -> Label:
    """The label of this name, made if there was none."""
    row = {"workspace_id": workspace_id, "name": name, "color": color}
    await session.execute(insert(Label).values(row).on_conflict_do_nothing())
    label = await label_named(session, workspace_id, name)
    assert label is not None
    return label


async def put_label(session: AsyncSession, conversation_id: UUID, label_id: UUID) -> bool:
    """Whether it was not there before."""
    row = {"conversation_id": conversation_id, "label_id": label_id}
    made = insert(ConversationLabel).values(row).on_conflict_do_nothing()
    return await session.scalar(made.returning(ConversationLabel.label_id)) is not None


async def take_label(session: AsyncSession, conversation_id: UUID, label_id: UUID) -> None:
    gone = delete(ConversationLabel).where(
        ConversationLabel.conversation_id == conversation_id, ConversationLabel.label_id == label_id
    )
    await session.execute(gone)


async def note_page(session: AnySession, conversation_id: UUID, *, cursor: str | None, limit: int) -> Sequence[Note]:
    rows = select(Note).where(Note.conversation_id == conversation_id)
    return (await session.scalars(newest_first(rows, Note.created_at, Note.id, cursor=cursor, limit=limit))).all()


async def get_note(session: AnySession, workspace_id: UUID, note_id: UUID) -> Note:
    """Raises `NoteNotFound`."""
    note = await session.scalar(select(Note).where(Note.workspace_id == workspace_id, Note.id == note_id))
    if note is None:
        raise NoteNotFound(note_id=str(note_id))
    return note


async def canned_replies(session: AnySession, workspace_id: UUID, q: str | None) -> Sequence[CannedReply]:
    """By shortcut; with `q` those whose shortcut or text contains it."""
    rows = select(CannedReply).where(CannedReply.workspace_id == workspace_id)
    if q:
        found = CannedReply.shortcut.icontains(q, autoescape=True) | CannedReply.text.icontains(q, autoescape=True)
        rows = rows.where(found)
    return (await session.scalars(rows.order_by(func.lower(CannedReply.shortcut)).limit(500))).all()


async def get_canned_reply(session: AnySession, workspace_id: UUID, reply_id: UUID) -> CannedReply:
    """Raises `CannedReplyNotFound`."""
    found = select(CannedReply).where(CannedReply.workspace_id == workspace_id, CannedReply.id == reply_id)
    reply = await session.scalar(found)
    if reply is None:
        raise CannedReplyNotFound(canned_reply_id=str(reply_id))
    return reply


async def shortcut_taken(session: AnySession, workspace_id: UUID, shortcut: str, *, but: UUID | None) -> bool:
    same = func.lower(CannedReply.shortcut) == func.lower(shortcut)
    rows = select(CannedReply.id).where(CannedReply.workspace_id == workspace_id, same)
    if but is not None:
        rows = rows.where(CannedReply.id != but)
    return await session.scalar(rows) is not None
