"""Readings of posts, and the comments that are kept while one is going on."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.verification.models import PostReading, ReadComment, ReadingStatus
from autogram.exchange.verification.schemas import Said


async def find(session: AsyncSession, reading_id: UUID) -> PostReading | None:
    """As it stands in the database now, whatever the session has seen before."""
    return await session.get(PostReading, reading_id, populate_existing=True)


async def of_run(session: AsyncSession, run_id: UUID) -> Sequence[PostReading]:
    """In the order in which they are read."""
    rows = select(PostReading).where(PostReading.run_id == run_id)
    return (await session.scalars(rows.order_by(PostReading.created_at, PostReading.id))).all()


async def next_open(session: AsyncSession, run_id: UUID) -> PostReading | None:
    rows = select(PostReading).where(PostReading.run_id == run_id, PostReading.status == ReadingStatus.READING)
    first = rows.order_by(PostReading.created_at, PostReading.id).limit(1)
    return (await session.scalars(first.execution_options(populate_existing=True))).one_or_none()


async def keep_comments(session: AsyncSession, reading_id: UUID, comments: Sequence[Said]) -> None:
    """They are written down; those that were there already are not there twice."""
    if not comments:
        return
    rows = [
        {
            "reading_id": reading_id,
            "comment_id": each.id,
            "user_id": each.user_id,
            "username": _storable(each.username),
            "text": _storable(each.text),
            "commented_at": each.at,
        }
        for each in comments
    ]
    await session.execute(insert(ReadComment).on_conflict_do_nothing(), rows)


def _storable(text: str) -> str:
    """PostgreSQL holds every sign but this one."""
    return text.replace("\0", "")


async def count_comments(session: AsyncSession, reading_id: UUID) -> int:
    counted = select(func.count()).select_from(ReadComment).where(ReadComment.reading_id == reading_id)
    return await session.scalar(counted) or 0


async def comments_of(session: AsyncSession, reading_id: UUID) -> list[Said]:
    rows = select(ReadComment).where(ReadComment.reading_id == reading_id)
    return [
        Said(each.comment_id, each.user_id, each.username, each.text, each.commented_at)
        for each in await session.scalars(rows)
    ]


async def forget_comments(session: AsyncSession, reading_id: UUID) -> None:
    await session.execute(delete(ReadComment).where(ReadComment.reading_id == reading_id))
