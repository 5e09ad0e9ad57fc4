"""Conversations and messages as callers see them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.content import service as content
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page, encode_cursor
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.models import Conversation, Message, MessageStatus, Person
from autogram.inbox.conversations.policy import AccountState
from autogram.inbox.conversations.queries import keeping, reading, rows
from autogram.inbox.conversations.queries.reading import Wanted
from autogram.inbox.conversations.schemas import (
    AccountOfConversation,
    ConversationFilter,
    ConversationRead,
    InboxSummary,
    LabelRead,
    MessageFilter,
    MessageRead,
    MessageSearch,
    PersonBrief,
    SendingRead,
    SendingRules,
)
from autogram.inbox.conversations.service.deciding import account_state, decision_of, refusals_of

AnySession = AsyncSession | ReadSession
CLOSING = timedelta(hours=2)
FAILED_FOR = timedelta(days=7)
# Our own bookkeeping, of no use to callers.
PRIVATE_DETAILS = {"digest", "follows"}
PLAIN = {
    name
    for name in MessageRead.model_fields
    if name not in {"attachments", "details", "waiting_reason", "failure_reason", "can_retry", "can_cancel"}
}
PLAIN_CONVERSATION = set(ConversationRead.model_fields) - {"account", "person", "labels", "sending"}


async def list_conversations(session: ReadSession, actor: Actor, wanted: ConversationFilter) -> Page[ConversationRead]:
    """One page of the workspace's conversations, the one in which something was said last first."""
    found = await reading.conversation_page(session, _wanted(actor, wanted), cursor=wanted.cursor, limit=wanted.limit)
    page, more = list(found[: wanted.limit]), len(found) > wanted.limit
    following = encode_cursor(page[-1].last_message_at, page[-1].id) if more else None
    return Page(items=await as_conversations(session, page), next_cursor=following)


def _wanted(actor: Actor, wanted: ConversationFilter) -> Wanted:
    return Wanted(
        workspace_id=actor.workspace_id,
        account_id=wanted.account_id,
        status=wanted.status,
        assignee_id=actor.user_id if wanted.assigned == "me" else wanted.assignee_id,
        is_unassigned=wanted.assigned == "nobody",
        label_id=wanted.label_id,
        is_unread=wanted.unread,
        is_archived=wanted.archived,
        person_id=wanted.person_id,
        closing_before=clock.now() + CLOSING if wanted.closing_soon else None,
        failed_since=clock.now() - FAILED_FOR if wanted.failed else None,
        q=wanted.q,
    )


