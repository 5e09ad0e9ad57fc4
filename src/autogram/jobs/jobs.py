"""Handlers of the job layer's own work."""

from datetime import timedelta

from autogram.core import live
from autogram.jobs import queries
from autogram.jobs.api import JobContext, handles, schedules
from autogram.jobs.messages import CleanUp, ForgetLiveEvents, ProveLiveness

KEEP_LOG = timedelta(days=30)


@handles(ProveLiveness, max_attempts=1)
async def prove_liveness(context: JobContext, message: ProveLiveness) -> None:
    """Being run is all there is to it."""


@handles(CleanUp, one_at_a_time=lambda message: "jobs.clean_up")
async def clean_up(context: JobContext, message: CleanUp) -> None:
    async with context.transaction() as session:
        await queries.clean_up(session, keep_log=KEEP_LOG)


@handles(ForgetLiveEvents, one_at_a_time=lambda message: "jobs.forget_live_events")
async def forget_live_events(context: JobContext, message: ForgetLiveEvents) -> None:
    async with context.transaction() as session:
        await live.forget_old(session)


schedules(ForgetLiveEvents, "29 * * * *")
schedules(CleanUp, "17 3 * * *")
