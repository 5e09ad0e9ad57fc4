"""The comments of a post page by page through Instaloader, unmodified: where reading is, and one request from there."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from autogram.instagram.web.errors import ProtocolChanged
from autogram.instagram.web.posts import CommentPage, SeenComment

if TYPE_CHECKING:
    from instaloader import Instaloader

# Instagram sometimes sends an empty page in the middle, and never so many.
EMPTY_PAGES = 3


class Thread(NamedTuple):
    """A comment whose replies are still to be read: where to, and at most so many pages, whatever Instagram says."""

    comment_id: str
    cursor: str | None
    pages: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading goes on: at a page of comments, or first at the replies that are still to be read.

    A cursor that comes again ends the reading: each is compared with one remembered from before, which is renewed ever
    more rarely (Brent's way), so that a circle of any length is noticed without remembering them all.
    """

    cursor: str | None = None
    ended: bool = False
    pages: int = 0
    empty: int = 0
    remembered: str | None = None
    renew_at: int = 2
    threads: list[Thread] = field(default_factory=list)

    @classmethod
    def load(cls, text: str | None) -> "Place":
        if text is None:
            return cls()
        stored = json.loads(text)
        return cls(**stored | {"threads": [Thread(*one) for one in stored["threads"]]})

    def dump(self) -> str | None:
        """As text; None if nothing is left to read."""
        return None if self.ended and not self.threads else json.dumps(asdict(self))

    def after_page(self, cursor: str | None, *, is_empty: bool, threads: list[Thread]) -> "Place":
        """The place behind a page of comments, some of which have replies."""
        pages, empty = self.pages + 1, self.empty + 1 if is_empty else 0
        renew = pages >= self.renew_at
        return replace(
            self,
            cursor=cursor,
            ended=cursor is None or cursor in {self.cursor, self.remembered} or empty >= EMPTY_PAGES,
            pages=pages,
            empty=empty,
            remembered=cursor if renew or self.remembered is None else self.remembered,
            renew_at=self.renew_at * 2 if renew else self.renew_at,
            threads=threads,
        )

    def after_replies(self, cursor: str | None) -> "Place":
        """The place behind a page of replies; without `cursor` they were the last ones of this comment."""
        thread, *others = self.threads
        goes_on = cursor is not None and cursor != thread.cursor and thread.pages > 1
        left = [thread._replace(cursor=cursor, pages=thread.pages - 1)] if goes_on else []
        return replace(self, threads=left + others)


def read_comments(loader: "Instaloader", media_id: str, place: Place) -> CommentPage:
    """One request. The library's own iterator goes deeper with each page, ends silently, and cannot be resumed."""
    wish = {"can_support_threading": "true", "permalink_enabled": "false"}
    wish |= {"min_id": place.cursor} if place.cursor else {}
    body = loader.context.get_iphone_json(f"api/v1/media/{media_id}/comments/", wish)
    found = _listed(body, "comments")
    following = place.after_page(
        body.get("next_min_id") or None,
        is_empty=not found,
        threads=[
            Thread(str(one["pk"]), None, int(one["child_comment_count"]) + EMPTY_PAGES)
            for one in found
            if one.get("child_comment_count") and not _shown_replies(one)
        ],
    )
    return CommentPage(_seen(each for one in found for each in (one, *_shown_replies(one))), following.dump())


def read_replies(loader: "Instaloader", media_id: str, place: Place) -> CommentPage:
    """One request for replies to the first of the place's threads."""
    comment_id, cursor, _ = place.threads[0]
    wish = {"max_id": cursor} if cursor else {}
    body = loader.context.get_iphone_json(f"api/v1/media/{media_id}/comments/{comment_id}/child_comments/", wish)
    following = body.get("next_max_child_cursor") if body.get("has_more_tail_child_comments") else None
    return CommentPage(_seen(_listed(body, "child_comments")), place.after_replies(following or None).dump())


def _shown_replies(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The replies to a comment if all of them came with it; of a part nothing is taken, so that each comes once."""
    shown = one.get("preview_child_comments") or []
    return shown if len(shown) == one.get("child_comment_count") else []


def _listed(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    if not isinstance(found, list):
        raise ProtocolChanged
    return found


def _seen(found: Iterable[dict[str, Any]]) -> list[SeenComment]:
    return [_comment(one) for one in found]


def _comment(one: dict[str, Any]) -> SeenComment:
    user, moment = one["user"], one.get("created_at_utc") or one.get("created_at")
    return SeenComment(
        id=str(one["pk"]),
        user_id=str(user["pk"]),
        username=str(user["username"]).lower(),
        text=str(one.get("text") or ""),
        created_at=datetime.fromtimestamp(moment, UTC) if moment else None,
    )
