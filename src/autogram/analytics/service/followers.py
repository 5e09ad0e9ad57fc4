"""The followers of an account, day by day."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.analytics.models import AccountDay
from autogram.analytics.periods import INSTAGRAM, Window, is_unfinished
from autogram.analytics.queries import account_days
from autogram.analytics.schemas import DayFigure, FollowerDay, Followers, FollowersAsked
from autogram.analytics.service.posts import asked_period
from autogram.analytics.service.shaping import period_read
from autogram.core.db import ReadSession


async def followers(session: ReadSession, workspace_id: UUID, asked: FollowersAsked) -> Followers:
    """Days that were not measured are there with nulls. Raises `AccountNotFound`, `InvalidInput`."""
    await accounts.account_brief(session, asked.account_id, workspace_id=workspace_id)
    period = asked_period(asked)
    first, last = period.window.first, period.window.last
    rows = await account_days.account_days(session, asked.account_id, Window(first - timedelta(days=1), last))
    by_day = {row.day: row for row in rows}
    within = [row for row in rows if row.day >= first]
    counted = [row for row in within if row.followers_count is not None]
    began, ended = (counted[0], counted[-1]) if len(counted) > 1 else (None, None)
    length = period.window.length
    return Followers(
        period=period_read(period),
        account_id=asked.account_id,
        followers_count=_figure(counted, counted[-1].followers_count if counted else None, length),
        gained=_sum(within, "follows", length),
        lost=_sum(within, "unfollows", length),
        change=(ended.followers_count or 0) - (began.followers_count or 0) if began and ended else None,
        change_first_day=began.day if began else None,
        change_last_day=ended.day if ended else None,
        days=[_day(day, by_day) for day in period.window.days()],
    )


def _sum(rows: list[AccountDay], name: str, length: int) -> DayFigure:
    known = [row for row in rows if getattr(row, name) is not None]
    return _figure(known, sum(getattr(row, name) for row in known) if known else None, length)


def _figure(known: list[AccountDay], value: int | None, length: int) -> DayFigure:
    return DayFigure(
        value=value,
        known_days=len(known),
        days=length,
        taken_at=max((row.taken_at for row in known), default=None),
        is_final=len(known) == length and all(row.is_final for row in known),
    )


def _day(day: date, by_day: Mapping[date, AccountDay]) -> FollowerDay:
    row, before = by_day.get(day), by_day.get(day - timedelta(days=1))
    count = row.followers_count if row else None
    earlier = before.followers_count if before else None
    return FollowerDay(
        date=day,
        is_unfinished=is_unfinished(day, INSTAGRAM),
        is_final=bool(row and row.is_final),
        followers_count=count,
        change=None if count is None or earlier is None else count - earlier,
        gained=row.follows if row else None,
        lost=row.unfollows if row else None,
    )
