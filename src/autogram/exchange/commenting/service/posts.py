"""Reading consumers' posts and their comments through whichever helper can."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from autogram.core.errors import AppError
from autogram.core.runtime import Runtime
from autogram.exchange.helpers import service as helpers
from autogram.exchange.helpers.errors import HelperResting
from autogram.instagram.mobile.own_comments import same_text
from autogram.instagram.web.errors import AccountUnknown, PostGone, PrivateNotVisible, WebError
from autogram.instagram.web.posts import PostReader, SeenComment, SeenPost

T = TypeVar("T")
MOST_PAGES = 200
# Another helper would be told the same.
NOT_THE_HELPER = (AccountUnknown, PostGone, PrivateNotVisible)


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a post. Only if `is_complete`, who is not among them has not commented."""

    found: tuple[SeenComment, ...] = field(repr=False)
    is_complete: bool


async def recent_posts(runtime: Runtime, community_id: UUID, username: str, count: int) -> list[SeenPost]:
    """The account's latest posts, newest first. Raises `NoHelperAvailable`, `WebError`."""
    return await _through_a_helper(runtime, community_id, lambda reader: reader.recent_posts(username, count))


async def all_comments(runtime: Runtime, community_id: UUID, post: SeenPost) -> Comments:
    """Everything that is said below the post. Raises `NoHelperAvailable`, `WebError`."""
    return await _through_a_helper(runtime, community_id, lambda reader: _read_all(reader, post))


async def find_comment(
    runtime: Runtime, community_id: UUID, *, shortcode: str, user_id: str | None, username: str, text: str
) -> str | None:
    """The id of somebody's comment as others see it; that it is not seen says nothing. Never raises."""

    async def look(reader: PostReader) -> Comments:
        return await _read_all(reader, await reader.post(shortcode))

    try:
        read = await _through_a_helper(runtime, community_id, look)
    except (AppError, WebError):
        return None
    theirs = (one for one in read.found if user_id in {one.user_id, None} or one.username.lower() == username)
    return next((one.id for one in theirs if same_text(one.text, text)), None)


async def _read_all(reader: PostReader, post: SeenPost) -> Comments:
    found: dict[str, SeenComment] = {}
    cursor: str | None = None
    cursors: set[str] = set()
    for _ in range(MOST_PAGES):
        page = await reader.comments(post, cursor)
        found |= {one.id: one for one in page.comments}
        cursor = page.next_cursor
        if cursor is None or cursor in cursors:
            break
        cursors.add(cursor)
    return Comments(tuple(found.values()), cursor is None and len(found) >= (post.comment_count or 0))


async def _through_a_helper(runtime: Runtime, community_id: UUID, read: Callable[[PostReader], Awaitable[T]]) -> T:
    """What `read` gives with the first helper that can."""
    left_out: set[UUID] = set()
    while True:
        try:
            async with helpers.borrow_helper(runtime, community_id, leaving_out=frozenset(left_out)) as helper:
                left_out.add(helper.id)
                return await read(helper.reader)
        except NOT_THE_HELPER:
            raise
        except (WebError, HelperResting):
            continue
