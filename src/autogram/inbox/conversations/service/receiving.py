"""Messages as Instagram tells them become rows: each once, in the right conversation, whatever the order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.live import announce_all
from autogram.inbox.conversations.messages import FetchProfile, MessageArrived
from autogram.inbox.conversations.models import Conversation, Direction, Message, MessageStatus, Origin
from autogram.inbox.conversations.queries import receiving as queries
from autogram.inbox.conversations.queries.receiving import Key, KnownPerson, Pair
from autogram.inbox.conversations.schemas import Incoming
from autogram.inbox.conversations.service.standing import note_linked, note_received
from autogram.jobs.api import JobMessage, enqueue_all

# What is older was found late: nobody expects an answer of a machine to it any more.
ANSWERED_BY_RULES_FOR = timedelta(minutes=60)
# Between asking Instagram to send and its telling us of the message.
ECHO_MINUTES = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Received:
    """Which row a message became. `is_unsent`: it was taken back since, so its contents must not be kept anywhere."""

    message_id: UUID
    conversation_id: UUID
    is_new: bool
    is_unsent: bool = False


@dataclass(slots=True)
class _Batch:
    """What a transaction has learned so far, and what it will tell."""

    people: dict[Pair, KnownPerson]
    conversations: dict[UUID, Conversation]
    results: dict[Key, Received] = field(default_factory=dict)
    news: list[tuple[UUID, str, dict[str, Any]]] = field(default_factory=list)
    jobs: list[JobMessage] = field(default_factory=list)

    def person_of(self, incoming: Incoming) -> KnownPerson:
        return self.people[pair_of(incoming)]

    def conversation_of(self, incoming: Incoming) -> Conversation:
        return self.conversations[self.person_of(incoming).id]


def pair_of(incoming: Incoming) -> Pair:
    return incoming.account_id, incoming.person_instagram_id


def key_of(incoming: Incoming) -> Key:
    return incoming.account_id, incoming.mid


async def receive_message(session: AsyncSession, incoming: Incoming) -> Received | None:
    """`receive_messages` for one."""
    (received,) = await receive_messages(session, [incoming])
    return received


async def receive_messages(session: AsyncSession, incoming: Sequence[Incoming]) -> list[Received | None]:
    """Each message is stored once, by its account and Instagram's id; None for what an erased person had said before.

    The conversation knows its last message and how much is unread, and is open again if a person wrote. What was sent
    through us is recognised. New messages of people are told to automation (`MessageArrived`) while they are fresh.
    """
    erased = await queries.erased_moments(session, {pair_of(one) for one in incoming})
    welcome = [one for one in incoming if pair_of(one) not in erased or one.sent_at > erased[pair_of(one)]]
    if welcome:
        batch = await _open(session, welcome)
        await _store(session, batch, welcome)
        await session.flush()
        await announce_all(session, batch.news)
        await enqueue_all(session, batch.jobs)
    else:
        return [None] * len(incoming)
    kept = {id(one) for one in welcome}
    return [_first_or_repeated(batch, one) if id(one) in kept else None for one in incoming]


def _first_or_repeated(batch: _Batch, incoming: Incoming) -> Received:
    """A message that is told twice at once is new only the first time."""
    found = batch.results[key_of(incoming)]
    batch.results[key_of(incoming)] = Received(found.message_id, found.conversation_id, False, found.is_unsent)
    return found


async def know_person(
    session: AsyncSession, *, account_id: UUID, workspace_id: UUID, instagram_id: str, username: str | None = None
) -> UUID:
    """The row of somebody who wrote or commented; made if they are new, renamed if they go by another name now."""
    people = await know_people(session, [(account_id, instagram_id, workspace_id, username)])
    return people[account_id, instagram_id]


async def know_people(session: AsyncSession, people: Iterable[tuple[UUID, str, UUID, str | None]]) -> dict[Pair, UUID]:
    """`know_person` for each (account, Instagram's id, workspace, username)."""
    return {pair: person.id for pair, person in (await _know(session, people)).items()}


async def _know(session: AsyncSession, people: Iterable[tuple[UUID, str, UUID, str | None]]) -> dict[Pair, KnownPerson]:
    wanted: dict[Pair, tuple[UUID, str | None]] = {}
    for account_id, instagram_id, workspace_id, username in people:
        earlier = wanted.get((account_id, instagram_id))
        wanted[account_id, instagram_id] = (workspace_id, username or (earlier[1] if earlier else None))
    known = await queries.known_people(session, wanted)
    strangers = [(pair, *wanted[pair]) for pair in wanted if pair not in known]
    if strangers:
        await queries.add_people(session, strangers)
        known |= await queries.known_people(session, [pair for pair, *_ in strangers])
    renamed = [(known[pair].id, name) for pair, (_, name) in wanted.items() if name and known[pair].username != name]
    await queries.rename_people(session, renamed)
    return known


async def _open(session: AsyncSession, incoming: Sequence[Incoming]) -> _Batch:
    """Everybody has a row and a conversation, and the conversations are locked."""
    people = await _know(
        session, ((one.account_id, one.person_instagram_id, one.workspace_id, one.username) for one in incoming)
    )
    firsts: dict[UUID, Incoming] = {}
    for one in sorted(incoming, key=lambda one: one.sent_at):
        firsts.setdefault(people[pair_of(one)].id, one)
    conversations = await queries.conversations_with(session, firsts)
    missing = [
        (person_id, one.account_id, one.workspace_id, one.sent_at)
        for person_id, one in firsts.items()
        if person_id not in conversations
    ]
    if missing:
        await queries.add_conversations(session, missing)
        conversations |= await queries.conversations_with(session, [person_id for person_id, *_ in missing])
    return _Batch(people, conversations)


async def _store(session: AsyncSession, batch: _Batch, incoming: Sequence[Incoming]) -> None:
    known = await queries.stored_messages(session, {key_of(one) for one in incoming})
    fresh = {key_of(one): one for one in reversed(incoming) if key_of(one) not in known}
    await _link_own(session, batch, fresh)
    await _settle(session, batch, [one for one in incoming if key_of(one) in known and known[key_of(one)].is_unsettled])
    rest = [one for key, one in fresh.items() if key not in batch.results]
    made = [_row(batch, one) for one in rest]
    await queries.add_messages(session, made)
    known |= await queries.stored_messages(session, {key_of(one) for one in rest})
    for key, message in known.items():
        batch.results[key] = Received(message.id, message.conversation_id, False, message.is_unsent)
    # Others were not made by us: our own sender, for one, writes ids without asking us.
    ours = {row["id"] for row in made}
    for one in sorted(rest, key=lambda one: (one.sent_at, one.direction is Direction.OUTBOUND)):
        if known[key_of(one)].id in ours:
            _note_new(batch, one, known[key_of(one)].id)
    _tell_conversations(batch)


def _row(batch: _Batch, one: Incoming) -> dict[str, Any]:
    inbound = one.direction is Direction.INBOUND
    return {
        "id": new_id(),
        "workspace_id": one.workspace_id,
        "account_id": one.account_id,
        "conversation_id": batch.conversation_of(one).id,
        "mid": one.mid,
        "direction": one.direction,
        "origin": Origin.PERSON if inbound else Origin.PHONE,
        "kind": one.kind,
        "found_by": one.found_by,
        "text": one.text,
        "attachments": one.attachments,
        "details": one.details,
        "reply_to_mid": one.reply_to_mid,
        "sent_at": one.sent_at,
        "status": MessageStatus.RECEIVED if inbound else MessageStatus.SENT,
    }


def _note_new(batch: _Batch, one: Incoming, message_id: UUID) -> None:
    conversation, person = batch.conversation_of(one), batch.person_of(one)
    inbound = one.direction is Direction.INBOUND
    if inbound and conversation.last_inbound_at is None and not person.is_profiled:
        # Instagram shows somebody's profile only once they have written.
        batch.jobs.append(FetchProfile(person_id=person.id))
    note_received(conversation, one)
    batch.results[key_of(one)] = Received(message_id, conversation.id, True)
    batch.news.append(_news(one.workspace_id, "message.received", conversation, message_id))
    if inbound and not one.details.get("standby") and clock.now() - one.sent_at < ANSWERED_BY_RULES_FOR:
        batch.jobs.append(MessageArrived(message_id=message_id))


async def _link_own(session: AsyncSession, batch: _Batch, fresh: dict[Key, Incoming]) -> None:
    """What Instagram tells of our own sending finds the row that it was sent from, before its answer did."""
    echoes = [one for one in fresh.values() if one.direction is Direction.OUTBOUND]
    if not echoes:
        return
    waiting: dict[UUID, list[Message]] = defaultdict(list)
    for message in await queries.unsettled_messages(session, {batch.conversation_of(one).id for one in echoes}):
        waiting[message.conversation_id].append(message)
    for one in sorted(echoes, key=lambda one: one.sent_at):
        candidates = waiting[batch.conversation_of(one).id]
        sent = next((message for message in candidates if _is_echo_of(one, message)), None)
        if sent is not None:
            candidates.remove(sent)
            sent.mid, sent.sent_at = one.mid, one.sent_at
            _note_sent(batch, one, sent)


async def _settle(session: AsyncSession, batch: _Batch, echoes: Sequence[Incoming]) -> None:
    """Rows that have their id already, but not yet the certainty that they arrived, have it now."""
    for one in echoes:
        found = await queries.message_with_conversation(session, one.account_id, one.mid)
        if found is not None:
            _note_sent(batch, one, found[1])


def _is_echo_of(one: Incoming, message: Message) -> bool:
    asked_at = message.request_started_at
    if asked_at is None or abs(one.sent_at - asked_at) > ECHO_MINUTES:
        return False
    if message.text or one.text:
        return (message.text or "").strip() == (one.text or "").strip()
    return bool(message.attachments) and bool(one.attachments)


def _note_sent(batch: _Batch, one: Incoming, message: Message) -> None:
    conversation = batch.conversation_of(one)
    message.status, message.failure_reason, message.failure_code = MessageStatus.SENT, None, None
    note_linked(conversation, one)
    batch.results[key_of(one)] = Received(message.id, conversation.id, False)
    batch.news.append(_news(one.workspace_id, "message.updated", conversation, message.id))


def _tell_conversations(batch: _Batch) -> None:
    """Each conversation that something was said in is told once."""
    touched = {data["conversation_id"] for _, _, data in batch.news}
    batch.news += [
        _news(conversation.workspace_id, "conversation.updated", conversation)
        for conversation in batch.conversations.values()
        if conversation.id in touched
    ]


def _news(
    workspace_id: UUID, kind: str, conversation: Conversation, message_id: UUID | None = None
) -> tuple[UUID, str, dict[str, Any]]:
    data = {"conversation_id": conversation.id, "account_id": conversation.account_id}
    return workspace_id, kind, data | ({"message_id": message_id} if message_id else {})
