"""Verifications of weeks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.exchange.verification.errors import VerificationNotFound
from autogram.exchange.verification.models import PostReading, ReadingStatus, RunStatus, VerificationRun
from autogram.exchange.weeks import Week


async def add(
    session: AsyncSession, community_id: UUID, week: Week, *, is_scheduled: bool, started_by: UUID | None
) -> VerificationRun | None:
    """A new run; None if one is running, or if this week's scheduled one is there already."""
    row = insert(VerificationRun).values(
        id=new_id(),
        community_id=community_id,
        iso_year=week.year,
        iso_week=week.number,
        is_scheduled=is_scheduled,
        started_by=started_by,
    )
    return (await session.scalars(row.on_conflict_do_nothing().returning(VerificationRun))).one_or_none()


async def get_run(session: AsyncSession, community_id: UUID, run_id: UUID) -> VerificationRun:
    """Raises `VerificationNotFound`."""
    found = select(VerificationRun).where(VerificationRun.id == run_id, VerificationRun.community_id == community_id)
    run = (await session.scalars(found)).one_or_none()
    if run is None:
        raise VerificationNotFound
    return run


async def locked(session: AsyncSession, run_id: UUID) -> VerificationRun | None:
    """Whoever changes anything of a run, its readings or their comments holds it first."""
    found = select(VerificationRun).where(VerificationRun.id == run_id).with_for_update()
    return (await session.scalars(found.execution_options(populate_existing=True))).one_or_none()


async def running(session: AsyncSession, community_id: UUID) -> VerificationRun | None:
    found = select(VerificationRun).where(
        VerificationRun.community_id == community_id, VerificationRun.status == RunStatus.RUNNING
    )
    return (await session.scalars(found)).one_or_none()


async def has_scheduled(session: AsyncSession, community_id: UUID, week: Week) -> bool:
    found = select(VerificationRun.id).where(
        VerificationRun.community_id == community_id, _of(week), VerificationRun.is_scheduled
    )
    return (await session.scalar(found)) is not None


async def latest_of(session: AsyncSession, community_id: UUID, week: Week) -> VerificationRun | None:
    found = select(VerificationRun).where(VerificationRun.community_id == community_id, _of(week))
    newest = found.order_by(VerificationRun.created_at.desc(), VerificationRun.id.desc()).limit(1)
    return (await session.scalars(newest)).one_or_none()


async def page(
    session: AsyncSession, community_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[VerificationRun]:
    rows = select(VerificationRun).where(VerificationRun.community_id == community_id)
    paged = newest_first(rows, VerificationRun.created_at, VerificationRun.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def judged_weeks_from(session: AsyncSession, community_id: UUID, week: Week) -> list[Week]:
    """The weeks, from this one on, to which the rules have been applied."""
    moment = tuple_(VerificationRun.iso_year, VerificationRun.iso_week)
    found = (
        select(VerificationRun.iso_year, VerificationRun.iso_week)
        .where(
            VerificationRun.community_id == community_id,
            VerificationRun.rules_applied_at.is_not(None),
            moment >= tuple_(week.year, week.number),
        )
        .distinct()
        .order_by(VerificationRun.iso_year, VerificationRun.iso_week)
    )
    return [Week(*row) for row in await session.execute(found)]


async def forgotten(session: AsyncSession, since: datetime) -> Sequence[UUID]:
    """Runs of which nothing has been heard since then, though they wait for nothing."""
    now = clock.now()
    waits_or_moves = (
        select(PostReading.id)
        .where(
            PostReading.run_id == VerificationRun.id,
            PostReading.status == ReadingStatus.READING,
            or_(PostReading.updated_at > since, PostReading.resume_at > now),
        )
        .exists()
    )
    running = and_(VerificationRun.status == RunStatus.RUNNING, VerificationRun.updated_at < since, ~waits_or_moves)
    return (await session.scalars(select(VerificationRun.id).where(running))).all()


async def unconcluded(session: AsyncSession, since: datetime) -> Sequence[UUID]:
    """Completed runs whose summary is not on its way though they ended before then."""
    left = and_(
        VerificationRun.status == RunStatus.COMPLETED,
        VerificationRun.summary_sent_at.is_(None),
        VerificationRun.finished_at < since,
    )
    return (await session.scalars(select(VerificationRun.id).where(left))).all()


def _of(week: Week) -> ColumnElement[bool]:
    return and_(VerificationRun.iso_year == week.year, VerificationRun.iso_week == week.number)
