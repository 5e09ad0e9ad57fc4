"""Verifications of a week from their beginning to their end."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.rounds import service as rounds
from autogram.exchange.verification.errors import VerificationEnded, VerificationRunning
from autogram.exchange.verification.messages import ConcludeVerification, ReadPost
from autogram.exchange.verification.models import PostReading, ReadingStatus, RunStatus, VerificationRun
from autogram.exchange.verification.policy.timing import week_due
from autogram.exchange.verification.queries import readings, runs
from autogram.exchange.verification.service.settling import settle
from autogram.exchange.verification.service.telling import tell_run
from autogram.exchange.weeks import Week
from autogram.jobs.api import enqueue

FORGOTTEN_AFTER = timedelta(minutes=15)
STOPPED = "stopped"
STOPPED_WORDS = "The verification was stopped before the post was read."


async def verify_week(
    session: AsyncSession, community: Community, week: Week, *, by_user: UUID | None
) -> VerificationRun:
    """The week is being verified, by nobody in particular where it was begun on the command line.

    Raises `InvalidInput` for a week to come and `VerificationRunning`.
    """
    current = Week.of(clock.now(), community.timezone)
    if week > current:
        raise InvalidInput([FieldError("week", f"has not begun yet; now it is {current}")])
    run = await _begin(session, community, week, is_scheduled=False, by_user=by_user)
    if run is None:
        running = await runs.running(session, community.id)
        raise VerificationRunning(
            f"{running.week if running else 'A week'} is being verified; wait for it, or stop it.",
            run_id=str(running.id) if running else None,
        )
    _audit(session, community, run, "verification.begin", by_user)
    return run


async def start_due(session: AsyncSession) -> None:
    """Every community whose weekly verification is due has its run, once for each week."""
    now = clock.now()
    for community in await communities.verified_weekly(session):
        assert community.verify_weekday is not None, "only those with a day are verified weekly"
        week = week_due(
            now, community.timezone, community.verify_weekday, community.verify_hour, since=community.created_at
        )
        if week is not None and not await runs.has_scheduled(session, community.id, week):
            await _begin(session, community, week, is_scheduled=True, by_user=None)


async def _begin(
    session: AsyncSession, community: Community, week: Week, *, is_scheduled: bool, by_user: UUID | None
) -> VerificationRun | None:
    """A new run; None if another one is in its way."""
    run = await runs.add(session, community.id, week, is_scheduled=is_scheduled, started_by=by_user)
    if run is None:
        return None
    asked = [one for one in await rounds.requests_of_week(session, community.id, week) if one.is_open]
    for shortcode in dict.fromkeys(one.shortcode for one in asked):
        session.add(PostReading(run_id=run.id, shortcode=shortcode))
        run.posts += 1
    await session.flush()
    await _go_on(session, run)
    return run


async def end_reading(
    session: AsyncSession,
    run: VerificationRun,
    reading: PostReading,
    status: ReadingStatus,
    *,
    code: str | None = None,
    reason: str | None = None,
) -> None:
    """The reading has ended, what it proves is written down, and the next post is being read.

    Whoever calls holds the run.
    """
    await _end_reading(session, run, reading, status, code, reason)
    await _go_on(session, run)


async def _end_reading(
    session: AsyncSession,
    run: VerificationRun,
    reading: PostReading,
    status: ReadingStatus,
    code: str | None,
    reason: str | None,
) -> None:
    reading.status, reading.finished_at = status, clock.now()
    reading.failure_code, reading.failure_reason = code, reason
    reading.cursor = reading.resume_at = None
    reading.turn += 1
    run.posts_read += 1
    await settle(session, run, reading)


async def _go_on(session: AsyncSession, run: VerificationRun) -> None:
    """The next post is being read; without one the run has completed."""
    await session.flush()
    reading = await readings.next_open(session, run.id)
    if reading is not None:
        await enqueue(session, ReadPost(reading_id=reading.id, turn=reading.turn))
    else:
        run.status, run.finished_at = RunStatus.COMPLETED, clock.now()
        await session.flush()
        await enqueue(session, ConcludeVerification(run_id=run.id))
    await tell_run(session, run)


async def stop_run(session: AsyncSession, community: Community, run_id: UUID, *, by_user: UUID) -> VerificationRun:
    """Nothing more is read; what was found stays, and of the rest it says why nothing is known.

    Raises `VerificationNotFound` and `VerificationEnded`.
    """
    await runs.get_run(session, community.id, run_id)
    run = await runs.locked(session, run_id)
    if run is None or run.status is not RunStatus.RUNNING:
        raise VerificationEnded
    for reading in await readings.of_run(session, run.id):
        if reading.status is ReadingStatus.READING:
            await _end_reading(session, run, reading, ReadingStatus.FAILED, STOPPED, STOPPED_WORDS)
    run.status, run.finished_at = RunStatus.FAILED, clock.now()
    run.failure_reason = "It was stopped by an organiser."
    await session.flush()
    _audit(session, community, run, "verification.stop", by_user)
    await tell_run(session, run)
    return run


async def watch(session: AsyncSession) -> None:
    """Runs of which nothing was heard for too long go on; the job of one may have died."""
    since = clock.now() - FORGOTTEN_AFTER
    for run_id in await runs.forgotten(session, since):
        run = await runs.locked(session, run_id)
        if run is None or run.status is not RunStatus.RUNNING:
            continue
        if reading := await readings.next_open(session, run_id):
            reading.turn += 1
        run.updated_at = clock.now()
        await _go_on(session, run)
    for run_id in await runs.unconcluded(session, since):
        await enqueue(session, ConcludeVerification(run_id=run_id), once=f"conclude:{run_id}")


def _audit(session: AsyncSession, community: Community, run: VerificationRun, act: str, by_user: UUID | None) -> None:
    record(
        session,
        act,
        f"exchange_verification_run:{run.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        week=str(run.week),
    )
