"""Claiming a message: it is its turn, nothing speaks against it, and that Instagram is asked is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable, QuotaUsedUp
from autogram.content.errors import MediaNotFound
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.models import Conversation, Message, MessageKind, MessageStatus
from autogram.inbox.conversations.queries import rows
from autogram.inbox.conversations.schemas import SendDecision
from autogram.inbox.conversations.service.delivery.body import request_body
from autogram.inbox.conversations.service.delivery.knowledge import Known, look_up
from autogram.inbox.conversations.service.delivery.outcome import (
    PART_FAILED,
    end_turns,
    write_failed,
    write_unclear,
    write_waiting,
)
from autogram.inbox.conversations.service.delivery.pace import keep_rate
from autogram.jobs.api import JobContext, RetryLater

# How often it is looked whether what holds an account back is over.
LOOK_AGAIN = timedelta(seconds=20)
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that we, and nobody else, may now ask Instagram to send. `asked_at` is committed."""

    message_id: UUID
    client: accounts.AccountClient
    body: dict[str, Any]
    asked_at: datetime


async def claim(context: JobContext, message_id: UUID) -> Claim | None:
    """The message is ours to send; None when there is nothing to do. Raises `RetryLater` while it has to wait."""
    await keep_rate(context, message_id)
    outcome = await context.together(claim_all, message_id)
    if isinstance(outcome, RetryLater):
        raise outcome
    return outcome


async def claim_all(runtime: Runtime, message_ids: Sequence[UUID]) -> list[Claim | RetryLater | None]:
    """Many are claimed in one transaction. Where something has to wait, the `RetryLater` stands in its place."""
    outcomes: dict[UUID, Claim | RetryLater | None] = {}
    async with runtime.database.transaction() as session:
        found = await rows.locked_messages(session, message_ids)
        known = await look_up(runtime, session, [pair for pair in found.values() if _is_to_be_sent(pair[1])])
        # By account, because some lock their account's book: all in one order, so that nobody waits in a ring.
        for message_id, pair in sorted(found.items(), key=lambda item: item[1][1].account_id):
            outcomes[message_id] = await _claim(runtime, session, known, *pair)
    return [outcomes.pop(message_id, None) for message_id in message_ids]


def _is_to_be_sent(message: Message) -> bool:
    return message.status is MessageStatus.SENDING and message.request_started_at is None


async def _claim(
    runtime: Runtime, session: AsyncSession, known: Known, conversation: Conversation, message: Message
) -> Claim | RetryLater | None:
    if message.status is not MessageStatus.SENDING:
        # Its echo may have settled it, and an echo gives the next no turn.
        await end_turns(session, [message])
        return None
    if message.request_started_at is not None:
        # Whoever asked has died: nobody else works on a message that has been asked for.
        await write_unclear(session, message, "It is not known whether Instagram got it; being looked for.")
        return None
    if known.firsts.get(conversation.id) is not message:
        # The end of the one before gives this one its job.
        return None
    if await _part_is_lost(session, message):
        words = "The part of the message before it was not sent."
        await write_failed(session, message, reason=words, code=PART_FAILED)
        return None
    decision = known.decide(conversation, message)
    if not decision.allowed:
        await write_failed(session, message, reason=decision.reason, code=decision.reason_code)
        return None
    if decision.waits:
        return _wait(message, decision.reason, decision.until)
    return await _ask(runtime, session, known, message, decision)


async def _part_is_lost(session: AsyncSession, message: Message) -> bool:
    """Whether the part that this one was written to follow did not get there."""
    before = message.details.get("follows")
    if before is None:
        return False
    part = await session.get(Message, UUID(before))
    return part is None or part.status is not MessageStatus.SENT


async def _ask(
    runtime: Runtime, session: AsyncSession, known: Known, message: Message, decision: SendDecision
) -> Claim | RetryLater | None:
    client = known.clients[message.account_id]
    if isinstance(client, AccountNotUsable):
        return _wait(message, client.detail, None)
    comment_id = message.details.get("comment_id") if message.kind is MessageKind.PRIVATE_REPLY else None
    recipient = {"comment_id": comment_id} if comment_id else {"id": known.recipients[message.conversation_id]}
    try:
        body = await request_body(runtime.settings, session, message, decision, recipient=recipient)
        if comment_id:
            await accounts.spend_quota(session, message.account_id, accounts.QuotaKind.PRIVATE_REPLIES)
    except MediaNotFound:
        words = "A file of the message is no longer in the media library."
        await write_failed(session, message, reason=words, code="file-missing")
        return None
    except QuotaUsedUp as refusal:
        return _wait(message, refusal.detail, clock.now() + timedelta(seconds=float(refusal.headers["Retry-After"])))
    now = clock.now()
    message.request_started_at, message.tag, message.attempts = now, decision.tag, message.attempts + 1
    message.failure_reason = None
    return Claim(message.id, client, body, now)


def _wait(message: Message, reason: str, until: datetime | None) -> RetryLater:
    """The message says what it waits for; it is looked again when that is over, or now and then."""
    write_waiting(message, reason)
    delay = min(max(until - clock.now(), timedelta(seconds=1)), LONGEST_WAIT) if until else LOOK_AGAIN
    return RetryLater(delay, reason, counts=False)
