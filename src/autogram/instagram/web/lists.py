"""What readers of follower lists give, whichever way they read."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from autogram.instagram.export.kinds import ListKind

READABLE = (ListKind.FOLLOWERS, ListKind.FOLLOWING)


class Listed(NamedTuple):
    """Somebody on a list. `id` is Instagram's number, which stays when the name changes."""

    id: str
    username: str
    full_name: str
    is_private: bool
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; without `next_cursor` it is the last. `is_limited`: Instagram says it shows only a part."""

    users: list[Listed]
    next_cursor: str | None
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class WebProfile:
    """An account as its own session sees it, with the numbers that its lists are compared with."""

    id: str
    username: str
    full_name: str
    is_private: bool
    followers_count: int
    following_count: int
    is_followed_by_viewer: bool

    def count(self, kind: ListKind) -> int:
        return self.followers_count if kind is ListKind.FOLLOWERS else self.following_count


@dataclass(frozen=True, slots=True)
class WebSession:
    """The cookies by which Instagram knows somebody's browser: whoever has them is that person."""

    session_id: str = field(repr=False)
    csrf_token: str = field(repr=False)

    @property
    def user_id(self) -> str:
        """The number of the account; a session id begins with it. Empty if this one does not."""
        number = unquote(self.session_id).partition(":")[0]
        return number if number.isascii() and number.isdigit() else ""

    def as_cookies(self) -> dict[str, str]:
        return {"sessionid": self.session_id, "csrftoken": self.csrf_token, "ds_user_id": self.user_id}


class ListReader(Protocol):
    """Reads one account's profile and lists, a page at a time. Every method raises `WebError`."""

    async def profile(self) -> WebProfile:
        """The account and its counts as they are now."""

    async def page(self, kind: ListKind, cursor: str | None) -> Page:
        """The page at `cursor`, or the first."""

    async def close(self) -> None:
        """Its connections are closed."""
