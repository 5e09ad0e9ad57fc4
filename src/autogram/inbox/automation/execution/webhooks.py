"""Telling a customer's server what happened: signed, and again until it is taken or given up."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import calling, clock
from autogram.inbox.automation.errors import RuleNotFound
from autogram.inbox.automation.execution.deciding import tell
from autogram.inbox.automation.execution.results import Result, settle
from autogram.inbox.automation.models import Decision, Rule
from autogram.inbox.automation.occasions import Occasion, occasion_of
from autogram.inbox.automation.queries import decisions, rules
from autogram.inbox.automation.schemas import CallWebhook
from autogram.inbox.automation.specs import spec_of
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.conversations.errors import MessageNotFound
from autogram.jobs.api import JobContext, RetryLater

ACTION, EVENT = "webhook", "automation.rule_acted"
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Hopeless:
    """Why the webhook is not called, whatever is tried."""

    reason: str


async def deliver(context: JobContext, decision_id: UUID) -> None:
    """The receiver has taken it, or the decision says why not. Raises `RetryLater` while there is hope.

    A receiver may see the same id twice: when it has taken it and we stopped before that was written down.
    """
    async with context.reading() as session:
        task = await _task(session, decision_id)
    if task is None:
        return
    if isinstance(task, _Hopeless):
        await _settle(context, decision_id, Result.FAILED, error=task.reason)
        return
    try:
        private = context.runtime.settings.inbox.outgoing_webhooks_private
        status = await calling.post(task, private_allowed=private)
    except calling.AddressRefused as refusal:
        await _settle(context, decision_id, Result.FAILED, error=str(refusal), attempts=context.attempt)
    except calling.CallFailed as failure:
        await _after_failure(context, decision_id, failure)
    else:
        await _settle(context, decision_id, Result.DELIVERED, status=status, attempts=context.attempt)


async def _after_failure(context: JobContext, decision_id: UUID, failure: calling.CallFailed) -> None:
    last = context.is_last_attempt
    await _settle(
        context, decision_id, Result.FAILED if last else Result.QUEUED, error=str(failure), attempts=context.attempt
    )
    if not last:
        wait = min(FIRST_WAIT * 2 ** (context.attempt - 1), LONGEST_WAIT)
        raise RetryLater(wait, str(failure)) from failure


async def _task(session: AsyncSession, decision_id: UUID) -> calling.Call | _Hopeless | None:
    """What to post; None if that was settled before."""
    decision = await decisions.get_decision(session, decision_id)
    if decision is None or not _is_open(decision):
        return None
    try:
        rule = await rules.get_rule(session, decision.rule_id, with_secret=True)
        occasion = await occasion_of(session, decision.subject)
    except (RuleNotFound, MessageNotFound, CommentNotFound):
        return _Hopeless("What it was about is no longer there.")
    spec = spec_of(rule)
    action = next((action for action in spec.actions if isinstance(action, CallWebhook)), None)
    if action is None or rule.webhook_secret is None:
        return _Hopeless("The rule calls no webhook any more.")
    if occasion.gone:
        return _Hopeless(occasion.gone)
    return calling.Call(
        url=action.url,
        body=json.dumps(body_of(decision, rule, occasion), ensure_ascii=False).encode(),
        call_id=str(decision.id),
        secret=rule.webhook_secret,
        timestamp=int(clock.now().timestamp()),
    )


def _is_open(decision: Decision) -> bool:
    return any(one["action"] == ACTION and one["result"] == Result.QUEUED for one in decision.results)


def body_of(decision: Decision, rule: Rule, occasion: Occasion) -> dict[str, Any]:
    """What the receiver is told; documented in docs/reference/automation.md."""
    person = occasion.person
    data = {
        "rule": {"id": str(rule.id), "name": rule.name},
        "account": {"id": str(occasion.account_id), "username": person.account_username},
        "person": {
            "id": str(occasion.person_id) if occasion.person_id else None,
            "username": person.username,
            "name": person.name,
            "labels": list(person.labels),
        },
        "message": _message(occasion),
        "comment": _comment(occasion),
    }
    return {"type": EVENT, "timestamp": decision.decided_at.isoformat(), "data": data}


def _message(occasion: Occasion) -> dict[str, Any] | None:
    if occasion.message is None:
        return None
    return {
        "id": str(occasion.message.message_id),
        "conversation_id": str(occasion.person.conversation_id),
        "kind": occasion.message.kind.value,
        "text": occasion.message.text,
        "payload": occasion.situation.payload,
        "ref": occasion.situation.ref,
        "sent_at": occasion.message.sent_at.isoformat(),
    }


def _comment(occasion: Occasion) -> dict[str, Any] | None:
    if occasion.comment is None:
        return None
    return {
        "id": str(occasion.comment.id),
        "instagram_id": occasion.comment.instagram_id,
        "media_id": occasion.comment.media_id,
        "text": occasion.comment.text,
        "commented_at": occasion.comment.commented_at.isoformat(),
    }


async def _settle(context: JobContext, decision_id: UUID, outcome: Result, **more: Any) -> None:
    """The log says how it went, or how the last try did."""
    async with context.transaction() as session:
        decision = await decisions.get_decision(session, decision_id, lock=True)
        if decision is not None and _is_open(decision):
            settle(decision, ACTION, outcome, **more)
            if outcome is not Result.QUEUED:
                await tell(session, decision)
