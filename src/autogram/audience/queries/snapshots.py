"""Snapshots in the order of time, and how many came and went between them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.errors import SnapshotNotFound
from autogram.audience.models import AudienceComparison, AudienceList, AudienceListPart, AudienceSnapshot
from autogram.core import clock
from autogram.core.paging import newest_first
from autogram.instagram.export.kinds import ListKind

_taken = tuple_(AudienceSnapshot.taken_at, AudienceSnapshot.id)
_NEWEST = (AudienceSnapshot.taken_at.desc(), AudienceSnapshot.id.desc())
_OLDEST = (AudienceSnapshot.taken_at, AudienceSnapshot.id)


def _visible(profile_id: UUID) -> Select[AudienceSnapshot]:
    return select(AudienceSnapshot).where(
        AudienceSnapshot.profile_id == profile_id, AudienceSnapshot.deleted_at.is_(None)
    )


async def get_snapshot(
    session: AsyncSession, snapshot_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> AudienceSnapshot:
    """The snapshot, of that workspace if one is named. Raises `SnapshotNotFound`, also for a deleted one."""
    rows = select(AudienceSnapshot).where(AudienceSnapshot.id == snapshot_id, AudienceSnapshot.deleted_at.is_(None))
    if workspace_id is not None:
        rows = rows.where(AudienceSnapshot.workspace_id == workspace_id)
    if lock:
        rows = rows.with_for_update()
    snapshot = (await session.scalars(rows)).one_or_none()
    if snapshot is None:
        raise SnapshotNotFound
    return snapshot


async def any_snapshot(session: AsyncSession, snapshot_id: UUID) -> AudienceSnapshot | None:
    """The snapshot, also a deleted one of which something is left."""
    return await session.get(AudienceSnapshot, snapshot_id)


async def list_snapshots(
    session: AsyncSession, profile_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[AudienceSnapshot]:
    """By when they were taken, newest first."""
    paged = newest_first(
        _visible(profile_id), AudienceSnapshot.taken_at, AudienceSnapshot.id, cursor=cursor, limit=limit
    )
    return list(await session.scalars(paged))


async def newest_snapshot(session: AsyncSession, profile_id: UUID) -> AudienceSnapshot | None:
    return (await session.scalars(_visible(profile_id).order_by(*_NEWEST).limit(1))).first()


async def same_file(session: AsyncSession, profile_id: UUID, digest: bytes) -> AudienceSnapshot | None:
    """The snapshot that was made of the same upload."""
    return (await session.scalars(_visible(profile_id).where(AudienceSnapshot.digest == digest))).first()


async def complete_before(session: AsyncSession, snapshot: AudienceSnapshot, kind: ListKind) -> AudienceSnapshot | None:
    """The last snapshot before that one whose list of that kind is complete."""
    rows = _with_complete(snapshot.profile_id, kind).where(_taken < tuple_(snapshot.taken_at, snapshot.id))
    return (await session.scalars(rows.order_by(*_NEWEST).limit(1))).first()


async def complete_after(session: AsyncSession, snapshot: AudienceSnapshot, kind: ListKind) -> AudienceSnapshot | None:
    """The first snapshot after that one whose list of that kind is complete."""
    rows = _with_complete(snapshot.profile_id, kind).where(_taken > tuple_(snapshot.taken_at, snapshot.id))
    return (await session.scalars(rows.order_by(*_OLDEST).limit(1))).first()


def _with_complete(profile_id: UUID, kind: ListKind) -> Select[AudienceSnapshot]:
    rows = _visible(profile_id).join(AudienceList, AudienceList.snapshot_id == AudienceSnapshot.id)
    return rows.where(AudienceList.kind == kind, AudienceList.is_complete)


async def lists_in_time(
    session: AsyncSession, profile_id: UUID, kind: ListKind
) -> Sequence[tuple[AudienceList, AudienceSnapshot]]:
    """Every list of that kind, oldest first; also of snapshots that are deleted, as long as others build on them."""
    rows = (
        select(AudienceList, AudienceSnapshot)
        .join(AudienceSnapshot, AudienceSnapshot.id == AudienceList.snapshot_id)
        .where(AudienceSnapshot.profile_id == profile_id, AudienceList.kind == kind)
        .order_by(*_OLDEST)
    )
    return [(each, snapshot) for each, snapshot in await session.execute(rows)]


class StoredPart(NamedTuple):
    """A stretch of a list, and the list that it is a difference to, if it is one: both as they were at one moment."""

    base_id: UUID | None
    payload: bytes


async def part_with(session: AsyncSession, list_id: UUID, username: str) -> StoredPart | None:
    """The stretch in which that name is, or would be; of a difference all of it."""
    rows = _parts(list_id).where(AudienceListPart.first_username <= username)
    found = (await session.execute(rows.order_by(AudienceListPart.number.desc()).limit(1))).one_or_none()
    return StoredPart(*found) if found else None


async def parts(session: AsyncSession, list_id: UUID) -> Sequence[StoredPart]:
    rows = await session.execute(_parts(list_id).order_by(AudienceListPart.number))
    return [StoredPart(*row) for row in rows]


def _parts(list_id: UUID) -> Select[UUID | None, bytes]:
    rows = select(AudienceList.base_id, AudienceListPart.payload)
    return rows.join(AudienceListPart, AudienceListPart.list_id == AudienceList.id).where(AudienceList.id == list_id)


async def neighbours_of(session: AsyncSession, snapshot_ids: Collection[UUID]) -> Sequence[AudienceComparison]:
    """What is known about each of them and the nearest snapshot before it, list by list."""
    rows = (
        select(AudienceComparison)
        .join(AudienceSnapshot, AudienceSnapshot.id == AudienceComparison.older_id)
        .where(AudienceComparison.newer_id.in_(snapshot_ids), AudienceSnapshot.deleted_at.is_(None))
        .ext(distinct_on(AudienceComparison.newer_id, AudienceComparison.kind))
        .order_by(AudienceComparison.newer_id, AudienceComparison.kind, *_NEWEST)
    )
    return list(await session.scalars(rows))


async def get_comparison(
    session: AsyncSession, older_id: UUID, newer_id: UUID, kind: ListKind
) -> AudienceComparison | None:
    return await session.get(AudienceComparison, (newer_id, older_id, kind))


async def add_comparison(session: AsyncSession, **values: object) -> None:
    """What came of comparing two is known. Nothing happens if it was before."""
    await session.execute(insert(AudienceComparison).values(**values).on_conflict_do_nothing())


async def claim_alarm(session: AsyncSession, older_id: UUID, newer_id: UUID) -> bool:
    """Whether this caller is the one to tell of lost followers between the two; nobody else will."""
    claimed = (
        update(AudienceComparison)
        .where(
            AudienceComparison.older_id == older_id,
            AudienceComparison.newer_id == newer_id,
            AudienceComparison.kind == ListKind.FOLLOWERS,
            AudienceComparison.alarmed_at.is_(None),
        )
        .values(alarmed_at=clock.now())
        .returning(AudienceComparison.newer_id)
    )
    return (await session.execute(claimed)).first() is not None


async def forget_comparisons(session: AsyncSession, snapshot_id: UUID) -> None:
    either = (AudienceComparison.older_id == snapshot_id) | (AudienceComparison.newer_id == snapshot_id)
    await session.execute(delete(AudienceComparison).where(either))


async def erase(session: AsyncSession, snapshot_id: UUID) -> None:
    await session.execute(delete(AudienceSnapshot).where(AudienceSnapshot.id == snapshot_id))


async def deleted_before(session: AsyncSession, moment: datetime) -> Sequence[UUID]:
    """Deleted snapshots that are still there."""
    return list(await session.scalars(select(AudienceSnapshot.id).where(AudienceSnapshot.deleted_at < moment)))
