"""Lists laid out for reading."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.models import AudienceView, AudienceViewBlock
from autogram.audience.packing import Part
from autogram.audience.vocabulary import Ordering
from autogram.core import clock
from autogram.core.ids import new_id

_ROWS = 500


async def find_view(
    session: AsyncSession, snapshot_id: UUID, older_id: UUID | None, name: str, ordering: Ordering
) -> AudienceView | None:
    rows = select(AudienceView).where(
        AudienceView.snapshot_id == snapshot_id,
        AudienceView.older_id.is_not_distinct_from(older_id),
        AudienceView.name == name,
        AudienceView.ordering == ordering,
    )
    return (await session.scalars(rows)).one_or_none()


async def add_view(
    session: AsyncSession,
    snapshot_id: UUID,
    older_id: UUID | None,
    name: str,
    *,
    ordering: Ordering,
    count: int,
    blocks: Sequence[Part],
) -> None:
    """The view is there. Nothing happens if somebody else was faster."""
    row = upsert(AudienceView).values(
        id=new_id(), snapshot_id=snapshot_id, older_id=older_id, name=name, ordering=ordering, count=count
    )
    added = row.values(read_at=clock.now()).on_conflict_do_nothing().returning(AudienceView.id)
    view_id = await session.scalar(added)
    if view_id is None:
        return
    for start in range(0, len(blocks), _ROWS):
        rows = [
            {
                "view_id": view_id,
                "number": number,
                "first_username": blocks[number].first_username,
                "payload": blocks[number].payload,
            }
            for number in range(start, min(start + _ROWS, len(blocks)))
        ]
        await session.execute(insert(AudienceViewBlock), rows)


async def blocks(session: AsyncSession, view_id: UUID, first: int, count: int) -> Sequence[bytes]:
    """The blocks from number `first` on, `count` at most."""
    block = AudienceViewBlock
    rows = (
        select(block.payload)
        .where(block.view_id == view_id, block.number >= first, block.number < first + count)
        .order_by(block.number)
    )
    return list(await session.scalars(rows))


async def block_with(session: AsyncSession, view_id: UUID, username: str) -> int:
    """The number of the block of a view sorted by name in which that name is, or would be."""
    block = AudienceViewBlock
    rows = (
        select(block.number)
        .where(block.view_id == view_id, block.first_username <= username)
        .order_by(block.first_username.desc())
        .limit(1)
    )
    return int(await session.scalar(rows) or 0)


async def note_read(session: AsyncSession, view_id: UUID) -> None:
    await session.execute(update(AudienceView).where(AudienceView.id == view_id).values(read_at=clock.now()))


async def forget_unread(session: AsyncSession, before: datetime) -> int:
    """Views nobody has read since are gone; how many."""
    gone = await session.execute(delete(AudienceView).where(AudienceView.read_at < before).returning(AudienceView.id))
    return len(gone.all())


async def count_views(session: AsyncSession, snapshot_id: UUID) -> int:
    return int(await session.scalar(select(func.count()).where(AudienceView.snapshot_id == snapshot_id)) or 0)
