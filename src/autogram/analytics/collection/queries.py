"""Every look at and change of measured figures."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.analytics.models import AccountDay, DeadMetric, PostFigures, PostSnapshot
from autogram.core.db import ReadSession


async def accounts_due(session: AsyncSession, until: datetime) -> Sequence[UUID]:
    """Accounts that have publications to be measured."""
    due = select(PostFigures.account_id).where(PostFigures.next_snapshot_at <= until).distinct()
    return (await session.scalars(due)).all()


async def posts_due(
    session: ReadSession, account_id: UUID, *, until: datetime | None, not_since: datetime, limit: int
) -> Sequence[PostFigures]:
    """The account's publications to be measured, those that wait longest first.

    Without `until` all that still are, except those that were measured since `not_since`.
    """
    rows = select(PostFigures).where(PostFigures.account_id == account_id, PostFigures.next_snapshot_at.is_not(None))
    if until is not None:
        rows = rows.where(PostFigures.next_snapshot_at <= until)
    else:
        rows = rows.where(or_(PostFigures.taken_at.is_(None), PostFigures.taken_at < not_since))
    return (await session.scalars(rows.order_by(PostFigures.next_snapshot_at).limit(limit))).all()


async def lock_figures(session: AsyncSession, post_id: UUID) -> PostFigures | None:
    found = select(PostFigures).where(PostFigures.post_id == post_id).with_for_update()
    return await session.scalar(found.execution_options(populate_existing=True))


async def put_snapshot(session: AsyncSession, row: dict[str, Any]) -> None:
    """What is known in this slot, instead of what was."""
    change = {name: value for name, value in row.items() if name not in ("post_id", "taken_at")}
    key = [PostSnapshot.post_id, PostSnapshot.taken_at]
    await session.execute(insert(PostSnapshot).values(row).on_conflict_do_update(index_elements=key, set_=change))


async def put_off_account(
    session: AsyncSession, account_id: UUID, problem: str, *, due: datetime, until: datetime
) -> None:
    """Nothing of the account that is due is asked for until then, and each publication says why."""
    waiting = update(PostFigures).where(PostFigures.account_id == account_id, PostFigures.next_snapshot_at <= due)
    await session.execute(waiting.values(problem=problem, next_snapshot_at=until))


async def add_figures(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Publications that are known already stay as they are."""
    if rows:
        await session.execute(insert(PostFigures).values(list(rows)).on_conflict_do_nothing())


async def put_day(session: AsyncSession, row: dict[str, Any]) -> None:
    """The account's day as it is known now; what is not in `row` stays."""
    change = {name: value for name, value in row.items() if name not in ("account_id", "day")}
    key = [AccountDay.account_id, AccountDay.day]
    await session.execute(insert(AccountDay).values(row).on_conflict_do_update(index_elements=key, set_=change))


async def final_days(session: ReadSession, account_id: UUID, since: date) -> set[date]:
    """Days that Instagram changes no more and that are written."""
    days = select(AccountDay.day).where(
        AccountDay.account_id == account_id, AccountDay.day >= since, AccountDay.is_final
    )
    return set((await session.scalars(days)).all())


async def dead_metrics(session: ReadSession, since: datetime) -> Sequence[DeadMetric]:
    """What Instagram has refused lately."""
    return (await session.scalars(select(DeadMetric).where(DeadMetric.noted_at >= since))).all()


async def note_dead(session: AsyncSession, product: str, refused: dict[str, str], now: datetime) -> None:
    for metric, reason in sorted(refused.items()):
        row = insert(DeadMetric).values(product=product, metric=metric, reason=reason, noted_at=now)
        change = {"reason": reason, "noted_at": now}
        await session.execute(row.on_conflict_do_update(index_elements=["product", "metric"], set_=change))
