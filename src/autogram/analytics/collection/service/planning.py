"""What is due: publications of which nothing is known yet, and jobs for each account."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.analytics.collection import queries, timing
from autogram.analytics.collection.messages import MeasureDays, MeasurePosts
from autogram.analytics.collection.metrics import PRODUCT_OF, Product
from autogram.analytics.models import PostFigures
from autogram.core import clock
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.jobs.api import enqueue, enqueue_all
from autogram.publishing import service as publishing

AT_ONCE = 1_000
ASKED = RateLimit("collect-figures", 1, timedelta(minutes=5))


async def plan_posts(session: AsyncSession) -> None:
    """Each published post has a row of figures, and each account with something due has a job."""
    await adopt(session)
    due = await queries.accounts_due(session, clock.now() + timing.SLACK)
    jobs = [MeasurePosts(account_id=account_id) for account_id in due]
    await enqueue_all(session, jobs, once_each=[f"measure-posts:{job.account_id}" for job in jobs])


async def plan_days(session: AsyncSession) -> None:
    """Each connected account has a job for its days."""
    jobs = [MeasureDays(account_id=account_id) for account_id in await accounts.connected_account_ids(session)]
    await enqueue_all(session, jobs, once_each=[f"measure-days:{job.account_id}" for job in jobs])


async def ask_now(runtime: Runtime, session: AsyncSession, workspace_id: UUID, account_id: UUID) -> None:
    """The account is measured now, as a person asked. Raises `AccountNotFound`; `TooManyRequests` if asked just now."""
    await accounts.read_account(session, workspace_id, account_id)
    await spend(runtime.database, ASKED, str(account_id))
    await adopt(session)
    await enqueue(session, MeasurePosts(account_id=account_id, everything=True))
    await enqueue(session, MeasureDays(account_id=account_id), once=f"measure-days:{account_id}")


async def adopt(session: AsyncSession) -> None:
    """Published posts of which nothing is known yet are to be measured, also those from before there were figures."""
    now = clock.now()
    fresh = await publishing.published_except(session, select(PostFigures.post_id), limit=AT_ONCE)
    rows = [
        {
            "post_id": post.post_id,
            "workspace_id": post.workspace_id,
            "account_id": post.account_id,
            "campaign_id": post.campaign_id,
            "post_type": post.post_type,
            "published_at": post.published_at,
            "instagram_media_id": post.instagram_media_id,
            "next_snapshot_at": timing.first_snapshot(
                post.published_at, now, is_story=PRODUCT_OF[post.post_type] is Product.STORY
            ),
        }
        for post in fresh
    ]
    await queries.add_figures(session, rows)
