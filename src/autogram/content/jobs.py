"""Handlers of the library's work in the background."""

from autogram.content import service
from autogram.content.messages import EraseObject, SweepMedia
from autogram.jobs.api import JobContext, handles, schedules


@handles(EraseObject)
async def erase_object(context: JobContext, message: EraseObject) -> None:
    await service.erase_objects(context.runtime, message.key)


@handles(SweepMedia, max_attempts=3, one_at_a_time=lambda message: "content.sweep_media")
async def sweep_media(context: JobContext, message: SweepMedia) -> None:
    await service.sweep(context.runtime)


schedules(SweepMedia, "41 3 * * *")
