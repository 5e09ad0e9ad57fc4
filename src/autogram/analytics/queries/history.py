"""What was measured of one post over time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from autogram.analytics.models import AnalyticsEvent, PostFigures, PostSnapshot
from autogram.analytics.queries.posts import POSTS
from autogram.core.db import ReadSession

MOST_SNAPSHOTS, MOST_EVENTS = 1_000, 200


async def is_post_of(session: ReadSession, workspace_id: UUID, post_id: UUID) -> bool:
    """Whether the workspace has this post, measured or not."""
    rows = select(POSTS.c.id).where(POSTS.c.id == post_id, POSTS.c.workspace_id == workspace_id)
    return await session.scalar(rows) is not None


async def latest_figures(session: ReadSession, post_id: UUID) -> PostFigures | None:
    return await session.get(PostFigures, post_id)


async def snapshots(session: ReadSession, post_id: UUID) -> Sequence[PostSnapshot]:
    """The newest ones, oldest of them first."""
    rows = select(PostSnapshot).where(PostSnapshot.post_id == post_id).order_by(PostSnapshot.taken_at.desc())
    return (await session.scalars(rows.limit(MOST_SNAPSHOTS))).all()[::-1]


async def events(session: ReadSession, post_id: UUID) -> Sequence[AnalyticsEvent]:
    """The newest changes, newest first."""
    rows = select(AnalyticsEvent).where(AnalyticsEvent.post_id == post_id)
    order = AnalyticsEvent.occurred_at.desc(), AnalyticsEvent.id.desc()
    return (await session.scalars(rows.order_by(*order).limit(MOST_EVENTS))).all()
