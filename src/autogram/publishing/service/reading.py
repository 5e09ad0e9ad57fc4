"""Posts and receipts as callers see them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content
from autogram.core.db import ReadSession
from autogram.core.paging import cut_page
from autogram.core.settings import Settings
from autogram.publishing import queries, repetition
from autogram.publishing.models import Post, PostStatus, Publication
from autogram.publishing.schemas import (
    PostFilter,
    PostList,
    PostMedia,
    PostRead,
    PublishOutcome,
    Receipt,
    ReceiptStep,
    ReceiptTry,
)

SAME_NAME = set(PostRead.model_fields) - {
    "media",
    "media_urls",
    "thumbnail_url",
    "scheduled_time",
    "instagram_post_id",
    "warnings",
}


async def as_read(settings: Settings, session: AsyncSession | ReadSession, post: Post) -> PostRead:
    """The post, with what about it is perhaps not meant."""
    [read] = await _as_reads(settings, session, post.workspace_id, [post])
    read.warnings = await repetition.warnings_for(session, post)
    return read


async def _as_reads(
    settings: Settings, session: AsyncSession | ReadSession, workspace_id: UUID, posts: Sequence[Post]
) -> list[PostRead]:
    """The posts with the addresses of their media, looked up in one go."""
    ids = {UUID(entry["media_id"]) for post in posts for entry in post.media}
    items = await content.find_media(session, workspace_id, list(ids), settings=settings) if ids else {}
    return [_as_read(post, items) for post in posts]


def _as_read(post: Post, items: dict[UUID, content.MediaItem]) -> PostRead:
    media = [PostMedia.model_validate(entry) for entry in post.media]
    shown = [items[entry.media_id] for entry in media if entry.media_id in items]
    return PostRead(
        **{name: getattr(post, name) for name in SAME_NAME},
        media=media,
        media_urls=[item.url for item in shown],
        thumbnail_url=shown[0].thumbnail_url if shown else None,
        scheduled_time=post.publish_at,
        instagram_post_id=post.instagram_media_id,
    )


async def read_post(
    settings: Settings, session: AsyncSession | ReadSession, workspace_id: UUID, post_id: UUID
) -> PostRead:
    return await as_read(settings, session, await queries.get_post(session, post_id, workspace_id=workspace_id))


async def list_posts(settings: Settings, session: ReadSession, workspace_id: UUID, wanted: PostFilter) -> PostList:
    """One page, newest first: by cursor, or by `skip` with totals for the predecessors' clients."""
    rows, limit, skip = queries.filtered(workspace_id, wanted), wanted.limit, wanted.skip
    if skip is None:
        page, following = cut_page(await queries.post_page(session, rows, cursor=wanted.cursor, limit=limit), limit)
        posts = await _as_reads(settings, session, workspace_id, page)
        return PostList(posts=posts, next_cursor=following, has_next=following is not None)
    chosen, total = await queries.post_slice(session, rows, skip=skip, limit=limit)
    return PostList(
        posts=await _as_reads(settings, session, workspace_id, chosen),
        total=total,
        page=skip // limit + 1,
        pages=-(-total // limit),
        has_next=skip + limit < total,
        has_prev=skip > 0,
    )


async def outcome_of(session: ReadSession, workspace_id: UUID, post_id: UUID) -> PublishOutcome:
    """How far the post has come, in words."""
    post = await queries.get_post(session, post_id, workspace_id=workspace_id)
    words = {
        PostStatus.PUBLISHED: "Post published successfully",
        PostStatus.FAILED: f"Not published: {post.failure_reason}",
        PostStatus.UNCONFIRMED: f"Instagram's answer was unclear: {post.waiting_reason}",
    }
    return PublishOutcome(
        message=words.get(post.status, post.waiting_reason or "Being published; read the receipt for its progress"),
        status=post.status,
        instagram_post_id=post.instagram_media_id,
        permalink=post.permalink,
        published_at=post.published_at,
    )


async def read_receipt(session: ReadSession, workspace_id: UUID, post_id: UUID) -> Receipt:
    """Every try with every step, its time and its proof."""
    post = await queries.get_post(session, post_id, workspace_id=workspace_id)
    tries = [_as_try(publication) for publication in await queries.publications_of(session, post.id)]
    lateness = (post.published_at - post.publish_at).total_seconds() if post.published_at and post.publish_at else None
    return Receipt(
        post_id=post.id,
        status=post.status,
        scheduled_time=post.publish_at,
        published_at=post.published_at,
        lateness_seconds=lateness,
        instagram_post_id=post.instagram_media_id,
        permalink=post.permalink,
        waiting_reason=post.waiting_reason,
        failure_reason=post.failure_reason,
        tries=tries,
    )


def _as_try(publication: Publication) -> ReceiptTry:
    sent: dict[str, Any] = {k: publication.plan[k] for k in ("container", "children", "first_comment", "media")}
    return ReceiptTry(
        id=publication.id,
        state=publication.state,
        started_at=publication.created_at,
        container_id=publication.container_id,
        instagram_post_id=publication.instagram_media_id,
        permalink=publication.permalink,
        sent=sent | {"caption_sha256": publication.plan["caption_sha256"]},
        steps=[ReceiptStep.model_validate(step) for step in publication.steps],
    )


async def count_posts(session: ReadSession, workspace_id: UUID) -> Counter[str]:
    """How many posts of the workspace are in each state, by its name."""
    found = await queries.count_by_status(session, workspace_id)
    return Counter({status.value: number for status, number in found.items()})


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """What is live on Instagram, as far as others need to know."""

    post_id: UUID
    workspace_id: UUID
    account_id: UUID
    campaign_id: UUID | None
    post_type: str
    published_at: datetime
    instagram_media_id: str


async def published_except(session: AsyncSession, known: Select[UUID], *, limit: int) -> list[PublishedPost]:
    """Published posts whose id is not in `known`, newest first."""
    return [
        PublishedPost(
            post.id,
            post.workspace_id,
            post.account_id,
            post.campaign_id,
            post.post_type.value,
            post.published_at,
            post.instagram_media_id,
        )
        for post in await queries.published_except(session, known, limit=limit)
        if post.published_at is not None and post.instagram_media_id is not None
    ]
