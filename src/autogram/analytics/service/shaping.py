"""Sums and rows as answers show them."""

from datetime import date
from zoneinfo import ZoneInfo

from autogram.analytics.models import PostFigures
from autogram.analytics.periods import Period, is_unfinished
from autogram.analytics.queries.pages import ListedPost
from autogram.analytics.rates import by_views, interactions
from autogram.analytics.schemas import DayFigure, DayOfPosts, PeriodRead, PostFigure, PostRow
from autogram.analytics.sums import DAY_NUMBERS, POST_NUMBERS, Sums

MEASURED = ("views", "reach", "likes", "comments", "shares", "saves")


def period_read(period: Period) -> PeriodRead:
    return PeriodRead(
        name=period.name,
        first_day=period.window.first,
        last_day=period.window.last,
        days=period.window.length,
        time_zone=period.zone.key,
        last_day_is_unfinished=is_unfinished(period.window.last, period.zone),
    )


def post_figures(sums: Sums) -> dict[str, PostFigure]:
    """Every figure of these posts, both engagement rates among them."""
    rates = {
        "engagement_rate": (sums.engagement_rate, sums.of_reach.posts, "Interactions in percent of the reach."),
        "engagement_rate_by_views": (
            sums.engagement_rate_by_views,
            sums.of_views.posts,
            "Interactions in percent of the views, as the predecessor counted.",
        ),
    }
    numbers = {name: (sums.of(name).value, sums.of(name).known, _NOTES.get(name)) for name in POST_NUMBERS}
    return {
        name: PostFigure(
            value=value, known_posts=known, posts=sums.rows, taken_at=sums.taken_at, is_final=sums.is_final, note=note
        )
        for name, (value, known, note) in (numbers | rates).items()
    }


_NOTES = {
    "interactions": "Likes, comments, shares and saves, as far as each is known.",
    "reach": "Added up over posts: who saw two of them is counted twice.",
}


def day_figure(sums: Sums, name: str, days: int) -> DayFigure:
    """One figure of accounts over so many days (times accounts)."""
    share = sums.of(name)
    return DayFigure(
        value=share.value,
        known_days=share.known,
        days=days,
        taken_at=sums.taken_at if share.known else None,
        is_final=sums.final == days and days > 0,
        note="Added up over days: who came on two days is counted twice." if name in _PEOPLE else None,
    )


_PEOPLE = ("reach", "accounts_engaged")


def day_figures(sums: Sums, days: int) -> dict[str, DayFigure]:
    return {name: day_figure(sums, name, days) for name in DAY_NUMBERS}


def day_of_posts(day: date, sums: Sums, zone: ZoneInfo) -> DayOfPosts:
    return DayOfPosts(
        date=day,
        is_unfinished=is_unfinished(day, zone),
        posts=sums.rows,
        known_posts=max((share.known for share in sums.numbers.values()), default=0),
        engagement_rate=sums.engagement_rate,
        **{name: sums.of(name).value for name in POST_NUMBERS},
    )


def is_final(figures: PostFigures) -> bool:
    """It was measured, and will not be any more."""
    return figures.taken_at is not None and figures.next_snapshot_at is None


def post_row(post: ListedPost) -> PostRow:
    found = post.figures
    done = interactions(found.likes, found.comments, found.shares, found.saves)
    return PostRow(
        post_id=found.post_id,
        account_id=found.account_id,
        campaign_id=found.campaign_id,
        post_type=found.post_type,
        caption=post.caption,
        permalink=post.permalink,
        published_at=found.published_at,
        taken_at=found.taken_at,
        is_final=is_final(found),
        interactions=done,
        engagement_rate=found.engagement_rate,
        engagement_rate_by_views=by_views(done, found.views),
        problem=found.problem,
        **{name: getattr(found, name) for name in MEASURED},
    )
