"""Imports of chats."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from autogram.core.paging import newest_first
from autogram.exchange.rounds.errors import ImportNotFound
from autogram.exchange.rounds.models import ChatImport


async def get_import(session: AsyncSession, import_id: UUID, *, community_id: UUID, lock: bool = False) -> ChatImport:
    """Raises `ImportNotFound`."""
    found = select(ChatImport).where(ChatImport.id == import_id, ChatImport.community_id == community_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    chat = (await session.scalars(found)).one_or_none()
    if chat is None:
        raise ImportNotFound
    return chat


async def page(session: AsyncSession, community_id: UUID, *, cursor: str | None, limit: int) -> Sequence[ChatImport]:
    """The newest first, without what was read in the chats."""
    light = defer(ChatImport.recognised, raiseload=True), defer(ChatImport.left_out, raiseload=True)
    rows = select(ChatImport).where(ChatImport.community_id == community_id).options(*light)
    return (
        await session.scalars(newest_first(rows, ChatImport.created_at, ChatImport.id, cursor=cursor, limit=limit))
    ).all()


async def erase(session: AsyncSession, before: datetime) -> None:
    """Of imports made before then, those that came to nothing are gone, and of the others what was read."""
    old = ChatImport.created_at < before
    await session.execute(delete(ChatImport).where(old, ChatImport.applied_at.is_(None)))
    kept = func.jsonb_array_length(ChatImport.recognised) + func.jsonb_array_length(ChatImport.left_out) > 0
    await session.execute(update(ChatImport).where(old, kept).values(recognised=[], left_out=[]))
