"""Lists made ready for reading page by page, when somebody asks for them first."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from autogram.audience import apart, calculations, layout, packing
from autogram.audience.archive import Stored
from autogram.audience.errors import ListIncomplete, ListNotInSnapshot, SnapshotsNotInOrder
from autogram.audience.models import AudienceList, AudienceSnapshot, AudienceView
from autogram.audience.packing import Part
from autogram.audience.queries import lists as list_queries
from autogram.audience.queries import snapshots, views
from autogram.audience.service.comparing import refuse_incomplete
from autogram.audience.service.seen import seen_before
from autogram.audience.vocabulary import MAIN_LISTS, Change, Derived, Ordering
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.instagram.export.kinds import ListKind

# Laying out fewer people takes less than a moment.
LONG = 50_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list that somebody wants to read: of one snapshot, or what changed in it since an older one."""

    snapshot_id: UUID
    name: str
    ordering: Ordering = Ordering.NAME
    older_id: UUID | None = None

    @classmethod
    def change(cls, older_id: UUID, newer_id: UUID, kind: ListKind, change: Change, ordering: Ordering) -> "Wanted":
        return cls(newer_id, change_name(kind, change), ordering, older_id)


def change_name(kind: ListKind, change: Change) -> str:
    return f"{kind}.{change}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A list in blocks."""

    count: int
    blocks: list[Part] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Packed:
    """People as a calculation gives them, and how much there is of them."""

    people: bytes = field(repr=False)
    names_before: Sequence[str] = field(repr=False, default=())


async def view_of(runtime: Runtime, workspace_id: UUID, wanted: Wanted) -> AudienceView:
    """The list, laid out. Raises `SnapshotNotFound`, `ListNotInSnapshot`, `ListIncomplete`, `SnapshotsNotInOrder`."""
    async with runtime.database.reading() as session:
        sources = await _sources(session, workspace_id, wanted)
        found = await views.find_view(session, wanted.snapshot_id, wanted.older_id, wanted.name, wanted.ordering)
        if found is not None:
            return found
        stored = [await list_queries.stored(session, each.id) for each in sources.lists]
        made = await _made(session, wanted, sources, stored)
    laid = {name: await _laid(packed, wanted.ordering) for name, packed in made.items()}
    async with runtime.database.transaction() as writing:
        # A snapshot that is deleted meanwhile gets no new rows.
        await snapshots.get_snapshot(writing, wanted.snapshot_id, lock=True)
        for name, each in laid.items():
            await views.add_view(
                writing,
                wanted.snapshot_id,
                wanted.older_id,
                name,
                ordering=wanted.ordering,
                count=each.count,
                blocks=each.blocks,
            )
        found = await views.find_view(writing, wanted.snapshot_id, wanted.older_id, wanted.name, wanted.ordering)
    assert found is not None
    return found


async def lay_out_ahead(runtime: Runtime, snapshot_id: UUID) -> None:
    """If the lists of the snapshot are long, those that are read most are laid out before somebody waits for them."""
    async with runtime.database.reading() as session:
        snapshot = await snapshots.get_snapshot(session, snapshot_id)
        of_it = (await list_queries.lists_of(session, [snapshot_id]))[snapshot_id]
    if sum(each.count for each in of_it.values()) < LONG:
        return
    for name in (Derived.NOT_FOLLOWING_BACK, *MAIN_LISTS):
        with suppress(ListIncomplete, ListNotInSnapshot):
            await view_of(runtime, snapshot.workspace_id, Wanted(snapshot_id, name))


@dataclass(frozen=True, slots=True)
class _Sources:
    """The stored lists that a wanted one follows from."""

    lists: Sequence[AudienceList]
    newer: AudienceSnapshot
    older: AudienceSnapshot | None = None

    @property
    def by_id(self) -> bool:
        return len({each.id_space for each in self.lists}) == 1


