"""Conversations and messages as rules see them, and texts with their variables filled in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.conversations.models import Conversation
from autogram.inbox.conversations.policy import WINDOW
from autogram.inbox.conversations.queries import keeping, reading, rows
from autogram.inbox.conversations.schemas import ConversationFacts, MessageFacts
from autogram.inbox.conversations.variables import fill, first_name

AnySession = AsyncSession | ReadSession


async def conversation_facts(session: AnySession, conversation_id: UUID) -> ConversationFacts:
    """Raises `ConversationNotFound`."""
    return await _facts(session, await rows.get_conversation(session, conversation_id))


async def message_facts(session: AnySession, message_id: UUID) -> MessageFacts:
    """Raises `MessageNotFound`."""
    message = await rows.get_message(session, message_id)
    conversation = await rows.get_conversation(session, message.conversation_id)
    return MessageFacts(
        message_id=message.id,
        conversation=await _facts(session, conversation),
        direction=message.direction,
        kind=message.kind,
        text=message.text,
        details=message.details,
        attachments=message.attachments,
        sent_at=message.sent_at,
        is_first_message=not await reading.has_older_inbound(session, message),
        unsent=message.unsent_at is not None,
    )


async def _facts(session: AnySession, conversation: Conversation) -> ConversationFacts:
    person = await rows.get_person(session, conversation.person_id)
    account = await accounts.account_brief(session, conversation.account_id)
    labels = await keeping.labels_of(session, [conversation.id])
    return ConversationFacts(
        conversation_id=conversation.id,
        account_id=conversation.account_id,
        workspace_id=conversation.workspace_id,
        account_username=account.username,
        person_id=person.id,
        username=person.username,
        name=person.name,
        labels=tuple(label.name for label in labels.get(conversation.id, [])),
        status=conversation.status,
        assignee_id=conversation.assignee_id,
        taken_over_at=conversation.taken_over_at,
        last_inbound_at=conversation.last_inbound_at,
        window_open_until=_open_until(conversation),
        follows_account=person.follows_account,
    )


def _open_until(conversation: Conversation) -> datetime | None:
    if conversation.last_inbound_at is None:
        return None
    end = conversation.last_inbound_at + WINDOW
    return end if end > clock.now() else None


def render_variables(text: str, facts: ConversationFacts, *, agent_name: str | None = None) -> str:
    """The text with `{{first_name}}`, `{{username}}` and the like filled in for this conversation."""
    values = {
        "first_name": first_name(facts.name),
        "name": facts.name,
        "username": facts.username,
        "account": facts.account_username,
        "agent_name": agent_name,
    }
    return fill(text, values)
