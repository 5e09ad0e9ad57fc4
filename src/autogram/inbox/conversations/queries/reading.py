"""Lists of conversations and messages, newest first, and what is counted of them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    any_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from autogram.core import clock
from autogram.core.paging import newest_first
from autogram.inbox.conversations.models import (
    Conversation,
    ConversationLabel,
    ConversationStatus,
    Direction,
    Message,
    MessageStatus,
    Person,
)
from autogram.inbox.conversations.queries.rows import AnySession

# So many messages and people that match are considered for a search of conversations: the newest.
FOUND_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations of a workspace."""

    workspace_id: UUID
    account_id: UUID | None = None
    status: ConversationStatus | None = None
    assignee_id: UUID | None = None
    is_unassigned: bool = False
    label_id: UUID | None = None
    is_unread: bool = False
    is_archived: bool = False
    person_id: UUID | None = None
    # The 24 hours of open ones end before this moment.
    closing_before: datetime | None = None
    # Something that was to be sent since then did not get there, or nobody knows.
    failed_since: datetime | None = None
    q: str | None = None


async def conversation_page(
    session: AnySession, wanted: Wanted, *, cursor: str | None, limit: int
) -> Sequence[Conversation]:
    """One row more than `limit`, the one in which something was said last first."""
    page = newest_first(filtered(wanted), Conversation.last_message_at, Conversation.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


def filtered(wanted: Wanted) -> Select[Conversation]:
    """The conversations that are wanted, in no order yet."""
    rows = select(Conversation).where(Conversation.workspace_id == wanted.workspace_id)
    archived = Conversation.archived_at
    rows = rows.where(archived.is_not(None) if wanted.is_archived else archived.is_(None))
    for name in ("account_id", "status", "assignee_id", "person_id"):
        if getattr(wanted, name) is not None:
            rows = rows.where(getattr(Conversation, name) == getattr(wanted, name))
    if wanted.is_unassigned:
        rows = rows.where(Conversation.assignee_id.is_(None))
    if wanted.is_unread:
        rows = rows.where(Conversation.unread_count > 0)
    if wanted.label_id:
        labelled = select(ConversationLabel.conversation_id).where(ConversationLabel.label_id == wanted.label_id)
        rows = rows.where(Conversation.id.in_(labelled))
    if wanted.closing_before:
        rows = rows.where(*_closing(now=clock.now(), before=wanted.closing_before))
    if wanted.failed_since:
        failed = _failures(wanted.workspace_id, wanted.account_id, since=wanted.failed_since)
        rows = rows.where(Conversation.id.in_(select(Message.conversation_id).where(*failed)))
    if wanted.q:
        rows = rows.where(Conversation.id.in_(_speaking_of(wanted.workspace_id, wanted.q)))
    return rows


def _speaking_of(workspace_id: UUID, q: str) -> Any:
    """Conversations in which all words were said lately, or with a person in whose names they are."""
    words = search_words(q)
    if words is None:
        return select(Conversation.id).where(false())
    people = select(Person.id).where(Person.workspace_id == workspace_id, Person.search.op("@@")(words))
    # Apart, so that the index of words is used: with the limit in sight PostgreSQL would rather read everybody.
    known = select(people.cte("people").prefix_with("MATERIALIZED").c.id).limit(FOUND_AT_MOST).subquery()
    said = (
        select(Message.conversation_id)
        .where(Message.workspace_id == workspace_id, Message.search.op("@@")(words))
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(FOUND_AT_MOST)
        .subquery()
    )
    with_people = select(Conversation.id).where(Conversation.person_id.in_(select(known.c.id)))
    return union(select(said.c.conversation_id), with_people)


def search_words(q: str) -> ColumnElement[TSQUERY] | None:
    """All words, each as the beginning of one; None where there is no word to look for."""
    words = re.findall(r"\w+", q)
    if not words:
        return None
    return func.to_tsquery("simple", " & ".join(f"'{word}':*" for word in words))


async def message_page(
    session: AnySession, conversation_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[Message]:
    """One row more than `limit`, what was said last first."""
    rows = select(Message).where(Message.conversation_id == conversation_id)
    page = newest_first(rows, Message.sent_at, Message.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


async def found_messages(
    session: AnySession, workspace_id: UUID, q: str, *, account_id: UUID | None, cursor: str | None, limit: int
) -> Sequence[Message]:
    """Messages in which all words stand, newest first."""
    words = search_words(q)
    if words is None:
        return []
    rows = select(Message).where(Message.workspace_id == workspace_id, Message.search.op("@@")(words))
    if account_id is not None:
        rows = rows.where(Message.account_id == account_id)
    page = newest_first(rows, Message.sent_at, Message.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


async def with_conversation_and_person(
    session: AnySession, message_ids: Collection[UUID]
) -> Sequence[tuple[Message, Conversation, Person]]:
    """Each of these messages that is there, with its conversation and whom that is with."""
    rows = (
        select(Message, Conversation, Person)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Person, Person.id == Conversation.person_id)
        .where(Message.id == any_(literal(list(message_ids), ARRAY(Uuid))))
    )
    return [(message, conversation, person) for message, conversation, person in await session.execute(rows)]


@cache
def _with_older() -> Select[UUID]:
    """Made once: what it selects from is copied column by column each time."""
    older = aliased(Message)
    is_older = (
        older.conversation_id == Message.conversation_id,
        older.direction == Direction.INBOUND,
        older.sent_at < Message.sent_at,
        older.id != Message.id,
    )
    among = Message.id == any_(bindparam("messages", type_=ARRAY(Uuid)))
    return select(Message.id).where(among, exists().where(*is_older))


async def with_older_inbound(session: AnySession, message_ids: Collection[UUID]) -> set[UUID]:
    """Those of these messages before which the person had said something."""
    return set(await session.scalars(_with_older(), {"messages": list(message_ids)}))


async def totals(
    session: AnySession, workspace_id: UUID, *, now: datetime, account_id: UUID | None, closing: timedelta
) -> dict[str, int]:
    """What waits for somebody of the workspace, counted."""
    one = Conversation
    unanswered = one.status == ConversationStatus.OPEN
    counts = {
        "open": func.count().filter(unanswered),
        "unassigned": func.count().filter(unanswered, one.assignee_id.is_(None)),
        "unread": func.count().filter(one.unread_count > 0),
        "unread_messages": func.coalesce(func.sum(one.unread_count), 0),
        "closing_soon": func.count().filter(*_closing(now=now, before=now + closing)),
    }
    where = [one.workspace_id == workspace_id, one.archived_at.is_(None)]
    where.append(or_(unanswered, one.unread_count > 0))
    if account_id is not None:
        where.append(one.account_id == account_id)
    row = (await session.execute(select(*counts.values()).where(*where))).one()
    return dict(zip(counts, (int(value) for value in row), strict=True)) | {
        "failed": await _failed(session, workspace_id, account_id, since=clock.now() - timedelta(days=7))
    }


async def _failed(session: AnySession, workspace_id: UUID, account_id: UUID | None, *, since: datetime) -> int:
    rows = select(func.count()).where(*_failures(workspace_id, account_id, since=since))
    return await session.scalar(rows) or 0


def _failures(workspace_id: UUID, account_id: UUID | None, *, since: datetime) -> list[ColumnElement[bool]]:
    """Messages that did not get there, or nobody knows, without those that are looked for or were taken back."""
    where = [
        Message.workspace_id == workspace_id,
        Message.status.in_((MessageStatus.FAILED, MessageStatus.UNCONFIRMED)),
        Message.created_at >= since,
        Message.failure_code != "cancelled",
    ]
    return where if account_id is None else [*where, Message.account_id == account_id]


def _closing(*, now: datetime, before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Open conversations that can be answered freely only until before that moment."""
    window_ends = Conversation.last_inbound_at + timedelta(days=1)
    return Conversation.status == ConversationStatus.OPEN, window_ends > now, window_ends <= before


async def open_for_long(session: AnySession, *, before: datetime, limit: int) -> Sequence[UUID]:
    """Conversations with messages that were to be sent before that moment and are not settled.

    In no order: many may wait for a good reason, and none of the others must wait behind them for ever.
    """
    waiting = (MessageStatus.SENDING, MessageStatus.UNCONFIRMED)
    rows = (
        select(Message.conversation_id)
        .where(Message.status.in_(waiting), Message.created_at < before)
        .where(or_(Message.status == MessageStatus.SENDING, Message.failure_code.is_(None)))
        .order_by(func.random())
        .limit(limit)
    )
    return list(dict.fromkeys(await session.scalars(rows)))


async def snoozed_until(session: AnySession, now: datetime, limit: int) -> Sequence[Conversation]:
    """Conversations whose snooze is over, locked, except those that somebody works on."""
    rows = select(Conversation).where(
        Conversation.status == ConversationStatus.SNOOZED, Conversation.snoozed_until <= now
    )
    locked = rows.order_by(Conversation.snoozed_until).limit(limit).with_for_update(skip_locked=True)
    return (await session.scalars(locked)).all()


async def conversations_with(session: AnySession, person_id: UUID) -> Sequence[UUID]:
    rows = select(Conversation.id).where(Conversation.person_id == person_id).order_by(Conversation.id)
    return (await session.scalars(rows)).all()
