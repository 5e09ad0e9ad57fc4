"""Figures of posts: added up by something, one page of them, or one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Text,
    Uuid,
    case,
    cast,
    column,
    extract,
    func,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.analytics.models import PostFigures
from autogram.analytics.sums import POST_NUMBERS, Rated, Share, Sums
from autogram.core.db import ReadSession

# Posts belong to publishing; only what figures are shown with and compared by matters here.
POSTS = table(
    "post",
    column("id", Uuid),
    column("workspace_id", Uuid),
    column("caption", Text),
    column("hashtags", JSONB),
    column("permalink", Text),
)
FOUR = (PostFigures.likes, PostFigures.comments, PostFigures.shares, PostFigures.saves)
# As `rates.interactions` and `rates.by_views` say it.
INTERACTIONS: ColumnElement[Any] = case(
    (func.num_nonnulls(*FOUR) > 0, sum((func.coalesce(each, 0) for each in FOUR[1:]), func.coalesce(FOUR[0], 0))),
)
RATE_BY_VIEWS: ColumnElement[Any] = 100.0 * INTERACTIONS / func.nullif(PostFigures.views, 0)
NUMBERS: dict[str, ColumnElement[Any]] = {
    name: INTERACTIONS if name == "interactions" else PostFigures.__table__.c[name] for name in POST_NUMBERS
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which published posts are meant."""

    workspace_id: UUID
    begins: datetime
    ends: datetime
    account_id: UUID | None = None
    campaign_id: UUID | None = None
    post_type: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [
            PostFigures.workspace_id == self.workspace_id,
            PostFigures.published_at >= self.begins,
            PostFigures.published_at < self.ends,
        ]
        if self.account_id:
            found.append(PostFigures.account_id == self.account_id)
        if self.campaign_id:
            found.append(PostFigures.campaign_id == self.campaign_id)
        if self.post_type:
            found.append(PostFigures.post_type == self.post_type)
        return found


async def sums_by_day(session: ReadSession, choice: Choice, time_zone: str) -> dict[date, Sums]:
    """By the day of the zone on which posts went out; days without posts are left out."""
    return await _sums(session, choice, cast(func.timezone(time_zone, PostFigures.published_at), Date))


async def sums_by_type(session: ReadSession, choice: Choice) -> dict[str, Sums]:
    return await _sums(session, choice, PostFigures.__table__.c.post_type)


async def sums_by_hashtag(session: ReadSession, choice: Choice, *, limit: int) -> dict[str, Sums]:
    """Of the hashtags beside captions, those that most posts have."""
    tag = func.lower(func.jsonb_array_elements_text(POSTS.c.hashtags))
    return await _sums(session, choice, tag, with_posts=True, limit=limit)


async def sums_by_length(session: ReadSession, choice: Choice, bounds: Sequence[int]) -> dict[int, Sums]:
    """By the first of the bounds that the caption's characters do not exceed."""
    length = func.char_length(POSTS.c.caption)
    # Written out: a bound parameter would be another one in each place, and groups are formed by the first column.
    steps = case(*((length <= bound, bound) for bound in bounds[:-1]), else_=bounds[-1])
    return await _sums(session, choice, cast(steps, Integer), with_posts=True)


async def _sums(
    session: ReadSession, choice: Choice, key: ColumnElement[Any], *, with_posts: bool = False, limit: int | None = None
) -> dict[Any, Sums]:
    by_reach = INTERACTIONS.is_not(None) & (PostFigures.reach > 0)
    by_views = INTERACTIONS.is_not(None) & (PostFigures.views > 0)
    is_final = PostFigures.next_snapshot_at.is_(None) & PostFigures.taken_at.is_not(None)
    found = select(
        key,
        func.count(),
        func.count().filter(is_final),
        func.max(PostFigures.taken_at),
        *_rated(by_reach, PostFigures.reach),
        *_rated(by_views, PostFigures.views),
        *(part for each in NUMBERS.values() for part in (func.coalesce(func.sum(each), 0), func.count(each))),
    ).where(*choice.conditions())
    if with_posts:
        found = found.join(POSTS, POSTS.c.id == PostFigures.post_id)
    rows = found.group_by(text("1")).order_by(func.count().desc(), text("1")).limit(limit)
    return {row[0]: _as_sums(tuple(row)[1:]) for row in await session.execute(rows)}


def _rated(where: ColumnElement[bool], base: Any) -> tuple[ColumnElement[Any], ...]:
    sums = [func.coalesce(func.sum(each).filter(where), 0) for each in (INTERACTIONS, base)]
    return *sums, func.count().filter(where)


def _as_sums(row: tuple[Any, ...]) -> Sums:
    shares = zip(row[9::2], row[10::2], strict=True)
    return Sums(
        rows=row[0],
        final=row[1],
        taken_at=row[2],
        of_reach=Rated(*row[3:6]),
        of_views=Rated(*row[6:9]),
        numbers={name: Share(*share) for name, share in zip(NUMBERS, shares, strict=True)},
    )


async def first_published(session: ReadSession, workspace_id: UUID, account_id: UUID | None) -> datetime | None:
    """When the oldest post with figures went out."""
    rows = select(PostFigures.published_at)
    if account_id:
        rows = rows.where(PostFigures.account_id == account_id)
    else:
        rows = rows.where(PostFigures.workspace_id == workspace_id)
    return await session.scalar(rows.order_by(PostFigures.published_at).limit(1))


async def rates_by_hour(
    session: AsyncSession | ReadSession, account_id: UUID, time_zone: str, *, since: datetime
) -> list[tuple[int, int, int, float]]:
    """Weekday (0 is Monday), hour of the zone, how many posts with a rate went out then, and their rates added up."""
    local = func.timezone(time_zone, PostFigures.published_at)
    known = select(
        (cast(extract("isodow", local), Integer) - 1).label("weekday"),
        cast(extract("hour", local), Integer).label("hour"),
        PostFigures.engagement_rate.label("rate"),
    ).where(
        PostFigures.account_id == account_id,
        PostFigures.published_at >= since,
        PostFigures.engagement_rate.is_not(None),
    )
    each = known.subquery()
    grouped = select(each.c.weekday, each.c.hour, func.count(), func.sum(each.c.rate))
    found = await session.execute(grouped.group_by(each.c.weekday, each.c.hour))
    return [(weekday, hour, count, rates) for weekday, hour, count, rates in found]
