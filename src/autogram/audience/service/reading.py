"""Pages of lists, found without reading what is before them."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from autogram.audience.layout import BLOCK, Block, Row, block_of
from autogram.audience.models import AudienceView
from autogram.audience.queries import profiles, snapshots, views
from autogram.audience.service.laying_out import Wanted, view_of
from autogram.audience.vocabulary import Ordering
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.runtime import Runtime

# A search looks at so many at most; then it answers with what it has and a cursor to go on from.
MOST_LOOKED_AT = 200_000
_MOST_BLOCKS = 64
_NOTE_READING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Search:
    """Which lines of a list are wanted."""

    contains: str = ""
    starts_with: str = ""
    hidden: frozenset[str] = frozenset()

    def fits(self, name: str) -> bool:
        return name.startswith(self.starts_with) and self.contains in name and name not in self.hidden


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some lines, where the next page begins, and how many lines the list has without any search."""

    rows: list[Row] = field(repr=False)
    next_cursor: str | None
    total: int


async def read_page(
    runtime: Runtime,
    workspace_id: UUID,
    wanted: Wanted,
    *,
    cursor: str | None = None,
    limit: int = 50,
    contains: str | None = None,
    starts_with: str | None = None,
    hide_whitelisted: bool = False,
) -> RowPage:
    """One page of the list. A search of a very long list may give a short page with a cursor."""
    view = await view_of(runtime, workspace_id, wanted)
    async with runtime.database.reading() as session:
        hidden = await _whitelisted(session, wanted) if hide_whitelisted else frozenset()
        search = Search((contains or "").lower(), (starts_with or "").lower(), hidden)
        page = await _Walk(session, view, search, limit).page(_position(cursor, view.count))
    if view.read_at < clock.now() - _NOTE_READING:
        async with runtime.database.transaction() as writing:
            await views.note_read(writing, view.id)
    return page


async def _whitelisted(session: ReadSession, wanted: Wanted) -> frozenset[str]:
    snapshot = await snapshots.get_snapshot(session, wanted.snapshot_id)
    return await profiles.exempt_names(session, snapshot.profile_id)


def _position(cursor: str | None, count: int) -> int:
    """A cursor of these lists is a place: what a list holds never changes."""
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or int(cursor[:12]) > count:
        raise InvalidInput([FieldError("cursor", "is not a cursor of this list; start without one")])
    return int(cursor)


class _Walk:
    """Goes through a view from some place on until the page is full."""

    def __init__(self, session: ReadSession, view: AudienceView, search: Search, limit: int) -> None:
        self._session, self._view, self._search, self._limit = session, view, search, limit
        self._is_sorted_by_name = view.ordering is Ordering.NAME
        self._rows: list[Row] = []

    async def page(self, start: int) -> RowPage:
        if self._search.starts_with and self._is_sorted_by_name:
            block = await views.block_with(self._session, self._view.id, self._search.starts_with)
            start = max(start, block * BLOCK)
        following = await self._walk(start)
        return RowPage(self._rows, None if following is None else str(following), self._view.count)

    async def _walk(self, start: int) -> int | None:
        """Collects rows; the place to go on from, or None at the end."""
        place, batch = start, 2
        while place < self._view.count:
            blocks = await views.blocks(self._session, self._view.id, place // BLOCK, batch)
            if not blocks or place - start >= MOST_LOOKED_AT:
                return place
            for payload in blocks:
                block = block_of(payload)
                first, stop = place % BLOCK, len(block.people)
                reached = self._take(block, first)
                if reached is None:
                    return None
                if reached < stop:
                    return place - first + reached
                place += stop - first
            batch = min(batch * 4, _MOST_BLOCKS)
        return None

    def _take(self, block: Block, first: int) -> int | None:
        """Collects rows of a block; how far it came before the page was full, or None if nothing more can fit."""
        for place in range(first, len(block.people)):
            name = block.people.usernames[place]
            if self._is_beyond(name):
                return None
            if self._search.fits(name):
                if len(self._rows) == self._limit:
                    return place
                self._rows.append(block.row(place))
        return len(block.people)

    def _is_beyond(self, name: str) -> bool:
        prefix = self._search.starts_with
        return bool(prefix) and self._is_sorted_by_name and name > prefix and not name.startswith(prefix)
