"""Rows as a collector would have written them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.publishing.posts import Studio

from autogram.analytics.models import AccountDay, PostFigures
from autogram.analytics.rates import by_reach, interactions
from autogram.core import clock

PACIFIC = ZoneInfo("America/Los_Angeles")


async def add_post(studio: Studio, published_at: datetime, *, caption: str = "Hello", **columns: Any) -> UUID:
    """A post that went out, with these of its figures known; measured no more unless said otherwise."""
    post = await studio.post(caption=f"{caption} {published_at}", scheduled_time=None)
    done = interactions(*(columns.get(name) for name in ("likes", "comments", "shares", "saves")))
    values = {
        "post_type": "photo",
        "taken_at": clock.now(),
        "engagement_rate": by_reach(done, columns.get("reach")),
    }
    studio.session.add(
        PostFigures(
            post_id=post.id,
            workspace_id=studio.actor.workspace_id,
            account_id=studio.account_id,
            published_at=published_at,
            instagram_media_id=str(post.id),
            **values | columns,
        )
    )
    await studio.session.commit()
    return post.id


async def add_days(studio: Studio, first: date, count: int, **columns: Any) -> None:
    """So many final days with these figures; `followers` counts on by ten a day."""
    for offset in range(count):
        values = {"is_final": True, "followers_count": 1_000 + 10 * offset, "reach": 100, "views": 200}
        studio.session.add(
            AccountDay(
                account_id=studio.account_id,
                workspace_id=studio.actor.workspace_id,
                day=first + timedelta(days=offset),
                taken_at=clock.now(),
                **values | columns,
            )
        )
    await studio.session.commit()


def days_ago(count: float) -> datetime:
    return clock.now() - timedelta(days=count)


def pacific_today() -> date:
    return clock.now().astimezone(PACIFIC).date()
