"""Looking through the comments of an account's recent media for those that no webhook has told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from autogram.core import clock
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.schemas import IncomingComment
from autogram.inbox.conversations.models import FoundBy
from autogram.inbox.reception import queries
from autogram.inbox.reception.service.looking import Look, Part, goes_on, reaches_back_to
from autogram.instagram import threads
from autogram.instagram.errors import GraphError
from autogram.instagram.threads import CommentedMedia, MediaComment

# On older media comments are rare, and webhooks tell them.
MEDIA_OF = timedelta(days=14)
PAGES_OF_A_MEDIA = 10


async def look_through_comments(look: Look, last_look: datetime | None, state: dict[str, Any]) -> datetime:
    """The comments of recent media whose number has changed are here; when this look began.

    `state` remembers that number per media. Raises `LookInterrupted`, `GraphError`.
    """
    since = reaches_back_to(last_look)
    began_at = state["began_at"] if goes_on(state) else clock.now().isoformat()
    counts: dict[str, int] = dict(state.get("counts") or {})
    media = await _recent_media(look)
    for one in media:
        if one.comments is None or counts.get(one.id) != one.comments:
            await _look_below(look, one, since)
            if one.comments is not None:
                counts[one.id] = one.comments
            await _remember(look, {"began_at": began_at, "counts": counts})
    recent = {one.id for one in media}
    kept = {media_id: count for media_id, count in counts.items() if media_id in recent}
    await _remember(look, {"counts": kept} if kept else None)
    return datetime.fromisoformat(began_at)


async def _remember(look: Look, state: dict[str, Any] | None) -> None:
    async with look.runtime.database.transaction() as session:
        await look.remember(session, Part.COMMENTS, state)


async def _recent_media(look: Look) -> list[CommentedMedia]:
    """The media of the last days, newest first, at most a hundred."""
    oldest = clock.now() - MEDIA_OF
    found: list[CommentedMedia] = []
    after = None
    for _ in range(2):
        sheet = await look.ask(partial(threads.commented_media, look.client.graph, look.client.user_id, after=after))
        recent = [one for one in sheet.items if one.published_at is None or one.published_at >= oldest]
        found += recent
        after = sheet.after
        if after is None or len(recent) < len(sheet.items):
            break
    return found


async def _look_below(look: Look, media: CommentedMedia, since: datetime) -> None:
    """Page by page, until a page has nothing that is new to us and nothing written since the last look."""
    after = None
    for _ in range(PAGES_OF_A_MEDIA):
        try:
            sheet = await look.ask(partial(threads.comments, look.client.graph, media.id, after=after))
        except GraphError:
            # The media was deleted, or its comments are switched off: nothing to find below this one.
            return
        shown = [comment for top in sheet.items for comment in _with_replies(top)]
        found = await _store(look, media, [one for one in shown if (one.commented_at or clock.now()) >= since])
        after = sheet.after
        if after is None or not (found or any(_is_recent(one, since) for one in shown)):
            return


def _with_replies(top: MediaComment) -> Iterator[MediaComment]:
    yield top
    yield from top.replies


def _is_recent(comment: MediaComment, since: datetime) -> bool:
    return comment.commented_at is not None and comment.commented_at >= since


async def _store(look: Look, media: CommentedMedia, shown: list[MediaComment]) -> int:
    """How many of them were not here."""
    async with look.runtime.database.transaction() as session:
        known = await queries.known_comments(session, look.account_id, [one.id for one in shown])
        missing = [one for one in shown if one.id not in known]
        await comments.receive_comments(session, [_incoming(look, media, one) for one in missing])
    look.found += len(missing)
    return len(missing)


def _incoming(look: Look, media: CommentedMedia, comment: MediaComment) -> IncomingComment:
    own = comment.author_id == look.client.user_id or comment.username == look.client.username
    return IncomingComment(
        account_id=look.account_id,
        workspace_id=look.client.workspace_id,
        comment_id=comment.id,
        commented_at=comment.commented_at or clock.now(),
        found_by=FoundBy.POLL.value,
        text=comment.text,
        username=comment.username,
        person_instagram_id=None if own else comment.author_id,
        parent_comment_id=comment.parent_id,
        media_id=media.id,
        media_product_type=media.product_type,
        is_own=own,
        is_hidden=comment.is_hidden,
    )
