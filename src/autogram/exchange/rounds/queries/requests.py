"""Requests."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import newest_first
from autogram.exchange.rounds.errors import RequestNotFound
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.weeks import Week


async def claim_weeks(session: AsyncSession, community_id: UUID) -> None:
    """Whoever adds to this community's weeks waits until our transaction has ended, so that no limit is passed."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"requests:{community_id}", 0))))


async def get_request(
    session: AsyncSession, request_id: UUID, *, community_id: UUID | None = None, lock: bool = False
) -> WeeklyRequest:
    """The request, of that community if one is named. Raises `RequestNotFound`."""
    found = select(WeeklyRequest).where(WeeklyRequest.id == request_id)
    if community_id is not None:
        found = found.where(WeeklyRequest.community_id == community_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    request = (await session.scalars(found)).one_or_none()
    if request is None:
        raise RequestNotFound
    return request


async def of_week(session: AsyncSession, community_id: UUID, week: Week) -> Sequence[WeeklyRequest]:
    """All of a week, in the order in which they were written down."""
    rows = _of_community(community_id).where(_in_week(week))
    return (await session.scalars(rows.order_by(WeeklyRequest.created_at, WeeklyRequest.id))).all()


async def with_ids(session: AsyncSession, community_id: UUID, request_ids: Collection[UUID]) -> Sequence[WeeklyRequest]:
    rows = _of_community(community_id).where(WeeklyRequest.id.in_(request_ids))
    return (await session.scalars(rows)).all()


async def of_member_in_week(session: AsyncSession, member_id: UUID, week: Week) -> Sequence[WeeklyRequest]:
    rows = select(WeeklyRequest).where(WeeklyRequest.member_id == member_id, _in_week(week))
    return (await session.scalars(rows)).all()


async def of_members(session: AsyncSession, member_ids: Collection[UUID]) -> Sequence[WeeklyRequest]:
    """All that these members have ever asked."""
    return (await session.scalars(select(WeeklyRequest).where(WeeklyRequest.member_id.in_(member_ids)))).all()


async def uploads(session: AsyncSession, community_id: UUID, week: Week) -> dict[UUID, int]:
    """How many each member has asked in the week, closed ones too; who has asked nothing is not in it."""
    counted = (
        select(WeeklyRequest.member_id, func.count().label("uploads"))
        .where(WeeklyRequest.community_id == community_id, _in_week(week), ~WeeklyRequest.is_withdrawn)
        .group_by(WeeklyRequest.member_id)
    )
    return {row.member_id: row.uploads for row in await session.execute(counted)}


async def page(
    session: AsyncSession,
    community_id: UUID,
    *,
    week: Week | None,
    member_id: UUID | None,
    are_open: bool = False,
    cursor: str | None,
    limit: int,
) -> Sequence[WeeklyRequest]:
    """The newest first."""
    rows = _filtered(community_id, week, member_id)
    if are_open:
        rows = rows.where(WeeklyRequest.closed_at.is_(None))
    paged = newest_first(rows, WeeklyRequest.created_at, WeeklyRequest.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def window(
    session: AsyncSession,
    community_id: UUID,
    *,
    iso_year: int | None,
    iso_week: int | None,
    member_id: UUID | None,
    skip: int,
    limit: int,
) -> tuple[Sequence[WeeklyRequest], int]:
    """As the predecessor pages: oldest first, and how many there are. Withdrawn ones were never there."""
    rows = _filtered(community_id, None, member_id).where(~WeeklyRequest.is_withdrawn)
    if iso_year is not None:
        rows = rows.where(WeeklyRequest.iso_year == iso_year)
    if iso_week is not None:
        rows = rows.where(WeeklyRequest.iso_week == iso_week)
    total = await session.scalar(select(func.count()).select_from(rows.subquery()))
    ordered = rows.order_by(WeeklyRequest.created_at, WeeklyRequest.id).offset(skip).limit(limit)
    return (await session.scalars(ordered)).all(), total or 0


async def numbered(session: AsyncSession, community_id: UUID, number: int) -> WeeklyRequest:
    """Raises `RequestNotFound`."""
    found = _of_community(community_id).where(WeeklyRequest.number == number)
    request = (await session.scalars(found)).one_or_none()
    if request is None:
        raise RequestNotFound
    return request


def put(session: AsyncSession, *, week: Week, **facts: Any) -> WeeklyRequest:
    """The request is written with the session's next flush. Whoever calls has claimed the weeks."""
    request = WeeklyRequest(iso_year=week.year, iso_week=week.number, **facts)
    session.add(request)
    return request


def _of_community(community_id: UUID) -> Select[WeeklyRequest]:
    return select(WeeklyRequest).where(WeeklyRequest.community_id == community_id)


def _filtered(community_id: UUID, week: Week | None, member_id: UUID | None) -> Select[WeeklyRequest]:
    rows = _of_community(community_id)
    if week is not None:
        rows = rows.where(_in_week(week))
    if member_id is not None:
        rows = rows.where(WeeklyRequest.member_id == member_id)
    return rows


def _in_week(week: Week) -> ColumnElement[bool]:
    return and_(WeeklyRequest.iso_year == week.year, WeeklyRequest.iso_week == week.number)
