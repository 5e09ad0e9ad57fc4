"""Posts and their comments through Instaloader, unmodified: one or a few requests at a time, from a stored cursor."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from autogram.instagram.web.errors import AccountUnknown, PostGone, PrivateNotVisible, ProtocolChanged
from autogram.instagram.web.instaloader_client import InstaloaderSession
from autogram.instagram.web.posts import CommentPage, SeenComment, SeenPost

if TYPE_CHECKING:
    from instaloader import Instaloader, Post

# Instagram sometimes sends an empty page in the middle, and never so many.
EMPTY_PAGES = 3


@dataclass(frozen=True, slots=True)
class _Place:
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
    # Comments whose replies are to be read, each with the cursor where to.
    replies: list[tuple[str, str | None]] = field(default_factory=list)

    @classmethod
    def load(cls, text: str | None) -> "_Place":
        if text is None:
            return cls()
        stored = json.loads(text)
        return cls(**stored | {"replies": [(comment, cursor) for comment, cursor in stored["replies"]]})

    def dump(self) -> str | None:
        """As text; None if nothing is left to read."""
        return None if self.ended and not self.replies else json.dumps(asdict(self))

    def after(self, cursor: str | None, *, is_empty: bool, answered: list[str]) -> "_Place":
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
            replies=[(comment, None) for comment in answered],
        )


class InstaloaderPosts(InstaloaderSession):
    """Reads posts and comments as somebody who is logged in sees them; a `PostReader`."""

    async def post(self, shortcode: str) -> SeenPost:
        """The post. Raises `PostGone`, `WebError`."""
        return await self._run(lambda loader: _read_post(loader, shortcode))

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        """A page of the post's comments, or of the replies to one of them. Raises `WebError`."""
        return await self._run(lambda loader: _read_comments(loader, post.media_id, _Place.load(cursor)))

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        """The account's latest posts. Raises `AccountUnknown`, `PrivateNotVisible`, `WebError`."""
        return await self._run(lambda loader: _read_recent(loader, username, count))


def _read_post(loader: "Instaloader", shortcode: str) -> SeenPost:
    from instaloader import BadResponseException, Post, PostChangedException

    try:
        return _seen(Post.from_shortcode(loader.context, shortcode))
    except (BadResponseException, PostChangedException):
        raise PostGone from None


def _read_recent(loader: "Instaloader", username: str, count: int) -> list[SeenPost]:
    from instaloader import PrivateProfileNotFollowedException, Profile, ProfileNotExistsException

    try:
        profile = Profile.from_username(loader.context, username)
        return [_seen(post) for post in islice(profile.get_posts(), count)]
    except ProfileNotExistsException:
        raise AccountUnknown from None
    except PrivateProfileNotFollowedException:
        raise PrivateNotVisible from None


def _seen(post: "Post") -> SeenPost:
    return SeenPost(
        media_id=str(post.mediaid),
        shortcode=post.shortcode,
        owner_id=str(post.owner_id),
        owner_username=post.owner_username,
        caption=post.caption or "",
        comment_count=post.comments,
        taken_at=post.date_utc.replace(tzinfo=UTC),
    )


def _read_comments(loader: "Instaloader", media_id: str, place: _Place) -> CommentPage:
    """One request. The library's own iterator goes deeper with each page, ends silently, and cannot be resumed."""
    if place.replies:
        return _read_replies(loader, media_id, place)
    wish = {"can_support_threading": "true", "permalink_enabled": "false"}
    wish |= {"min_id": place.cursor} if place.cursor else {}
    body = loader.context.get_iphone_json(f"api/v1/media/{media_id}/comments/", wish)
    found = _listed(body, "comments")
    following = place.after(
        body.get("next_min_id") or None,
        is_empty=not found,
        answered=[str(one["pk"]) for one in found if one.get("child_comment_count")],
    )
    return CommentPage([_comment(one) for one in found], following.dump())


def _read_replies(loader: "Instaloader", media_id: str, place: _Place) -> CommentPage:
    comment_id, cursor = place.replies[0]
    wish = {"max_id": cursor} if cursor else {}
    body = loader.context.get_iphone_json(f"api/v1/media/{media_id}/comments/{comment_id}/child_comments/", wish)
    following = body.get("next_max_child_cursor") if body.get("has_more_tail_child_comments") else None
    rest = place.replies[1:]
    left = [(comment_id, following), *rest] if following and following != cursor else rest
    return CommentPage([_comment(one) for one in _listed(body, "child_comments")], replace(place, replies=left).dump())


def _listed(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    if not isinstance(found, list):
        raise ProtocolChanged
    return found


def _comment(one: dict[str, Any]) -> SeenComment:
    user, moment = one["user"], one.get("created_at_utc") or one.get("created_at")
    return SeenComment(
        id=str(one["pk"]),
        user_id=str(user["pk"]),
        username=str(user["username"]).lower(),
        text=str(one.get("text") or ""),
        created_at=datetime.fromtimestamp(moment, UTC) if moment else None,
    )
