"""Every select of helpers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, newest_first
from autogram.exchange.helpers.errors import HelperNotFound
from autogram.exchange.helpers.models import BETWEEN_LOGINS, Helper, HelperHealth

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
    """The helper that can read, is not lent, and was used longest ago, locked and with its secrets.

    Who is being taken by somebody else at this moment is skipped.
    """
    wanted = select(Helper).where(_is_usable(community_id, now, leaving_out), ~_is_lent(now))
    in_turn = wanted.order_by(Helper.last_used_at.asc().nulls_first(), Helper.id).limit(1)
    found: Helper | None = await session.scalar(
        in_turn.options(undefer(Helper.session), undefer(Helper.password)).with_for_update(skip_locked=True)
    )
    return found


async def is_any_usable(session: AnySession, community_id: UUID, now: datetime, leaving_out: frozenset[UUID]) -> bool:
    """Whether there is somebody who can read, be it for somebody else at the moment."""
    usable = select(Helper.id).where(_is_usable(community_id, now, leaving_out)).limit(1)
    return await session.scalar(usable) is not None


async def borrowed(
    session: AsyncSession, helper_id: UUID, borrower: UUID, *, with_secrets: bool = False
) -> Helper | None:
    """The helper, locked, if this borrower still has it."""
    wanted = select(Helper).where(Helper.id == helper_id, Helper.borrowed_by == borrower).with_for_update()
    if with_secrets:
        wanted = wanted.options(undefer(Helper.session), undefer(Helper.password))
    found: Helper | None = await session.scalar(wanted)
    return found


async def keep_borrowed(session: AsyncSession, helper_id: UUID, borrower: UUID, until: datetime) -> bool:
    """Whether this borrower still has the helper; if so, until then."""
    kept = update(Helper).where(Helper.id == helper_id, Helper.borrowed_by == borrower).values(borrowed_until=until)
    return await session.scalar(kept.returning(Helper.id)) is not None


async def of_community(session: AnySession, community_id: UUID) -> list[Helper]:
    return list((await session.scalars(select(Helper).where(Helper.community_id == community_id))).all())


async def rested(session: AsyncSession, now: datetime) -> list[Helper]:
    """Who has rested enough, locked."""
    wanted = select(Helper).where(Helper.health == HelperHealth.RESTS, Helper.rests_until <= now)
    return list((await session.scalars(wanted.with_for_update(skip_locked=True))).all())


def _is_lent(now: datetime) -> ColumnElement[bool]:
    return and_(Helper.borrowed_until.is_not(None), Helper.borrowed_until > now)


def _is_usable(community_id: UUID, now: datetime, leaving_out: frozenset[UUID]) -> ColumnElement[bool]:
    has_rested = and_(Helper.health == HelperHealth.RESTS, Helper.rests_until <= now)
    may_log_in = and_(
        Helper.health == HelperHealth.EXPIRED,
        Helper.keeps_password,
        or_(Helper.tried_login_at.is_(None), Helper.tried_login_at <= now - BETWEEN_LOGINS),
    )
    return and_(
        Helper.community_id == community_id,
        Helper.is_active,
        Helper.id.not_in(leaving_out),
        or_(Helper.health == HelperHealth.OK, has_rested, may_log_in),
    )
