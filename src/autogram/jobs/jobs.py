"""Handlers of the job layer's own work."""

from datetime import timedelta

from autogram.jobs import queries
from autogram.jobs.api import JobContext, handles, schedules
from autogram.jobs.messages import CleanUp, ProveLiveness

KEEP_LOG = timedelta(days=30)


@handles(ProveLiveness, max_attempts=1)
async def prove_liveness(context: JobContext, message: ProveLiveness) -> None:
    """Being run is all there is to it."""


@handles(CleanUp, one_at_a_time=lambda message: "jobs.clean_up")
async def clean_up(context: JobContext, message: CleanUp) -> None:
    async with context.transaction() as session:
        await queries.clean_up(session, keep_log=KEEP_LOG)


schedules(CleanUp, "17 3 * * *")
