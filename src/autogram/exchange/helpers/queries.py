"""Every select of helpers."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, newest_first
from autogram.exchange.helpers.errors import HelperNotFound
from autogram.exchange.helpers.models import Helper, HelperHealth

AnySession = AsyncSession | ReadSession


async def helper_of(
    session: AnySession, community_id: UUID, helper_id: UUID, *, lock: bool = False, with_secrets: bool = False
) -> Helper:
    """The community's helper. Raises `HelperNotFound`."""
    wanted = select(Helper).where(Helper.id == helper_id, Helper.community_id == community_id)
    if with_secrets:
        wanted = wanted.options(undefer(Helper.session), undefer(Helper.password))
    found = await session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise HelperNotFound(helper_id=str(helper_id))
    return found


async def by_username(session: AnySession, community_id: UUID, username: str) -> Helper | None:
    wanted = select(Helper).where(Helper.community_id == community_id, Helper.username == username)
    found: Helper | None = await session.scalar(wanted)
    return found


async def helpers_of(
    session: AnySession, community_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[Helper], str | None]:
    """One page of the community's helpers, newest first."""
    rows = select(Helper).where(Helper.community_id == community_id)
    found = await session.scalars(newest_first(rows, Helper.created_at, Helper.id, cursor=cursor, limit=limit))
    return cut_page(found.all(), limit)


async def by_number(session: AnySession, community_id: UUID, number: int) -> Helper:
    """The helper by its whole number. Raises `HelperNotFound`."""
    found = await session.scalar(select(Helper).where(Helper.community_id == community_id, Helper.number == number))
    if found is None:
        raise HelperNotFound(helper_id=str(number))
    return found


async def numbered_page(session: AnySession, community_id: UUID, *, skip: int, limit: int) -> tuple[list[Helper], int]:
    """Some helpers by their order of creation, and how many there are."""
    mine = Helper.community_id == community_id
    rows = select(Helper).where(mine).order_by(Helper.created_at, Helper.id).offset(skip).limit(limit)
    total = await session.scalar(select(func.count()).select_from(Helper).where(mine)) or 0
    return list((await session.scalars(rows)).all()), total


async def next_free(
    session: AsyncSession, community_id: UUID, now: datetime, leaving_out: frozenset[UUID]
) -> Helper | None:
    """The well helper that was used longest ago, with its session, locked; who is being taken by others is skipped."""
    wanted = select(Helper).where(Helper.community_id == community_id, _is_usable(now), Helper.id.not_in(leaving_out))
    in_turn = wanted.order_by(Helper.last_used_at.asc().nulls_first(), Helper.id).limit(1)
    found: Helper | None = await session.scalar(
        in_turn.options(undefer(Helper.session), undefer(Helper.password)).with_for_update(skip_locked=True)
    )
    return found


async def of_community(session: AnySession, community_id: UUID) -> list[Helper]:
    return list((await session.scalars(select(Helper).where(Helper.community_id == community_id))).all())


async def end_rests(session: AsyncSession, now: datetime) -> None:
    """Who has rested enough is well again."""
    rested = and_(Helper.health == HelperHealth.RESTS, Helper.rests_until <= now)
    await session.execute(
        update(Helper).where(rested).values(health=HelperHealth.OK, rests_until=None, problem=None, updated_at=now)
    )


async def mark_used(session: AsyncSession, helper_id: UUID, now: datetime) -> None:
    """It goes to the end of the line; not more than once in a second."""
    stale = or_(Helper.last_used_at.is_(None), Helper.last_used_at < now - timedelta(seconds=1))
    await session.execute(update(Helper).where(Helper.id == helper_id, stale).values(last_used_at=now))


def _is_usable(now: datetime) -> ColumnElement[bool]:
    has_rested = and_(Helper.health == HelperHealth.RESTS, Helper.rests_until <= now)
    can_log_in = and_(
        Helper.health == HelperHealth.EXPIRED, Helper.keeps_password, Helper.logged_in_at < now - timedelta(days=1)
    )
    return and_(Helper.is_active, or_(Helper.health == HelperHealth.OK, has_rested, can_log_in))
