"""Rate limits that hold across processes, kept in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Database, Model, ReadSession
from autogram.core.errors import TooManyRequests


class RateLimitState(Model):
    """How far into the future a key has already spent its allowance (the generic cell rate algorithm)."""

    __tablename__ = "rate_limit"

    key: Mapped[str] = mapped_column(primary_key=True)
    spent_until: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` in `period`, all at once if need be, refilled evenly."""

    name: str
    count: int
    period: timedelta


async def spend(database: Database, limit: RateLimit, key: str) -> None:
    """One use of `limit` by `key` is written down, in a transaction of its own, so that a failing request counts too.

    Raises `TooManyRequests` with the seconds to wait.
    """
    now, step = clock.now(), limit.period / limit.count
    state = RateLimitState
    start = func.greatest(state.spent_until, now)
    write = (
        insert(state)
        .values(key=f"{limit.name}:{key}", spent_until=now + step)
        .on_conflict_do_update(
            index_elements=[state.key],
            set_={"spent_until": start + literal(step)},
            where=start + literal(step) <= literal(now + limit.period, state.spent_until.type),
        )
        .returning(state.spent_until)
    )
    async with database.transaction() as session:
        if await session.scalar(write):
            return
        spent = await session.scalar(select(state.spent_until).where(state.key == f"{limit.name}:{key}"))
    wait = (spent + step - limit.period - now).total_seconds() if spent else 1.0
    raise TooManyRequests(wait)


async def remaining(session: AsyncSession | ReadSession, limits: Mapping[str, RateLimit]) -> dict[str, int]:
    """How many uses each key has left at this moment; `limits` are theirs by key."""
    names = {f"{limit.name}:{key}": key for key, limit in limits.items()}
    now = clock.now()
    rows = await session.execute(
        select(RateLimitState.key, RateLimitState.spent_until).where(RateLimitState.key.in_(names))
    )
    spent = {names[name]: max(until, now) - now for name, until in rows}
    return {
        key: max(0, (limit.period - spent.get(key, timedelta())) * limit.count // limit.period)
        for key, limit in limits.items()
    }


async def forget_unused(session: AsyncSession) -> None:
    """Keys that have their whole allowance again are deleted; nothing changes for anybody."""
    await session.execute(delete(RateLimitState).where(RateLimitState.spent_until < clock.now()))
