"""Figures are collected outside of requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from autogram.accounts.errors import AccountNotFound, AccountNotUsable
from autogram.analytics.collection import service
from autogram.analytics.collection.messages import CollectDays, CollectInsights, MeasureDays, MeasurePosts
from autogram.instagram.errors import GraphError, Refusal
from autogram.jobs.api import JobContext, handles, schedules

# Somebody must act, or wait; the next round of the schedule looks again.
_NOT_NOW = {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.THROTTLED, Refusal.BLOCKED, Refusal.PERMANENT}


@handles(CollectInsights, one_at_a_time=lambda message: "analytics.collect_insights")
async def collect_insights(context: JobContext, message: CollectInsights) -> None:
    async with context.transaction() as session:
        await service.plan_posts(session)


@handles(CollectDays, one_at_a_time=lambda message: "analytics.collect_days")
async def collect_days(context: JobContext, message: CollectDays) -> None:
    async with context.transaction() as session:
        await service.plan_days(session)


@handles(
    MeasurePosts,
    max_attempts=4,
    at_once=4,
    one_at_a_time=lambda message: f"figures:{message.account_id}",
    longest_delay=timedelta(minutes=10),
)
async def measure_posts(context: JobContext, message: MeasurePosts) -> None:
    with _until_the_next_round():
        await service.measure_posts(context.runtime, message.account_id, everything=message.everything)


@handles(
    MeasureDays,
    max_attempts=4,
    at_once=4,
    one_at_a_time=lambda message: f"figures:{message.account_id}",
    longest_delay=timedelta(minutes=10),
)
async def measure_days(context: JobContext, message: MeasureDays) -> None:
    with _until_the_next_round():
        await service.measure_days(context.runtime, message.account_id)


@contextmanager
def _until_the_next_round() -> Iterator[None]:
    """What trying again soon cannot mend is left to the next round; the account itself says what is wrong with it."""
    try:
        yield
    except (AccountNotFound, AccountNotUsable):
        return
    except GraphError as error:
        if error.refusal not in _NOT_NOW:
            raise


schedules(CollectInsights, "0 * * * *")
schedules(CollectDays, "20 2,8,14,20 * * *")
