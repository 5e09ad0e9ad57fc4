"""A message or comment came: every rule that is on decides, and what follows stands in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.live import announce
from autogram.core.logging import get_logger
from autogram.inbox.automation.evaluation import messages_of
from autogram.inbox.automation.execution.acting import Refused, perform
from autogram.inbox.automation.execution.permitting import permits_for
from autogram.inbox.automation.execution.results import first_error, outcome_of
from autogram.inbox.automation.models import Decision, Outcome, Rule
from autogram.inbox.automation.occasions import Occasion, comment_subject, message_subject, occasion_of
from autogram.inbox.automation.queries import decisions, rules
from autogram.inbox.automation.schemas import AiReply
from autogram.inbox.automation.situation import LOOP, Permits, RuleSpec, Standing, Verdict
from autogram.inbox.automation.specs import spec_of
from autogram.inbox.automation.walking import concerns_profile, interested, walk
from autogram.inbox.conversations import service as conversations
from autogram.jobs.api import JobContext

log = get_logger(__name__)


async def decide_about_message(context: JobContext, message_id: UUID) -> None:
    """Each rule has decided about the message, once. Costs one query where no rules are on."""
    await _meet(context, message_id)
    async with context.transaction() as session:
        person_id, found = await rules.rules_about_message(session, message_id)
        if found:
            await _decide(session, message_subject(message_id), person_id, found)


async def decide_about_comment(context: JobContext, comment_id: UUID) -> None:
    """The same for a comment."""
    async with context.transaction() as session:
        person_id, found = await rules.rules_about_comment(session, comment_id)
        if found:
            await _decide(session, comment_subject(comment_id), person_id, found)


async def _meet(context: JobContext, message_id: UUID) -> None:
    """If a rule calls the person by name or asks whether they follow, Instagram was asked about them first."""
    async with context.reading() as session:
        person_id, found = await rules.rules_about_message(session, message_id)
    if person_id is not None and any(concerns_profile(spec) for spec in _specs(found)):
        await conversations.ask_for_profile_once(context.runtime, person_id)


async def _decide(session: AsyncSession, subject: str, person_id: UUID | None, found: Sequence[Rule]) -> None:
    # Two messages of one person at the same moment must not both find that a rule has rested long enough.
    await rules.claim_person(session, str(person_id or subject))
    earlier = await decisions.earlier_decisions(session, subject, [rule.id for rule in found])
    if len(earlier) == len(found):
        return
    occasion = await occasion_of(session, subject)
    specs, made = _specs(found), list[Decision]()
    standing = Standing()
    if candidates := interested(specs, occasion.situation):
        # Of many people at the same moment no more than allowed must find room below a daily cap.
        await rules.claim_caps(session, [rule.id for rule in candidates if rule.daily_cap is not None])
        standing = await decisions.standing_of(session, candidates, person_id, occasion.situation.now)

    async def ask_policy(rule: RuleSpec) -> Permits:
        # What is queued at once is refused there, by the same policy; a model is not asked in vain.
        asks_model = any(isinstance(action, AiReply) for action in rule.actions)
        return await permits_for(session, occasion) if asks_model else Permits()

    async def follow(rule: RuleSpec, verdict: Verdict) -> bool:
        made.append(await _follow(session, occasion, rule, verdict))
        return made[-1].outcome in decisions.DONE

    await walk(specs, occasion.situation, standing, earlier=earlier, ask_policy=ask_policy, follow=follow)
    session.add_all(made)
    for decision in made:
        if decision.outcome is not Outcome.SKIPPED or decision.reason_code == LOOP:
            await tell(session, decision)


def _specs(found: Sequence[Rule]) -> list[RuleSpec]:
    """The rules that can be understood; one that cannot must not keep the others from acting."""
    specs = []
    for rule in found:
        try:
            specs.append(spec_of(rule))
        except ValidationError:
            log.error("rule not understood", rule_id=str(rule.id))
    return specs


async def _follow(session: AsyncSession, occasion: Occasion, rule: RuleSpec, verdict: Verdict) -> Decision:
    """The verdict is carried out; what came of it, to be stored."""
    decision = Decision(
        id=new_id(),
        workspace_id=occasion.workspace_id,
        account_id=occasion.account_id,
        rule_id=rule.id,
        person_id=occasion.person_id,
        subject=occasion.subject,
        outcome=Outcome.SKIPPED,
        reason_code=verdict.code,
        reason=verdict.reason,
        results=[],
        messages_sent=0,
        decided_at=clock.now(),
    )
    if not verdict.acts:
        return decision
    try:
        decision.results = await perform(session, rule, occasion, decision.id)
    except Refused as refused:
        decision.reason_code, decision.reason = refused.refusal.code, refused.refusal.reason
        return decision
    decision.outcome = outcome_of(decision.results)
    if decision.outcome is Outcome.FAILED:
        decision.reason_code, decision.reason = "action-failed", first_error(decision.results) or verdict.reason
    else:
        decision.messages_sent = messages_of(rule)
    return decision


async def tell(session: AsyncSession, decision: Decision) -> None:
    """Screens learn what a rule did, or that it was stopped."""
    await announce(
        session,
        decision.workspace_id,
        "decision.made",
        decision_id=decision.id,
        account_id=decision.account_id,
        rule_id=decision.rule_id,
        subject=decision.subject,
        outcome=decision.outcome.value,
        reason_code=decision.reason_code,
    )
