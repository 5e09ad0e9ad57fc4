"""Texts that are often needed."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content
from autogram.core.db import ReadSession
from autogram.identity import service as identity
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.errors import ShortcutExists
from autogram.inbox.conversations.models import CannedReply
from autogram.inbox.conversations.queries import keeping, rows
from autogram.inbox.conversations.schemas import (
    CannedReplyCreate,
    CannedReplyRead,
    CannedReplyUpdate,
    Preview,
    PreviewWish,
)
from autogram.inbox.conversations.service.facts import conversation_facts, render_variables


async def list_canned_replies(session: ReadSession, workspace_id: UUID, q: str | None) -> list[CannedReplyRead]:
    """By shortcut; with `q` those that contain it."""
    found = await keeping.canned_replies(session, workspace_id, q)
    return [CannedReplyRead.model_validate(reply) for reply in found]


async def create_canned_reply(session: AsyncSession, actor: Actor, wish: CannedReplyCreate) -> CannedReplyRead:
    """Raises `ShortcutExists`, `MediaNotFound`."""
    await _refuse_taken(session, actor.workspace_id, wish.shortcut, but=None)
    reply = CannedReply(workspace_id=actor.workspace_id, **wish.model_dump())
    session.add(reply)
    await session.flush()
    await _hold(session, reply)
    return CannedReplyRead.model_validate(reply)


async def update_canned_reply(
    session: AsyncSession, actor: Actor, reply_id: UUID, changes: CannedReplyUpdate
) -> CannedReplyRead:
    """Raises `CannedReplyNotFound`, `ShortcutExists`, `MediaNotFound`."""
    reply = await keeping.get_canned_reply(session, actor.workspace_id, reply_id)
    given = changes.model_dump(exclude_unset=True)
    if given.get("shortcut"):
        await _refuse_taken(session, actor.workspace_id, given["shortcut"], but=reply.id)
    for name, value in given.items():
        if value is not None or name == "media_id":
            setattr(reply, name, value)
    await session.flush()
    await _hold(session, reply)
    return CannedReplyRead.model_validate(reply)


async def delete_canned_reply(session: AsyncSession, actor: Actor, reply_id: UUID) -> None:
    """Raises `CannedReplyNotFound`."""
    reply = await keeping.get_canned_reply(session, actor.workspace_id, reply_id)
    await content.release_media(session, subject=_subject(reply))
    await session.delete(reply)


async def preview(session: ReadSession, actor: Actor, wish: PreviewWish) -> Preview:
    """The text with its variables filled in for the conversation. Raises `ConversationNotFound`."""
    await rows.get_conversation(session, wish.conversation_id, workspace_id=actor.workspace_id)
    agent = await identity.find_user(session, actor.user_id)
    facts = await conversation_facts(session, wish.conversation_id)
    text = render_variables(wish.text, facts, agent_name=agent.full_name if agent else None)
    return Preview(text=text, bytes=len(text.encode()))


async def _hold(session: AsyncSession, reply: CannedReply) -> None:
    """The library keeps the reply's file, and no other."""
    await content.release_media(session, subject=_subject(reply))
    if reply.media_id is not None:
        await content.hold_media(session, reply.workspace_id, [reply.media_id], subject=_subject(reply))


def _subject(reply: CannedReply) -> str:
    return f"canned_reply:{reply.id}"


async def _refuse_taken(session: AsyncSession, workspace_id: UUID, shortcut: str, *, but: UUID | None) -> None:
    if await keeping.shortcut_taken(session, workspace_id, shortcut, but=but):
        raise ShortcutExists(f"“{shortcut}” is another reply's.")
