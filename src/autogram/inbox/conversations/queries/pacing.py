"""Rate limits of many accounts at once, in the states that `core.limits` keeps."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, Text, any_, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.limits import RateLimit, RateLimitState


async def spend_many(session: AsyncSession, limit: RateLimit, wanted: Mapping[str, int]) -> dict[str, int]:
    """Of each key as many uses are written down as were wanted and are allowed now; how many those are."""
    if not wanted:
        return {}
    now, step, state = clock.now(), limit.period / limit.count, RateLimitState
    names = {f"{limit.name}:{key}": key for key in wanted}
    unused = insert(state).on_conflict_do_nothing(index_elements=[state.key])
    await session.execute(unused, [{"key": name, "spent_until": now} for name in sorted(names)])
    among = state.key == any_(literal(list(names), ARRAY(Text)))
    locked = select(state.key, state.spent_until).where(among).order_by(state.key).with_for_update()
    granted: dict[str, int] = {}
    changes: list[dict[str, Any]] = []
    for name, spent_until in await session.execute(locked):
        begin = max(spent_until, now)
        count = max(0, min(wanted[names[name]], (now + limit.period - begin) // step))
        granted[names[name]] = count
        changes.append({"key": name, "spent_until": begin + step * count})
    await session.execute(update(state), changes)
    return granted
