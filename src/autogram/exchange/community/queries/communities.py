"""Communities, of which a workspace has one at most and an installation one in front."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.exchange.community.errors import CommunityNotFound
from autogram.exchange.community.models import Community


async def of_workspace(session: AsyncSession, workspace_id: UUID, *, lock: bool = False) -> Community | None:
    return await _one(session, select(Community).where(Community.workspace_id == workspace_id), lock=lock)


async def with_slug(session: AsyncSession, slug: str) -> Community | None:
    return await _one(session, select(Community).where(Community.slug == slug))


async def in_front(session: AsyncSession) -> Community | None:
    return await _one(session, select(Community).where(Community.is_front))


async def is_any(session: AsyncSession) -> bool:
    """Whether the installation has a community."""
    return await session.scalar(select(Community.id).limit(1)) is not None


async def get_community(session: AsyncSession, community_id: UUID, *, lock: bool = False) -> Community:
    """Raises `CommunityNotFound`."""
    found = await _one(session, select(Community).where(Community.id == community_id), lock=lock)
    if found is None:
        raise CommunityNotFound(community_id=str(community_id))
    return found


async def _one(session: AsyncSession, found: Select[Community], *, lock: bool = False) -> Community | None:
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(found)).one_or_none()


async def workspace_of(session: AsyncSession, community_id: UUID) -> UUID:
    """Of a community that is there."""
    return (await session.scalars(select(Community.workspace_id).where(Community.id == community_id))).one()


async def verified_weekly(session: AsyncSession) -> Sequence[Community]:
    """Those that are verified by themselves once a week."""
    return (await session.scalars(select(Community).where(Community.verify_weekday.is_not(None)))).all()


async def due_for_comments(session: AsyncSession, now: datetime) -> Sequence[Community]:
    """Those whose next round of comments is due and not stopped; locked, without waiting for those others have."""
    rows = select(Community).where(
        Community.comments_enabled, Community.comments_stopped_at.is_(None), Community.next_comments_at <= now
    )
    return (await session.scalars(rows.order_by(Community.next_comments_at).with_for_update(skip_locked=True))).all()


async def webhook_secret(session: AsyncSession, community_id: UUID) -> str | None:
    return await session.scalar(select(Community.summary_webhook_secret).where(Community.id == community_id))


async def has_webhook_secret(session: AsyncSession, community_id: UUID) -> bool:
    """Without decrypting it."""
    stored = select(Community.summary_webhook_secret.is_not(None)).where(Community.id == community_id)
    return bool(await session.scalar(stored))


async def claim_addresses(session: AsyncSession) -> None:
    """Who makes a community, renames its address or moves the front waits until our transaction has ended."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("exchange-addresses", 0))))


async def leave_front(session: AsyncSession) -> None:
    """No community is in front."""
    await session.execute(update(Community).where(Community.is_front).values(is_front=False, updated_at=clock.now()))
