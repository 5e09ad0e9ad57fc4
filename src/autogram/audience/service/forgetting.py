"""Nothing is left of what was deleted, and what others build on is rewritten first."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience import apart, calculations
from autogram.audience.models import AudienceList
from autogram.audience.queries import imports, lists, profiles, snapshots, views
from autogram.core import clock
from autogram.core.runtime import Runtime

KEEP_UNREAD = timedelta(days=2)
KEEP_IMPORTS = timedelta(days=30)


async def forget_snapshot(runtime: Runtime, snapshot_id: UUID) -> None:
    """The rows of a deleted snapshot are gone. Lists stored as a difference to its lists are stored without them."""
    async with runtime.database.transaction() as session:
        snapshot = await snapshots.any_snapshot(session, snapshot_id)
        if snapshot is None or snapshot.deleted_at is None:
            return
        # Whoever stores a list of the profile waits, so that none builds on this one now.
        await profiles.get_profile(session, snapshot.profile_id, lock=True)
        for each in (await lists.lists_of(session, [snapshot_id]))[snapshot_id].values():
            for child in await lists.children_of(session, each.id):
                await _move_off(session, child, each)
        await snapshots.erase(session, snapshot_id)


async def _move_off(session: AsyncSession, child: AudienceList, gone: AudienceList) -> None:
    """The child is stored as a difference to what its base was a difference to, or whole."""
    links, touched = child.links, child.touched
    base = await session.get(AudienceList, gone.base_id) if gone.base_id else None
    stored = await lists.stored(session, child.id)
    size = child.stored_bytes + gone.stored_bytes
    if base is None:
        compacted = await apart.run(calculations.whole, stored, size_bytes=size)
    else:
        compacted = await apart.run(calculations.combined, stored.differences[-2:], size_bytes=size)
    await lists.keep(session, child, compacted, base)
    for each in await lists.descendants_of(session, child.id):
        each.links -= links - child.links
        each.touched -= touched - child.touched


async def forget_unread(session: AsyncSession) -> None:
    """Lists laid out for reading that nobody has read for two days are gone, and so are imports of a month ago."""
    await views.forget_unread(session, clock.now() - KEEP_UNREAD)
    await imports.forget_before(session, clock.now() - KEEP_IMPORTS)
