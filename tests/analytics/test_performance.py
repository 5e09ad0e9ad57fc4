"""Days, weeks and months in one row each, written every morning, replaced when written again."""

from datetime import UTC, timedelta

import httpx2
from sqlalchemy import update
from tests.analytics.measuring import add_post
from tests.publishing.posts import Studio

from autogram.analytics.models import PostFigures
from autogram.analytics.performance import jobs
from autogram.analytics.performance.messages import WritePerformance
from autogram.core import clock
from autogram.jobs.api import JobContext

PATH = "/api/v1/analytics/performance"


async def write(studio: Studio) -> None:
    await jobs.write_performance(JobContext(studio.runtime, 1, 1, 8), WritePerformance())


async def test_yesterday_is_in_one_row_and_written_again_it_is_replaced(studio: Studio, desk: httpx2.AsyncClient):
    yesterday = clock.now() - timedelta(days=1)
    await add_post(studio, yesterday, likes=10, comments=2, shares=None, saves=0, reach=200, views=300)
    await add_post(studio, yesterday, likes=None, comments=None, shares=None, saves=None, reach=None, views=None)
    await write(studio)
    await studio.session.execute(update(PostFigures).where(PostFigures.likes == 10).values(likes=20))
    await studio.session.commit()
    await write(studio)

    rows = (await desk.get(PATH)).json()

    assert len(rows) == 7
    (row,) = [row for row in rows if row["date"] == str(yesterday.astimezone(UTC).date())]
    assert (row["total_posts"], row["posts_with_figures"], row["total_likes"], row["total_reach"]) == (2, 1, 20, 200)
    assert row["avg_likes_per_post"] == 20
    assert row["engagement_rate"] == 11
    assert row["total_shares"] is None
    empty = [row for row in rows if row["total_posts"] == 0]
    assert {row["total_likes"] for row in empty} == {None}


async def test_the_last_whole_week_and_month_have_a_row(studio: Studio, desk: httpx2.AsyncClient):
    await write(studio)

    (week,) = (await desk.get(PATH, params={"period_type": "weekly"})).json()
    (month,) = (await desk.get(PATH, params={"period_type": "monthly"})).json()

    today = clock.now().astimezone(UTC).date()
    assert week["date"] == str(today - timedelta(days=today.weekday() + 7))
    assert month["date"] == str((today.replace(day=1) - timedelta(days=1)).replace(day=1))
