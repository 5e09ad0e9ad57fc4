"""Carrying out a rule's actions, each in the transaction in which its decision is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts.errors import AccountNotUsable
from autogram.core import clock
from autogram.core.errors import AppError
from autogram.core.live import announce
from autogram.inbox.automation.execution.permitting import DISCONNECTED
from autogram.inbox.automation.execution.results import Result, result
from autogram.inbox.automation.messages import AnswerWithAi, DeliverWebhook
from autogram.inbox.automation.occasions import Occasion
from autogram.inbox.automation.queries import rules as queries
from autogram.inbox.automation.queries import talk
from autogram.inbox.automation.schemas import (
    AddLabel,
    AiReply,
    AiSuggestion,
    AnyAction,
    Assign,
    CallWebhook,
    Close,
    PrivateReply,
    PublicReply,
    RemoveLabel,
    SendMedia,
    SendText,
    Snooze,
)
from autogram.inbox.automation.situation import Refusal, RuleSpec
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.errors import CommentNotAnswerable, PrivateReplyNotAllowed
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.errors import SendingNotAllowed
from autogram.inbox.conversations.queries import keeping
from autogram.inbox.conversations.schemas import (
    ConversationStatus,
    Origin,
    OutgoingContent,
    OutgoingFile,
    QuickReply,
    Sender,
)
from autogram.inbox.conversations.service import Outbox
from autogram.jobs.api import enqueue


@dataclass(frozen=True)
class Refused(Exception):
    """The policy does not let the rule write, so nothing of it was done."""

    refusal: Refusal


async def perform(
    session: AsyncSession, outbox: Outbox, rule: RuleSpec, occasion: Occasion, decision_id: UUID
) -> list[dict[str, Any]]:
    """What came of each action, in order. One that fails leaves nothing behind and does not hinder the others.

    Texts may stand in the outbox only. Raises `Refused`, and has done nothing, if the policy refuses any of what is
    to be written.
    """
    try:
        if occasion.comment is None and all(isinstance(action, SendText) for action in rule.actions):
            return _put(outbox, rule, occasion)
        # What an earlier rule wants to say is said before.
        await outbox.write(session)
        async with session.begin_nested():
            return [await _do(session, rule, occasion, decision_id, action) for action in rule.actions]
    except AppError as error:
        _raise_if_refused(error)
    # Seldom: something that the rule names is gone. What else it does is done all the same.
    await outbox.write(session)
    async with session.begin_nested():
        return [await _attempt(session, rule, occasion, decision_id, action) for action in rule.actions]


def _put(outbox: Outbox, rule: RuleSpec, occasion: Occasion) -> list[dict[str, Any]]:
    """The texts are in the outbox, all or none, so that nothing needs to be taken back."""
    texts = [_content(occasion, action) for action in rule.actions if isinstance(action, SendText)]
    put = outbox.put(occasion.person.conversation_id, texts, sender_of(rule))
    return [_queued(action.type, ids) for action, ids in zip(rule.actions, put, strict=True)]


def _queued(action: str, message_ids: Sequence[UUID]) -> dict[str, Any]:
    return result(action, Result.QUEUED, message_ids=[str(message_id) for message_id in message_ids])


async def _attempt(
    session: AsyncSession, rule: RuleSpec, occasion: Occasion, decision_id: UUID, action: AnyAction
) -> dict[str, Any]:
    try:
        async with session.begin_nested():
            return await _do(session, rule, occasion, decision_id, action)
    except AppError as error:
        _raise_if_refused(error)
        return result(action.type, Result.FAILED, error=error.detail)


def _raise_if_refused(error: AppError) -> None:
    match error:
        case SendingNotAllowed():
            raise Refused(Refusal(error.decision.reason_code, error.decision.reason)) from error
        case AccountNotUsable():
            raise Refused(Refusal(DISCONNECTED, error.detail)) from error
        case PrivateReplyNotAllowed() | CommentNotAnswerable():
            raise Refused(Refusal(error.code, error.detail)) from error


async def _do(
    session: AsyncSession, rule: RuleSpec, occasion: Occasion, decision_id: UUID, action: AnyAction
) -> dict[str, Any]:
    match action:
        case SendText() | SendMedia():
            content = _content(occasion, action)
            return await send(session, rule, occasion, action.type, content)
        case PrivateReply():
            return await reply_privately(
                session, rule, occasion, action.type, occasion.says(_wording(occasion, action))
            )
        case PublicReply():
            turn = await queries.next_turn(session, rule.id, place_of(occasion))
            text = occasion.says(action.texts[turn % len(action.texts)])
            return await reply_publicly(session, rule, occasion, action.type, text)
        case AiReply() | AiSuggestion():
            await enqueue(session, AnswerWithAi(decision_id=decision_id))
            return result(action.type, Result.WAITING)
        case CallWebhook():
            await enqueue(session, DeliverWebhook(decision_id=decision_id))
            return result(action.type, Result.QUEUED)
        case AddLabel() | RemoveLabel() | Assign() | Close() | Snooze():
            return await _sort(session, occasion, action)


def place_of(occasion: Occasion) -> str:
    """Where wordings must not repeat: below one post."""
    return f"media:{occasion.situation.media_id}"


def _wording(occasion: Occasion, action: SendText | PrivateReply) -> str:
    return action.texts[wording_index(occasion.subject, len(action.texts))]


def wording_index(subject: str, count: int) -> int:
    """Which of so many wordings a message gets: any, but always the same."""
    return int.from_bytes(hashlib.sha256(subject.encode()).digest()[:4]) % count


def _content(occasion: Occasion, action: SendText | SendMedia) -> OutgoingContent:
    if isinstance(action, SendMedia):
        return OutgoingContent(files=(OutgoingFile(media_id=action.media_id),))
    choices = tuple(QuickReply(title=choice.title, payload=choice.payload) for choice in action.quick_replies)
    return OutgoingContent(text=occasion.says(_wording(occasion, action)), quick_replies=choices)


async def send(
    session: AsyncSession, rule: RuleSpec, occasion: Occasion, action: str, content: OutgoingContent
) -> dict[str, Any]:
    """The message is queued in the conversation. Raises what `queue_message` raises."""
    conversation_id = occasion.person.conversation_id
    return _queued(action, await conversations.queue_message(session, conversation_id, content, sender_of(rule)))


async def reply_privately(
    session: AsyncSession, rule: RuleSpec, occasion: Occasion, action: str, text: str
) -> dict[str, Any]:
    assert occasion.comment is not None
    message_id = await comments.private_reply(session, occasion.comment.id, text, sender_of(rule))
    return result(action, Result.QUEUED, message_ids=[str(message_id)])


async def reply_publicly(
    session: AsyncSession, rule: RuleSpec, occasion: Occasion, action: str, text: str
) -> dict[str, Any]:
    assert occasion.comment is not None
    comment_id = await comments.queue_reply(session, occasion.comment.id, text, sender_of(rule))
    return result(action, Result.QUEUED, comment_id=str(comment_id))


def sender_of(rule: RuleSpec) -> Sender:
    return Sender(Origin.AUTOMATION, rule_id=rule.id)


async def _sort(
    session: AsyncSession, occasion: Occasion, action: AddLabel | RemoveLabel | Assign | Close | Snooze
) -> dict[str, Any]:
    """What only concerns the conversation, which after a comment there may not be."""
    conversation_id = await _conversation(session, occasion)
    if conversation_id is None:
        words = "There is no conversation with this person yet."
        return result(action.type, Result.FAILED, error=words)
    match action:
        case AddLabel():
            await conversations.add_label(session, conversation_id, action.label)
        case RemoveLabel():
            await _take_label(session, occasion, conversation_id, action.label)
        case Assign():
            await conversations.assign(session, conversation_id, action.user_id)
        case Close():
            await conversations.set_status(session, conversation_id, ConversationStatus.CLOSED)
        case Snooze():
            until = clock.now() + timedelta(hours=action.hours)
            await conversations.set_status(session, conversation_id, ConversationStatus.SNOOZED, snoozed_until=until)
    return result(action.type, Result.DONE)


async def _take_label(session: AsyncSession, occasion: Occasion, conversation_id: UUID, name: str) -> None:
    label = await keeping.label_named(session, occasion.workspace_id, name)
    if label is None:
        return
    await keeping.take_label(session, conversation_id, label.id)
    await announce(
        session,
        occasion.workspace_id,
        "conversation.updated",
        conversation_id=conversation_id,
        account_id=occasion.account_id,
    )


async def _conversation(session: AsyncSession, occasion: Occasion) -> UUID | None:
    """The conversation; a private reply of the same rule may have just begun it."""
    if occasion.conversation is not None:
        return occasion.conversation.conversation_id
    if occasion.person_id is None:
        return None
    return await talk.conversation_with(session, occasion.account_id, occasion.person_id)
