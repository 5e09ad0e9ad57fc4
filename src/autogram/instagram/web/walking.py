"""Walking through a list page by page: where it goes on, and how its end is known although Instagram hides it."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.lists import Listed, ListReader, Page

# Instagram sometimes sends an empty page in the middle of a list, and never so many.
EMPTY_PAGES = 3


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a list has been read; everything of it can be written as JSON.

    A cursor that comes again ends the walk: each is compared with one remembered from before, which is renewed ever
    more rarely (Brent's way), so that a circle of any length is noticed without remembering them all.
    """

    cursor: str | None = None
    pages: int = 0
    users: int = 0
    empty: int = 0
    remembered: str | None = None
    renew_at: int = 2
    is_limited: bool = False
    ended: bool = False

    def after(self, page: Page) -> "Walk":
        """The walk with this page behind it."""
        cursor, pages = page.next_cursor, self.pages + 1
        empty = 0 if page.users else self.empty + 1
        renew = pages >= self.renew_at
        return replace(
            self,
            cursor=cursor,
            pages=pages,
            users=self.users + len(page.users),
            empty=empty,
            remembered=cursor if renew or self.remembered is None else self.remembered,
            renew_at=self.renew_at * 2 if renew else self.renew_at,
            is_limited=self.is_limited or page.is_limited,
            ended=cursor is None or cursor in {self.cursor, self.remembered} or empty >= EMPTY_PAGES,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


async def read_list(reader: ListReader, kind: ListKind) -> AsyncIterator[list[Listed]]:
    """Every page of a list, of each person the first mention. Without pauses: those are the caller's."""
    walk, seen = Walk(), set[str]()
    while not walk.ended:
        page = await reader.page(kind, walk.cursor)
        walk = walk.after(page)
        fresh = [user for user in page.users if user.id not in seen]
        seen.update(user.id for user in fresh)
        yield fresh
