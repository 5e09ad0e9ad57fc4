"""Figures of accounts by Instagram's days."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from autogram.analytics.models import AccountDay
from autogram.analytics.periods import Window
from autogram.analytics.sums import DAY_NUMBERS, Share, Sums
from autogram.core.db import ReadSession

COLUMNS = {name: AccountDay.__table__.c[name] for name in ("followers_count", *DAY_NUMBERS)}


async def sums_by_day(session: ReadSession, account_ids: Collection[UUID], window: Window) -> dict[date, Sums]:
    """The accounts' rows of each day added up; days of which nothing was measured are left out."""
    rows = (
        select(
            AccountDay.day,
            func.count(),
            func.count().filter(AccountDay.is_final),
            func.max(AccountDay.taken_at),
            *(part for each in COLUMNS.values() for part in (func.coalesce(func.sum(each), 0), func.count(each))),
        )
        .where(AccountDay.account_id.in_(account_ids), AccountDay.day.between(window.first, window.last))
        .group_by(AccountDay.day)
    )
    found: dict[date, Sums] = {}
    for row in await session.execute(rows):
        shares = zip(row[4::2], row[5::2], strict=True)
        numbers = {name: Share(*share) for name, share in zip(COLUMNS, shares, strict=True)}
        found[row[0]] = Sums(rows=row[1], final=row[2], taken_at=row[3], numbers=numbers)
    return found


async def account_days(session: ReadSession, account_id: UUID, window: Window) -> Sequence[AccountDay]:
    """One account's, in order."""
    rows = select(AccountDay).where(
        AccountDay.account_id == account_id, AccountDay.day.between(window.first, window.last)
    )
    return (await session.scalars(rows.order_by(AccountDay.day))).all()
