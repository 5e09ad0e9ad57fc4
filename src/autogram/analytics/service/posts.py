"""Posts with their figures: a list, and what those of a period add up to."""

from dataclasses import dataclass
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.analytics.periods import Period, Window, period_of
from autogram.analytics.queries import pages, posts
from autogram.analytics.queries.posts import Choice
from autogram.analytics.schemas import (
    DayOfPosts,
    PeriodAsked,
    PeriodRead,
    PostFigure,
    PostRow,
    PostRows,
    PostsAsked,
    Sort,
)
from autogram.analytics.service.naming import with_old_names
from autogram.analytics.service.shaping import day_of_posts, period_read, post_figures, post_row
from autogram.analytics.sums import Sums, added
from autogram.core.db import ReadSession

TOP = 5


@dataclass(frozen=True, slots=True)
class PostsFound:
    """The posts of a period: what they add up to, day by day, and the best of them."""

    period: PeriodRead
    posts: int
    figures: dict[str, PostFigure]
    days: list[DayOfPosts]
    top: list[PostRow]


def asked_period(asked: PeriodAsked) -> Period:
    """Raises `InvalidInput`."""
    return period_of(asked.period, asked.start_date, asked.end_date, asked.time_zone)


def chosen(
    workspace_id: UUID,
    period: Period,
    window: Window | None = None,
    *,
    account_id: UUID | None = None,
    campaign_id: UUID | None = None,
    post_type: str | None = None,
) -> Choice:
    """The workspace's posts of the window, which is the whole period if none is given."""
    begins, ends = (window or period.window).moments(period.zone)
    return Choice(workspace_id, begins, ends, account_id, campaign_id, post_type)


async def list_posts(session: ReadSession, workspace_id: UUID, asked: PostsAsked) -> PostRows:
    """One page, the highest first. Raises `AccountNotFound`, `InvalidInput`."""
    if asked.account_id:
        await accounts.account_brief(session, asked.account_id, workspace_id=workspace_id)
    period = asked_period(asked)
    filters = asked.model_dump(include={"account_id", "campaign_id", "post_type"})
    choice = chosen(workspace_id, period, **filters)
    found, following = await pages.post_page(session, choice, asked.sort, cursor=asked.cursor, limit=asked.limit)
    return PostRows(period=period_read(period), posts=[post_row(post) for post in found], next_cursor=following)


async def posts_found(session: ReadSession, workspace_id: UUID, asked: PeriodAsked, *, campaign_id: UUID) -> PostsFound:
    """The campaign's posts of the period. Raises `InvalidInput`."""
    period = asked_period(asked)
    choice = chosen(workspace_id, period, campaign_id=campaign_id)
    by_day = await posts.sums_by_day(session, choice, period.zone.key)
    whole = added(by_day.values())
    return PostsFound(
        period=period_read(period),
        posts=whole.rows,
        figures=with_old_names(post_figures(whole)),
        days=[day_of_posts(day, by_day.get(day, Sums()), period.zone) for day in period.window.days()],
        top=await top_posts(session, choice),
    )


async def top_posts(session: ReadSession, choice: Choice) -> list[PostRow]:
    """The few that reached the most people; those of which that is unknown are not among them."""
    found, _ = await pages.post_page(session, choice, Sort.REACH, cursor=None, limit=TOP)
    return [post_row(post) for post in found if post.figures.reach is not None]
