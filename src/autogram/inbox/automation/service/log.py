"""What rules did and why, and how often."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page, cut_page
from autogram.inbox.automation.queries import decisions, rules
from autogram.inbox.automation.schemas import DecisionFilter, DecisionRead, RuleStatistics, StatisticsList

COUNTED = timedelta(days=7)
# Longer than any cooldown, so that forgetting lets no rule act too early.
KEPT, UNMATCHED_KEPT = timedelta(days=90), timedelta(days=7)


async def list_decisions(session: ReadSession, workspace_id: UUID, wanted: DecisionFilter) -> Page[DecisionRead]:
    """One page of the log, newest first."""
    page, following = cut_page(await decisions.decision_page(session, workspace_id, wanted), wanted.limit)
    return Page(items=[DecisionRead.model_validate(one) for one in page], next_cursor=following)


async def statistics(session: ReadSession, workspace_id: UUID, account_id: UUID) -> StatisticsList:
    """What each rule of the account did in the last seven days, in their order. Raises `AccountNotFound`."""
    await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    counts = await decisions.outcomes_since(session, account_id, clock.now() - COUNTED)
    present = await rules.rules_of(session, account_id)
    return StatisticsList(items=[RuleStatistics(rule_id=rule.id, **counts.get(rule.id, {})) for rule in present])


async def forget_old_decisions(session: AsyncSession) -> None:
    """What nobody will ask about any more is gone: after 90 days, or after 7 where only the trigger did not fit."""
    now = clock.now()
    await decisions.forget_decisions(session, before=now - KEPT, unmatched_before=now - UNMATCHED_KEPT)