async def read_conversation(session: AnySession, workspace_id: UUID, conversation_id: UUID) -> ConversationRead:
    """Raises `ConversationNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=workspace_id)
    return (await as_conversations(session, [conversation]))[0]


async def as_conversations(session: AnySession, conversations: Sequence[Conversation]) -> list[ConversationRead]:
    """With their people, labels, accounts and what may be sent, each looked up once for all."""
    ids = [conversation.id for conversation in conversations]
    people = await rows.people_by_id(session, {conversation.person_id for conversation in conversations})
    labels = await keeping.labels_of(session, ids)
    refused = await refusals_of(session, ids)
    states = {
        account_id: await account_state(session, account_id, quota=accounts.QuotaKind.MESSAGES)
        for account_id in {conversation.account_id for conversation in conversations}
    }
    return [
        ConversationRead(
            **{name: getattr(one, name) for name in PLAIN_CONVERSATION},
            account=_account(one.account_id, states[one.account_id]),
            person=_person(people[one.person_id]),
            labels=[LabelRead.model_validate(label) for label in labels.get(one.id, [])],
            sending=_rules(one, states[one.account_id], refused.get(one.id)),
        )
        for one in conversations
    ]


def _account(account_id: UUID, state: AccountState) -> AccountOfConversation:
    return AccountOfConversation(
        id=account_id, username=state.username, paused=state.is_paused, needs_reauth=state.needs_reauth
    )


def _person(person: Person) -> PersonBrief:
    return PersonBrief.model_validate(person)


def _rules(conversation: Conversation, state: AccountState, refused: str | None) -> SendingRules:
    human, automation = (
        SendingRead.model_validate(decision_of(conversation, state, sender_is_human=is_human, refused=refused))
        for is_human in (True, False)
    )
    return SendingRules(human=human, automation=automation)


async def list_messages(
    settings: Settings, session: ReadSession, workspace_id: UUID, conversation_id: UUID, wanted: MessageFilter
) -> Page[MessageRead]:
    """One page of a conversation, what was said last first. Raises `ConversationNotFound`."""
    await rows.get_conversation(session, conversation_id, workspace_id=workspace_id)
    found = await reading.message_page(session, conversation_id, cursor=wanted.cursor, limit=wanted.limit)
    return await _page(settings, session, workspace_id, found, wanted.limit)


async def search_messages(
    settings: Settings, session: ReadSession, workspace_id: UUID, wanted: MessageSearch
) -> Page[MessageRead]:
    """Messages in which all words stand, newest first."""
    found = await reading.found_messages(
        session, workspace_id, wanted.q, account_id=wanted.account_id, cursor=wanted.cursor, limit=wanted.limit
    )
    return await _page(settings, session, workspace_id, found, wanted.limit)


async def _page(
    settings: Settings, session: ReadSession, workspace_id: UUID, found: Sequence[Message], limit: int
) -> Page[MessageRead]:
    page, more = list(found[:limit]), len(found) > limit
    following = encode_cursor(page[-1].sent_at, page[-1].id) if more else None
    return Page(items=await as_messages(settings, session, workspace_id, page), next_cursor=following)


async def read_messages(
    settings: Settings, session: AnySession, workspace_id: UUID, message_ids: Sequence[UUID]
) -> list[MessageRead]:
    """These messages, in the order asked for. Raises `MessageNotFound`."""
    found = [await rows.get_message(session, message_id, workspace_id=workspace_id) for message_id in message_ids]
    return await as_messages(settings, session, workspace_id, found)


async def as_messages(
    settings: Settings, session: AnySession, workspace_id: UUID, messages: Collection[Message]
) -> list[MessageRead]:
    """With the addresses of what is in our library, looked up in one go."""
    ids = {UUID(entry["media_id"]) for one in messages for entry in one.attachments if "media_id" in entry}
    items = await content.find_media(session, workspace_id, list(ids), settings=settings) if ids else {}
    return [_message(one, items) for one in messages]


def _message(message: Message, items: dict[UUID, content.MediaItem]) -> MessageRead:
    waits = message.status is MessageStatus.SENDING
    looked_for = message.status is MessageStatus.UNCONFIRMED and message.failure_code is None
    return MessageRead(
        **{name: getattr(message, name) for name in PLAIN},
        attachments=[_attachment(entry, items) for entry in message.attachments],
        details={name: value for name, value in message.details.items() if name not in PRIVATE_DETAILS},
        waiting_reason=message.failure_reason if waits else None,
        failure_reason=None if waits else message.failure_reason,
        can_retry=message.status in {MessageStatus.FAILED, MessageStatus.UNCONFIRMED} and not looked_for,
        can_cancel=waits and message.request_started_at is None,
    )


def _attachment(entry: dict[str, Any], items: dict[UUID, content.MediaItem]) -> dict[str, Any]:
    item = items.get(UUID(entry["media_id"])) if "media_id" in entry else None
    return entry | ({"url": item.url, "thumbnail_url": item.thumbnail_url} if item else {})


async def summary(session: ReadSession, workspace_id: UUID, *, account_id: UUID | None) -> InboxSummary:
    """What waits for somebody of the workspace."""
    counted = await reading.totals(session, workspace_id, now=clock.now(), account_id=account_id, closing=CLOSING)
    return InboxSummary(**counted)
