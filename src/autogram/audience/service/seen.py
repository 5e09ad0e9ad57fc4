"""Who was on a profile's list at any time before."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from autogram.audience import archive, packing
from autogram.audience.people import UNKNOWN_ID, People
from autogram.audience.queries import snapshots
from autogram.audience.queries.snapshots import StoredPart
from autogram.audience.vocabulary import IdSpace
from autogram.core.db import ReadSession
from autogram.instagram.export.kinds import ListKind


async def seen_before(
    session: ReadSession, profile_id: UUID, kind: ListKind, moment: tuple[datetime, UUID], who: People, space: IdSpace
) -> bytes:
    """For each of `who`, 1 if a snapshot older than the one of that moment had them, by number or by name."""
    wanted = _Wanted(who)
    if not who.usernames:
        return b""
    for each, snapshot in await snapshots.lists_in_time(session, profile_id, kind):
        if (snapshot.taken_at, snapshot.id) >= moment or wanted.all_found:
            break
        parts = await snapshots.parts(session, each.id)
        await asyncio.to_thread(wanted.look_through, parts, each.id_space is space)
    return wanted.marks()


class _Wanted:
    """People who are looked for. A stored list is a difference to an older one, which was looked through before it."""

    def __init__(self, who: People) -> None:
        self._who = who
        self._names = set(who.usernames)
        self._numbers = set(who.ids) - {UNKNOWN_ID}
        self._found_names: set[str] = set()
        self._found_numbers: set[int] = set()

    @property
    def all_found(self) -> bool:
        return self._names == self._found_names

    def look_through(self, parts: Sequence[StoredPart], by_id: bool) -> None:
        for part in parts:
            people = archive.unpack(part.payload).put if part.base_id else packing.unpack(part.payload)
            self._found_names |= self._names.intersection(people.usernames)
            if by_id and self._numbers:
                self._found_numbers |= self._numbers.intersection(people.ids)

    def marks(self) -> bytes:
        pairs = zip(self._who.usernames, self._who.ids, strict=True)
        return bytes(name in self._found_names or number in self._found_numbers for name, number in pairs)
