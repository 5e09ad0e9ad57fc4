"""One turn of a crawl: page after page, each written down with its cursor before the next is asked for."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.credentials import Credentials, open_reader
from autogram.audience.crawling.progress import Counts, Progress, pack
from autogram.audience.crawling.schemas import Phase
from autogram.audience.crawling.service.ending import fail, pause
from autogram.audience.crawling.service.finishing import finish
from autogram.audience.crawling.service.queueing import go_on, tell
from autogram.audience.crawling.service.refusals import code_of
from autogram.audience.crawling.service.sessions import note_failure
from autogram.audience.models import AudienceJob, AudienceJobPage
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.limits import RateLimit, spend
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.instagram.web.client import WebLists
from autogram.instagram.web.errors import RateLimited, Unreachable, WebError
from autogram.instagram.web.instaloader_client import InstaloaderLists
from autogram.instagram.web.switch import UnofficialAccessDisabled, require_unofficial_access

log = get_logger(__name__)

Reader = WebLists | InstaloaderLists

# A worker that is told to stop waits for its turns; so they are short, and the crawl goes on elsewhere.
TURN_SECONDS = 8.0
# Every so many pages those who look at the crawl are told.
TOLD_PAGES = 10
# Instagram's "too many requests": as long as it says, else this; not for ever, and not often.
USUAL_WAIT, LONGEST_WAIT, MOST_WAITS = timedelta(minutes=15), timedelta(hours=2), 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A crawl as this worker last saw it. What it writes counts only if nobody else has gone on meanwhile."""

    crawl_id: UUID
    number: int
    key: str
    credentials: Credentials
    progress: Progress
    pages_read: int


async def take_turn(runtime: Runtime, crawl_id: UUID, number: int) -> None:
    """Some more pages of the crawl are here, or it has ended or pauses. Does nothing if it is another's turn.

    Raises `Unreachable` when Instagram did not answer, which may well be over a moment later.
    """
    turn = await _begin(runtime, crawl_id, number)
    if turn is None:
        return
    reader = open_reader(runtime.settings, turn.credentials, has_worked=turn.progress.before is not None)
    try:
        await _read_on(runtime, reader, turn)
    except Unreachable:
        raise
    except WebError as error:
        await _refused(runtime, turn, error)
    finally:
        await reader.close()


async def _begin(runtime: Runtime, crawl_id: UUID, number: int) -> Turn | None:
    async with runtime.database.transaction() as session:
        crawl = await queries.locked(session, crawl_id, with_secrets=True)
        if crawl is None or crawl.status is not WorkStatus.PROCESSING or crawl.turn != number:
            return None
        assert crawl.secrets is not None, "who is being read has secrets"
        try:
            require_unofficial_access(runtime.settings)
        except UnofficialAccessDisabled as switched_off:
            await fail(session, runtime.settings, crawl, switched_off.code, switched_off.detail)
            return None
        return Turn(
            crawl.id,
            number,
            crawl.instagram_key,
            Credentials.load(crawl.secrets),
            Progress.load(crawl.cursors),
            crawl.pages_read,
        )


async def _read_on(runtime: Runtime, reader: Reader, turn: Turn) -> None:
    ends_at = monotonic() + TURN_SECONDS
    current: Turn | None = turn
    while current is not None:
        if current.progress.phase is Phase.FINISH:
            await finish(runtime, current.crawl_id, current.number, current.progress)
            return
        if not await _may_ask(runtime, current):
            return
        current = await _step(runtime, reader, current)
        if current is not None and monotonic() >= ends_at:
            await _hand_on(runtime, current)
            return
        await asyncio.sleep(runtime.settings.unofficial.audience_page_seconds * random.uniform(1, 1.5))


async def _step(runtime: Runtime, reader: Reader, turn: Turn) -> Turn | None:
    """One request, and what it brought is written down. None if the crawl is no longer ours."""
    match turn.progress.phase:
        case Phase.PROFILE:
            counts = Counts.of(await reader.profile())
            return await _meet(runtime, turn, counts)
        case Phase.CHECK:
            progress = replace(turn.progress, after=Counts.of(await reader.profile()))
            return await _write(runtime, turn, progress)
        case _:
            return await _read_page(runtime, reader, turn)


