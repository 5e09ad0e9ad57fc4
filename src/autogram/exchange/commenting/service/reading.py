"""Lists of runs and comments, and comments as CSV."""

from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.core.paging import Page, cut_page, encode_cursor
from autogram.core.runtime import Runtime
from autogram.core.spreadsheets import csv_of
from autogram.exchange.commenting.queries import comments, participants, runs
from autogram.exchange.commenting.schemas import CommentFilter, CommentRead, RunRead
from autogram.exchange.commenting.service.secrets import stored_form
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.identity.permissions import Actor

STRETCH = 100
COLUMNS = (
    "created_at",
    "status",
    "consumer",
    "producer",
    "instagram_link",
    "text",
    "model",
    "cost_micros",
    "requested_at",
    "posted_at",
    "comment_id",
    "failure_code",
    "failure_reason",
)


async def shown(session: AsyncSession, comment_id: UUID) -> CommentRead:
    """The comment as people see it."""
    return _read(await comments.shown_comment(session, comment_id))


async def list_comments(
    session: ReadSession, actor: Actor, wanted: CommentFilter, *, cursor: str | None = None, limit: int = 50
) -> Page[CommentRead]:
    """The community's comments, newest first."""
    community = await communities.require_community(session, actor.workspace_id)
    return await _page(session, community.id, wanted, cursor=cursor, limit=limit)


async def comments_of_secret(
    session: ReadSession,
    community: Community,
    secret: str,
    wanted: CommentFilter,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CommentRead]:
    """A producer's own comments, newest first. Raises `ProducerNotFound`."""
    producer = await participants.producer_by_link(session, community.id, stored_form(secret))
    own = CommentFilter(status=wanted.status, producer_id=producer.id)
    return await _page(session, community.id, own, cursor=cursor, limit=limit)


async def comments_as_csv(runtime: Runtime, actor: Actor, wanted: CommentFilter) -> AsyncIterator[bytes]:
    """All of the list, in stretches. What can be wrong with the request is raised before the first of them."""
    async with runtime.database.reading() as session:
        community = await communities.require_community(session, actor.workspace_id)
    return _stretches(runtime, community.id, wanted)


async def list_runs(session: ReadSession, actor: Actor, *, cursor: str | None = None, limit: int = 50) -> Page[RunRead]:
    """The community's rounds of writing, newest first, each with what it left out."""
    community = await communities.require_community(session, actor.workspace_id)
    rows = runs.runs_page(community.id, cursor=cursor, limit=limit)
    found, following = cut_page(list(await session.scalars(rows)), limit)
    return Page(items=[RunRead.model_validate(one) for one in found], next_cursor=following)


async def read_run(session: ReadSession, actor: Actor, run_id: UUID) -> RunRead:
    """Raises `CommentingRunNotFound`."""
    community = await communities.require_community(session, actor.workspace_id)
    return RunRead.model_validate(await runs.run_of(session, community.id, run_id))


async def _stretches(runtime: Runtime, community_id: UUID, wanted: CommentFilter) -> AsyncIterator[bytes]:
    """No transaction is open while the reader of the download takes their time."""
    yield csv_of([COLUMNS])
    cursor: str | None = None
    while True:
        async with runtime.database.reading() as session:
            page = await _page(session, community_id, wanted, cursor=cursor, limit=STRETCH)
        if page.items:
            yield csv_of([getattr(one, name) for name in COLUMNS] for one in page.items)
        if (cursor := page.next_cursor) is None:
            return


async def _page(
    session: AsyncSession, community_id: UUID, wanted: CommentFilter, *, cursor: str | None, limit: int
) -> Page[CommentRead]:
    rows = await comments.comments_page(session, community_id, wanted, cursor=cursor, limit=limit)
    items = [_read(row) for row in rows[:limit]]
    has_more = len(rows) > limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].created_at, items[-1].id) if has_more else None)


def _read(row: comments.Shown) -> CommentRead:
    comment, consumer, producer = row
    own = {name: getattr(comment, name) for name in CommentRead.model_fields if hasattr(comment, name)}
    link = f"https://www.instagram.com/p/{comment.shortcode}/"
    return CommentRead(**own, consumer=consumer, producer=producer, instagram_link=link)


async def count_waiting(session: AsyncSession, community_id: UUID) -> int:
    """How many texts wait for a person's approval."""
    return await comments.count_waiting(session, community_id)
