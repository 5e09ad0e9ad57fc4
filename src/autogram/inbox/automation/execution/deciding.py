"""A message or comment came: every rule that is on decides, and what follows stands in the same transaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.live import News, announce_all
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.inbox.automation.evaluation import messages_of
from autogram.inbox.automation.execution.acting import Refused, perform
from autogram.inbox.automation.execution.permitting import permits_for
from autogram.inbox.automation.execution.results import first_error, outcome_of
from autogram.inbox.automation.models import Decision, Outcome, Rule
from autogram.inbox.automation.occasions import Occasion, comment_subject, message_subject, occasions_of
from autogram.inbox.automation.queries import decisions, rules
from autogram.inbox.automation.schemas import AiReply
from autogram.inbox.automation.situation import LOOP, Permits, RuleSpec, Standing, Verdict
from autogram.inbox.automation.specs import spec_of
from autogram.inbox.automation.walking import concerns_profile, interested, walk
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.policy import AccountState
from autogram.inbox.conversations.service import Outbox
from autogram.jobs.api import JobContext

log = get_logger(__name__)


Found = Mapping[str, rules.Interested]
"""What is decided about, with its person and the rules that are asked, by subject."""


async def decide_about_message(context: JobContext, message_id: UUID) -> None:
    """Each rule has decided about the message, once. Costs a share of one query where no rules are on."""
    person = await context.together(look, message_id)
    if person is None:
        return
    if person.is_to_be_met and person.id is not None:
        await conversations.ask_for_profile_once(context, person.id)
    await context.together(decide_about_messages, message_id)


async def decide_about_comment(context: JobContext, comment_id: UUID) -> None:
    """The same for a comment."""
    async with context.transaction() as session:
        person_id, found = await rules.rules_about_comment(session, comment_id)
        if found:
            await _decide(session, {comment_subject(comment_id): (person_id, found)})


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message that rules are on for.

    `is_to_be_met`: a rule calls them by name or asks whether they follow, so Instagram is asked about them first.
    """

    id: UUID | None
    is_to_be_met: bool


async def look(runtime: Runtime, message_ids: Sequence[UUID]) -> list[Author | None]:
    """Who wrote each of the messages; None where no rules are on."""
    async with runtime.database.reading() as session:
        found = await rules.rules_about_messages(session, message_ids)
    specs = _specs(rule for _, about in found.values() for rule in about)
    authors = {
        message_id: Author(person_id, any(concerns_profile(specs[rule.id]) for rule in about if rule.id in specs))
        for message_id, (person_id, about) in found.items()
    }
    return [authors.get(message_id) for message_id in message_ids]


async def decide_about_messages(runtime: Runtime, message_ids: Sequence[UUID]) -> list[None]:
    """Many messages at once; those of one person in turn, each in a transaction that knows what came of the last."""
    left: Collection[UUID] = set(message_ids)
    while left:
        async with runtime.database.transaction() as session:
            left = await _decide_about_one_each(session, left)
    return [None] * len(message_ids)


async def _decide_about_one_each(session: AsyncSession, message_ids: Collection[UUID]) -> Collection[UUID]:
    """Of each person one message is decided about; those that are left."""
    found = await rules.rules_about_messages(session, message_ids)
    # Ids grow with time, so the oldest is the first.
    firsts = {person_id: message_id for message_id, (person_id, _) in sorted(found.items(), reverse=True)}
    await _decide(session, {message_subject(one): found[one] for one in firsts.values()})
    return found.keys() - set(firsts.values())


async def _decide(session: AsyncSession, found: Found) -> None:
    # Two messages of one person at the same moment must not both find that a rule has rested long enough.
    await rules.claim_people(session, [str(person_id or subject) for subject, (person_id, _) in found.items()])
    earlier = await decisions.earlier_decisions(session, found)
    undecided = [
        subject
        for subject, (_, about) in found.items()
        if any(rule.id not in earlier.get(subject, {}) for rule in about)
    ]
    if not undecided:
        return
    specs = _specs(rule for subject in undecided for rule in found[subject][1])
    states = await _states(session, {rule.account_id for subject in undecided for rule in found[subject][1]})
    occasions = await occasions_of(session, undecided, {one: state.username for one, state in states.items()})
    asked = {subject: [specs[rule.id] for rule in found[subject][1] if rule.id in specs] for subject in occasions}
    candidates = {subject: interested(asked[subject], one.situation) for subject, one in occasions.items()}
    standings = await _standings(session, {subject: found[subject][0] for subject in occasions}, candidates)
    made = await _walk_all(session, states, occasions, asked, standings, earlier)
    session.add_all(made)
    told = [one for one in made if one.outcome is not Outcome.SKIPPED or one.reason_code == LOOP]
    await announce_all(session, [_news(decision) for decision in told])


