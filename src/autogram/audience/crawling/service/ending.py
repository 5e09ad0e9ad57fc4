"""How crawls end and pause. Whatever happens, their secrets are gone in the same transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.messages import StartCrawls
from autogram.audience.crawling.service.queueing import start_due, tell
from autogram.audience.models import AudienceJob
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.settings import Settings
from autogram.jobs.api import enqueue

# How long the crawls of people who have an account here are listed; what they found is a snapshot by then.
KEPT = timedelta(days=30)


async def end(
    session: AsyncSession,
    settings: Settings,
    crawl: AudienceJob,
    status: WorkStatus,
    *,
    code: str | None = None,
    reason: str | None = None,
) -> None:
    """The crawl has ended: its secrets and pages are gone, and its place is the next one's."""
    crawl.status, crawl.failure_code, crawl.failure_reason = status, code, reason
    crawl.secrets, crawl.phase, crawl.resume_at = None, None, None
    crawl.finished_at = clock.now()
    crawl.expires_at = crawl.finished_at + _kept(settings, crawl)
    await session.flush()
    await queries.delete_pages(session, crawl.id)
    await tell(session, crawl)
    await start_due(session, settings.unofficial)


def _kept(settings: Settings, crawl: AudienceJob) -> timedelta:
    if crawl.workspace_id is not None:
        return KEPT
    return timedelta(seconds=settings.unofficial.audience_result_seconds)


async def fail(session: AsyncSession, settings: Settings, crawl: AudienceJob, code: str, reason: str) -> None:
    """The crawl has failed, with a word for programs and a sentence for people."""
    await end(session, settings, crawl, WorkStatus.FAILED, code=code, reason=reason)


async def fail_by_id(session: AsyncSession, settings: Settings, crawl_id: UUID, code: str, reason: str) -> None:
    """Like `fail`, if the crawl still lives."""
    crawl = await queries.locked(session, crawl_id)
    if crawl is not None and crawl.status in queries.ACTIVE:
        await fail(session, settings, crawl, code, reason)


async def pause(session: AsyncSession, settings: Settings, crawl: AudienceJob, until: datetime) -> None:
    """The crawl goes on at `until`, where it is now; its place is somebody else's meanwhile."""
    crawl.status, crawl.resume_at = WorkStatus.QUEUED, until
    crawl.turn += 1
    await session.flush()
    await tell(session, crawl)
    await enqueue(session, StartCrawls(), run_at=until)
    await start_due(session, settings.unofficial)
