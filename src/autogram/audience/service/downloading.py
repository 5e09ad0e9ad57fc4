"""Whole lists as CSV or JSON, written while they are read."""

from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from uuid import UUID

from autogram.audience.layout import Row, block_of
from autogram.audience.queries import profiles, snapshots, views
from autogram.audience.schemas import PersonRead
from autogram.audience.service.laying_out import Wanted, view_of
from autogram.core.runtime import Runtime
from autogram.core.spreadsheets import csv_of

_BLOCKS = 40
_COLUMNS = ("username", "instagram_id", "since", "url", "name_before")


class Format(StrEnum):
    """What a list is written as."""

    CSV = "csv"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return "text/csv; charset=utf-8" if self is Format.CSV else "application/json"


async def download(
    runtime: Runtime, workspace_id: UUID, wanted: Wanted, written: Format, *, hide_whitelisted: bool = False
) -> AsyncIterator[bytes]:
    """All of the list, in stretches. What can be wrong with the request is raised here, before the first of them."""
    view = await view_of(runtime, workspace_id, wanted)
    hidden: frozenset[str] = frozenset()
    if hide_whitelisted:
        async with runtime.database.reading() as session:
            snapshot = await snapshots.get_snapshot(session, wanted.snapshot_id)
            hidden = await profiles.exempt_names(session, snapshot.profile_id)
    write = _as_csv if written is Format.CSV else _as_json
    return write(_rows(runtime, view.id, view.count, hidden))


async def _rows(runtime: Runtime, view_id: UUID, count: int, hidden: frozenset[str]) -> AsyncIterator[Sequence[Row]]:
    """No transaction is open while the reader of the download takes their time."""
    number, seen = 0, 0
    while seen < count:
        async with runtime.database.reading() as session:
            payloads = await views.blocks(session, view_id, number, _BLOCKS)
        if not payloads:
            # Ending here would pass for the end of the list; this way the download breaks off.
            raise ConnectionAbortedError("the list was deleted while it was downloaded")
        found = [block_of(payload) for payload in payloads]
        number, seen = number + len(found), seen + sum(len(block.people) for block in found)
        rows = (block.row(place) for block in found for place in range(len(block.people)))
        yield [row for row in rows if row.person.username not in hidden]


async def _as_csv(stretches: AsyncIterator[Sequence[Row]]) -> AsyncIterator[bytes]:
    yield csv_of([_COLUMNS])
    async for rows in stretches:
        yield csv_of([list(PersonRead.of(row).model_dump(mode="json").values()) for row in rows])


async def _as_json(stretches: AsyncIterator[Sequence[Row]]) -> AsyncIterator[bytes]:
    before = "["
    async for rows in stretches:
        for row in rows:
            yield f"{before}{PersonRead.of(row).model_dump_json()}".encode()
            before = ",\n"
    yield b"[]" if before == "[" else b"]"
