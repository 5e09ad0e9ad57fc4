"""How many comments members gave, got and missed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.verification.models import Finding, Verification


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's comments on some requests."""

    given: int = 0
    missing: int = 0
    unknown: int = 0


def _is_missing() -> ColumnElement[bool]:
    """Proven not to be there, or seen and taken back by a person."""
    taken_back = and_(Verification.finding == Finding.SEEN, Verification.decided_at.is_not(None))
    return and_(~Verification.is_verified, or_(Verification.finding == Finding.MISSING, taken_back))


async def standings(
    session: AsyncSession, request_ids: Collection[UUID], open_ids: Collection[UUID]
) -> dict[UUID, Standing]:
    """By member. What was given counts below all of the requests, what is missing only below the open ones."""
    is_open = Verification.request_id.in_(open_ids)
    unknown = and_(is_open, ~Verification.is_verified, ~_is_missing())
    counted = (
        select(
            Verification.member_id,
            func.count().filter(Verification.is_verified).label("given"),
            func.count().filter(is_open, _is_missing()).label("missing"),
            func.count().filter(unknown).label("unknown"),
        )
        .where(Verification.request_id.in_(request_ids))
        .group_by(Verification.member_id)
    )
    rows = await session.execute(counted)
    return {row.member_id: Standing(row.given, row.missing, row.unknown) for row in rows}


async def received(session: AsyncSession, request_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many members' comments each request has got."""
    counted = (
        select(Verification.request_id, func.count().label("received"))
        .where(Verification.request_id.in_(request_ids), Verification.is_verified)
        .group_by(Verification.request_id)
    )
    return {row.request_id: row.received for row in await session.execute(counted)}
