"""The book of AI use: who asked for what and what it cost, and the month's budget that it is held against."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai.errors import AiBudgetSpent
from autogram.content.models import AiBudget, AiUse
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, newest_first

AnySession = AsyncSession | ReadSession

# A question of which nothing was heard for so long died with its process; its reservation counts no more.
FORGOTTEN_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Budget:
    """The month so far, in millionths of a US dollar. `unpriced` uses cost an amount that nobody knows."""

    month_begins: datetime
    month_ends: datetime
    limit_micros: int | None
    spent_micros: int
    reserved_micros: int
    uses: int
    unpriced: int


def month_of(moment: datetime) -> tuple[datetime, datetime]:
    """The calendar month in UTC, from its first moment to the first of the next."""
    begins = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return begins, (begins + timedelta(days=32)).replace(day=1)


async def budget_of(session: AnySession, workspace_id: UUID) -> Budget:
    """The workspace's budget and what has been used of it this month."""
    limit = await session.scalar(select(AiBudget.monthly_micros).where(AiBudget.workspace_id == workspace_id))
    return await _used(session, workspace_id, limit)


async def set_budget(session: AsyncSession, workspace_id: UUID, limit_micros: int | None, *, actor_id: UUID) -> None:
    """The workspace may spend so much a month from now on; None removes the limit."""
    row = await session.get(AiBudget, workspace_id, with_for_update=True)
    if limit_micros is None:
        if row:
            await session.delete(row)
    elif row:
        row.monthly_micros = limit_micros
    else:
        new = insert(AiBudget).values(workspace_id=workspace_id, monthly_micros=limit_micros)
        await session.execute(
            new.on_conflict_do_update(index_elements=["workspace_id"], set_=dict(new.excluded.items()))
        )
    audit.record(
        session,
        "ai.set_budget",
        f"workspace:{workspace_id}",
        actor_id=actor_id,
        workspace_id=workspace_id,
        monthly_micros=limit_micros,
    )


async def limit_of(session: AnySession, workspace_id: UUID) -> int | None:
    """The month's limit, if there is one."""
    return await session.scalar(select(AiBudget.monthly_micros).where(AiBudget.workspace_id == workspace_id))


async def reserve(session: AsyncSession, use: AiUse, limit_micros: int) -> None:
    """The use is in the book with what it may cost at most. One at a time, so that no two take the same money.

    Raises `AiBudgetSpent`.
    """
    locked = select(AiBudget).where(AiBudget.workspace_id == use.workspace_id).with_for_update()
    row = await session.scalar(locked)
    limit = row.monthly_micros if row else limit_micros
    book = await _used(session, use.workspace_id, limit)
    taken = book.spent_micros + book.reserved_micros
    if taken >= limit or taken + (use.reserved_micros or 0) > limit:
        raise AiBudgetSpent(
            f"{dollars(taken)} of this month's {dollars(limit)} are used. Raise the budget, or wait until "
            f"{book.month_ends:%d %B}.",
            limit_cents=limit / 10_000,
            spent_cents=book.spent_micros / 10_000,
            month_ends=book.month_ends.isoformat(),
        )
    session.add(use)


async def close(session: AsyncSession, use: AiUse) -> None:
    """The use is in the book with what became of it."""
    use.reserved_micros = None
    await session.merge(use)


async def uses_of(
    session: AnySession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[AiUse], str | None]:
    """One page of the workspace's uses, newest first."""
    rows = select(AiUse).where(AiUse.workspace_id == workspace_id)
    found = await session.scalars(newest_first(rows, AiUse.created_at, AiUse.id, cursor=cursor, limit=limit))
    return cut_page(found.all(), limit)


async def forget_person(session: AsyncSession, person_id: UUID) -> None:
    """No question of the book holds the person's words any more; what it cost stays."""
    questions = update(AiUse).where(AiUse.person_id == person_id)
    await session.execute(questions.values(prompt=[], person_id=None))


async def _used(session: AnySession, workspace_id: UUID, limit: int | None) -> Budget:
    now = clock.now()
    begins, ends = month_of(now)
    is_open = AiUse.reserved_micros.is_not(None)
    reserved = case((is_open & (AiUse.created_at > now - FORGOTTEN_AFTER), AiUse.reserved_micros), else_=0)
    wanted = select(
        func.coalesce(func.sum(AiUse.cost_micros), 0),
        func.coalesce(func.sum(reserved), 0),
        func.count(),
        func.count().filter(AiUse.cost_micros.is_(None) & AiUse.error.is_(None) & ~is_open),
    ).where(AiUse.workspace_id == workspace_id, AiUse.created_at >= begins)
    spent, held, uses, unpriced = (await session.execute(wanted)).one()
    return Budget(begins, ends, limit, int(spent), int(held), uses, unpriced)


def dollars(micros: int) -> str:
    """`$1.25`, and as many places as it takes to see small amounts."""
    amount = micros / 1_000_000
    return f"${amount:,.2f}" if amount >= 0.01 or amount == 0 else f"${amount:.4f}"
