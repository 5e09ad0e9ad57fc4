"""Posts and their comments, as whoever reads them gives them: a helper's session, or the official API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SeenPost:
    """A post. `comment_count` is Instagram's own count, replies included; None where it gives none.

    `comments_off`: whoever has not commented could not.
    """

    media_id: str
    shortcode: str
    owner_id: str
    owner_username: str
    caption: str
    comment_count: int | None
    taken_at: datetime | None
    comments_off: bool = False


@dataclass(frozen=True, slots=True)
class SeenComment:
    """A comment, or a reply to one. `user_id` is None where only the name is told."""

    id: str
    user_id: str | None
    username: str
    text: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Some comments. `next_cursor` is text that can be stored; None after the last page."""

    comments: list[SeenComment]
    next_cursor: str | None


class PostReader(Protocol):
    """Reads posts. Every method is one or a few requests, none of which is repeated, and raises `WebError`."""

    async def post(self, shortcode: str, owner: str | None = None) -> SeenPost:
        """The post. Raises `PostGone` if there is none.

        Who knows the `owner` can also be told that the account is hidden: `PrivateNotVisible`.
        """
        ...

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        """A page of the post's comments and of the replies to them; each comes once over all pages.

        Instagram may show fewer than there are: compare with `comment_count`. Raises `CommentsOff`, `PostGone`.
        """
        ...

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        """The account's latest posts, newest first. Raises `AccountUnknown`, `PrivateNotVisible`."""
        ...
