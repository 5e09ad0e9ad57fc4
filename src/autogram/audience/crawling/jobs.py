"""Crawls outside of requests."""

from datetime import timedelta

from autogram.audience.crawling.messages import ReadLists, StartCrawls, TakeSnapshots, WatchCrawls
from autogram.audience.crawling.service import reading, sessions, watching
from autogram.audience.crawling.service.ending import fail_by_id
from autogram.audience.crawling.service.queueing import start_due
from autogram.audience.crawling.service.refusals import code_of
from autogram.instagram.web.errors import Unreachable
from autogram.jobs.api import JobContext, handles, schedules

OUR_FAULT = "Something went wrong on our side; it is logged. Begin again later."


@handles(
    ReadLists,
    max_attempts=10,
    one_at_a_time=lambda message: f"crawl:{message.crawl_id}",
    longest_delay=timedelta(minutes=5),
)
async def read_lists(context: JobContext, message: ReadLists) -> None:
    try:
        await reading.take_turn(context.runtime, message.crawl_id, message.turn)
    except Unreachable as error:
        if not context.is_last_attempt:
            raise
        await _fail(context, message, code_of(error), str(error))
    except Exception:
        if context.is_last_attempt:
            await _fail(context, message, "internal-error", OUR_FAULT)
        raise


async def _fail(context: JobContext, message: ReadLists, code: str, reason: str) -> None:
    async with context.transaction() as session:
        await fail_by_id(session, context.runtime.settings, message.crawl_id, code, reason)


@handles(StartCrawls)
async def start_crawls(context: JobContext, message: StartCrawls) -> None:
    async with context.transaction() as session:
        await start_due(session, context.runtime.settings.unofficial)


@handles(WatchCrawls, one_at_a_time=lambda message: "audience.watch_crawls")
async def watch_crawls(context: JobContext, message: WatchCrawls) -> None:
    await watching.watch(context.runtime)


@handles(TakeSnapshots, one_at_a_time=lambda message: "audience.take_snapshots")
async def take_snapshots(context: JobContext, message: TakeSnapshots) -> None:
    await sessions.take_due_snapshots(context.runtime)


schedules(WatchCrawls, "* * * * *")
schedules(TakeSnapshots, "*/5 * * * *")
