"""Stored lists: finding, restoring, replacing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from autogram.audience.archive import Compacted, Stored
from autogram.audience.models import AudienceList, AudienceListPart, AudienceSnapshot
from autogram.audience.vocabulary import IdSpace
from autogram.instagram.export.kinds import ListKind


async def lists_of(
    session: AsyncSession, snapshot_ids: Collection[UUID]
) -> Mapping[UUID, dict[ListKind, AudienceList]]:
    """The lists of each snapshot, without their content."""
    found: dict[UUID, dict[ListKind, AudienceList]] = {snapshot_id: {} for snapshot_id in snapshot_ids}
    for each in await session.scalars(select(AudienceList).where(AudienceList.snapshot_id.in_(snapshot_ids))):
        found[each.snapshot_id][each.kind] = each
    return found


async def newest_before(
    session: AsyncSession, profile_id: UUID, kind: ListKind, id_space: IdSpace, moment: tuple[datetime, UUID]
) -> AudienceList | None:
    """The last list of the same kind that was taken before that moment."""
    rows = (
        select(AudienceList)
        .join(AudienceSnapshot, AudienceSnapshot.id == AudienceList.snapshot_id)
        .where(
            AudienceSnapshot.profile_id == profile_id,
            AudienceSnapshot.deleted_at.is_(None),
            AudienceList.kind == kind,
            AudienceList.id_space == id_space,
            tuple_(AudienceSnapshot.taken_at, AudienceSnapshot.id) < tuple_(*moment),
        )
        .order_by(AudienceSnapshot.taken_at.desc(), AudienceSnapshot.id.desc())
        .limit(1)
    )
    return (await session.scalars(rows)).first()


async def stored(session: AsyncSession, list_id: UUID) -> Stored:
    """Everything from which the list is restored."""
    chain = (
        select(AudienceList.id, AudienceList.base_id, AudienceList.links)
        .where(AudienceList.id == list_id)
        .cte("chain", recursive=True)
    )
    base = aliased(AudienceList)
    chain = chain.union_all(select(base.id, base.base_id, base.links).join(chain, chain.c.base_id == base.id))
    part = AudienceListPart
    rows = (
        select(chain.c.links, part.payload).join(part, part.list_id == chain.c.id).order_by(chain.c.links, part.number)
    )
    found = (await session.execute(rows)).all()
    return Stored([payload for links, payload in found if links == 0], [p for links, p in found if links > 0])


async def keep(session: AsyncSession, each: AudienceList, compacted: Compacted, base: AudienceList | None) -> None:
    """The list is stored in that form, in the place of how it was stored before, if it was."""
    is_difference = compacted.is_difference and base is not None
    each.base_id = base.id if is_difference and base else None
    each.links = base.links + 1 if is_difference and base else 0
    each.touched = base.touched + compacted.touched if is_difference and base else 0
    each.stored_bytes = compacted.stored_bytes
    session.add(each)
    await session.flush()
    await session.execute(delete(AudienceListPart).where(AudienceListPart.list_id == each.id))
    rows = [
        {"list_id": each.id, "number": number, "first_username": part.first_username, "payload": part.payload}
        for number, part in enumerate(compacted.parts)
    ]
    # One at a time: each may have some hundred kilobytes.
    for row in rows:
        await session.execute(insert(AudienceListPart).values(**row))


async def children_of(session: AsyncSession, list_id: UUID) -> Sequence[AudienceList]:
    """Lists that are stored as a difference to this one."""
    return list(await session.scalars(select(AudienceList).where(AudienceList.base_id == list_id)))


async def descendants_of(session: AsyncSession, list_id: UUID) -> Sequence[AudienceList]:
    """Lists whose chain leads over this one."""
    below = select(AudienceList.id).where(AudienceList.base_id == list_id).cte("below", recursive=True)
    child = aliased(AudienceList)
    below = below.union_all(select(child.id).join(below, child.base_id == below.c.id))
    return list(await session.scalars(select(AudienceList).where(AudienceList.id.in_(select(below.c.id)))))
