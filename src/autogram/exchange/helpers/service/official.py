"""Reading a post of somebody who has connected their account here, through the official API."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable, AccountThrottled, QuotaUsedUp
from autogram.accounts.service import AccountBrief, AccountClient, QuotaKind
from autogram.core.runtime import Runtime
from autogram.exchange.community.models import Community
from autogram.exchange.helpers.service import official_pages as pages
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.web.errors import (
    ActionBlocked,
    CommentsOff,
    PostGone,
    RateLimited,
    SessionExpired,
    Unreachable,
    WebError,
)
from autogram.instagram.web.posts import CommentPage, PostReader, SeenPost

# Of the owner's media, newest first; who asks for older ones is told by a helper.
PAGES_OF_MEDIA = 4
NO_SUCH_OBJECT = (100, 33)


async def official_reader(runtime: Runtime, community: Community, username: str) -> PostReader | None:
    """A reader for posts of this owner; None if the account is not connected in the community's workspace."""
    async with runtime.database.reading() as session:
        connected = await accounts.connected_accounts(session, community.workspace_id)
    account = next((one for one in connected if one.username.lower() == username and one.status == "connected"), None)
    return OwnersReader(runtime, account) if account else None


class OwnersReader:
    """Reads the owner's own posts, each request within the account's quota."""

    def __init__(self, runtime: Runtime, account: AccountBrief) -> None:
        self._runtime, self._account = runtime, account

    async def post(self, shortcode: str, owner: str | None = None) -> SeenPost:
        """The post. Raises `PostGone` if it is not among the owner's latest."""
        after: str | None = None
        for _ in range(PAGES_OF_MEDIA):
            found, after = await self._media(pages.PAGE_SIZE, after)
            if match := next((post for post in found if post.shortcode == shortcode), None):
                return match
            if after is None:
                break
        raise PostGone

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        """A page of comments with the replies to them, or more replies to one. Raises `CommentsOff`, `PostGone`."""
        if post.comments_off:
            raise CommentsOff
        place = pages.OfficialPlace.load(cursor)
        if place.threads:
            comment_id, after = place.threads[0]
            wish = {"fields": pages.REPLY_FIELDS, "limit": str(pages.PAGE_SIZE), "after": after}
            try:
                body = await self._read(f"/{comment_id}/replies", wish)
            except PostGone:
                # The comment has gone meanwhile, with its replies. If it was the post, the next request says so.
                body = {"data": []}
            return place.page_of_replies(body)
        wish = {"fields": pages.COMMENT_FIELDS, "limit": str(pages.PAGE_SIZE)}
        wish |= {"after": place.after} if place.after else {}
        return place.page_of_comments(await self._read(f"/{post.media_id}/comments", wish))

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        """The owner's latest posts."""
        return (await self._media(min(count, pages.PAGE_SIZE), None))[0]

    async def _media(self, count: int, after: str | None) -> tuple[list[SeenPost], str | None]:
        wish = {"fields": pages.MEDIA_FIELDS, "limit": str(count)} | ({"after": after} if after else {})
        found, following = pages.media_in(await self._read(f"/{self._account.instagram_user_id}/media", wish))
        owner_id, owner = self._account.instagram_user_id, self._account.username.lower()
        return [replace(post, owner_id=owner_id, owner_username=owner) for post in found], following

    async def _read(self, path: str, parameters: Mapping[str, str]) -> Mapping[str, Any]:
        """One request of the owner's. Instagram's refusals become those of readers."""
        client = await _client(self._runtime, self._account.id)
        failure: InstagramError | None = None
        try:
            return await client.graph.read(path, parameters)
        except InstagramError as error:
            failure = error
            raise _meaning(error) from None
        finally:
            async with self._runtime.database.transaction() as session:
                await accounts.note_outcome(session, client, failure)


async def _client(runtime: Runtime, account_id: UUID) -> AccountClient:
    """The owner's connection, if it may ask once more. Raises `RateLimited`, `SessionExpired`."""
    async with runtime.database.reading() as session:
        try:
            await accounts.require_quota(session, account_id, QuotaKind.REQUESTS)
            return await accounts.client_for(runtime, session, account_id)
        except (AccountThrottled, QuotaUsedUp) as error:
            wait = timedelta(seconds=int(error.headers["Retry-After"]))
            raise RateLimited(error.detail, retry_after=wait) from None
        except AccountNotUsable as error:
            raise SessionExpired(error.detail) from None


def _meaning(error: InstagramError) -> WebError:
    if not isinstance(error, GraphError):
        return Unreachable(str(error))
    if (error.code, error.subcode) == NO_SUCH_OBJECT:
        return PostGone()
    match error.refusal:
        case Refusal.TOKEN_DEAD | Refusal.PERSON_MUST_ACT:
            return SessionExpired(error.reason)
        case Refusal.THROTTLED:
            return RateLimited(error.reason, retry_after=error.regain_after)
        case Refusal.BLOCKED:
            return ActionBlocked(error.reason)
        case _:
            return Unreachable(error.reason)
