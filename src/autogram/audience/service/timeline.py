"""A profile's snapshots over time: reading, comparing neighbours, alarms, deleting."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.errors import SnapshotNotFound
from autogram.audience.messages import ForgetSnapshot
from autogram.audience.models import AudienceComparison, AudienceList, AudienceSnapshot
from autogram.audience.queries import lists, profiles, snapshots
from autogram.audience.schemas import ChangeCounts, ListRead, SnapshotRead
from autogram.audience.service.laying_out import Wanted, comparable_lists, complete_list, view_of
from autogram.audience.vocabulary import MAIN_LISTS, Change, Ordering
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page, encode_cursor
from autogram.core.runtime import Runtime
from autogram.identity import service as identity
from autogram.identity.permissions import Actor
from autogram.instagram.export.kinds import ListKind
from autogram.jobs.api import enqueue


async def list_snapshots(
    session: ReadSession, workspace_id: UUID, profile_id: UUID, *, cursor: str | None, limit: int
) -> Page[SnapshotRead]:
    """The timeline, newest first."""
    await profiles.get_profile(session, profile_id, workspace_id=workspace_id)
    found = list(await snapshots.list_snapshots(session, profile_id, cursor=cursor, limit=limit))
    shown = found[:limit]
    following = encode_cursor(shown[-1].taken_at, shown[-1].id) if len(found) > limit else None
    return Page(items=await _as_read(session, shown), next_cursor=following)


async def read_snapshot(session: ReadSession, workspace_id: UUID, snapshot_id: UUID) -> SnapshotRead:
    snapshot = await snapshots.get_snapshot(session, snapshot_id, workspace_id=workspace_id)
    return (await _as_read(session, [snapshot]))[0]


async def _as_read(session: ReadSession, found: Sequence[AudienceSnapshot]) -> list[SnapshotRead]:
    ids = [snapshot.id for snapshot in found]
    of_each = await lists.lists_of(session, ids)
    compared: dict[UUID, list[AudienceComparison]] = {snapshot_id: [] for snapshot_id in ids}
    for each in await snapshots.neighbours_of(session, ids):
        compared[each.newer_id].append(each)
    return [_snapshot_read(each, of_each[each.id], compared[each.id]) for each in found]


def _snapshot_read(
    snapshot: AudienceSnapshot, of_it: Mapping[ListKind, AudienceList], compared: Sequence[AudienceComparison]
) -> SnapshotRead:
    return SnapshotRead(
        id=snapshot.id,
        profile_id=snapshot.profile_id,
        taken_at=snapshot.taken_at,
        source=snapshot.source,
        created_at=snapshot.created_at,
        lists=[
            ListRead(
                kind=kind,
                count=of_it[kind].count,
                expected=of_it[kind].expected,
                is_complete=of_it[kind].is_complete,
                reasons=of_it[kind].reasons,
            )
            for kind in ListKind
            if kind in of_it
        ],
        facts=snapshot.facts,
        changes=[_counts(each) for each in sorted(compared, key=lambda each: each.kind)],
    )


def _counts(each: AudienceComparison) -> ChangeCounts:
    return ChangeCounts(
        kind=each.kind,
        older_snapshot_id=each.older_id,
        newer_snapshot_id=each.newer_id,
        gained=each.gained,
        lost=each.lost,
        returned=each.returned,
        renamed=each.renamed,
    )


async def compare_snapshots(
    runtime: Runtime, workspace_id: UUID, older_id: UUID | None, newer_id: UUID, kind: ListKind
) -> ChangeCounts:
    """How many came and went; since the last complete snapshot before, if no older one is named.

    Raises `SnapshotNotFound`, `ListNotInSnapshot`, `ListIncomplete`, `SnapshotsNotInOrder`.
    """
    async with runtime.database.reading() as session:
        older_id = await older_of(session, workspace_id, older_id, newer_id, kind)
        older = await snapshots.get_snapshot(session, older_id, workspace_id=workspace_id)
        newer = await snapshots.get_snapshot(session, newer_id, workspace_id=workspace_id)
        await comparable_lists(session, older, newer, kind)
        known = await snapshots.get_comparison(session, older_id, newer_id, kind)
    if known is not None:
        return _counts(known)
    counts = {
        change: (
            await view_of(runtime, workspace_id, Wanted.change(older_id, newer_id, kind, change, Ordering.NAME))
        ).count
        for change in Change
    }
    return ChangeCounts(
        kind=kind,
        older_snapshot_id=older_id,
        newer_snapshot_id=newer_id,
        gained=counts[Change.GAINED],
        lost=counts[Change.LOST],
        returned=counts[Change.RETURNED],
        renamed=counts[Change.RENAMED],
    )


async def older_of(
    session: ReadSession, workspace_id: UUID, older_id: UUID | None, newer_id: UUID, kind: ListKind
) -> UUID:
    """The snapshot to compare with: the one that is named, else the last before whose list is complete."""
    if older_id is not None:
        return older_id
    newer = await snapshots.get_snapshot(session, newer_id, workspace_id=workspace_id)
    await complete_list(session, newer, kind)
    before = await snapshots.complete_before(session, newer, kind)
    if before is None:
        raise SnapshotNotFound(f"There is no older snapshot whose list “{kind}” is complete.")
    return before.id


async def compare_neighbours(runtime: Runtime, snapshot_id: UUID) -> None:
    """It is known what changed between the snapshot and those next to it; owners are told if too many left.

    If it is deleted, or its list not complete, those before and after it are each other's neighbours.
    """
    async with runtime.database.reading() as session:
        snapshot = await snapshots.any_snapshot(session, snapshot_id)
        pairs = [] if snapshot is None else await _pairs(session, snapshot)
    for workspace_id, older_id, newer_id, kind in pairs:
        counts = await compare_snapshots(runtime, workspace_id, older_id, newer_id, kind)
        async with runtime.database.transaction() as writing:
            await _note(writing, counts)
            if newer_id == snapshot_id:
                await _alarm(writing, counts)


async def _pairs(session: ReadSession, snapshot: AudienceSnapshot) -> list[tuple[UUID, UUID, UUID, ListKind]]:
    """Neighbours that can be compared, and are not yet, oldest first."""
    found = []
    of_it = (await lists.lists_of(session, [snapshot.id]))[snapshot.id]
    for kind in MAIN_LISTS:
        before = await snapshots.complete_before(session, snapshot, kind)
        after = await snapshots.complete_after(session, snapshot, kind)
        is_there = snapshot.deleted_at is None and kind in of_it and of_it[kind].is_complete
        row = [before, snapshot if is_there else None, after]
        known = [each for each in row if each is not None]
        found += [(snapshot.workspace_id, one.id, two.id, kind) for one, two in pairwise(known)]
    return found


async def _note(session: AsyncSession, counts: ChangeCounts) -> None:
    newer = await snapshots.get_snapshot(session, counts.newer_snapshot_id, lock=True)
    older = await snapshots.get_snapshot(session, counts.older_snapshot_id, lock=True)
    await snapshots.add_comparison(
        session,
        older_id=older.id,
        newer_id=newer.id,
        kind=counts.kind,
        gained=counts.gained,
        lost=counts.lost,
        returned=counts.returned,
        renamed=counts.renamed,
    )


async def _alarm(session: AsyncSession, counts: ChangeCounts) -> None:
    """The owners are told, once, if more followers were lost than they want to lose in silence."""
    newer = await snapshots.get_snapshot(session, counts.newer_snapshot_id)
    older = await snapshots.get_snapshot(session, counts.older_snapshot_id)
    profile = await profiles.get_profile(session, newer.profile_id)
    threshold = profile.alarm_lost_followers
    if counts.kind is not ListKind.FOLLOWERS or threshold is None or counts.lost <= threshold:
        return
    newest = await snapshots.newest_snapshot(session, profile.id)
    # An old export that somebody imports afterwards is no news.
    if newest is None or newest.id != newer.id or not await snapshots.claim_alarm(session, older.id, newer.id):
        return
    await identity.mail_workspace_owners(
        session,
        newer.workspace_id,
        f"{profile.username} lost {counts.lost:,} followers",
        f"Between {older.taken_at:%Y-%m-%d %H:%M} and {newer.taken_at:%Y-%m-%d %H:%M} UTC, {profile.username} lost"
        f" {counts.lost:,} followers and gained {counts.gained:,}. You asked to be told of more than {threshold:,}."
        "\n\nBoth lists were complete. Who has left stands in the profile's history.",
    )


async def delete_snapshot(session: AsyncSession, actor: Actor, snapshot_id: UUID) -> None:
    """Nobody sees the snapshot any more, and soon nothing of it is left."""
    snapshot = await snapshots.get_snapshot(session, snapshot_id, workspace_id=actor.workspace_id, lock=True)
    snapshot.deleted_at = clock.now()
    await session.flush()
    await snapshots.forget_comparisons(session, snapshot.id)
    await enqueue(session, ForgetSnapshot(snapshot_id=snapshot.id))
    audit.record(
        session,
        "audience.delete_snapshot",
        f"audience_snapshot:{snapshot.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
    )
