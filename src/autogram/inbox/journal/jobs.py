"""Handlers of the journal's own work."""

from autogram.inbox.journal import service
from autogram.inbox.journal.messages import ForgetOldDeliveries, WatchDeliveries
from autogram.jobs.api import JobContext, handles, schedules


@handles(ForgetOldDeliveries, one_at_a_time=lambda message: "inbox.forget_old_deliveries")
async def forget_old_deliveries(context: JobContext, message: ForgetOldDeliveries) -> None:
    await service.forget_old(context.runtime)


@handles(WatchDeliveries, one_at_a_time=lambda message: "inbox.watch_deliveries")
async def watch_deliveries(context: JobContext, message: WatchDeliveries) -> None:
    async with context.transaction() as session:
        await service.take_up_forgotten(session)


schedules(ForgetOldDeliveries, "13 4 * * *")
schedules(WatchDeliveries, "* * * * *")