async def _states(session: AsyncSession, account_ids: Collection[UUID]) -> dict[UUID, AccountState]:
    found = await conversations.account_states(session, [(account_id, None) for account_id in sorted(account_ids)])
    return {account_id: state for (account_id, _), state in found.items()}


async def _standings(
    session: AsyncSession, people: Mapping[str, UUID | None], candidates: Mapping[str, Sequence[RuleSpec]]
) -> dict[str, Standing]:
    """What rules have done lately, as far as it matters: to whoever no rule would answer it does not."""
    would_act = {rule.id: rule for some in candidates.values() for rule in some}
    if not would_act:
        return {}
    # Of many people at the same moment no more than allowed must find room below a daily cap.
    await rules.claim_caps(session, [rule.id for rule in would_act.values() if rule.daily_cap is not None])
    known = {person_id for subject, person_id in people.items() if person_id and candidates[subject]}
    standings = await decisions.standings_of(session, would_act.values(), known, clock.now())
    return {subject: standings[people[subject]] for subject in people if candidates[subject]}


async def _walk_all(
    session: AsyncSession,
    states: Mapping[UUID, AccountState],
    occasions: Mapping[str, Occasion],
    asked: Mapping[str, Sequence[RuleSpec]],
    standings: Mapping[str, Standing],
    earlier: Mapping[str, Mapping[UUID, bool]],
) -> list[Decision]:
    """Every rule has decided about every occasion, and what they want to say is queued; the decisions, to be stored."""
    made: list[Decision] = []
    talks = {occasions[subject].person.conversation_id for subject in standings if occasions[subject].comment is None}
    outbox = await conversations.open_outbox(session, talks, states)
    acted_today: Counter[UUID] = Counter()

    for subject, occasion in occasions.items():

        async def ask_policy(rule: RuleSpec, occasion: Occasion = occasion) -> Permits:
            # What is queued at once is refused there, by the same policy; a model is not asked in vain.
            asks_model = any(isinstance(action, AiReply) for action in rule.actions)
            return await permits_for(session, occasion) if asks_model else Permits()

        async def follow(rule: RuleSpec, verdict: Verdict, occasion: Occasion = occasion) -> bool:
            made.append(await _follow(session, outbox, occasion, rule, verdict))
            has_acted = made[-1].outcome in decisions.DONE
            acted_today[rule.id] += has_acted
            return has_acted

        standing = standings.get(subject, Standing()).with_more(acted_today)
        decided = earlier.get(subject, {})
        await walk(asked[subject], occasion.situation, standing, earlier=decided, ask_policy=ask_policy, follow=follow)
    await outbox.write(session)
    return made


def _specs(found: Iterable[Rule]) -> dict[UUID, RuleSpec]:
    """The rules that can be understood; one that cannot must not keep the others from acting."""
    specs = {}
    for rule in {rule.id: rule for rule in found}.values():
        try:
            specs[rule.id] = spec_of(rule)
        except ValidationError:
            log.error("rule not understood", rule_id=str(rule.id))
    return specs


async def _follow(
    session: AsyncSession, outbox: Outbox, occasion: Occasion, rule: RuleSpec, verdict: Verdict
) -> Decision:
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
        decision.results = await perform(session, outbox, rule, occasion, decision.id)
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
    await announce_all(session, [_news(decision)])


def _news(decision: Decision) -> News:
    return (
        decision.workspace_id,
        "decision.made",
        {
            "decision_id": decision.id,
            "account_id": decision.account_id,
            "rule_id": decision.rule_id,
            "subject": decision.subject,
            "outcome": decision.outcome.value,
            "reason_code": decision.reason_code,
        },
    )
