"""Looking after crawls: none is forgotten, none lives for ever, and what has expired is gone."""

from datetime import timedelta

from autogram.audience.crawling import queries
from autogram.audience.crawling.service.ending import fail
from autogram.audience.crawling.service.queueing import go_on, start_due
from autogram.core import clock
from autogram.core.runtime import Runtime

# A turn lasts seconds, and a failing one is repeated within minutes.
SILENT = timedelta(minutes=30)
# Secrets are kept as long as the crawl lives, so it may not live for ever.
LONGEST_LIFE = timedelta(days=2)


async def watch(runtime: Runtime) -> None:
    """Everything above holds when it returns."""
    settings = runtime.settings
    async with runtime.database.transaction() as session:
        await queries.delete_expired(session)
        for crawl in await queries.older_than(session, clock.now() - LONGEST_LIFE):
            await fail(session, settings, crawl, "took-too-long", "It was not done within two days, and was ended.")
        for crawl in await queries.unattended(session, clock.now() - SILENT):
            await go_on(session, crawl)
        await start_due(session, settings.unofficial)
