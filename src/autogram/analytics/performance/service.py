"""Use cases of performance rows."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotFound
from autogram.analytics.models import PerformanceMetrics, PeriodType
from autogram.analytics.periods import Window
from autogram.analytics.queries import posts
from autogram.analytics.queries.posts import Choice
from autogram.analytics.sums import Sums, added
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime

# Figures of fresh posts still grow: the days of a week are written again each morning.
DAYS_AGAIN = 7
ZONE = ZoneInfo("UTC")


async def write_all(runtime: Runtime) -> None:
    """Each connected account has its rows; those that are there are replaced. Safe to run again at any time."""
    async with runtime.database.reading() as session:
        account_ids = await accounts.connected_account_ids(session)
    for account_id in account_ids:
        with suppress(AccountNotFound):  # deleted meanwhile
            await write_account(runtime, account_id)


async def write_account(runtime: Runtime, account_id: UUID) -> None:
    """The last finished days, week and month of the account, in one transaction."""
    today = clock.now().astimezone(UTC).date()
    async with runtime.database.reading() as reading:
        brief = await accounts.account_brief(reading, account_id)
        found = []
        for period_type, window in _finished(today):
            begins, ends = window.moments(ZONE)
            choice = Choice(brief.workspace_id, begins, ends, account_id=account_id)
            found.append((period_type, window.first, added((await posts.sums_by_day(reading, choice, "UTC")).values())))
    async with runtime.database.transaction() as session:
        for period_type, day, sums in found:
            await _put(session, brief.workspace_id, account_id, period_type, day, sums)


async def list_performance(
    session: ReadSession, workspace_id: UUID, *, account_id: UUID | None, period_type: PeriodType, window: Window
) -> Sequence[PerformanceMetrics]:
    """The rows of periods that begin in the window, latest first."""
    rows = select(PerformanceMetrics).where(
        PerformanceMetrics.workspace_id == workspace_id,
        PerformanceMetrics.period_type == period_type,
        PerformanceMetrics.date.between(window.first, window.last),
    )
    if account_id is not None:
        rows = rows.where(PerformanceMetrics.account_id == account_id)
    return (await session.scalars(rows.order_by(PerformanceMetrics.date.desc(), PerformanceMetrics.account_id))).all()


def _finished(today: date) -> Iterator[tuple[PeriodType, Window]]:
    """Days oldest first, then the last whole week (from Monday) and the last whole month."""
    for back in range(DAYS_AGAIN, 0, -1):
        day = today - timedelta(days=back)
        yield PeriodType.DAILY, Window(day, day)
    monday = today - timedelta(days=today.weekday() + 7)
    yield PeriodType.WEEKLY, Window(monday, monday + timedelta(days=6))
    month_ends = today.replace(day=1) - timedelta(days=1)
    yield PeriodType.MONTHLY, Window(month_ends.replace(day=1), month_ends)


async def _put(
    session: AsyncSession, workspace_id: UUID, account_id: UUID, period_type: PeriodType, day: date, sums: Sums
) -> None:
    likes = sums.of("likes")
    values = {
        "workspace_id": workspace_id,
        "total_posts": sums.rows,
        "total_likes": likes.value,
        "total_comments": sums.of("comments").value,
        "total_shares": sums.of("shares").value,
        "total_saves": sums.of("saves").value,
        "total_reach": sums.of("reach").value,
        "total_views": sums.of("views").value,
        "engagement_rate": sums.engagement_rate,
        "avg_likes_per_post": likes.total / likes.known if likes.known else None,
        "posts_with_figures": sums.of("interactions").known,
        "updated_at": clock.now(),
    }
    key = {"account_id": account_id, "period_type": period_type, "date": day}
    row = insert(PerformanceMetrics).values(id=new_id(), created_at=clock.now(), **key, **values)
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=values))
