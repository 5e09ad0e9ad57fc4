"""Posts and their comments through Instaloader, unmodified: one or a few requests at a time, from a stored cursor."""

from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING

from autogram.instagram.web.comment_pages import Place, read_comments, read_replies
from autogram.instagram.web.errors import (
    AccountUnknown,
    CommentsOff,
    PostGone,
    PrivateNotVisible,
    ProtocolChanged,
    Unreachable,
    WebError,
)
from autogram.instagram.web.instaloader_client import InstaloaderSession, read_own_name
from autogram.instagram.web.posts import CommentPage, SeenPost

if TYPE_CHECKING:
    from instaloader import Instaloader, Post, Profile

HIDDEN = "The account is private and does not show its posts to this one."
NOT_FOR_STRANGERS = "Instagram does not show the page of this account to strangers at the moment."


class InstaloaderPosts(InstaloaderSession):
    """Reads posts and comments as somebody who is logged in sees them; a `PostReader`."""

    async def post(self, shortcode: str, owner: str | None = None) -> SeenPost:
        """The post. Raises `PostGone`, `PrivateNotVisible` if the `owner` is known and hides it, `WebError`."""
        return await self._run(lambda loader: _read_post(loader, shortcode, owner))

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        """A page of the post's comments, or of the replies to one. Raises `CommentsOff`, `PostGone`, `WebError`."""
        if post.comments_off:
            raise CommentsOff
        place = Place.load(cursor)
        if place.threads:
            return await self._replies(post, place)
        try:
            return await self._run(lambda loader: read_comments(loader, post.media_id, place))
        except AccountUnknown:
            raise PostGone from None

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        """The account's latest posts. Raises `AccountUnknown`, `PrivateNotVisible`, `WebError`."""
        return await self._run(lambda loader: _read_recent(loader, username, count))

    async def _replies(self, post: SeenPost, place: Place) -> CommentPage:
        try:
            return await self._run(lambda loader: read_replies(loader, post.media_id, place))
        except (AccountUnknown, PostGone):
            # The comment has gone meanwhile, with its replies. If it was the post, the next request says so.
            return CommentPage([], place.after_replies(None).dump())


def _read_post(loader: "Instaloader", shortcode: str, owner: str | None) -> SeenPost:
    from instaloader import BadResponseException, Post, PostChangedException

    try:
        return _seen(Post.from_shortcode(loader.context, shortcode))
    except PostChangedException:
        raise PostGone from None
    except BadResponseException as error:
        # Its words are matched because the library says the same of a kind of post that it does not know.
        if not str(error).startswith("Fetching Post metadata failed"):
            raise ProtocolChanged from None
        raise _why_unseen(loader, owner) from None


def _why_unseen(loader: "Instaloader", owner: str | None) -> WebError:
    """Instagram says the same of posts that are gone, of hidden ones, and to a session that has ended."""
    read_own_name(loader)
    try:
        profile = _profile(loader, owner) if owner else None
    except AccountUnknown:
        return PostGone()
    return PrivateNotVisible(HIDDEN) if profile and _is_hidden(loader, profile) else PostGone()


def _is_hidden(loader: "Instaloader", profile: "Profile") -> bool:
    return profile.is_private and not profile.followed_by_viewer and profile.username != loader.context.username


def _read_recent(loader: "Instaloader", username: str, count: int) -> list[SeenPost]:
    from instaloader import PrivateProfileNotFollowedException, ProfileNotExistsException

    try:
        return [_seen(post) for post in islice(_profile(loader, username).get_posts(), count)]
    except ProfileNotExistsException:
        raise AccountUnknown from None
    except PrivateProfileNotFollowedException:
        raise PrivateNotVisible(HIDDEN) from None


def _profile(loader: "Instaloader", username: str) -> "Profile":
    """The account by its name, which the library looks up without the session."""
    from instaloader import AbortDownloadException, Profile, ProfileNotExistsException

    try:
        found: Profile = Profile.from_username(loader.context, username)
        return found
    except ProfileNotExistsException:
        raise AccountUnknown from None
    except AbortDownloadException:
        # Strangers are sent to the login page: that says nothing about the session.
        raise Unreachable(NOT_FOR_STRANGERS) from None


def _seen(post: "Post") -> SeenPost:
    # What Instagram says: the library takes a missing count for none, or asks for each post again.
    told = post._node.get("iphone_struct") or post._node
    count = told.get("comment_count")
    return SeenPost(
        media_id=str(post.mediaid),
        shortcode=post.shortcode,
        owner_id=str(post.owner_id),
        owner_username=post.owner_username,
        caption=post.caption or "",
        comment_count=count if isinstance(count, int) else None,
        taken_at=post.date_utc.replace(tzinfo=UTC),
        comments_off=any(told.get(name) is True for name in ("comments_disabled", "commenting_disabled_for_viewer")),
    )
