"""Runs as organisers see them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import Page, cut_page
from autogram.exchange.community.models import Community
from autogram.exchange.rounds.links import link_of
from autogram.exchange.verification.models import PostReading, RunStatus, VerificationRun
from autogram.exchange.verification.queries import readings, runs
from autogram.exchange.verification.schemas import ReadingRead, RunDetail, RunRead


async def list_runs(session: AsyncSession, community: Community, *, cursor: str | None, limit: int) -> Page[RunRead]:
    """Newest first."""
    found, following = cut_page(await runs.page(session, community.id, cursor=cursor, limit=limit), limit)
    return Page(items=[await read_run(session, run) for run in found], next_cursor=following)


async def read_run(session: AsyncSession, run: VerificationRun) -> RunRead:
    """One that waits says until when."""
    waiting = await readings.next_open(session, run.id) if run.status is RunStatus.RUNNING else None
    columns = {name: getattr(run, name) for name in RunRead.model_fields.keys() - {"week", "resumes_at"}}
    return RunRead(**columns, week=str(run.week), resumes_at=waiting.resume_at if waiting else None)


async def run_detail(session: AsyncSession, community: Community, run_id: UUID) -> RunDetail:
    """Raises `VerificationNotFound`."""
    run = await runs.get_run(session, community.id, run_id)
    read = await read_run(session, run)
    found = [_reading(each) for each in await readings.of_run(session, run.id)]
    return RunDetail(**read.model_dump(), readings=found)


def _reading(reading: PostReading) -> ReadingRead:
    columns = {name: getattr(reading, name) for name in ReadingRead.model_fields.keys() - {"instagram_link"}}
    return ReadingRead(**columns, instagram_link=link_of(reading.shortcode))
