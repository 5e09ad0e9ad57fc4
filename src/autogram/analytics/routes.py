"""Routes of `/api/v1/analytics`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.accounts import service as accounts
from autogram.analytics import service
from autogram.analytics.schemas import (
    BestTimes,
    BestTimesAsked,
    ComparedAsked,
    Comparison,
    Followers,
    FollowersAsked,
    Overview,
    OverviewAsked,
    PostPerformance,
    PostRows,
    PostsAsked,
)
from autogram.core.db import Reading
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing.schemas import TimeZone

router = APIRouter(prefix="/analytics", tags=["analytics"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]


@router.get("/overview")
async def read_overview(session: Reading, actor: Reader, asked: Annotated[OverviewAsked, Query()]) -> Overview:
    """Accounts, posts, the best posts and growth of a period; every figure says of how much it is known."""
    return await service.overview(session, actor.workspace_id, asked)


@router.get("/posts")
async def list_posts(session: Reading, actor: Reader, asked: Annotated[PostsAsked, Query()]) -> PostRows:
    """Posts of a period with their latest figures, sorted by any of them, the highest first."""
    return await service.list_posts(session, actor.workspace_id, asked)


@router.get("/posts/{post_id}/performance")
async def read_performance(
    post_id: UUID, session: Reading, actor: Reader, time_zone: Annotated[TimeZone, Query()] = "UTC"
) -> PostPerformance:
    """One post: its latest figures, how they grew, and what changed when."""
    return await service.performance(session, actor.workspace_id, post_id, time_zone=time_zone)


@router.get("/best-times")
async def read_best_times(session: Reading, actor: Reader, asked: Annotated[BestTimesAsked, Query()]) -> BestTimes:
    """The hours at which the account's posts of the last 180 days did best; none while there are fewer than 20."""
    await accounts.account_brief(session, asked.account_id, workspace_id=actor.workspace_id)
    return await service.best_times(session, asked.account_id, time_zone=asked.time_zone)


@router.get("/compared")
async def compare(session: Reading, actor: Reader, asked: Annotated[ComparedAsked, Query()]) -> Comparison:
    """How posts of different types, hashtags or caption lengths did, with how many there were."""
    return await service.compare(session, actor.workspace_id, asked)


@router.get("/followers")
async def read_followers(session: Reading, actor: Reader, asked: Annotated[FollowersAsked, Query()]) -> Followers:
    """An account's followers day by day, and how many were gained and lost where Instagram says so."""
    return await service.followers(session, actor.workspace_id, asked)