async def _sources(session: ReadSession, workspace_id: UUID, wanted: Wanted) -> _Sources:
    newer = await snapshots.get_snapshot(session, wanted.snapshot_id, workspace_id=workspace_id)
    if wanted.older_id is None:
        return _Sources(await _lists_of_one(session, newer, wanted.name), newer)
    older = await snapshots.get_snapshot(session, wanted.older_id, workspace_id=workspace_id)
    kind = ListKind(wanted.name.partition(".")[0])
    return _Sources(await comparable_lists(session, older, newer, kind), newer, older)


async def _lists_of_one(session: ReadSession, snapshot: AudienceSnapshot, name: str) -> list[AudienceList]:
    of_snapshot = (await list_queries.lists_of(session, [snapshot.id]))[snapshot.id]
    if name not in set(Derived):
        return [_present(of_snapshot, ListKind(name))]
    main = [_present(of_snapshot, kind) for kind in MAIN_LISTS]
    for each in main:
        refuse_incomplete(each.kind, each.is_complete, each.reasons)
    return main


async def comparable_lists(
    session: ReadSession, older: AudienceSnapshot, newer: AudienceSnapshot, kind: ListKind
) -> list[AudienceList]:
    """The list of both snapshots. Raises unless both are complete and the snapshots are of one profile and in order."""
    if older.profile_id != newer.profile_id:
        raise SnapshotsNotInOrder("The snapshots are of different profiles.")
    if (older.taken_at, older.id) >= (newer.taken_at, newer.id):
        raise SnapshotsNotInOrder("The snapshot to compare with must be older.")
    return [await complete_list(session, snapshot, kind) for snapshot in (older, newer)]


async def complete_list(session: ReadSession, snapshot: AudienceSnapshot, kind: ListKind) -> AudienceList:
    """The snapshot's list. Raises `ListNotInSnapshot` or `ListIncomplete`."""
    each = _present((await list_queries.lists_of(session, [snapshot.id]))[snapshot.id], kind)
    refuse_incomplete(kind, each.is_complete, each.reasons, f" of {snapshot.taken_at:%Y-%m-%d %H:%M} UTC")
    return each


def _present(lists: Mapping[ListKind, AudienceList], kind: ListKind) -> AudienceList:
    if kind not in lists:
        raise ListNotInSnapshot(f"The snapshot has no list “{kind}”: it was not in what was read.", list=str(kind))
    return lists[kind]


async def _made(
    session: ReadSession, wanted: Wanted, sources: _Sources, stored: Sequence[Stored]
) -> Mapping[str, _Packed]:
    """What is wanted, and whatever else comes of the same calculation."""
    size = sum(each.stored_bytes for each in sources.lists)
    if sources.older is not None:
        return await _changes(session, sources, stored, size)
    if len(stored) == 1:
        people = await apart.run(calculations.restored, stored[0], size_bytes=size)
        return {wanted.name: _Packed(people)}
    found = await apart.run(calculations.relations, *stored, sources.by_id, size_bytes=size)
    return {
        Derived.NOT_FOLLOWING_BACK: _Packed(found.not_following_back),
        Derived.FANS: _Packed(found.fans),
        Derived.MUTUALS: _Packed(found.mutuals),
    }


async def _changes(
    session: ReadSession, sources: _Sources, stored: Sequence[Stored], size: int
) -> Mapping[str, _Packed]:
    assert sources.older is not None
    found = await apart.run(calculations.changes, *stored, sources.by_id, size_bytes=size)
    gained, newer, older = packing.unpack(found.gained), sources.lists[1], sources.older
    marks = await seen_before(session, older.profile_id, newer.kind, (older.taken_at, older.id), gained, newer.id_space)
    made = {
        Change.GAINED: _Packed(found.gained),
        Change.LOST: _Packed(found.lost),
        Change.RETURNED: _Packed(packing.pack(gained.where(marks))),
        Change.RENAMED: _Packed(found.renamed, found.names_before),
    }
    return {change_name(newer.kind, change): packed for change, packed in made.items()}


async def _laid(packed: _Packed, ordering: Ordering) -> Laid:
    size = len(packed.people)
    blocks = await apart.run(layout.blocks_of, packed.people, packed.names_before, ordering, size_bytes=size)
    return Laid(packing.count_of(packed.people), blocks)
