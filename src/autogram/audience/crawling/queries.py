"""Every select and insert of crawls."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.audience.crawling.errors import CrawlNotFound
from autogram.audience.models import AudienceJob, AudienceJobPage, AudienceProfile
from autogram.audience.queries import profiles
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, newest_first
from autogram.instagram.export.kinds import ListKind

AnySession = AsyncSession | ReadSession

ACTIVE = (WorkStatus.QUEUED, WorkStatus.PROCESSING)
# Whoever gives out places holds this, so that never more crawls run than may; any constant will do.
_PLACES = 0x6372776C
RECENT = 20


async def lock_places(session: AsyncSession) -> None:
    """Nobody else gives out places until the caller's transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(_PLACES)))


async def locked(session: AsyncSession, crawl_id: UUID, *, with_secrets: bool = False) -> AudienceJob | None:
    """The crawl, locked; None if it is gone."""
    wanted = select(AudienceJob).where(AudienceJob.id == crawl_id).with_for_update()
    if with_secrets:
        wanted = wanted.options(undefer(AudienceJob.secrets))
    return cast("AudienceJob | None", await session.scalar(wanted))


async def of_workspace(session: AnySession, workspace_id: UUID, crawl_id: UUID, *, lock: bool = False) -> AudienceJob:
    """The workspace's crawl. Raises `CrawlNotFound`."""
    wanted = select(AudienceJob).where(AudienceJob.id == crawl_id, AudienceJob.workspace_id == workspace_id)
    found = await session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise CrawlNotFound(crawl_id=str(crawl_id))
    return found


async def by_public_id(
    session: AnySession, public_id: str, *, with_result: bool = False, lock: bool = False
) -> AudienceJob | None:
    """The anonymous crawl with this id, as long as it is kept."""
    wanted = select(AudienceJob).where(
        AudienceJob.public_id == public_id, AudienceJob.workspace_id.is_(None), _not_expired()
    )
    if with_result:
        wanted = wanted.options(undefer(AudienceJob.result))
    return cast("AudienceJob | None", await session.scalar(wanted.with_for_update() if lock else wanted))


async def active_of(session: AnySession, instagram_key: str) -> AudienceJob | None:
    """The crawl that reads this account now, or waits to."""
    wanted = select(AudienceJob).where(AudienceJob.instagram_key == instagram_key, AudienceJob.status.in_(ACTIVE))
    return cast("AudienceJob | None", await session.scalar(wanted))


async def crawls_of(
    session: AnySession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[AudienceJob], str | None]:
    """One page of the workspace's crawls, newest first."""
    wanted = select(AudienceJob).where(AudienceJob.workspace_id == workspace_id)
    rows = await session.scalars(
        newest_first(wanted, AudienceJob.created_at, AudienceJob.id, cursor=cursor, limit=limit)
    )
    return cut_page(rows.all(), limit)


async def anonymous(session: AnySession, limit: int) -> Sequence[AudienceJob]:
    """Anonymous crawls that are kept, oldest first."""
    wanted = select(AudienceJob).where(AudienceJob.workspace_id.is_(None), _not_expired())
    return (await session.scalars(wanted.order_by(AudienceJob.created_at, AudienceJob.id).limit(limit))).all()


async def running(session: AnySession) -> Sequence[AudienceJob]:
    """What is being read at this moment."""
    return (
        await session.scalars(
            select(AudienceJob).where(AudienceJob.status == WorkStatus.PROCESSING).order_by(AudienceJob.started_at)
        )
    ).all()


async def due(session: AsyncSession, limit: int) -> Sequence[AudienceJob]:
    """Those whose turn it is, in their order, locked."""
    wanted = select(AudienceJob).where(_waits_in_line()).order_by(AudienceJob.created_at, AudienceJob.id)
    return (await session.scalars(wanted.limit(limit).with_for_update())).all()


async def count_queued(session: AnySession) -> int:
    """How many wait, for a place or for their time."""
    wanted = select(func.count()).select_from(AudienceJob).where(AudienceJob.status == WorkStatus.QUEUED)
    return await session.scalar(wanted) or 0


async def position(session: AnySession, crawl: AudienceJob) -> int | None:
    """Its place in the line, from 1; None if it does not stand in it."""
    if crawl.status is not WorkStatus.QUEUED or (crawl.resume_at and crawl.resume_at > clock.now()):
        return None
    before = tuple_(AudienceJob.created_at, AudienceJob.id) < tuple_(crawl.created_at, crawl.id)
    ahead = await session.scalar(select(func.count()).select_from(AudienceJob).where(_waits_in_line(), before))
    return (ahead or 0) + 1


async def average_seconds(session: AnySession) -> float | None:
    """How long the crawls took that were completed lately; None while there are none."""
    took = func.extract("epoch", AudienceJob.finished_at - AudienceJob.started_at)
    recent = (
        select(took.label("took"))
        .where(AudienceJob.status == WorkStatus.COMPLETED, AudienceJob.started_at.is_not(None))
        .order_by(AudienceJob.finished_at.desc())
        .limit(RECENT)
        .subquery()
    )
    found = await session.scalar(select(func.avg(recent.c.took)))
    return float(found) if found is not None else None


