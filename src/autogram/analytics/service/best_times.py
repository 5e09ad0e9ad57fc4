"""At which hours an account's posts were engaged with most."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.analytics.queries import posts
from autogram.analytics.schemas import BestTimes, Slot
from autogram.core import clock
from autogram.core.db import ReadSession

LOOKED_BACK = timedelta(days=180)
FEWEST_POSTS = 20
# As if so many average posts had gone out in each hour: one lucky post does not make a best hour.
AVERAGE_POSTS = 2


async def best_times(session: AsyncSession | ReadSession, account_id: UUID, *, time_zone: str) -> BestTimes:
    """The hours in which posts went out, the best first; none while fewer than 20 posts have a known rate."""
    hours = await posts.rates_by_hour(session, account_id, time_zone, since=clock.now() - LOOKED_BACK)
    known = sum(count for _, _, count, _ in hours)
    average = sum(rates for *_, rates in hours) / known if known else 0
    slots = []
    if known >= FEWEST_POSTS and average > 0:
        slots = [
            Slot(weekday=weekday, hour=hour, score=_score(count, rates / average), posts=count)
            for weekday, hour, count, rates in hours
        ]
    return BestTimes(
        account_id=account_id,
        time_zone=time_zone,
        slots=sorted(slots, key=lambda slot: (-slot.score, slot.weekday, slot.hour)),
        heat_map=_heat_map(slots) if slots else None,
        posts=known,
        posts_needed=FEWEST_POSTS,
        days=LOOKED_BACK.days,
    )


def _score(count: int, rates: float) -> float:
    return round((rates + AVERAGE_POSTS) / (count + AVERAGE_POSTS), 3)


def _heat_map(slots: list[Slot]) -> list[list[float | None]]:
    scores = {(slot.weekday, slot.hour): slot.score for slot in slots}
    return [[scores.get((weekday, hour)) for hour in range(24)] for weekday in range(7)]
