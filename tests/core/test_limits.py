"""Rate limits hold across processes, tell how long to wait, and count what failed."""

import asyncio
from datetime import timedelta

import pytest

from autogram.core import clock
from autogram.core.db import Database
from autogram.core.errors import TooManyRequests
from autogram.core.limits import RateLimit, RateLimitState, forget_unused, spend

FIVE_A_MINUTE = RateLimit("test", 5, timedelta(minutes=1))


async def refused(database: Database, key: str = "me", limit: RateLimit = FIVE_A_MINUTE) -> int | None:
    """The seconds to wait, or None if the use was allowed."""
    try:
        await spend(database, limit, key)
    except TooManyRequests as refusal:
        return int(refusal.headers["Retry-After"])
    return None


async def test_the_whole_allowance_may_be_used_at_once(runtime):
    for _ in range(5):
        assert await refused(runtime.database) is None

    assert await refused(runtime.database) in {11, 12}


async def test_the_allowance_comes_back_evenly(runtime):
    for _ in range(5):
        await spend(runtime.database, FIVE_A_MINUTE, "me")

    with clock.shifted(timedelta(seconds=11.5)):
        assert await refused(runtime.database) == 1
    with clock.shifted(timedelta(seconds=12.5)):
        assert await refused(runtime.database) is None
        assert await refused(runtime.database) is not None
    with clock.shifted(timedelta(minutes=2)):
        assert [await refused(runtime.database) for _ in range(5)] == [None] * 5
        assert await refused(runtime.database) is not None


async def test_whoever_waits_as_long_as_told_is_let_in(runtime):
    for _ in range(5):
        await spend(runtime.database, FIVE_A_MINUTE, "me")

    wait = await refused(runtime.database)

    with clock.shifted(timedelta(seconds=wait)):
        assert await refused(runtime.database) is None


async def test_a_refusal_costs_nothing(runtime):
    for _ in range(5):
        await spend(runtime.database, FIVE_A_MINUTE, "me")

    waits = {await refused(runtime.database) for _ in range(20)}

    assert waits <= {11, 12}


async def test_the_problem_repeats_the_header():
    refusal = TooManyRequests(11.2)

    assert refusal.headers == {"Retry-After": "12"}
    assert refusal.as_problem()["retry_after"] == 12
    assert refusal.as_problem()["detail"] == "Try again in 12 seconds."


async def test_keys_and_limits_are_counted_apart(runtime):
    once = RateLimit("once", 1, timedelta(hours=1))
    other = RateLimit("other", 1, timedelta(hours=1))

    await spend(runtime.database, once, "me")
    await spend(runtime.database, once, "you")
    await spend(runtime.database, other, "me")

    with pytest.raises(TooManyRequests):
        await spend(runtime.database, once, "me")


async def test_processes_together_never_get_more_than_one_would(fresh_database):
    databases = [Database(fresh_database, pool_size=5) for _ in range(2)]

    outcomes = await asyncio.gather(*(refused(databases[number % 2]) for number in range(40)))

    assert outcomes.count(None) == 5
    assert len(outcomes) == 40
    for database in databases:
        await database.close()


async def test_a_request_that_fails_afterwards_counts_too(fresh_database):
    database = Database(fresh_database)

    async def fail() -> None:
        async with database.transaction():
            await spend(database, FIVE_A_MINUTE, "me")
            raise RuntimeError("went wrong")

    for _ in range(5):
        with pytest.raises(RuntimeError, match="went wrong"):
            await fail()

    assert await refused(database) is not None
    await database.close()


async def test_what_has_come_back_in_full_is_forgotten(runtime, session):
    await spend(runtime.database, FIVE_A_MINUTE, "me")

    with clock.shifted(timedelta(minutes=1)):
        await forget_unused(session)

    assert await session.get(RateLimitState, "test:me") is None
