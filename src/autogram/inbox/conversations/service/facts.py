"""Conversations and messages as rules see them, and texts with their variables filled in."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.conversations.models import Conversation, Person
from autogram.inbox.conversations.policy import WINDOW
from autogram.inbox.conversations.queries import keeping, reading, rows
from autogram.inbox.conversations.schemas import ConversationFacts, MessageFacts
from autogram.inbox.conversations.variables import fill, first_name

AnySession = AsyncSession | ReadSession


async def conversation_facts(session: AnySession, conversation_id: UUID) -> ConversationFacts:
    """Raises `ConversationNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id)
    person = await rows.get_person(session, conversation.person_id)
    account = await accounts.account_brief(session, conversation.account_id)
    return (await _facts(session, [(conversation, person)], {account.id: account.username}))[conversation.id]


async def message_facts(session: AnySession, message_id: UUID) -> MessageFacts:
    """Raises `MessageNotFound`."""
    message = await rows.get_message(session, message_id)
    account = await accounts.account_brief(session, message.account_id)
    return (await facts_of_messages(session, [message_id], {account.id: account.username}))[message_id]


async def facts_of_messages(
    session: AnySession, message_ids: Collection[UUID], usernames: Mapping[UUID, str]
) -> dict[UUID, MessageFacts]:
    """The same for many at once, whose accounts have these names; those that are gone are left out."""
    found = await reading.with_conversation_and_person(session, message_ids)
    conversations = await _facts(session, {(conversation, person) for _, conversation, person in found}, usernames)
    with_older = await reading.with_older_inbound(session, [message.id for message, *_ in found])
    return {
        message.id: MessageFacts(
            message_id=message.id,
            conversation=conversations[message.conversation_id],
            direction=message.direction,
            kind=message.kind,
            text=message.text,
            details=message.details,
            attachments=message.attachments,
            sent_at=message.sent_at,
            is_first_message=message.id not in with_older,
            unsent=message.unsent_at is not None,
        )
        for message, *_ in found
    }


async def _facts(
    session: AnySession, found: Collection[tuple[Conversation, Person]], usernames: Mapping[UUID, str]
) -> dict[UUID, ConversationFacts]:
    labels = await keeping.labels_of(session, [conversation.id for conversation, _ in found])
    return {
        conversation.id: ConversationFacts(
            conversation_id=conversation.id,
            account_id=conversation.account_id,
            workspace_id=conversation.workspace_id,
            account_username=usernames[conversation.account_id],
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
        for conversation, person in found
    }


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
