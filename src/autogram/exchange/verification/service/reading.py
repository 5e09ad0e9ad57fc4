"""One turn of a reading: page after page, by the owner's official connection or by whichever helper can."""

import asyncio
import random
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from autogram.core import clock
from autogram.core.errors import problem_code
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.exchange.helpers import service as helpers
from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
from autogram.exchange.verification.models import PostReading, ReadingSource, ReadingStatus
from autogram.exchange.verification.service.running import end_reading
from autogram.exchange.verification.service.turns import Turn, begin_turn, hand_on, keep, meet, wait_until, writing
from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    RateLimited,
    SessionExpired,
    TwoFactorNeeded,
    Unreachable,
    WebError,
)
from autogram.instagram.web.posts import PostReader
from autogram.instagram.web.switch import UnofficialAccessDisabled

log = get_logger(__name__)

# A worker that is told to stop waits for its turns; so they are short, and the reading goes on elsewhere.
TURN_SECONDS = 8.0
MOST_TRIES = 6
# How long a run waits for helpers to be rested, counted from its beginning.
LONGEST_WAIT = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=30)
# What is about the helper stands in its health, so that its turn does not come again before it is well.
ABOUT_THE_HELPER = (RateLimited, SessionExpired, ActionBlocked, Checkpoint, BadCredentials, TwoFactorNeeded)


async def take_turn(runtime: Runtime, reading_id: UUID, number: int) -> None:
    """Some more of the post's comments are here, or what they prove is. Does nothing if it is another's turn."""
    turn: Turn | None = await begin_turn(runtime, reading_id, number)
    if turn is not None and turn.source is not ReadingSource.HELPER:
        turn = await _officially(runtime, turn)
    if turn is not None:
        await _through_a_helper(runtime, turn)


async def _officially(runtime: Runtime, turn: Turn) -> Turn | None:
    """What the owner's own connection gives; the turn, if a helper must read."""
    for owner in turn.owners:
        reader = await helpers.official_reader(runtime, turn.community, owner)
        if reader is None:
            continue
        try:
            await _read_on(runtime, reader, turn, ReadingSource.GRAPH, None)
        except WebError as error:
            return await _left_by_official(runtime, turn, error)
        return None
    return await _left_by_official(runtime, turn, None) if turn.source is ReadingSource.GRAPH else turn


async def _left_by_official(runtime: Runtime, turn: Turn, error: WebError | None) -> Turn | None:
    """The official connection is asked again in a while if that may help; else the reading begins with a helper.

    What it has read is kept until a helper has met the post.
    """
    async with writing(runtime, turn) as held:
        if held is None:
            return None
        session, _, reading = held
        if error is not None:
            log.info("official reading refused", reading_id=str(turn.reading_id), refusal=type(error).__name__)
            _note(reading, error)
            if isinstance(error, Unreachable | RateLimited) and reading.tries < MOST_TRIES // 2:
                await wait_until(session, reading, clock.now() + _pause(reading, error))
                return None
        reading.media_id = reading.cursor = None
    return Turn(
        turn.reading_id,
        turn.number,
        turn.community,
        turn.owners,
        turn.shortcode,
        turn.source,
        None,
        None,
        reading.pages_read,
        turn.left_out,
    )


async def _through_a_helper(runtime: Runtime, turn: Turn) -> None:
    helper_id: UUID | None = None
    try:
        async with helpers.borrow_helper(runtime, turn.community.id, leaving_out=turn.left_out) as helper:
            helper_id = helper.id
            await _read_on(runtime, helper.reader, turn, ReadingSource.HELPER, helper.id)
    except HelperResting:
        await _go_on_elsewhere(runtime, turn)
    except NoHelperAvailable as nobody:
        await _nobody_reads(runtime, turn, nobody.code, nobody.detail, nobody.available_at)
    except UnofficialAccessDisabled as disabled:
        await _nobody_reads(runtime, turn, disabled.code, disabled.detail, None)
    except WebError as error:
        await _refused(runtime, turn, helper_id, error)


async def _read_on(
    runtime: Runtime, reader: PostReader, turn: Turn, source: ReadingSource, helper_id: UUID | None
) -> None:
    ends_at = monotonic() + TURN_SECONDS
    current: Turn | None = turn
    if turn.post is None:
        post = await reader.post(turn.shortcode, next(iter(turn.owners), None))
        current = await meet(runtime, turn, post, source, helper_id)
    while current is not None:
        assert current.post is not None, "who reads comments has met the post"
        if source is ReadingSource.HELPER:
            await asyncio.sleep(runtime.settings.unofficial.audience_page_seconds * random.uniform(1, 1.5))
        page = await reader.comments(current.post, current.cursor)
        current = await keep(runtime, current, page, helper_id)
        if current is not None and monotonic() >= ends_at:
            await _go_on_elsewhere(runtime, current)
            return


async def _go_on_elsewhere(runtime: Runtime, turn: Turn) -> None:
    async with writing(runtime, turn) as held:
        if held is not None:
            await hand_on(held[0], held[2])


async def _refused(runtime: Runtime, turn: Turn, helper_id: UUID | None, error: WebError) -> None:
    """Another helper goes on where this one stopped, or the same one a while later; a few times at most."""
    log.info("reading refused", reading_id=str(turn.reading_id), refusal=type(error).__name__)
    async with writing(runtime, turn) as held:
        if held is None:
            return
        session, run, reading = held
        _note(reading, error)
        if reading.tries >= MOST_TRIES:
            await end_reading(
                session,
                run,
                reading,
                ReadingStatus.FAILED,
                code=reading.failure_code,
                reason=reading.failure_reason,
            )
        elif isinstance(error, Unreachable):
            await wait_until(session, reading, clock.now() + _pause(reading, error))
        else:
            if helper_id is not None and not isinstance(error, ABOUT_THE_HELPER):
                reading.left_out = [*reading.left_out, str(helper_id)]
            await hand_on(session, reading)


async def _nobody_reads(runtime: Runtime, turn: Turn, code: str, reason: str, available_at: datetime | None) -> None:
    """The reading waits for the first helper to be rested; if that does not help, it has failed and says why."""
    async with writing(runtime, turn) as held:
        if held is None:
            return
        session, run, reading = held
        if available_at is not None and available_at <= run.created_at + LONGEST_WAIT:
            await wait_until(session, reading, max(available_at, clock.now()) + timedelta(seconds=1))
            return
        if reading.left_out and reading.failure_code is not None:
            # Whoever could read was not shown the post.
            code, reason = reading.failure_code, reading.failure_reason or reason
        await end_reading(session, run, reading, ReadingStatus.FAILED, code=code, reason=reason)


async def end_broken(runtime: Runtime, reading_id: UUID, number: int, reason: str) -> None:
    """The reading has failed through our own fault, and the run goes on."""
    turn = await begin_turn(runtime, reading_id, number)
    if turn is None:
        return
    async with writing(runtime, turn) as held:
        if held is not None:
            await end_reading(*held, ReadingStatus.FAILED, code="internal-error", reason=reason)


def _note(reading: PostReading, error: WebError) -> None:
    reading.tries += 1
    reading.failure_code, reading.failure_reason = problem_code(type(error)), str(error)


def _pause(reading: PostReading, error: WebError) -> timedelta:
    asked_for = error.retry_after if isinstance(error, RateLimited) else None
    return min(asked_for or FIRST_PAUSE * 2 ** (reading.tries - 1), timedelta(hours=1))