async def _read_page(runtime: Runtime, reader: Reader, turn: Turn) -> Turn | None:
    kind = turn.progress.open_list
    assert kind is not None, "a list is open in this phase"
    walk = turn.progress.walk(kind)
    page = await reader.page(kind, walk.cursor)
    progress = turn.progress.with_walk(kind, walk.after(page))

    def keep(session: AsyncSession, crawl: AudienceJob) -> None:
        session.add(AudienceJobPage(job_id=crawl.id, kind=kind, number=walk.pages, payload=pack(page.users)))
        crawl.pages_read += 1
        crawl.users_read += len(page.users)

    return await _write(runtime, turn, progress, keep)


async def _meet(runtime: Runtime, turn: Turn, counts: Counts) -> Turn | None:
    """It is known whose lists these are, and how long they should be."""

    def note(session: AsyncSession, crawl: AudienceJob) -> None:
        crawl.expected = counts.followers + counts.following

    return await _write(runtime, turn, replace(turn.progress, before=counts), note)


async def _write(
    runtime: Runtime,
    turn: Turn,
    progress: Progress,
    change: Callable[[AsyncSession, AudienceJob], None] | None = None,
) -> Turn | None:
    """The step is written, all of it or nothing. None if the crawl was cancelled or somebody else has gone on."""
    async with runtime.database.transaction() as session:
        crawl = await _ours(session, turn)
        if crawl is None:
            return None
        before = crawl.phase
        crawl.cursors = progress.dump()
        if change:
            change(session, crawl)
        crawl.phase = progress.phase.value
        if crawl.phase != before or crawl.pages_read % TOLD_PAGES == 0:
            await tell(session, crawl)
        return replace(turn, progress=progress, pages_read=crawl.pages_read)


async def _ours(session: AsyncSession, turn: Turn) -> AudienceJob | None:
    """The crawl, locked, if it is as this worker last saw it."""
    crawl = await queries.locked(session, turn.crawl_id)
    if crawl is None or crawl.status is not WorkStatus.PROCESSING:
        return None
    return crawl if (crawl.turn, crawl.pages_read) == (turn.number, turn.pages_read) else None


async def _may_ask(runtime: Runtime, turn: Turn) -> bool:
    """Whether the account's budget has one more request; if not, the crawl pauses until it has."""
    limit = RateLimit("crawl-pages", runtime.settings.unofficial.audience_pages_per_hour, timedelta(hours=1))
    try:
        await spend(runtime.database, limit, turn.key)
    except TooManyRequests as refusal:
        wait = timedelta(seconds=max(int(refusal.headers["Retry-After"]), 60))
        async with runtime.database.transaction() as session:
            if crawl := await _ours(session, turn):
                await pause(session, runtime.settings, crawl, clock.now() + wait)
        return False
    return True


async def _hand_on(runtime: Runtime, turn: Turn) -> None:
    async with runtime.database.transaction() as session:
        if crawl := await _ours(session, turn):
            await go_on(session, crawl)


async def _refused(runtime: Runtime, turn: Turn, error: WebError) -> None:
    """Instagram does not go on: the crawl waits if it was told to, within reason; else it has failed."""
    log.info("crawl refused", crawl_id=str(turn.crawl_id), refusal=type(error).__name__, pages=turn.pages_read)
    async with runtime.database.transaction() as session:
        crawl = await queries.locked(session, turn.crawl_id)
        if crawl is None or crawl.status is not WorkStatus.PROCESSING or crawl.turn != turn.number:
            return
        if isinstance(error, RateLimited):
            wait = error.retry_after or USUAL_WAIT
            if wait <= LONGEST_WAIT and crawl.waits < MOST_WAITS:
                crawl.waits += 1
                await pause(session, runtime.settings, crawl, clock.now() + wait)
                return
        await note_failure(session, crawl, code_of(error), str(error))
        await fail(session, runtime.settings, crawl, code_of(error), str(error))
