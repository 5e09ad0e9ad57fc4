"""From lists that were read to a snapshot in its compact form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience import apart, archive, calculations
from autogram.audience.calculations import PreparedList
from autogram.audience.messages import SnapshotTaken
from autogram.audience.models import AudienceList, AudienceProfile, AudienceSnapshot
from autogram.audience.queries import lists as list_queries
from autogram.audience.queries import profiles as profile_queries
from autogram.audience.vocabulary import IdSpace, SnapshotSource
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.live import announce
from autogram.instagram.export.kinds import ListKind
from autogram.jobs.api import enqueue


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as a crawl has read it: (Instagram's number, user name, since), in any order, also repeated.

    If it `is_complete` is the reader's judgement; otherwise `reasons` say in words what is missing.
    """

    people: Iterable[tuple[str | None, str, datetime | None]] = field(repr=False)
    is_complete: bool
    reasons: tuple[str, ...] = ()


async def store_snapshot(
    session: AsyncSession,
    profile_id: UUID,
    *,
    source: SnapshotSource,
    lists: Mapping[ListKind, ReadList],
    expected_counts: Mapping[ListKind, int] | None = None,
    taken_at: datetime | None = None,
    instagram_id: str | None = None,
) -> UUID:
    """The lists are a snapshot of the profile when the caller's transaction commits; its id.

    A list that is not complete is kept as well, but never compared. Raises `AudienceProfileNotFound`.
    """
    expected = expected_counts or {}
    prepared = {
        kind: await apart.run(
            calculations.prepare,
            each.people,
            IdSpace.INSTAGRAM,
            each.is_complete,
            tuple(each.reasons),
            expected.get(kind),
            size_bytes=0,
        )
        for kind, each in lists.items()
    }
    profile = await profile_queries.get_profile(session, profile_id, lock=True)
    profile.instagram_id = instagram_id or profile.instagram_id
    return await store_prepared(session, profile, prepared, source=source, taken_at=taken_at or clock.now())


async def store_prepared(
    session: AsyncSession,
    profile: AudienceProfile,
    lists: Mapping[ListKind, PreparedList],
    *,
    source: SnapshotSource,
    taken_at: datetime,
    facts: dict[str, Any] | None = None,
    digest: bytes | None = None,
) -> UUID:
    """Like `store_snapshot`, for lists that are packed already and a profile that is locked."""
    snapshot = AudienceSnapshot(
        id=new_id(),
        workspace_id=profile.workspace_id,
        profile_id=profile.id,
        taken_at=taken_at,
        source=source,
        facts=facts or {},
        digest=digest,
    )
    session.add(snapshot)
    await session.flush()
    for kind, each in lists.items():
        await _store_list(session, snapshot, kind, each)
    await enqueue(session, SnapshotTaken(snapshot_id=snapshot.id))
    await announce(
        session, snapshot.workspace_id, "snapshot.taken", snapshot_id=snapshot.id, profile_id=snapshot.profile_id
    )
    return snapshot.id


async def _store_list(session: AsyncSession, snapshot: AudienceSnapshot, kind: ListKind, each: PreparedList) -> None:
    moment = (snapshot.taken_at, snapshot.id)
    base = await list_queries.newest_before(session, snapshot.profile_id, kind, each.id_space, moment)
    row = AudienceList(
        id=new_id(),
        snapshot_id=snapshot.id,
        kind=kind,
        count=each.count,
        expected=each.expected,
        is_complete=each.is_complete,
        reasons=list(each.reasons),
        id_space=each.id_space,
    )
    if base is not None and base.links >= archive.MOST_LINKS:
        base = None
    stored = await list_queries.stored(session, base.id) if base else None
    room = int(archive.LARGEST_SHARE * each.count) - (base.touched if base else 0)
    compacted = await apart.run(calculations.compacted, each.payloads, stored, room, size_bytes=each.size_bytes)
    await list_queries.keep(session, row, compacted, base)
