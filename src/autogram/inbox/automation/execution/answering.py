"""A model writes the answer: asked outside of any transaction, sent only if that is still right afterwards."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai import service as ai
from autogram.content.ai.errors import AiNotAnswering, AiRateLimited, AiTimedOut
from autogram.core import clock
from autogram.core.errors import AppError
from autogram.inbox.automation.errors import RuleNotFound
from autogram.inbox.automation.evaluation import TOO_OLD, refusal_of
from autogram.inbox.automation.execution import acting
from autogram.inbox.automation.execution.deciding import tell
from autogram.inbox.automation.execution.permitting import permits_for
from autogram.inbox.automation.execution.prompts import MOST_TOKENS, fitted, prompt
from autogram.inbox.automation.execution.results import Result, settle
from autogram.inbox.automation.models import Decision, Outcome
from autogram.inbox.automation.occasions import Occasion, occasion_of
from autogram.inbox.automation.queries import decisions, rules, talk
from autogram.inbox.automation.schemas import AiReply, AiSuggestion
from autogram.inbox.automation.situation import RuleSpec
from autogram.inbox.automation.specs import spec_of
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.comments.messages import CommentArrived
from autogram.inbox.conversations.errors import MessageNotFound
from autogram.inbox.conversations.messages import MessageArrived
from autogram.inbox.conversations.schemas import OutgoingContent
from autogram.jobs.api import JobContext, RetryLater, enqueue

NO_WORDS = talk.Line(False, "[a message without words]")
WORTH_ANOTHER_TRY = (AiNotAnswering, AiTimedOut, AiRateLimited)
AGAIN = timedelta(seconds=10)
Written = AiReply | AiSuggestion


@dataclass(frozen=True, slots=True)
class _Question:
    """What the model is asked, for whom."""

    workspace_id: UUID
    person_id: UUID | None
    action: str
    messages: list[dict[str, str]]


async def answer(context: JobContext, decision_id: UUID) -> None:
    """The model's answer is queued or suggested, or the decision says why there is none and later rules are asked.

    Running twice asks twice, and sends once. Raises `RetryLater` while the model does not answer.
    """
    async with context.reading() as session:
        question = await _question(session, decision_id)
    if question is None:
        return
    try:
        completion = await ai.complete(
            context.runtime,
            question.workspace_id,
            user_id=None,
            purpose=f"automation.{question.action}",
            messages=question.messages,
            person_id=question.person_id,
            max_output_tokens=MOST_TOKENS,
            with_brand=True,
        )
    except AppError as error:
        if isinstance(error, WORTH_ANOTHER_TRY) and not context.is_last_attempt:
            raise RetryLater(AGAIN, error.detail) from error
        await give_up(context, decision_id, error.detail)
    else:
        async with context.transaction() as session:
            await _use(session, decision_id, completion.text)


async def give_up(context: JobContext, decision_id: UUID, reason: str) -> None:
    """The decision says that no answer came, and the rules behind it have their turn."""
    async with context.transaction() as session:
        decision = await _open_decision(session, decision_id, lock=True)
        if decision is not None:
            await _fail(session, decision, reason)


async def _question(session: AsyncSession, decision_id: UUID) -> _Question | None:
    decision = await _open_decision(session, decision_id)
    found = await _about(session, decision) if decision else None
    if decision is None or found is None:
        return None
    _, action, occasion = found
    if occasion.conversation is None or occasion.comment is not None:
        lines = [talk.Line(False, occasion.situation.text or "")]
    else:
        lines = await talk.last_lines(session, occasion.conversation.conversation_id, action.last_messages)
    messages = prompt(occasion.person.account_username, action.instructions, lines or [NO_WORDS])
    return _Question(decision.workspace_id, decision.person_id, action.type, messages)


async def _open_decision(session: AsyncSession, decision_id: UUID, *, lock: bool = False) -> Decision | None:
    """The decision while its answer is awaited."""
    decision = await decisions.get_decision(session, decision_id, lock=lock)
    return decision if decision and decision.outcome is Outcome.WAITING else None


async def _about(session: AsyncSession, decision: Decision) -> tuple[RuleSpec, Written, Occasion] | None:
    """The rule as it is now, its question, and what it is about; None if any of them is gone."""
    try:
        rule = spec_of(await rules.get_rule(session, decision.rule_id))
        occasion = await occasion_of(session, decision.subject)
    except (RuleNotFound, MessageNotFound, CommentNotFound):
        return None
    action = next((action for action in rule.actions if isinstance(action, AiReply | AiSuggestion)), None)
    return (rule, action, occasion) if action else None


async def _use(session: AsyncSession, decision_id: UUID, text: str) -> None:
    """What the model wrote is used if it is still wanted."""
    decision = await _open_decision(session, decision_id, lock=True)
    if decision is None:
        return
    found = await _about(session, decision)
    if found is None:
        await _fail(session, decision, "The rule asks no model any more.")
        return
    rule, action, occasion = found
    if isinstance(action, AiSuggestion):
        decision.suggestion = fitted(text, "")
        settle(decision, action.type, Result.SUGGESTED)
        await tell(session, decision)
        return
    obstacle = await _obstacle(session, rule, action, occasion)
    if obstacle:
        await _fail(session, decision, obstacle)
        return
    await _send(session, decision, rule, action, occasion, text)


async def _obstacle(session: AsyncSession, rule: RuleSpec, action: AiReply, occasion: Occasion) -> str | None:
    """What has come between while the model was thinking."""
    situation = occasion.situation
    if not rule.is_enabled:
        return "The rule was switched off before the model had answered."
    if occasion.gone:
        return occasion.gone
    if situation.taken_over:
        return "Somebody of the team leads this conversation."
    if clock.now() - situation.happened_at > TOO_OLD:
        return "The model's answer came after more than 60 minutes."
    refusal = refusal_of(action, await permits_for(session, occasion), is_comment=situation.is_comment)
    return refusal.reason if refusal else None


async def _send(
    session: AsyncSession, decision: Decision, rule: RuleSpec, action: AiReply, occasion: Occasion, text: str
) -> None:
    words = fitted(text, action.closing)
    try:
        async with session.begin_nested():
            if not occasion.situation.is_comment:
                done = await acting.send(session, rule, occasion, action.type, OutgoingContent(text=words))
            elif action.reply_as == "private_reply":
                done = await acting.reply_privately(session, rule, occasion, action.type, words)
            else:
                done = await acting.reply_publicly(session, rule, occasion, action.type, words)
    except AppError as error:
        await _fail(session, decision, error.detail)
        return
    more = {name: value for name, value in done.items() if name not in {"action", "result"}}
    settle(decision, action.type, Result.QUEUED, **more)
    await tell(session, decision)


async def _fail(session: AsyncSession, decision: Decision, reason: str) -> None:
    waiting = next(one["action"] for one in decision.results if one["result"] == Result.WAITING)
    settle(decision, waiting, Result.FAILED, error=reason)
    if decision.outcome is not Outcome.FAILED:
        await tell(session, decision)
        return
    decision.messages_sent = 0
    await tell(session, decision)
    # Nobody has been answered, so the rules behind this one are asked after all.
    await decisions.give_turn_to_later_rules(session, decision.subject, decision.account_id)
    kind, _, row_id = decision.subject.partition(":")
    arrived = MessageArrived(message_id=UUID(row_id)) if kind == "message" else CommentArrived(comment_id=UUID(row_id))
    await enqueue(session, arrived)
