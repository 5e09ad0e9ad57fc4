"""Every look at and change of posts and publications."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, cast, column, func, or_, select, table, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.publishing.errors import PostNotFound
from autogram.publishing.models import Post, PostStatus, Publication, PublicationState
from autogram.publishing.schemas import PostFilter

# Campaigns belong to a domain above this one; only whether one is there matters here.
CAMPAIGN = table("campaign", column("id", Uuid), column("workspace_id", Uuid))
# The changes below are made without loading rows, so there are no loaded rows to bring up to date.
NO_SYNC = {"synchronize_session": False}


async def get_post(
    session: AsyncSession, post_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> Post:
    """The post, of this workspace if one is given. Raises `PostNotFound`, also for a deleted one."""
    found = select(Post).where(Post.id == post_id, Post.deleted_at.is_(None))
    if workspace_id is not None:
        found = found.where(Post.workspace_id == workspace_id)
    post = await session.scalar(found.with_for_update() if lock else found)
    if post is None:
        raise PostNotFound(post_id=str(post_id))
    return post


async def campaign_exists(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> bool:
    """Whether the workspace has this campaign."""
    wanted = select(CAMPAIGN.c.id).where(CAMPAIGN.c.id == campaign_id, CAMPAIGN.c.workspace_id == workspace_id)
    # Asked before the post that names it is written.
    with session.no_autoflush:
        return await session.scalar(wanted) is not None


def filtered(workspace_id: UUID, wanted: PostFilter) -> Select[Post]:
    """The workspace's posts that match, in no order yet."""
    rows = select(Post).where(Post.workspace_id == workspace_id, Post.deleted_at.is_(None))
    equal = wanted.model_dump(include={"status", "campaign_id", "account_id", "post_type"}, exclude_none=True)
    rows = rows.filter_by(**equal)
    if wanted.media_id:
        shown = Post.media.contains([{"media_id": str(wanted.media_id)}])
        rows = rows.where(or_(shown, Post.cover_media_id == wanted.media_id))
    if wanted.due_from:
        rows = rows.where(Post.publish_at >= wanted.due_from)
    if wanted.due_to:
        rows = rows.where(Post.publish_at < wanted.due_to)
    if wanted.search:
        rows = rows.where(Post.caption.icontains(wanted.search, autoescape=True))
    return rows