async def count_anonymous(session: AnySession) -> int:
    """How many anonymous crawls are kept, whatever became of them."""
    wanted = select(func.count()).select_from(AudienceJob).where(AudienceJob.workspace_id.is_(None), _not_expired())
    return await session.scalar(wanted) or 0


async def delete_pages(session: AsyncSession, crawl_id: UUID) -> None:
    await session.execute(delete(AudienceJobPage).where(AudienceJobPage.job_id == crawl_id))


async def pages(session: AnySession, crawl_id: UUID, kind: ListKind) -> AsyncIterator[bytes]:
    """The pages of a list in the order in which they were read."""
    wanted = select(AudienceJobPage.payload).where(AudienceJobPage.job_id == crawl_id, AudienceJobPage.kind == kind)
    async for payload in await session.stream_scalars(wanted.order_by(AudienceJobPage.number)):
        yield payload


async def unattended(session: AsyncSession, since: datetime) -> Sequence[AudienceJob]:
    """Crawls that should be read and of which nothing was heard since then, locked."""
    wanted = select(AudienceJob).where(AudienceJob.status == WorkStatus.PROCESSING, AudienceJob.updated_at < since)
    return (await session.scalars(wanted.with_for_update(skip_locked=True))).all()


async def older_than(session: AsyncSession, since: datetime) -> Sequence[AudienceJob]:
    """Crawls that have lived for too long, locked."""
    wanted = select(AudienceJob).where(AudienceJob.status.in_(ACTIVE), AudienceJob.created_at < since)
    return (await session.scalars(wanted.with_for_update(skip_locked=True))).all()


async def delete_expired(session: AsyncSession) -> None:
    """Crawls whose time is over are gone, with everything they found."""
    await session.execute(delete(AudienceJob).where(AudienceJob.expires_at <= clock.now()))


async def delete_ended(session: AsyncSession, *, public_id: str | None = None) -> int:
    """Anonymous crawls that have ended are gone, all or the one with this id; how many those were."""
    gone = delete(AudienceJob).where(AudienceJob.workspace_id.is_(None), AudienceJob.status.not_in(ACTIVE))
    if public_id is not None:
        gone = gone.where(AudienceJob.public_id == public_id)
    return len((await session.execute(gone.returning(AudienceJob.id))).all())


async def profile_of(
    session: AnySession, workspace_id: UUID, profile_id: UUID, *, lock: bool = False
) -> AudienceProfile | None:
    """The workspace's profile with its stored session."""
    wanted = select(AudienceProfile).where(
        AudienceProfile.id == profile_id, AudienceProfile.workspace_id == workspace_id
    )
    wanted = wanted.options(undefer(AudienceProfile.session_secrets))
    return cast("AudienceProfile | None", await session.scalar(wanted.with_for_update() if lock else wanted))


async def profile_for(
    session: AsyncSession, workspace_id: UUID, instagram_id: str, username: str, *, created_by: UUID | None
) -> AudienceProfile:
    """The workspace's profile of this account, with its stored session, locked; made if there is none."""
    mine = select(AudienceProfile).where(AudienceProfile.workspace_id == workspace_id).with_for_update()
    mine = mine.options(undefer(AudienceProfile.session_secrets))
    # By its number, since names change hands.
    if known := await session.scalar(mine.where(AudienceProfile.instagram_id == instagram_id).limit(1)):
        return known
    await profiles.add_profile(session, workspace_id, username, created_by=created_by)
    return (await session.scalars(mine.where(AudienceProfile.username == username))).one()


async def active_with_stored_session(session: AsyncSession, profile_id: UUID) -> Sequence[AudienceJob]:
    """Crawls under way that use the session of a profile, locked; others have no profile until their end."""
    wanted = select(AudienceJob).where(AudienceJob.profile_id == profile_id, AudienceJob.status.in_(ACTIVE))
    return (await session.scalars(wanted.with_for_update())).all()


async def due_profiles(session: AsyncSession, limit: int) -> Sequence[AudienceProfile]:
    """Profiles whose next snapshot is due, locked."""
    wanted = select(AudienceProfile).where(AudienceProfile.next_snapshot_at <= clock.now())
    wanted = wanted.options(undefer(AudienceProfile.session_secrets)).order_by(AudienceProfile.next_snapshot_at)
    return (await session.scalars(wanted.limit(limit).with_for_update(skip_locked=True))).all()


def _waits_in_line() -> ColumnElement[bool]:
    is_due = or_(AudienceJob.resume_at.is_(None), AudienceJob.resume_at <= clock.now())
    return and_(AudienceJob.status == WorkStatus.QUEUED, is_due)


def _not_expired() -> ColumnElement[bool]:
    return or_(AudienceJob.expires_at.is_(None), AudienceJob.expires_at > clock.now())
