"""Reading a post of somebody who has connected their account here, through the official API."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable, AccountThrottled, QuotaUsedUp
from autogram.accounts.service import AccountClient, QuotaKind
from autogram.core.runtime import Runtime
from autogram.exchange.community.models import Community
from autogram.instagram import threads
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.threads import MediaComment
from autogram.instagram.web.errors import ActionBlocked, PostGone, RateLimited, SessionExpired, Unreachable
from autogram.instagram.web.posts import CommentPage, PostReader, SeenComment, SeenPost

# Of the owner's media, newest first; who asks for older ones is told by a helper.
PAGES_OF_MEDIA = 4
SHORTCODE = re.compile(r"/(?:p|reel|reels|tv)/([\w-]+)")
MEDIA_FIELDS = "id,permalink,caption,comments_count,timestamp"


async def official_reader(runtime: Runtime, community: Community, username: str) -> PostReader | None:
    """A reader for posts of this owner; None if the account is not connected in the community's workspace."""
    async with runtime.database.reading() as session:
        connected = await accounts.connected_accounts(session, community.workspace_id)
    account = next((one for one in connected if one.username.lower() == username and one.status == "connected"), None)
    return _OwnersReader(runtime, account.id, account.username) if account else None


class _OwnersReader:
    """Reads the owner's own posts, within the account's quota."""

    def __init__(self, runtime: Runtime, account_id: UUID, username: str) -> None:
        self._runtime, self._account_id, self._username = runtime, account_id, username

    async def post(self, shortcode: str) -> SeenPost:
        """The post. Raises `PostGone` if it is not among the owner's latest."""
        async with self._client() as client:
            after: str | None = None
            for _ in range(PAGES_OF_MEDIA):
                parameters = {"fields": MEDIA_FIELDS, "limit": "50"} | ({"after": after} if after else {})
                body = await client.graph.read(f"/{client.user_id}/media", parameters)
                for entry in body.get("data", []):
                    if shortcode == _shortcode(entry):
                        return _post(entry, shortcode, client)
                paging = body.get("paging") or {}
                after = (paging.get("cursors") or {}).get("after") if paging.get("next") else None
                if after is None:
                    break
        raise PostGone

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        """A page of comments with the replies to them."""
        after = json.loads(cursor)["after"] if cursor else None
        async with self._client() as client:
            sheet = await threads.comments(client.graph, post.media_id, after=after)
        found = [one for top in sheet.items for one in (top, *top.replies)]
        following = json.dumps({"after": sheet.after}) if sheet.after and sheet.after != after else None
        return CommentPage([_comment(one) for one in found], following)

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        """The owner's latest posts."""
        async with self._client() as client:
            body = await client.graph.read(f"/{client.user_id}/media", {"fields": MEDIA_FIELDS, "limit": str(count)})
        entries = body.get("data", [])
        return [_post(entry, _shortcode(entry), client) for entry in entries]

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[AccountClient]:
        """One request's worth of the owner's connection. Instagram's refusals become those of readers."""
        try:
            async with self._runtime.database.transaction() as session:
                await accounts.require_quota(session, self._account_id, QuotaKind.REQUESTS)
                client = await accounts.client_for(self._runtime, session, self._account_id)
        except (AccountThrottled, QuotaUsedUp) as error:
            raise RateLimited(error.detail) from None
        except AccountNotUsable as error:
            raise SessionExpired(error.detail) from None
        failure: InstagramError | None = None
        try:
            yield client
        except InstagramError as error:
            failure = error
            _raise(error)
        finally:
            async with self._runtime.database.transaction() as session:
                await accounts.note_outcome(session, client, failure)


def _raise(error: InstagramError) -> NoReturn:
    refusal = error.refusal if isinstance(error, GraphError) else None
    match refusal:
        case Refusal.TOKEN_DEAD | Refusal.PERSON_MUST_ACT:
            raise SessionExpired(str(error)) from None
        case Refusal.THROTTLED:
            raise RateLimited(str(error)) from None
        case Refusal.BLOCKED:
            raise ActionBlocked(str(error)) from None
        case _:
            raise Unreachable(str(error)) from None


def _shortcode(entry: dict[str, object]) -> str:
    found = SHORTCODE.search(str(entry.get("permalink") or ""))
    return found[1] if found else ""


def _post(entry: dict[str, object], shortcode: str, client: AccountClient) -> SeenPost:
    count, moment = entry.get("comments_count"), entry.get("timestamp")
    return SeenPost(
        media_id=str(entry["id"]),
        shortcode=shortcode,
        owner_id=client.user_id,
        owner_username=client.username.lower(),
        caption=str(entry.get("caption") or ""),
        comment_count=count if isinstance(count, int) else None,
        taken_at=datetime.strptime(str(moment), "%Y-%m-%dT%H:%M:%S%z") if moment else None,
    )


def _comment(one: MediaComment) -> SeenComment:
    # Instagram's number of an author is another one for each app here, so that it proves nothing.
    return SeenComment(one.id, None, (one.username or "").lower(), one.text or "", one.commented_at)
