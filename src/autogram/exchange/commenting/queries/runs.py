"""Rounds of writing, and the communities that want them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.exchange.commenting.errors import CommentingRunNotFound
from autogram.exchange.commenting.models import CommentingRun


async def begin_run(session: AsyncSession, community_id: UUID, started_by: UUID | None) -> CommentingRun | None:
    """A new run; None while the community has one. Two at once make one."""
    row = {"id": new_id(), "community_id": community_id, "started_by": started_by}
    made = await session.scalar(
        insert(CommentingRun).values(**row).on_conflict_do_nothing().returning(CommentingRun.id)
    )
    return await session.get(CommentingRun, made) if made else None


async def run_of(session: AsyncSession, community_id: UUID, run_id: UUID) -> CommentingRun:
    """Raises `CommentingRunNotFound`."""
    wanted = select(CommentingRun).where(CommentingRun.id == run_id, CommentingRun.community_id == community_id)
    found = await session.scalar(wanted)
    if found is None:
        raise CommentingRunNotFound
    return found


async def locked_run(session: AsyncSession, run_id: UUID) -> CommentingRun | None:
    wanted = select(CommentingRun).where(CommentingRun.id == run_id).with_for_update()
    found: CommentingRun | None = await session.scalar(wanted.execution_options(populate_existing=True))
    return found


async def running(session: AsyncSession, community_id: UUID) -> CommentingRun | None:
    """The community's run that has not ended, locked."""
    wanted = select(CommentingRun).where(
        CommentingRun.community_id == community_id, CommentingRun.finished_at.is_(None)
    )
    found: CommentingRun | None = await session.scalar(wanted.with_for_update())
    return found


async def silent_runs(session: AsyncSession, before: datetime) -> Sequence[CommentingRun]:
    """Runs of which nobody has heard since; locked, without those that somebody else holds."""
    wanted = select(CommentingRun).where(CommentingRun.finished_at.is_(None), CommentingRun.updated_at < before)
    return (await session.scalars(wanted.with_for_update(skip_locked=True))).all()


def runs_page(community_id: UUID, *, cursor: str | None, limit: int) -> Select[CommentingRun]:
    rows = select(CommentingRun).where(CommentingRun.community_id == community_id)
    return newest_first(rows, CommentingRun.created_at, CommentingRun.id, cursor=cursor, limit=limit)
