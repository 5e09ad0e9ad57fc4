"""A studio whose account was measured for a while."""

from datetime import date, timedelta

import pytest
from tests.publishing.posts import Studio

from autogram.analytics.models import AccountDay, PostFigures
from autogram.core import clock
from autogram.publishing.models import PostStatus

FIRST = date(2026, 10, 1)


@pytest.fixture
async def measured(studio: Studio) -> Studio:
    """Ten days before FIRST and ten from it on, of which the fourth is missing; two posts, one of them not measured."""
    workspace_id, account_id = studio.actor.workspace_id, studio.account_id
    for offset in (*range(-10, 3), *range(4, 10)):
        studio.session.add(
            AccountDay(
                account_id=account_id,
                workspace_id=workspace_id,
                day=FIRST + timedelta(days=offset),
                taken_at=clock.now(),
                is_final=True,
                reach=100 + offset,
                views=200,
                followers_count=1_000 + offset,
            )
        )
    for caption, reach in (("오늘의 빵 & <Brot> Привет 🥐", 500), ("Not measured", None)):
        post = await studio.row((await studio.post(caption=caption)).id)
        post.status = PostStatus.PUBLISHED
        studio.session.add(
            PostFigures(
                post_id=post.id,
                workspace_id=workspace_id,
                account_id=account_id,
                post_type="photo",
                published_at=clock.now().replace(year=2026, month=10, day=3),
                instagram_media_id="1",
                taken_at=clock.now(),
                reach=reach,
                views=900,
                likes=40,
                comments=5,
                shares=3,
                saves=2,
                engagement_rate=10.0 if reach else None,
            )
        )
    await studio.session.commit()
    return studio
