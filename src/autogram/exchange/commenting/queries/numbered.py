"""Consumers and producers as the predecessor's paths name and page them: by number, oldest first."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.commenting.models import Consumer, Producer

P = TypeVar("P", Consumer, Producer)


async def window(
    session: AsyncSession, kind: type[P], community_id: UUID, *, skip: int, limit: int
) -> tuple[Sequence[P], int]:
    """Some of them, and how many there are."""
    mine = kind.community_id == community_id
    rows = select(kind).where(mine).order_by(kind.created_at, kind.id).offset(skip).limit(limit)
    total = await session.scalar(select(func.count()).select_from(kind).where(mine))
    return (await session.scalars(rows)).all(), total or 0


async def numbered(session: AsyncSession, kind: type[P], community_id: UUID, number: int) -> P | None:
    wanted = select(kind).where(kind.community_id == community_id, kind.number == number)
    found: P | None = await session.scalar(wanted)
    return found
