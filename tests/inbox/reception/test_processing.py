"""From the journal to rows: each delivery takes effect once, in any order, and a fault stays with its event."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from tests.accounts.owners import run
from tests.inbox.reception import payloads
from tests.inbox.reception.inbox import Inbox, deliver, events, make_inbox, process
from tests.inbox.reception.payloads import EVERY_KIND, item, messaging

from autogram.accounts.messages import AccountConnected
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.core import clock
from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.inbox.comments import service as comments
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.messages import FetchProfile, MessageArrived
from autogram.inbox.conversations.models import ErasedPerson, MessageKind
from autogram.inbox.conversations.queries.receiving import person_hash
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import DeliveryStatus, EventStatus, WebhookDelivery
from autogram.inbox.reception.messages import ReconcileAccount


@pytest.fixture
async def inbox(runtime: Runtime, session: AsyncSession) -> Inbox:
    """The account and the person of the payloads."""
    return await make_inbox(runtime, session, instagram_user_id=payloads.ACCOUNT, person=payloads.PERSON)


def now_ms(seconds: float = 0) -> int:
    return int((clock.now().timestamp() + seconds) * 1000)


def said(mid: str, words: str, seconds: float = 0, **more: Any) -> dict[str, Any]:
    return payloads.message(mid, words, at=now_ms(seconds), **more)


def edited(mid: str, words: str, count: int) -> dict[str, Any]:
    return messaging(item("message_edit", {"mid": mid, "text": words, "num_edit": count}, at=now_ms(1)))


def reacted(mid: str, reaction: str | None, seconds: float = 2) -> dict[str, Any]:
    content = {"mid": mid, "action": "react", "reaction": reaction} if reaction else {"mid": mid, "action": "unreact"}
    return messaging(item("reaction", content, at=now_ms(seconds)))


def unsent(mid: str) -> dict[str, Any]:
    return payloads.message(mid, is_deleted=True, at=now_ms(3))


async def test_a_delivery_becomes_a_message_and_an_event(inbox: Inbox) -> None:
    delivery_id = await deliver(inbox, said("m1", "Are you open?"))

    await process(inbox, delivery_id)

    (event,) = await events(inbox)
    message = await inbox.message()
    assert (message.text, message.mid) == ("Are you open?", "m1")
    assert (event.kind, event.status, event.subject) == ("message", EventStatus.APPLIED, "m1")
    assert (event.account_id, event.workspace_id) == (inbox.account_id, inbox.workspace_id)
    assert (await delivery(inbox, delivery_id)).status is DeliveryStatus.PROCESSED


async def delivery(inbox: Inbox, delivery_id: UUID) -> WebhookDelivery:
    found = await inbox.session.get(WebhookDelivery, delivery_id, populate_existing=True)
    assert found is not None
    return found


@pytest.mark.parametrize("name", EVERY_KIND)
async def test_a_payload_of_every_kind_is_stored_and_shown(inbox: Inbox, name: str) -> None:
    body, kinds = EVERY_KIND[name]

    delivery_id = await deliver(inbox, body)
    await process(inbox, delivery_id)

    found = await events(inbox)
    assert [event.kind for event in found] == kinds
    assert EventStatus.FAILED not in {event.status for event in found}
    assert (await delivery(inbox, delivery_id)).status is DeliveryStatus.PROCESSED
    stored = {message.mid for message in await inbox.messages()} | {row.comment_id for row in await inbox.comments()}
    assert {event.subject for event in found if event.status is EventStatus.APPLIED} <= stored


async def test_the_same_deliveries_ten_times_and_shuffled_are_one_message(inbox: Inbox) -> None:
    picture = [{"type": "image", "payload": {"url": "https://127.0.0.1:1/gone"}}]
    bodies = [
        said("m1", "One bun", attachments=picture),
        edited("m1", "Two buns", 1),
        edited("m1", "Three buns", 2),
        reacted("m1", "love", 2),
        reacted("m1", "wow", 3),
    ]
    deliveries = bodies * 10
    random.Random(7).shuffle(deliveries)

    for start in range(0, len(deliveries), 7):
        await process(inbox, *[await deliver(inbox, body) for body in deliveries[start : start + 7]])

    message = await inbox.message()
    assert (message.text, message.edit_count, len(message.attachments)) == ("Three buns", 2, 1)
    assert [entry["reaction"] for entry in message.reactions] == ["wow"]
    assert (await inbox.conversation()).unread_count == 1
    assert len(await inbox.jobs(MessageArrived)) == len(await inbox.jobs(FetchProfile)) == 1
    assert {event.status for event in await events(inbox)} == {EventStatus.APPLIED, EventStatus.REPEATED}


@pytest.mark.parametrize("seed", range(8))
async def test_in_whatever_order_they_come_the_end_is_the_same(inbox: Inbox, seed: int) -> None:
    bodies = [
        said("m1", "secret", -9),
        unsent("m1"),
        said("m2", "One", -8),
        edited("m2", "Two", 1),
        reacted("m2", "love", 2),
        reacted("m2", None, 3),
        payloads.echo("o1", "Sure", at=now_ms(-7)),
        messaging(item("read", {"mid": "o1"}, at=now_ms(-6))),
        said("m3", "Thanks", -5),
    ]
    random.Random(seed).shuffle(bodies)

    for body in bodies:
        await process(inbox, await deliver(inbox, body))

    m1, m2, o1, m3 = await inbox.messages()
    assert (m1.text, m1.unsent_at is not None) == (None, True)
    assert (m2.text, m2.reactions) == ("Two", [])
    assert o1.read_at is not None
    conversation = await inbox.conversation()
    assert (conversation.last_message_text, conversation.last_message_at) == ("Thanks", m3.sent_at)
    assert conversation.last_inbound_at == m3.sent_at
    assert b"secret" not in b"".join(await bodies_in_journal(inbox))


async def bodies_in_journal(inbox: Inbox) -> Sequence[bytes]:
    return [bytes(body) for body in await inbox.session.scalars(select(WebhookDelivery.body))]


async def test_what_is_unsent_leaves_the_journal_too_also_when_it_is_told_again(inbox: Inbox) -> None:
    original = said("m1", "secret")
    await process(inbox, await deliver(inbox, original), await deliver(inbox, edited("m1", "secret too", 1)))
    await process(inbox, await deliver(inbox, unsent("m1")))
    await process(inbox, await deliver(inbox, original))

    assert b"secret" not in b"".join(await bodies_in_journal(inbox))
    assert all("secret" not in json.dumps(event.payload) for event in await events(inbox))
    assert (await inbox.message()).text is None


async def test_one_event_that_fails_does_not_stop_the_others(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = comments.receive_comments

    async def faulty(session: AsyncSession, incoming: Sequence[Any]) -> Any:
        if any(one.text == "poison" for one in incoming):
            raise KeyError("what somebody wrote")
        return await honest(session, incoming)

    monkeypatch.setattr(comments, "receive_comments", faulty)
    good, bad = await deliver(inbox, said("m1", "hi")), await deliver(inbox, payloads.comment("c1", "poison"))
    also = await deliver(inbox, payloads.comment("c2", "fine"))

    await process(inbox, good, bad, also)

    statuses = {event.subject: event.status for event in await events(inbox)}
    assert statuses == {"m1": EventStatus.APPLIED, "c1": EventStatus.FAILED, "c2": EventStatus.APPLIED}
    failed = await delivery(inbox, bad)
    assert failed.status is DeliveryStatus.FAILED
    assert failed.error is not None
    assert "what somebody wrote" not in failed.error
    assert [row.comment_id for row in await inbox.comments()] == ["c2"]
    assert (await delivery(inbox, good)).status is DeliveryStatus.PROCESSED


async def test_when_the_database_is_to_blame_everything_is_tried_again(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadlock(Exception):
        sqlstate = "40P01"

    async def unlucky(session: AsyncSession, incoming: Sequence[Any]) -> Any:
        raise DBAPIError("…", None, Deadlock())

    delivery_id = await deliver(inbox, said("m1", "hi"))
    with monkeypatch.context() as patch:
        patch.setattr(conversations, "receive_messages", unlucky)
        with pytest.raises(DBAPIError):
            await process(inbox, delivery_id)
    assert (await delivery(inbox, delivery_id)).status is DeliveryStatus.PENDING

    await process(inbox, delivery_id)

    assert (await inbox.message()).text == "hi"


async def test_a_body_that_is_no_json_fails_with_words(inbox: Inbox) -> None:
    for content in (b"{", b"\xff\xfe\xff", b"[" * 100_000, b'{"n":' + b"9" * 5000 + b"}"):
        delivery_id = await deliver(inbox, content)

        await process(inbox, delivery_id)

        failed = await delivery(inbox, delivery_id)
        assert failed.status is DeliveryStatus.FAILED
        assert failed.error is not None
        assert "not JSON" in failed.error


async def test_processing_again_changes_nothing(inbox: Inbox) -> None:
    delivery_id = await deliver(inbox, said("m1", "hi"))

    for _ in range(3):
        await process(inbox, delivery_id)

    assert len(await inbox.messages()) == len(await events(inbox)) == 1


async def test_what_is_of_no_connected_account_is_kept_unassigned(inbox: Inbox) -> None:
    account = await inbox.session.get(InstagramAccount, inbox.account_id)
    await inbox.change(account, status=AccountStatus.DISCONNECTED)

    await process(inbox, await deliver(inbox, said("m1", "hi")))

    (event,) = await events(inbox)
    assert (event.status, event.account_id, event.instagram_user_id) == (
        EventStatus.UNASSIGNED,
        None,
        payloads.ACCOUNT,
    )
    assert await inbox.messages() == []


async def test_what_comes_in_is_stored_although_the_token_is_dead(inbox: Inbox) -> None:
    account = await inbox.session.get(InstagramAccount, inbox.account_id)
    await inbox.change(account, status=AccountStatus.NEEDS_REAUTH)

    await process(inbox, await deliver(inbox, said("m1", "hi")))

    assert (await inbox.message()).text == "hi"


async def test_an_edit_of_a_message_that_is_not_here_has_the_account_looked_through(inbox: Inbox) -> None:
    await process(inbox, await deliver(inbox, EVERY_KIND["edit by nobody"][0]))

    (event,) = await events(inbox)
    assert (event.status, event.error is not None) == (EventStatus.IGNORED, True)
    assert await inbox.jobs(ReconcileAccount) == [ReconcileAccount(account_id=inbox.account_id)]


async def test_an_erased_person_does_not_come_back_by_a_replay(inbox: Inbox) -> None:
    body = said("m1", "secret", -60)
    mark = person_hash(inbox.account_id, inbox.person)
    inbox.session.add(ErasedPerson(account_id=inbox.account_id, person_hash=mark, erased_at=clock.now()))
    await inbox.session.commit()

    await process(inbox, await deliver(inbox, body))

    (event,) = await events(inbox)
    assert event.status is EventStatus.IGNORED
    assert await inbox.messages() == []
    assert b"secret" not in b"".join(await bodies_in_journal(inbox))


async def test_what_a_person_taps_opens_the_24_hours_and_what_only_happens_does_not(inbox: Inbox) -> None:
    opened = []
    for body in (
        said("m1", "hi", -50),
        payloads.messaging(item("postback", {"mid": "m2", "title": "Menu", "payload": "MENU"}, at=now_ms(-40))),
        payloads.messaging(item("referral", {"ref": "flyer", "type": "OPEN_THREAD"}, at=now_ms(-30))),
        payloads.message("m3", attachments=[payloads.attachment("story_mention")], at=now_ms(-20)),
        reacted("m1", "love", -10),
        edited("m1", "hello", 1),
    ):
        await process(inbox, await deliver(inbox, body))
        opened.append((await inbox.conversation()).last_inbound_at)

    assert opened == sorted(opened)
    assert len(set(opened[:4])) == 4
    assert opened[3] == opened[4] == opened[5]
    kinds = [message.kind for message in await inbox.messages()]
    assert kinds == [MessageKind.TEXT, MessageKind.POSTBACK, MessageKind.REFERRAL, MessageKind.STORY_MENTION]


async def test_forty_messages_need_few_more_statements_than_one(inbox: Inbox, connection: AsyncConnection) -> None:
    statements = []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *call: statements.append(call[2]))
    single = await deliver(inbox, said("m", "hi", sender="77"))
    many = [await deliver(inbox, said(f"m{number}", "hi", sender=f"88{number:013d}")) for number in range(40)]

    statements.clear()
    await process(inbox, single)
    for_one = len(statements)
    statements.clear()
    await process(inbox, *many)

    assert len(await inbox.messages()) == len(await inbox.conversations()) == 41
    assert len(statements) < for_one + 10


async def test_ids_that_no_index_holds_are_cut(inbox: Inbox) -> None:
    ids = [
        await deliver(inbox, said("ü" * 9_000, "hi", sender="ß" * 9_000)),
        await deliver(inbox, payloads.comment("ü" * 9_000, "hi", parent_id="ß" * 9_000)),
        await deliver(inbox, payloads.message("m", "hi", account="ü" * 9_000)),
    ]

    await process(inbox, *ids)

    assert EventStatus.FAILED not in {event.status for event in await events(inbox)}


async def test_every_event_of_a_big_delivery_is_processed(inbox: Inbox) -> None:
    items = [
        item("message", {"mid": f"m{n}", "text": "hi"}, sender=f"88{n % 30}", at=now_ms(n / 10)) for n in range(300)
    ]

    await process(inbox, await deliver(inbox, messaging(*items)))

    assert len(await inbox.messages()) == 300
    assert {conversation.unread_count for conversation in await inbox.conversations()} == {10}


async def test_what_came_before_the_account_was_connected_finds_it(inbox: Inbox) -> None:
    account = await inbox.session.get(InstagramAccount, inbox.account_id)
    await inbox.change(account, status=AccountStatus.DISCONNECTED)
    body = said("m1", "hi")
    await process(inbox, await deliver(inbox, body), await deliver(inbox, edited("m1", "hello", 1)))
    await inbox.change(account, status=AccountStatus.CONNECTED)

    await run(inbox.runtime, AccountConnected(account_id=inbox.account_id))
    for job in await inbox.jobs(ProcessDeliveries):
        await run(inbox.runtime, job)

    assert (await inbox.message()).text == "hello"
    assert {event.status for event in await events(inbox)} == {EventStatus.APPLIED}
    assert await inbox.jobs(ReconcileAccount) == [ReconcileAccount(account_id=inbox.account_id)]


async def test_connecting_an_account_tells_that_it_is_connected(shop: Inbox) -> None:
    assert await shop.jobs(AccountConnected) == [AccountConnected(account_id=shop.account_id)]


@asynccontextmanager
async def worker(settings: Settings, keyring: Keyring, url: str) -> AsyncIterator[Runtime]:
    """A runtime with connections of its own."""
    database = Database(url)
    async with httpx2.AsyncClient() as http:
        yield Runtime(settings, keyring, database, http)
    await database.close()


async def test_workers_that_process_the_same_people_at_once_lose_and_double_nothing(
    fresh_database: str, settings: Settings, keyring: Keyring
) -> None:
    async with worker(settings, keyring, fresh_database) as runtime, runtime.database.sessions() as session:
        inbox = await make_inbox(runtime, session, instagram_user_id=payloads.ACCOUNT, person=payloads.PERSON)
        people = [f"88{number:013d}" for number in range(6)]
        bodies = [said(f"m{number}", "One", number, sender=people[number % len(people)]) for number in range(60)] * 2
        bodies += [
            messaging(
                item(
                    "message_edit",
                    {"mid": f"m{number}", "text": "Two", "num_edit": 1},
                    at=now_ms(1),
                    sender=people[number % len(people)],
                )
            )
            for number in range(60)
        ]
        dice = random.Random(3)
        dice.shuffle(bodies)
        ids = [await deliver(inbox, body) for body in bodies]
        batches = [ids[start : start + 9] for start in range(0, len(ids), 9)]

        await asyncio.gather(*[process(inbox, *batch) for batch in batches + batches[:4]])

        messages, conversations_ = await inbox.messages(), await inbox.conversations()
        assert len(messages) == 60
        assert {message.text for message in messages} == {"Two"}
        assert sorted(conversation.unread_count for conversation in conversations_) == [10] * 6
        assert {event.status for event in await events(inbox)} <= {EventStatus.APPLIED, EventStatus.REPEATED}
        assert len(await inbox.people()) == 6
