"""The log of decisions, and what it says about the present."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, any_, delete, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.core.paging import newest_first
from autogram.inbox.automation.models import Decision, Outcome, Rule
from autogram.inbox.automation.schemas import DecisionFilter
from autogram.inbox.automation.situation import BURST, DAY, EARLIER_RULE, RuleSpec, Standing

AnySession = AsyncSession | ReadSession

# A rule with one of these has done something, and rests.
DONE = (Outcome.ACTED, Outcome.WAITING, Outcome.SUGGESTED)


async def earlier_decisions(session: AnySession, subjects: Collection[str]) -> dict[str, dict[UUID, bool]]:
    """Which rules have decided about each of these before, and whether they did something."""
    among = Decision.subject == any_(literal(list(subjects), ARRAY(Text)))
    found: dict[str, dict[UUID, bool]] = {}
    for subject, rule_id, outcome in await session.execute(
        select(Decision.subject, Decision.rule_id, Decision.outcome).where(among)
    ):
        found.setdefault(subject, {})[rule_id] = outcome in DONE
    return found


async def standings_of(
    session: AnySession, rules: Collection[RuleSpec], people: Collection[UUID], now: datetime
) -> dict[UUID | None, Standing]:
    """What the rules have done lately, for each of these people and, under None, for whoever it is, and today."""
    capped = {rule.id for rule in rules if rule.daily_cap is not None}
    acted_today = await _acted_since(session, capped, now.replace(hour=0, minute=0, second=0, microsecond=0))
    anybody = Standing(acted_today=acted_today)
    if not people:
        return {None: anybody}
    longest = max((rule.cooldown for rule in rules), default=timedelta(0))
    last_acted = await _last_acted(session, people, now - longest) if longest else {}
    sent = await _sent_to(session, people, now)
    standings: dict[UUID | None, Standing] = {None: anybody}
    for person_id in people:
        burst, day = sent.get(person_id, (0, 0))
        standings[person_id] = Standing(last_acted.get(person_id, {}), acted_today, burst, day)
    return standings


async def _acted_since(session: AnySession, rule_ids: Collection[UUID], since: datetime) -> dict[UUID, int]:
    if not rule_ids:
        return {}
    rows = (
        select(Decision.rule_id, func.count())
        .where(Decision.rule_id.in_(rule_ids), Decision.outcome.in_(DONE), Decision.created_at >= since)
        .group_by(Decision.rule_id)
    )
    return {row[0]: row[1] for row in await session.execute(rows)}


async def _last_acted(
    session: AnySession, people: Collection[UUID], since: datetime
) -> dict[UUID | None, dict[UUID, datetime]]:
    rows = (
        select(Decision.person_id, Decision.rule_id, func.max(Decision.created_at))
        .where(_concerns(people), Decision.outcome.in_(DONE), Decision.created_at > since)
        .group_by(Decision.person_id, Decision.rule_id)
    )
    found: dict[UUID | None, dict[UUID, datetime]] = {}
    for person_id, rule_id, last in await session.execute(rows):
        found.setdefault(person_id, {})[rule_id] = last
    return found


async def _sent_to(session: AnySession, people: Collection[UUID], now: datetime) -> dict[UUID | None, tuple[int, int]]:
    """How many automatic messages each had in the last ten minutes, and in the last 24 hours."""
    lately = Decision.created_at > now - BURST
    sums = select(
        Decision.person_id,
        func.coalesce(func.sum(Decision.messages_sent).filter(lately), 0),
        func.coalesce(func.sum(Decision.messages_sent), 0),
    ).where(_concerns(people), Decision.created_at > now - DAY)
    rows = await session.execute(sums.group_by(Decision.person_id))
    return {person_id: (int(burst), int(day)) for person_id, burst, day in rows}


def _concerns(people: Collection[UUID]) -> ColumnElement[bool]:
    return Decision.person_id == any_(literal(list(people), ARRAY(Uuid)))


async def get_decision(session: AnySession, decision_id: UUID, *, lock: bool = False) -> Decision | None:
    found = select(Decision).where(Decision.id == decision_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(found)


async def give_turn_to_later_rules(session: AsyncSession, subject: str, account_id: UUID) -> None:
    """That they were not asked because of an earlier rule is no longer written anywhere."""
    ids = select(Rule.id).where(Rule.account_id == account_id)
    gone = delete(Decision).where(
        Decision.rule_id.in_(ids), Decision.subject == subject, Decision.reason_code == EARLIER_RULE
    )
    await session.execute(gone.execution_options(synchronize_session=False))


async def decision_page(session: AnySession, workspace_id: UUID, wanted: DecisionFilter) -> Sequence[Decision]:
    """The page, and one decision more if others follow."""
    equal = wanted.model_dump(include={"account_id", "rule_id", "person_id", "subject", "outcome"}, exclude_none=True)
    rows = select(Decision).where(Decision.workspace_id == workspace_id).filter_by(**equal)
    page = newest_first(rows, Decision.created_at, Decision.id, cursor=wanted.cursor, limit=wanted.limit)
    return (await session.scalars(page)).all()


async def outcomes_since(session: AnySession, account_id: UUID, since: datetime) -> Mapping[UUID, dict[str, int]]:
    """How often each rule of the account did what."""
    rule_ids = select(Rule.id).where(Rule.account_id == account_id)
    rows = (
        select(Decision.rule_id, Decision.outcome, func.count())
        .where(Decision.rule_id.in_(rule_ids), Decision.created_at > since, Decision.outcome.in_(list(Outcome)))
        .group_by(Decision.rule_id, Decision.outcome)
    )
    counts: dict[UUID, dict[str, int]] = {}
    for rule_id, outcome, count in await session.execute(rows):
        counts.setdefault(rule_id, {})[outcome.value] = count
    return counts


async def forget_decisions(session: AsyncSession, *, before: datetime, unmatched_before: datetime) -> None:
    """Decisions before the moment are gone, and those of rules whose trigger did not fit already earlier."""
    unmatched = (Decision.reason_code == "trigger") & (Decision.created_at < unmatched_before)
    gone = delete(Decision).where((Decision.created_at < before) | unmatched)
    await session.execute(gone.execution_options(synchronize_session=False))
