"""A turn of a reading, as the worker that has it saw it last, and what it may write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.rounds import service as rounds
from autogram.exchange.verification.messages import ReadPost
from autogram.exchange.verification.models import (
    PostReading,
    ReadingSource,
    ReadingStatus,
    RunStatus,
    VerificationRun,
)
from autogram.exchange.verification.policy.completeness import is_complete
from autogram.exchange.verification.queries import readings, runs
from autogram.exchange.verification.schemas import Said
from autogram.exchange.verification.service.running import end_reading
from autogram.instagram.web.posts import CommentPage, SeenPost
from autogram.jobs.api import enqueue

PAUSED_FOR = timedelta(minutes=5)
# Of a list without an end; 15 to 20 comments are on a page.
MOST_PAGES = 5_000
# A list that ends too early is read once more, by whoever's turn it is then.
MOST_PASSES = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What it writes counts only if nobody else has gone on meanwhile."""

    reading_id: UUID
    number: int
    community: Community
    owners: tuple[str, ...]
    shortcode: str
    source: ReadingSource | None
    post: SeenPost | None
    cursor: str | None
    pages_read: int
    left_out: frozenset[UUID]


async def begin_turn(runtime: Runtime, reading_id: UUID, number: int) -> Turn | None:
    """The reading as it stands; None if it is another's turn, has ended, or everything is paused."""
    async with runtime.database.transaction() as session:
        held = await _held(session, reading_id, number)
        if held is None:
            return None
        run, reading = held
        if await accounts.is_everything_paused(session):
            await wait_until(session, reading, clock.now() + PAUSED_FOR)
            return None
        reading.resume_at = None
        asked = await rounds.requests_of_week(session, run.community_id, run.week)
        return Turn(
            reading.id,
            number,
            await communities.get_community(session, run.community_id),
            tuple(dict.fromkeys(each.username for each in asked if each.shortcode == reading.shortcode)),
            reading.shortcode,
            reading.source,
            _post_of(reading),
            reading.cursor,
            reading.pages_read,
            frozenset(UUID(helper) for helper in reading.left_out),
        )


def _post_of(reading: PostReading) -> SeenPost | None:
    """The post as it was met in an earlier turn."""
    if reading.media_id is None:
        return None
    return SeenPost(
        media_id=reading.media_id,
        shortcode=reading.shortcode,
        owner_id=reading.owner_id or "",
        owner_username=reading.owner_username or "",
        caption="",
        comment_count=reading.expected,
        taken_at=None,
    )


@asynccontextmanager
async def writing(
    runtime: Runtime, turn: Turn
) -> AsyncIterator[tuple[AsyncSession, VerificationRun, PostReading] | None]:
    """A transaction in which the run and its reading are the caller's; None if it is no longer their turn."""
    async with runtime.database.transaction() as session:
        held = await _held(session, turn.reading_id, turn.number)
        yield (session, *held) if held else None


async def _held(session: AsyncSession, reading_id: UUID, number: int) -> tuple[VerificationRun, PostReading] | None:
    found = await readings.find(session, reading_id)
    run = await runs.locked(session, found.run_id) if found else None
    reading = await readings.find(session, reading_id)
    if run is None or reading is None or run.status is not RunStatus.RUNNING:
        return None
    return (run, reading) if reading.status is ReadingStatus.READING and reading.turn == number else None


async def meet(
    runtime: Runtime, turn: Turn, post: SeenPost, source: ReadingSource, helper_id: UUID | None
) -> Turn | None:
    """It is known which post it is, whose, and how many comments it should have. None if it is no longer our turn."""
    async with writing(runtime, turn) as held:
        if held is None:
            return None
        session, _, reading = held
        if reading.source not in (None, source):
            # Elsewhere the same comments have other numbers, and pages other cursors.
            await readings.forget_comments(session, reading.id)
            reading.comments_read = 0
        reading.source, reading.helper_id = source, helper_id
        reading.media_id, reading.expected = post.media_id, post.comment_count
        reading.owner_id, reading.owner_username = post.owner_id, post.owner_username
        reading.cursor = None
    return replace(turn, source=source, post=post, cursor=None)


async def keep(runtime: Runtime, turn: Turn, page: CommentPage, helper_id: UUID | None) -> Turn | None:
    """The page and its cursor are written down, both or neither. None if nothing is left to do in this turn."""
    async with writing(runtime, turn) as held:
        if held is None or held[2].pages_read != turn.pages_read:
            return None
        session, run, reading = held
        said = [Said(each.id, each.user_id, each.username, each.text, each.created_at) for each in page.comments]
        await readings.keep_comments(session, reading.id, said)
        reading.comments_read = await readings.count_comments(session, reading.id)
        reading.pages_read += 1
        reading.helper_id = helper_id
        has_ended = page.next_cursor in (None, turn.cursor) or reading.pages_read >= MOST_PAGES
        reading.cursor = page.next_cursor
        if not has_ended:
            return replace(turn, cursor=page.next_cursor, pages_read=reading.pages_read)
        await _close_list(session, run, reading)
        return None


async def _close_list(session: AsyncSession, run: VerificationRun, reading: PostReading) -> None:
    """The last page is here: what was read is all there is, or is read once more, or has gaps."""
    if is_complete(reading.comments_read, reading.expected):
        await end_reading(session, run, reading, ReadingStatus.COMPLETE)
    elif reading.tries + 1 < MOST_PASSES and reading.pages_read < MOST_PAGES:
        reading.tries += 1
        reading.media_id = reading.cursor = None
        await hand_on(session, reading)
    else:
        await end_reading(session, run, reading, ReadingStatus.INCOMPLETE)


async def hand_on(session: AsyncSession, reading: PostReading, *, run_at: datetime | None = None) -> None:
    """The reading goes on in another turn, at once or at `run_at`."""
    reading.turn += 1
    reading.resume_at = run_at
    await session.flush()
    await enqueue(session, ReadPost(reading_id=reading.id, turn=reading.turn), run_at=run_at)


async def wait_until(session: AsyncSession, reading: PostReading, moment: datetime) -> None:
    """The reading goes on then."""
    await hand_on(session, reading, run_at=moment)
