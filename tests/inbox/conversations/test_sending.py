"""Messages go out once, in their order, and say what became of them; Instagram is the sandbox, well and unwell."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.inbox.conversations.desk import RULE, Desk

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.core import clock
from autogram.inbox.conversations.errors import SendingNotAllowed
from autogram.inbox.conversations.messages import SendMessage
from autogram.inbox.conversations.models import ConversationStatus, Direction, FoundBy, MessageStatus
from autogram.inbox.conversations.schemas import OutgoingContent, QuickReply
from autogram.inbox.conversations.service import watching
from autogram.inbox.conversations.service.delivery import send
from autogram.inbox.conversations.service.delivery.claim import claim

# What the answer may look like although the message went out.
UNCLEAR: list[dict[str, Any]] = [
    {"status": 503},
    {"drop": True},
    {"timeout": 3},
    {"error": {"code": 1, "subcode": 1357046, "message": "An unknown error occurred", "status": 500}},
    {"error": {"code": 2, "message": "Temporary send message failure", "status": 500}},
]


@pytest.fixture
def ben(desk: Desk) -> str:
    return desk.instagram.customer()


async def test_an_answer_arrives_and_the_conversation_waits_for_the_person(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)

    message_id = await desk.says(conversation_id, "Until six.")
    await desk.work()

    (there,) = desk.instagram.sent_messages(ben)
    message, conversation = await desk.message(message_id), await desk.conversation(conversation_id)
    assert (message.status, message.mid, message.tag) == (MessageStatus.SENT, there["mid"], None)
    assert there["text"] == "Until six."
    assert conversation.status is ConversationStatus.WAITING
    assert conversation.unread_count == 0
    assert conversation.taken_over_at is not None
    assert (conversation.last_message_text, conversation.last_message_direction) == ("Until six.", Direction.OUTBOUND)
    assert [event["message_id"] for event in await desk.told("message.sent")] == [str(message_id)]


@pytest.mark.parametrize("ending", UNCLEAR, ids=str)
async def test_a_message_that_went_out_although_the_answer_was_bad_is_found_and_never_sent_twice(
    desk: Desk, ben: str, ending: dict[str, Any]
) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, **ending)

    message_id = await desk.says(conversation_id)
    await desk.work()

    (there,) = desk.instagram.sent_messages(ben)
    message = await desk.message(message_id)
    assert (message.status, message.mid, message.failure_reason) == (MessageStatus.SENT, there["mid"], None)
    assert len(desk.instagram.calls("message.send")) == 1


@pytest.mark.parametrize("ending", UNCLEAR[:4], ids=str)
async def test_a_message_that_never_arrived_stays_unconfirmed_until_a_person_sends_it_again(
    desk: Desk, ben: str, ending: dict[str, Any]
) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", **ending)

    message_id = await desk.says(conversation_id)
    await desk.work()

    message = await desk.message(message_id)
    assert (message.status, message.failure_code) == (MessageStatus.UNCONFIRMED, "not-found")
    assert message.failure_reason
    assert "does not show the message" in message.failure_reason
    assert len(desk.instagram.calls("message.send")) == 1

    await desk.ask("POST", f"/messages/{message_id}/retry", 202)
    await desk.work()

    assert (await desk.message(message_id)).status is MessageStatus.SENT
    assert desk.arrived(ben) == ["Until six."]


async def test_while_instagram_cannot_be_asked_the_message_is_looked_for_and_those_after_it_wait(
    desk: Desk, ben: str
) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, drop=True)
    desk.instagram.fault("conversation.list", times=9, status=500)

    first = await desk.says(conversation_id, "One")
    second = await desk.says(conversation_id, "Two")
    await desk.work(for_seconds=25)

    assert (await desk.message(first)).status is MessageStatus.UNCONFIRMED
    assert (await desk.message(second)).status is MessageStatus.SENDING
    shown = await desk.ask("GET", f"/messages/{first}")
    assert not shown["can_retry"]
    await desk.ask("POST", f"/messages/{first}/retry", 409)

    await desk.work()

    assert desk.arrived(ben) == ["One", "Two"]
    assert {(await desk.message(one)).status for one in (first, second)} == {MessageStatus.SENT}


async def test_instagram_that_stays_silent_for_an_hour_leaves_the_decision_to_a_person(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, drop=True)
    desk.instagram.fault("conversation.list", times=None, status=500)

    message_id = await desk.says(conversation_id)
    await desk.work(for_seconds=3700, at_most=200)

    message = await desk.message(message_id)
    assert (message.status, message.failure_code) == (MessageStatus.UNCONFIRMED, "cannot-tell")
    assert (await desk.ask("GET", f"/messages/{message_id}"))["can_retry"]


async def test_what_comes_too_fast_waits_with_the_account_and_goes_out_afterwards(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault(
        "message.send", error={"code": 613, "subcode": 2534040, "message": "Calls to this api have exceeded the limit"}
    )

    message_id = await desk.says(conversation_id)
    await desk.work(for_seconds=60)

    message = await desk.message(message_id)
    assert message.status is MessageStatus.SENDING
    assert "limits" in ((await desk.ask("GET", f"/messages/{message_id}"))["waiting_reason"] or "")
    assert desk.arrived(ben) == []

    await desk.work(for_seconds=3600)

    assert (await desk.message(message_id)).status is MessageStatus.SENT
    assert desk.arrived(ben) == ["Until six."]


async def test_a_dead_token_parks_the_message_until_the_account_is_connected_again(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.refuse_tokens(463)

    message_id = await desk.says(conversation_id)
    await desk.work(for_seconds=60)

    shown = await desk.ask("GET", f"/messages/{message_id}")
    assert (shown["status"], shown["can_cancel"]) == ("sending", True)
    assert "connected again" in shown["waiting_reason"]
    sending = (await desk.ask("GET", f"/conversations/{conversation_id}"))["sending"]["human"]
    assert (sending["allowed"], sending["waits"], sending["reason_code"]) == (True, True, "account-needs-reauth")

    desk.instagram.client.put(f"/_sandbox/accounts/{desk.instagram.username}/tokens", json={})
    await accounts.connect_with_token(desk.runtime, desk.actor, desk.instagram.token())
    await desk.work(for_seconds=300)

    assert desk.arrived(ben) == ["Until six."]
    async with desk.runtime.database.reading() as session:
        assert (await accounts.account_brief(session, desk.account_id)).status is AccountStatus.CONNECTED


async def test_a_paused_account_keeps_messages_back_and_a_waiting_one_can_be_taken_back(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    async with desk.runtime.database.transaction() as session:
        await accounts.pause_account(session, desk.actor, desk.account_id)
    kept, withdrawn = await desk.says(conversation_id, "One"), await desk.says(conversation_id, "Two")
    await desk.work(for_seconds=30)

    shown = await desk.ask("POST", f"/messages/{withdrawn}/cancel")
    assert (shown["status"], shown["failure_code"], shown["can_retry"]) == ("failed", "cancelled", True)
    async with desk.runtime.database.transaction() as session:
        await accounts.resume_account(session, desk.actor, desk.account_id)
    await desk.work(for_seconds=90)

    assert desk.arrived(ben) == ["One"]
    assert (await desk.message(kept)).status is MessageStatus.SENT
    await desk.ask("POST", f"/messages/{kept}/cancel", 409)


async def test_a_parked_message_fails_when_the_window_closes_meanwhile_but_a_persons_may_still_go(
    desk: Desk, ben: str
) -> None:
    conversation_id = await desk.hears(ben)
    async with desk.runtime.database.transaction() as session:
        await accounts.pause_account(session, desk.actor, desk.account_id)
    automatic = await desk.says(conversation_id, "From a rule", RULE)
    human = await desk.says(conversation_id, "From Lena")
    await desk.work(for_seconds=30)
    conversation = await desk.conversation(conversation_id)
    assert conversation.last_inbound_at
    await desk.change(conversation, last_inbound_at=conversation.last_inbound_at - timedelta(hours=25))
    async with desk.runtime.database.transaction() as session:
        await accounts.resume_account(session, desk.actor, desk.account_id)
    await desk.work(for_seconds=90)

    failed, sent = await desk.message(automatic), await desk.message(human)
    assert (failed.status, failed.failure_code) == (MessageStatus.FAILED, "window-closed")
    assert (sent.status, sent.tag) == (MessageStatus.SENT, "HUMAN_AGENT")
    assert [message["tag"] for message in desk.instagram.sent_messages(ben)] == ["HUMAN_AGENT"]


async def test_instagrams_own_refusal_is_told_in_plain_words(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.blocks(ben)

    message_id = await desk.says(conversation_id)
    await desk.work()

    message = await desk.message(message_id)
    assert (message.status, message.failure_code) == (MessageStatus.FAILED, "person-unavailable")
    assert message.failure_reason
    assert message.failure_reason.startswith("This person cannot be reached")
    assert len(await desk.told("message.failed")) == 1
    with pytest.raises(SendingNotAllowed) as refused:
        await desk.says(conversation_id, "Hello?", RULE)
    assert refused.value.decision.reason_code == "person-unavailable"
    shown = (await desk.ask("GET", f"/conversations/{conversation_id}"))["sending"]
    assert (shown["human"]["allowed"], shown["automation"]["allowed"]) == (True, False)


async def test_instagram_closing_the_window_before_we_do_is_no_surprise(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", error={"code": 10, "subcode": 2534022, "message": "outside of allowed window"})

    message_id = await desk.says(conversation_id)
    await desk.work()

    assert (await desk.message(message_id)).failure_code == "window-closed"


async def test_messages_go_out_in_the_order_in_which_they_were_written(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, times=1, drop=True)

    for word in ("One", "Two", "Three", "Four"):
        await desk.says(conversation_id, word)
    assert len(await desk.jobs(SendMessage)) == 1
    await desk.work()

    assert desk.arrived(ben) == ["One", "Two", "Three", "Four"]


async def test_two_equal_texts_are_two_messages_also_when_the_first_answer_is_lost(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", after=True, times=2, drop=True)

    twins = [await desk.says(conversation_id, "Hi"), await desk.says(conversation_id, "Hi")]
    await desk.work()

    assert desk.arrived(ben) == ["Hi", "Hi"]
    mids = {(await desk.message(twin)).mid for twin in twins}
    assert mids == {message["mid"] for message in desk.instagram.sent_messages(ben)}


async def test_a_worker_that_died_after_asking_leaves_a_message_that_is_looked_for(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    message_id = await desk.says(conversation_id)
    claimed = await claim(desk.context, message_id)
    assert claimed is not None
    # It dies here, before Instagram heard of it; another worker takes the job over.

    await desk.work()

    assert desk.arrived(ben) == []
    message = await desk.message(message_id)
    assert (message.status, message.failure_code) == (MessageStatus.UNCONFIRMED, "not-found")


async def test_a_second_worker_never_sends_what_the_first_has_asked_for(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    message_id = await desk.says(conversation_id)

    first = await claim(desk.context, message_id)
    second = await claim(desk.context, message_id)

    assert first is not None
    assert second is None
    assert (await desk.message(message_id)).status is MessageStatus.UNCONFIRMED


async def test_the_answer_of_a_worker_that_was_thought_dead_still_counts(
    desk: Desk, ben: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await desk.hears(ben)
    message_id = await desk.says(conversation_id)
    real = send.messaging.send_message

    async def slow(*arguments: Any) -> Any:
        sent = await real(*arguments)
        assert await claim(desk.context, message_id) is None
        return sent

    monkeypatch.setattr(send.messaging, "send_message", slow)
    await desk.work()

    assert (await desk.message(message_id)).status is MessageStatus.SENT
    assert desk.arrived(ben) == ["Until six."]


async def test_an_echo_that_is_faster_than_the_answer_makes_no_second_row(
    desk: Desk, ben: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await desk.hears(ben)
    first, second = await desk.says(conversation_id, "One"), await desk.says(conversation_id, "Two")
    real = send.messaging.send_message

    async def told_first(*arguments: Any) -> Any:
        sent = await real(*arguments)
        said = arguments[2]["message"]["text"]
        await desk.has(ben, said, mid=sent.mid, sent_at=clock.now(), direction=Direction.OUTBOUND)
        return sent

    monkeypatch.setattr(send.messaging, "send_message", told_first)
    await desk.work()

    assert desk.arrived(ben) == ["One", "Two"]
    assert [one.id for one in await desk.messages(conversation_id)][1:] == [first, second]
    assert (await desk.message(second)).status is MessageStatus.SENT


async def test_an_echo_that_was_stored_as_the_phones_own_message_becomes_ours(
    desk: Desk, ben: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await desk.hears(ben)
    message_id = await desk.says(conversation_id, "Until six.")
    real = send.messaging.send_message

    async def told_otherwise(*arguments: Any) -> Any:
        sent = await real(*arguments)
        await desk.has(ben, "Until 6", mid=sent.mid, sent_at=clock.now(), direction=Direction.OUTBOUND)
        return sent

    monkeypatch.setattr(send.messaging, "send_message", told_otherwise)
    await desk.work()

    rows = await desk.messages(conversation_id)
    assert [row.id for row in rows][1:] == [message_id]
    assert (rows[1].status, rows[1].found_by) == (MessageStatus.SENT, FoundBy.OURSELVES)


async def test_pressing_send_twice_with_one_key_sends_once(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    path, key = f"/conversations/{conversation_id}/messages", {"Idempotency-Key": "press-1"}

    first = await desk.ask("POST", path, 202, json={"text": "Hi"}, headers=key)
    again = await desk.ask("POST", path, 202, json={"text": "Hi"}, headers=key)
    refused = await desk.ask("POST", path, 409, json={"text": "Bye"}, headers=key)
    await desk.work()

    assert [m["id"] for m in first["messages"]] == [m["id"] for m in again["messages"]]
    assert refused["code"] == "idempotency-key-reused"
    assert desk.arrived(ben) == ["Hi"]
    assert first["messages"][0]["details"] == {}


async def test_a_fault_of_our_own_ends_in_a_state_that_is_true(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    first, second = await desk.says(conversation_id, "One"), await desk.says(conversation_id, "Two")

    await send.give_up(desk.runtime, first)
    await desk.work()

    assert (await desk.message(first)).failure_code == "fault"
    assert (await desk.message(second)).status is MessageStatus.SENT
    assert desk.arrived(ben) == ["Two"]


@pytest.mark.parametrize(
    ("was_asked", "status"), [(False, MessageStatus.SENT), (True, MessageStatus.UNCONFIRMED)], ids=["waiting", "asked"]
)
async def test_a_message_whose_job_was_lost_is_not_forgotten(
    desk: Desk, ben: str, was_asked: bool, status: MessageStatus
) -> None:
    conversation_id = await desk.hears(ben)
    message_id = await desk.says(conversation_id)
    if was_asked:
        assert await claim(desk.context, message_id)
    await desk.session.execute(text("DELETE FROM pgqueuer"))
    await desk.session.commit()

    with clock.shifted(timedelta(minutes=6)):
        await watching.watch_outgoing(desk.runtime)
    await desk.work()

    assert (await desk.message(message_id)).status is status


async def test_quick_replies_and_the_answered_message_go_with_the_text(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben, "Big or small?")
    (asked,) = await desk.messages(conversation_id)
    content = OutgoingContent(
        text="Choose",
        quick_replies=(QuickReply(title="Big"), QuickReply(title="Small", payload="s")),
        reply_to=asked.id,
    )

    await desk.sends(conversation_id, content)
    await desk.work()

    (there,) = desk.instagram.sent_messages(ben)
    assert [(reply["title"], reply["payload"]) for reply in there["quick_replies"]] == [("Big", "Big"), ("Small", "s")]
    assert there["reply_to"] == {"mid": asked.mid}


async def test_a_heart_is_a_message_of_its_own(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)

    await desk.sends(conversation_id, OutgoingContent(heart=True, text="Thanks"))
    await desk.work()

    assert desk.arrived(ben) == ["like_heart", "Thanks"]


async def test_a_message_to_somebody_who_was_erased_meanwhile_is_nothing(desk: Desk) -> None:
    await send.send(desk.context, UUID(int=7))


async def test_a_program_with_an_api_key_is_no_person_who_presses_send(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    key = await desk.key("send-messages", "view-messages")
    path = f"/conversations/{conversation_id}/messages"

    sent = await desk.ask("POST", path, 202, json={"text": "By program"}, headers=key)
    await desk.change(await desk.conversation(conversation_id), last_inbound_at=clock.now() - timedelta(hours=25))
    refused = await desk.ask("POST", path, 409, json={"text": "By program"}, headers=key)
    human = await desk.ask("POST", path, 202, json={"text": "By Lena"})

    assert (sent["messages"][0]["origin"], human["messages"][0]["origin"]) == ("automation", "agent")
    assert (refused["code"], refused["reason_code"]) == ("sending-not-allowed", "window-closed")