async def post_page(session: AsyncSession, rows: Select[Post], *, cursor: str | None, limit: int) -> Sequence[Post]:
    page = newest_first(rows, Post.created_at, Post.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


async def post_slice(session: AsyncSession, rows: Select[Post], *, skip: int, limit: int) -> tuple[Sequence[Post], int]:
    """Rows from `skip` on, and how many there are in all: as the predecessors page."""
    total = await session.scalar(select(func.count()).select_from(rows.subquery()))
    page = rows.order_by(Post.created_at.desc(), Post.id.desc()).offset(skip).limit(limit)
    return (await session.scalars(page)).all(), int(total or 0)


async def publications_of(session: AsyncSession, post_id: UUID) -> Sequence[Publication]:
    """All tries, oldest first."""
    rows = select(Publication).where(Publication.post_id == post_id).order_by(Publication.created_at, Publication.id)
    return (await session.scalars(rows)).all()


async def open_publication(session: AsyncSession, post_id: UUID) -> Publication | None:
    return await session.scalar(
        select(Publication)
        .where(Publication.post_id == post_id, Publication.state == PublicationState.OPEN)
        .with_for_update()
    )


async def get_publication(session: AsyncSession, publication_id: UUID) -> Publication | None:
    return await session.get(Publication, publication_id)


async def write_step(
    session: AsyncSession,
    publication_id: UUID,
    step: dict[str, Any],
    *,
    lease_id: UUID | None = None,
    values: dict[str, Any],
) -> bool:
    """The step stands in the receipt, with `values` changed; False if the publication is no longer under `lease_id`."""
    change = update(Publication).where(Publication.id == publication_id)
    if lease_id is not None:
        change = change.where(Publication.lease_id == lease_id, Publication.state == PublicationState.OPEN)
    written = change.values(steps=Publication.steps.op("||")(cast([step], JSONB)), updated_at=clock.now(), **values)
    return await session.scalar(written.returning(Publication.id), execution_options=NO_SYNC) is not None


async def write_values(session: AsyncSession, publication_id: UUID, lease_id: UUID, values: dict[str, Any]) -> bool:
    """Like `write_step`, for a change that is no step of its own."""
    change = update(Publication).where(
        Publication.id == publication_id,
        Publication.lease_id == lease_id,
        Publication.state == PublicationState.OPEN,
    )
    returned = change.values(**values).returning(Publication.id)
    return await session.scalar(returned, execution_options=NO_SYNC) is not None


async def lock_post(session: AsyncSession, post_id: UUID) -> None:
    """Nobody else changes the post until the transaction ends. Locked before its publication, always in this order."""
    await session.execute(select(Post.id).where(Post.id == post_id).with_for_update())


async def set_post(session: AsyncSession, post_id: UUID, values: dict[str, Any]) -> None:
    change = update(Post).where(Post.id == post_id).values(updated_at=clock.now(), **values)
    await session.execute(change, execution_options=NO_SYNC)


async def known_media_ids(session: AsyncSession, media_ids: Sequence[str]) -> set[str]:
    """Those Instagram media that another publication already counts as its own."""
    rows = select(Publication.instagram_media_id).where(Publication.instagram_media_id.in_(media_ids))
    return {media_id for media_id in await session.scalars(rows) if media_id}


async def make_late(session: AsyncSession, due_before: datetime, limit: int) -> dict[UUID, dict[UUID, str]]:
    """Scheduled posts due before that moment now wait for a person; by workspace, each with its caption."""
    chosen = (
        select(Post.id)
        .where(Post.status == PostStatus.SCHEDULED, Post.publish_at < due_before, Post.deleted_at.is_(None))
        .order_by(Post.publish_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    changed = update(Post).where(Post.id.in_(chosen)).values(status=PostStatus.LATE, updated_at=clock.now())
    late: dict[UUID, dict[UUID, str]] = {}
    returned = changed.returning(Post.workspace_id, Post.id, Post.caption)
    for workspace_id, post_id, caption in await session.execute(returned):
        late.setdefault(workspace_id, {})[post_id] = caption
    return late


async def forgotten_posts(session: AsyncSession, due_before: datetime, limit: int) -> list[tuple[UUID, int]]:
    """Id and revision of posts that are due or half done and that nobody has a lease on."""
    now = clock.now()
    held = (
        select(1)
        .where(Publication.post_id == Post.id, Publication.state == PublicationState.OPEN)
        .where(Publication.lease_until > now)
        .exists()
    )
    rows = (
        select(Post.id, Post.revision)
        .where(
            Post.status.in_([PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED]),
            Post.publish_at < due_before,
            Post.deleted_at.is_(None),
            ~held,
        )
        .order_by(Post.publish_at)
        .limit(limit)
    )
    return [(post_id, revision) for post_id, revision in await session.execute(rows)]


def open_for(post: Post, plan: dict[str, Any]) -> Publication:
    """A new try for the post, to be leased."""
    return Publication(
        id=new_id(),
        post_id=post.id,
        account_id=post.account_id,
        plan=plan,
        steps=[],
        child_containers={},
        containers_made=0,
        container_ready=False,
    )


def lease(publication: Publication, job_id: int, seconds: int) -> UUID:
    """The publication is held by this job under a new lease from now on."""
    publication.lease_id, publication.lease_job_id = new_id(), job_id
    publication.lease_until = clock.now() + timedelta(seconds=seconds)
    return publication.lease_id


async def count_by_status(session: AsyncSession, workspace_id: UUID) -> dict[PostStatus, int]:
    """How many posts of the workspace are in each state that any of them is in."""
    ours = select(Post.status, func.count())
    ours = ours.where(Post.workspace_id == workspace_id, Post.deleted_at.is_(None))
    return {row.status: row[1] for row in await session.execute(ours.group_by(Post.status))}


async def published_except(session: AsyncSession, known: Select[UUID], *, limit: int) -> Sequence[Post]:
    """Published posts whose id is not in `known`, newest first."""
    live = Post.status == PostStatus.PUBLISHED, Post.instagram_media_id.is_not(None), Post.deleted_at.is_(None)
    rows = select(Post).where(*live, Post.id.not_in(known)).order_by(Post.published_at.desc()).limit(limit)
    return (await session.scalars(rows)).all()
