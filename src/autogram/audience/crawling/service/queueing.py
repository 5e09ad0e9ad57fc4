"""Who is read next: places, positions, and how long it will take."""

from dataclasses import dataclass
from datetime import timedelta
from heapq import heapify, heappop, heappush

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.messages import ReadLists
from autogram.audience.models import AudienceJob
from autogram.audience.vocabulary import SnapshotSource, WorkStatus
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.core.settings import UnofficialSettings
from autogram.instagram.web import client, instaloader_client
from autogram.jobs.api import enqueue

PAGE_SIZES = {SnapshotSource.WEB: client.PAGE_SIZE, SnapshotSource.INSTALOADER: instaloader_client.PAGE_SIZE}
# An account of which nothing is known yet, when no other has been read: so many people, and so long for a request.
UNKNOWN_SIZE, REQUEST_SECONDS = 1000, 0.5
# What one measures at the beginning says little.
ENOUGH_PAGES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a crawl stands: its position from 1, or None if it stands in no line, and the seconds it has to wait."""

    position: int | None
    wait_seconds: float


async def start_due(session: AsyncSession, settings: UnofficialSettings) -> None:
    """As many crawls as may be at once are being read, in the order in which they came."""
    await queries.lock_places(session)
    free = settings.audience_max_jobs - len(await queries.running(session))
    if free <= 0:
        return
    for crawl in await queries.due(session, free):
        crawl.status, crawl.resume_at = WorkStatus.PROCESSING, None
        crawl.started_at = crawl.started_at or clock.now()
        await go_on(session, crawl)
        await tell(session, crawl)


async def go_on(session: AsyncSession, crawl: AudienceJob) -> None:
    """The crawl's next turn begins; messages of earlier turns mean nothing any more."""
    crawl.turn += 1
    await session.flush()
    await enqueue(session, ReadLists(crawl_id=crawl.id, turn=crawl.turn))


async def tell(session: AsyncSession, crawl: AudienceJob) -> None:
    """Whoever looks at the crawl's workspace learns how it stands."""
    if crawl.workspace_id is not None:
        await announce(session, crawl.workspace_id, "crawl.updated", crawl_id=crawl.id, status=crawl.status.value)


async def place_of(session: AsyncSession | ReadSession, settings: UnofficialSettings, crawl: AudienceJob) -> Place:
    """Where the crawl stands now."""
    position = await queries.position(session, crawl)
    if position is None:
        waits = (crawl.resume_at - clock.now()).total_seconds() if crawl.resume_at else 0.0
        return Place(None, max(waits, 0.0))
    remaining = [_remaining_seconds(one, settings) for one in await queries.running(session)]
    average = await queries.average_seconds(session) or _seconds_for(UNKNOWN_SIZE, SnapshotSource.WEB, settings)
    return Place(position, wait_for(position, remaining, average, settings.audience_max_jobs))


def wait_for(position: int, remaining: list[float], average: float, places: int) -> float:
    """Seconds until the one at `position` begins, if those who run need `remaining` and everybody else `average`."""
    free_at = remaining + [0.0] * (places - len(remaining))
    heapify(free_at)
    for _ in range(position - 1):
        heappush(free_at, heappop(free_at) + average)
    return free_at[0]


def _remaining_seconds(crawl: AudienceJob, settings: UnofficialSettings) -> float:
    """How long the crawl will go on: by its own speed, once that is known."""
    left = max((crawl.expected or UNKNOWN_SIZE) - crawl.users_read, 0)
    if crawl.pages_read < ENOUGH_PAGES or crawl.started_at is None or not crawl.users_read:
        return _seconds_for(left, crawl.source, settings)
    return left * (clock.now() - crawl.started_at) / timedelta(seconds=1) / crawl.users_read


def _seconds_for(people: int, source: SnapshotSource, settings: UnofficialSettings) -> float:
    requests = people / PAGE_SIZES.get(source, client.PAGE_SIZE) + 3
    return requests * (settings.audience_page_seconds * 1.25 + REQUEST_SECONDS)
