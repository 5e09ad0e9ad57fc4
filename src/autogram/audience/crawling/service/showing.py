"""Crawls as people see them."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling.progress import Progress
from autogram.audience.crawling.schemas import CrawlFailure, CrawlRead, Phase
from autogram.audience.crawling.service.queueing import place_of
from autogram.audience.models import AudienceJob
from autogram.audience.vocabulary import WorkStatus
from autogram.core.db import ReadSession
from autogram.core.settings import Settings


async def shown(session: AsyncSession | ReadSession, settings: Settings, crawl: AudienceJob) -> CrawlRead:
    """The crawl with its place in the queue."""
    place = await place_of(session, settings.unofficial, crawl) if crawl.status is WorkStatus.QUEUED else None
    progress = Progress.load(crawl.cursors)
    has_failed = crawl.failure_code is not None
    return CrawlRead(
        id=crawl.id,
        source=crawl.source,
        instagram_id=crawl.instagram_key,
        username=progress.before.username if progress.before else None,
        status=crawl.status,
        phase=Phase(crawl.phase) if crawl.phase else None,
        pages_read=crawl.pages_read,
        users_read=crawl.users_read,
        expected=crawl.expected,
        position=place.position if place else None,
        estimated_wait_seconds=round(place.wait_seconds) if place else None,
        resume_at=crawl.resume_at,
        created_at=crawl.created_at,
        started_at=crawl.started_at,
        finished_at=crawl.finished_at,
        failure=CrawlFailure(code=crawl.failure_code, reason=crawl.failure_reason or "") if has_failed else None,
        is_complete=crawl.summary.get("is_complete"),
        incomplete_reasons=crawl.summary.get("reasons", []),
        profile_id=crawl.profile_id,
        snapshot_id=crawl.snapshot_id,
    )
