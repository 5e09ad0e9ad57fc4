"""When a person was seen on a profile's lists, when they were gone, and when they came back."""

import asyncio
from bisect import bisect_left
from datetime import UTC, datetime
from uuid import UUID

from autogram.audience import archive, packing
from autogram.audience.models import AudienceList, AudienceSnapshot
from autogram.audience.people import UNKNOWN_ID, People
from autogram.audience.queries import profiles, snapshots
from autogram.audience.queries.snapshots import StoredPart
from autogram.audience.schemas import PersonHistory, Sighting
from autogram.audience.vocabulary import MAIN_LISTS, IdSpace
from autogram.core.db import ReadSession
from autogram.instagram.export import text
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import UNKNOWN_TIME

Entry = tuple[int, int]


async def person_history(session: ReadSession, workspace_id: UUID, profile_id: UUID, username: str) -> PersonHistory:
    """What every snapshot of the profile knows about somebody; nothing about a name that was never seen."""
    await profiles.get_profile(session, profile_id, workspace_id=workspace_id)
    name = text.normal_username(username)
    sightings = [sighting for kind in MAIN_LISTS for sighting in await _sightings(session, profile_id, kind, name)]
    return PersonHistory(username=name, sightings=sightings)


async def _sightings(session: ReadSession, profile_id: UUID, kind: ListKind, name: str) -> list[Sighting]:
    look, found = _Look(name), _Found(kind, name)
    for each, snapshot in await snapshots.lists_in_time(session, profile_id, kind):
        part = await snapshots.part_with(session, each.id, name)
        entry = await asyncio.to_thread(look.at, each.id, part)
        if snapshot.deleted_at is not None:
            continue
        if entry is not None:
            found.seen(snapshot, each, entry)
        elif each.is_complete and found.is_there:
            found.gone(snapshot, await _new_name(session, each, found))
    return found.sightings


async def _new_name(session: ReadSession, each: AudienceList, found: "_Found") -> str | None:
    """The name under which the account is in a list that has not its old name any more."""
    number, space = found.number
    if number == UNKNOWN_ID or each.id_space is not space:
        return None
    for part in await snapshots.parts(session, each.id):
        people = await asyncio.to_thread(_people_of, part)
        if number in people.ids:
            return people.usernames[people.ids.index(number)]
    return None


def _people_of(part: StoredPart) -> People:
    return archive.unpack(part.payload).put if part.base_id else packing.unpack(part.payload)


class _Look:
    """Finds one name in stored lists that come in the order of time, so that each base comes before."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries: dict[UUID, Entry | None] = {}

    def at(self, list_id: UUID, part: StoredPart | None) -> Entry | None:
        self._entries[list_id] = entry = self._entry(part) if part else None
        return entry

    def _entry(self, part: StoredPart) -> Entry | None:
        if part.base_id is None:
            return self._among(packing.unpack(part.payload))
        change = archive.unpack(part.payload)
        if self._name in change.dropped:
            return None
        return self._among(change.put) or self._entries.get(part.base_id)

    def _among(self, people: People) -> Entry | None:
        place = bisect_left(people.usernames, self._name)
        if place < len(people) and people.usernames[place] == self._name:
            return people.ids[place], people.since[place]
        return None


class _Found:
    """Collects sightings of one person on one list."""

    def __init__(self, kind: ListKind, name: str) -> None:
        self._kind, self._name = kind, name
        self.sightings: list[Sighting] = []
        self.number: tuple[int, IdSpace] = (UNKNOWN_ID, IdSpace.INSTAGRAM)

    @property
    def is_there(self) -> bool:
        return bool(self.sightings) and self.sightings[-1].gone_at is None

    def seen(self, snapshot: AudienceSnapshot, each: AudienceList, entry: Entry) -> None:
        number, seconds = entry
        if number != UNKNOWN_ID:
            self.number = (number, each.id_space)
        since = None if seconds == UNKNOWN_TIME else datetime.fromtimestamp(seconds, UTC)
        if self.is_there:
            last = self.sightings[-1]
            last.last_seen_at, last.last_snapshot_id = snapshot.taken_at, snapshot.id
            last.since, last.instagram_id = last.since or since, last.instagram_id or _written(number)
            return
        self.sightings.append(
            Sighting(
                kind=self._kind,
                username=self._name,
                instagram_id=_written(number),
                since=since,
                first_seen_at=snapshot.taken_at,
                first_snapshot_id=snapshot.id,
                last_seen_at=snapshot.taken_at,
                last_snapshot_id=snapshot.id,
                gone_at=None,
                gone_snapshot_id=None,
            )
        )

    def gone(self, snapshot: AudienceSnapshot, renamed_to: str | None) -> None:
        last = self.sightings[-1]
        last.gone_at, last.gone_snapshot_id, last.renamed_to = snapshot.taken_at, snapshot.id, renamed_to


def _written(number: int) -> str | None:
    return None if number == UNKNOWN_ID else str(number)
