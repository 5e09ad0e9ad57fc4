"""Crawls of people without an account here, who are known by the id of their job alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.errors import CrawlIsActive, CrawlNotFound
from autogram.audience.crawling.service.finishing import unfollowers_in
from autogram.audience.crawling.service.ordering import BY_ACCOUNT, BY_CALLER, Order, place
from autogram.audience.crawling.service.queueing import place_of
from autogram.audience.models import AudienceJob
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.limits import spend
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

MOST_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """Who is followed and does not follow back, sorted by name."""

    followers_count: int
    following_count: int
    unfollowers: list[str] = field(repr=False)
    completed_at: str


@dataclass(frozen=True, slots=True)
class AnonymousCrawl:
    """A crawl as its owner sees it. `position` is 0 unless it waits for its turn."""

    public_id: str
    instagram_id: str
    status: WorkStatus
    position: int
    wait_seconds: float
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    failure_code: str | None
    failure_reason: str | None
    result: Result | None = None

    @property
    def processing_seconds(self) -> float | None:
        """How long it has been read, or was read."""
        return ((self.finished_at or clock.now()) - self.started_at).total_seconds() if self.started_at else None


@dataclass(frozen=True, slots=True)
class Queue:
    """What runs and what waits; `accounts` are those of anonymous crawls."""

    running: int
    places: int
    waiting: int
    kept: int
    accounts: list[str]


async def spend_for_address(runtime: Runtime, address: str) -> None:
    """One more order from there. Raises `TooManyRequests`."""
    await spend(runtime.database, BY_CALLER, address)


async def begin_anonymous(runtime: Runtime, order: Order, public_id: str) -> AnonymousCrawl:
    """The crawl is being read or waits. Raises `AccountBeingRead`, `TooManyRequests`."""
    await spend(runtime.database, BY_ACCOUNT, f"anonymous:{order.key}")
    async with runtime.database.transaction() as session:
        crawl = await place(session, runtime.settings, replace(order, public_id=public_id))
        return await _seen(session, runtime.settings, crawl)


async def read_anonymous(session: ReadSession, settings: Settings, public_id: str) -> AnonymousCrawl:
    """The crawl with its result, if it has one. Raises `CrawlNotFound`."""
    crawl = await queries.by_public_id(session, public_id, with_result=True)
    if crawl is None:
        raise CrawlNotFound
    seen = await _seen(session, settings, crawl)
    if crawl.status is not WorkStatus.COMPLETED or crawl.result is None:
        return seen
    found = Result(
        crawl.summary["followers_count"],
        crawl.summary["following_count"],
        unfollowers_in(crawl.result),
        crawl.summary["completed_at"],
    )
    return replace(seen, result=found)


async def delete_anonymous(session: AsyncSession, public_id: str) -> WorkStatus:
    """A crawl that has ended is gone; how it had ended. Raises `CrawlNotFound`, `CrawlIsActive`."""
    crawl = await queries.by_public_id(session, public_id, lock=True)
    if crawl is None:
        raise CrawlNotFound
    if crawl.status in queries.ACTIVE:
        raise CrawlIsActive(f"The crawl is {crawl.status.value}.", crawl_status=crawl.status.value)
    await queries.delete_ended(session, public_id=public_id)
    return crawl.status


async def list_anonymous(session: ReadSession, settings: Settings) -> Sequence[AnonymousCrawl]:
    """Those that are kept, oldest first."""
    return [await _seen(session, settings, crawl) for crawl in await queries.anonymous(session, MOST_SHOWN)]


async def forget_ended(session: AsyncSession) -> int:
    """Every anonymous crawl that has ended is gone; how many those were."""
    return await queries.delete_ended(session)


async def queue_now(session: AsyncSession | ReadSession, settings: Settings) -> Queue:
    """How full it is."""
    running = await queries.running(session)
    return Queue(
        running=len(running),
        places=settings.unofficial.audience_max_jobs,
        waiting=await queries.count_queued(session),
        kept=await queries.count_anonymous(session),
        accounts=[crawl.instagram_key for crawl in running if crawl.workspace_id is None],
    )


async def _seen(session: AsyncSession | ReadSession, settings: Settings, crawl: AudienceJob) -> AnonymousCrawl:
    waits = crawl.status is WorkStatus.QUEUED
    where = await place_of(session, settings.unofficial, crawl) if waits else None
    return AnonymousCrawl(
        crawl.public_id,
        crawl.instagram_key,
        crawl.status,
        (where.position or 0) if where else 0,
        where.wait_seconds if where else 0.0,
        crawl.created_at,
        crawl.started_at,
        crawl.finished_at,
        crawl.failure_code,
        crawl.failure_reason,
    )
