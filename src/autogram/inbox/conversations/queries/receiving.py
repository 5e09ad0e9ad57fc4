"""People, conversations and messages as they come in: made once, whoever else makes them at the same moment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, any_, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute

from autogram.core import clock
from autogram.core.secrets import installed_keyring
from autogram.inbox.conversations.models import (
    Conversation,
    Direction,
    ErasedPerson,
    Message,
    MessageStatus,
    Person,
)

# An account, and Instagram's id of somebody as that account sees them.
Pair = tuple[UUID, str]
# An account, and Instagram's id of a message.
Key = tuple[UUID, str]
UNSETTLED = (MessageStatus.SENDING, MessageStatus.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Who somebody is to us. `is_profiled`: Instagram was asked for their name and picture."""

    id: UUID
    username: str | None
    is_profiled: bool


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message that is here. `is_unsettled`: we sent it, and do not know yet that it has arrived."""

    id: UUID
    conversation_id: UUID
    is_unsettled: bool
    is_unsent: bool


def person_hash(account_id: UUID, instagram_id: str) -> str:
    """What is kept of somebody who was erased."""
    return installed_keyring().keyed_hash(f"{account_id}:{instagram_id}")


async def erased_moments(session: AsyncSession, pairs: Collection[Pair]) -> dict[Pair, datetime]:
    """When those of them were erased who were."""
    hashes = {(account_id, person_hash(account_id, person)): (account_id, person) for account_id, person in pairs}
    if not hashes:
        return {}
    mark = ErasedPerson
    among = _among(mark.account_id, mark.person_hash, hashes)
    rows = await session.execute(select(mark.account_id, mark.person_hash, mark.erased_at).where(*among))
    # A hash holds the account too, so it is nobody else's.
    return {hashes[account_id, person]: erased_at for account_id, person, erased_at in rows}


async def known_people(session: AsyncSession, pairs: Collection[Pair]) -> dict[Pair, KnownPerson]:
    """Those of them that have a row."""
    if not pairs:
        return {}
    columns = (Person.id, Person.account_id, Person.instagram_id, Person.username, Person.profile_read_at)
    rows = await session.execute(select(*columns).where(*_among(Person.account_id, Person.instagram_id, pairs)))
    known = {
        (row.account_id, row.instagram_id): KnownPerson(row.id, row.username, row.profile_read_at is not None)
        for row in rows
    }
    return {pair: known[pair] for pair in pairs if pair in known}


def _among(
    account: QueryableAttribute[Any], other: QueryableAttribute[Any], keys: Collection[Key]
) -> list[ColumnElement[bool]]:
    """Rows with an account and another value of `keys`, and maybe more: each side is compared by itself.

    So the statement is the same however many there are, and the server has its plan already.
    """
    accounts, others = {account_id for account_id, _ in keys}, {value for _, value in keys}
    return [account == any_(literal(list(accounts), ARRAY(Uuid))), other == any_(literal(list(others), ARRAY(Text)))]


async def add_people(session: AsyncSession, people: Iterable[tuple[Pair, UUID, str | None]]) -> None:
    """Each (pair, workspace, username) has a row, ours or that of whoever was faster."""
    rows = [
        {"account_id": pair[0], "instagram_id": pair[1], "workspace_id": workspace_id, "username": username}
        # In one order, so that two who add the same people do not wait for each other in a ring.
        for pair, workspace_id, username in sorted(people, key=lambda person: person[0])
    ]
    keys = [Person.account_id, Person.instagram_id]
    await session.execute(insert(Person).on_conflict_do_nothing(index_elements=keys), rows)


async def rename_people(session: AsyncSession, names: Sequence[tuple[UUID, str]]) -> None:
    """Each (person, username) goes by that name."""
    for person_id, username in sorted(names):
        await session.execute(update(Person).where(Person.id == person_id).values(username=username))


async def add_conversations(session: AsyncSession, rows: Iterable[tuple[UUID, UUID, UUID, datetime]]) -> None:
    """Each (person, account, workspace, first moment) has a conversation, ours or that of whoever was faster."""
    values = [
        {"person_id": person_id, "account_id": account_id, "workspace_id": workspace_id, "last_message_at": first_at}
        for person_id, account_id, workspace_id, first_at in sorted(rows)
    ]
    keys = [Conversation.account_id, Conversation.person_id]
    await session.execute(insert(Conversation).on_conflict_do_nothing(index_elements=keys), values)


async def conversations_with(session: AsyncSession, people: Collection[UUID]) -> dict[UUID, Conversation]:
    """The conversations with these people, locked, always in the same order."""
    rows = select(Conversation).where(Conversation.person_id == any_(literal(list(people), ARRAY(Uuid))))
    locked = rows.order_by(Conversation.id).with_for_update().execution_options(populate_existing=True)
    return {conversation.person_id: conversation for conversation in await session.scalars(locked)}


async def conversation_between(session: AsyncSession, pair: Pair) -> Conversation | None:
    """The conversation of the account with that person, locked."""
    found = select(Conversation).join(Person, Person.id == Conversation.person_id)
    found = found.where(Person.account_id == pair[0], Person.instagram_id == pair[1])
    return await session.scalar(found.with_for_update(of=Conversation).execution_options(populate_existing=True))


async def stored_messages(session: AsyncSession, keys: Collection[Key]) -> dict[Key, StoredMessage]:
    """Those of these messages that are here."""
    if not keys:
        return {}
    columns = (Message.id, Message.account_id, Message.mid, Message.conversation_id, Message.status, Message.unsent_at)
    rows = await session.execute(select(*columns).where(*_among(Message.account_id, Message.mid, keys)))
    stored = {
        (row.account_id, row.mid or ""): StoredMessage(
            row.id, row.conversation_id, row.status in UNSETTLED, row.unsent_at is not None
        )
        for row in rows
    }
    return {key: stored[key] for key in keys if key in stored}


async def add_messages(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """These messages are stored, each once, by us or by whoever was faster."""
    if rows:
        # Nothing is returned: then it is one statement, known to the server, however many rows there are.
        made = insert(Message).on_conflict_do_nothing(index_elements=[Message.account_id, Message.mid])
        await session.execute(made, rows)


async def unsettled_messages(session: AsyncSession, conversations: Collection[UUID]) -> Sequence[Message]:
    """Our messages that Instagram was asked to send and of which we know no id yet, oldest first."""
    rows = select(Message).where(
        Message.conversation_id.in_(conversations),
        Message.direction == Direction.OUTBOUND,
        Message.status.in_(UNSETTLED),
        Message.mid.is_(None),
        Message.request_started_at.is_not(None),
    )
    return (await session.scalars(rows.order_by(Message.request_started_at, Message.id).with_for_update())).all()


async def message_with_conversation(
    session: AsyncSession, account_id: UUID, mid: str
) -> tuple[Conversation, Message] | None:
    """A message and its conversation, both locked, the conversation first."""
    found = select(Conversation, Message).join(Message, Message.conversation_id == Conversation.id)
    found = found.where(Message.account_id == account_id, Message.mid == mid)
    row = (await session.execute(found.with_for_update().execution_options(populate_existing=True))).one_or_none()
    return (row[0], row[1]) if row else None


async def mark_seen(session: AsyncSession, conversation_id: UUID, *, until: datetime | None, mid: str | None) -> int:
    """What we sent until that moment, or until that message, is read; how many were not before."""
    named = select(Message.sent_at).where(Message.conversation_id == conversation_id, Message.mid == mid)
    moments = [moment for moment in (until, await session.scalar(named) if mid else None) if moment]
    if not moments:
        return 0
    seen = update(Message).where(
        Message.conversation_id == conversation_id,
        Message.direction == Direction.OUTBOUND,
        Message.status.in_((MessageStatus.SENT, MessageStatus.UNCONFIRMED)),
        Message.read_at.is_(None),
        Message.sent_at <= max(moments),
    )
    marked = await session.execute(seen.values(read_at=until or clock.now()).returning(Message.id))
    return len(marked.all())
