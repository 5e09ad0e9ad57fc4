"""How much a helper may read in an hour, whoever reads with it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.core.limits import RateLimit, remaining, spend
from autogram.core.runtime import Runtime
from autogram.exchange.helpers.models import Helper


def hourly(requests: int) -> RateLimit:
    """The limit of an account, which it has once, however many communities it reads for."""
    return RateLimit("helper-requests", requests, timedelta(hours=1))


async def spend_requests(runtime: Runtime, username: str, requests_per_hour: int, count: int = 1) -> None:
    """So many requests are written down before they are made. Raises `TooManyRequests`."""
    for _ in range(count):
        await spend(runtime.database, hourly(requests_per_hour), username)


async def requests_left(session: AsyncSession | ReadSession, helpers: Sequence[Helper]) -> dict[str, int]:
    """What each has left of its hour, by username."""
    return await remaining(session, {helper.username: hourly(helper.requests_per_hour) for helper in helpers})
