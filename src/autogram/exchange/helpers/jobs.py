"""Helpers outside of requests."""

from autogram.exchange.helpers import service
from autogram.exchange.helpers.messages import EndRests
from autogram.jobs.api import JobContext, handles, schedules


@handles(EndRests)
async def end_rests(context: JobContext, message: EndRests) -> None:
    async with context.transaction() as session:
        await service.end_rests(session)


schedules(EndRests, "*/5 * * * *")
