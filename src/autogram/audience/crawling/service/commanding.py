"""Looking at crawls, and ending them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.errors import CrawlHasEnded
from autogram.audience.crawling.schemas import CrawlRead
from autogram.audience.crawling.service.ending import end
from autogram.audience.crawling.service.showing import shown
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor


async def read_crawl(session: ReadSession, settings: Settings, actor: Actor, crawl_id: UUID) -> CrawlRead:
    """One crawl. Raises `CrawlNotFound`."""
    return await shown(session, settings, await queries.of_workspace(session, actor.workspace_id, crawl_id))


async def list_crawls(
    session: ReadSession, settings: Settings, actor: Actor, *, cursor: str | None, limit: int
) -> Page[CrawlRead]:
    """The workspace's crawls of the last thirty days, newest first."""
    rows, following = await queries.crawls_of(session, actor.workspace_id, cursor=cursor, limit=limit)
    return Page(items=[await shown(session, settings, crawl) for crawl in rows], next_cursor=following)


async def cancel_crawl(session: AsyncSession, settings: Settings, actor: Actor, crawl_id: UUID) -> CrawlRead:
    """Nothing more is read, and the secrets are gone. Raises `CrawlNotFound`, `CrawlHasEnded`."""
    crawl = await queries.of_workspace(session, actor.workspace_id, crawl_id, lock=True)
    if crawl.status not in queries.ACTIVE:
        raise CrawlHasEnded(f"The crawl is {crawl.status.value}.")
    crawl.cancel_requested_at = clock.now()
    await end(session, settings, crawl, WorkStatus.CANCELLED)
    return await shown(session, settings, crawl)
