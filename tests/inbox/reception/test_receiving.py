"""A message becomes one row in one conversation, and the conversation stands as it should, whatever the order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.inbox.reception.inbox import Inbox, ago

from autogram.core import clock
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.messages import FetchProfile, MessageArrived
from autogram.inbox.conversations.models import (
    ConversationStatus,
    Direction,
    ErasedPerson,
    FoundBy,
    MessageKind,
    MessageStatus,
    Origin,
)
from autogram.inbox.conversations.queries.receiving import person_hash
from autogram.inbox.conversations.service import Noted


async def test_a_message_makes_a_person_a_conversation_and_a_row(inbox: Inbox) -> None:
    incoming = inbox.incoming("m1", "Are you open?")

    (received,) = await inbox.receive(incoming)

    message, conversation, (person,) = await inbox.message(), await inbox.conversation(), await inbox.people()
    assert received == conversations.Received(message.id, conversation.id, is_new=True)
    assert (message.text, message.origin, message.status) == ("Are you open?", Origin.PERSON, MessageStatus.RECEIVED)
    assert (person.instagram_id, conversation.person_id) == (inbox.person, person.id)
    assert (conversation.unread_count, conversation.last_message_text) == (1, "Are you open?")
    assert conversation.last_inbound_at == incoming.sent_at == conversation.last_message_at
    assert await inbox.jobs(MessageArrived) == [MessageArrived(message_id=message.id)]
    assert await inbox.jobs(FetchProfile) == [FetchProfile(person_id=person.id)]
    assert [event["message_id"] for event in await inbox.told("message.received")] == [str(message.id)]
    assert len(await inbox.told("conversation.updated")) == 1


async def test_a_message_that_is_told_again_changes_nothing(inbox: Inbox) -> None:
    incoming = inbox.incoming("m1")
    await inbox.receive(incoming)

    (again,) = await inbox.receive(incoming)

    assert again is not None
    assert not again.is_new
    assert (await inbox.conversation()).unread_count == 1
    assert len(await inbox.jobs(MessageArrived)) == 1
    assert len(await inbox.told("message.received")) == 1


async def test_a_message_that_is_told_twice_at_once_is_one(inbox: Inbox) -> None:
    first, second = await inbox.receive(inbox.incoming("m1"), inbox.incoming("m1"))

    assert first is not None
    assert second is not None
    assert (first.is_new, second.is_new, first.message_id) == (True, False, second.message_id)
    assert (await inbox.conversation()).unread_count == 1


async def test_the_last_message_is_the_newest_whatever_comes_last(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m2", "second", sent_at=ago(seconds=1)))
    await inbox.receive(inbox.incoming("m1", "first", sent_at=ago(seconds=9)))

    conversation = await inbox.conversation()

    assert (conversation.last_message_text, conversation.unread_count) == ("second", 2)
    assert [message.text for message in await inbox.messages()] == ["first", "second"]


async def test_long_words_and_attachments_are_shown_short(inbox: Inbox) -> None:
    picture = {"type": "image", "url": "https://e.test/1"}
    shown = []

    for number, content in enumerate(
        (
            {"said": "x" * 900},
            {"said": None, "attachments": [picture], "kind": MessageKind.MEDIA},
            {"said": None, "attachments": [picture, picture], "kind": MessageKind.MEDIA},
            {"said": None, "attachments": [{"type": "story_mention"}], "kind": MessageKind.STORY_MENTION},
            {"said": None, "kind": MessageKind.REFERRAL},
        )
    ):
        await inbox.receive(inbox.incoming(f"m{number}", **content))
        shown.append((await inbox.conversation()).last_message_text)

    assert shown == ["x" * 500, "[image]", "[2 attachments]", "[story mention]", "[referral]"]


@pytest.mark.parametrize("status", [ConversationStatus.CLOSED, ConversationStatus.SNOOZED, ConversationStatus.WAITING])
async def test_a_conversation_is_open_again_when_the_person_writes(inbox: Inbox, status: ConversationStatus) -> None:
    await inbox.receive(inbox.incoming("m1"))
    await inbox.change(await inbox.conversation(), status=status, snoozed_until=clock.now() + timedelta(days=1))

    await inbox.receive(inbox.incoming("m2"))

    conversation = await inbox.conversation()
    assert (conversation.status, conversation.snoozed_until) == (ConversationStatus.OPEN, None)


async def test_an_archived_conversation_is_there_again_with_its_history(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    await inbox.change(await inbox.conversation(), archived_at=clock.now())

    await inbox.receive(inbox.incoming("m2"))

    assert (await inbox.conversation()).archived_at is None
    assert len(await inbox.messages()) == 2


async def test_what_an_erased_person_had_said_does_not_come_back(inbox: Inbox) -> None:
    erased_at = ago(minutes=5)
    mark = person_hash(inbox.account_id, inbox.person)
    inbox.session.add(ErasedPerson(account_id=inbox.account_id, person_hash=mark, erased_at=erased_at))
    await inbox.session.commit()

    before, after = await inbox.receive(
        inbox.incoming("m1", "old", sent_at=ago(minutes=6), found_by=FoundBy.POLL),
        inbox.incoming("m2", "new", sent_at=ago(minutes=4)),
    )

    assert before is None
    assert after is not None
    assert (await inbox.message()).text == "new"


async def test_what_is_found_late_is_stored_but_not_told_to_automation(inbox: Inbox) -> None:
    await inbox.receive(
        inbox.incoming("m1", sent_at=ago(minutes=61), found_by=FoundBy.POLL),
        inbox.incoming("m2", sent_at=ago(minutes=59), found_by=FoundBy.POLL),
    )

    old, young = await inbox.messages()

    assert await inbox.jobs(MessageArrived) == [MessageArrived(message_id=young.id)]
    assert old.found_by is FoundBy.POLL
    assert (await inbox.conversation()).unread_count == 2


async def test_what_another_app_leads_is_stored_but_not_told_to_automation(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1", details={"standby": True}))

    assert await inbox.jobs(MessageArrived) == []
    assert (await inbox.conversation()).unread_count == 1


async def test_an_answer_on_the_phone_takes_over_and_counts_as_read(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1", sent_at=ago(minutes=2)))

    await inbox.receive(inbox.incoming("m2", "by phone", direction=Direction.OUTBOUND, sent_at=ago(minutes=1)))

    _, message = await inbox.messages()
    conversation = await inbox.conversation()
    assert (message.origin, message.status, message.sender_id) == (Origin.PHONE, MessageStatus.SENT, None)
    assert (conversation.unread_count, conversation.status) == (0, ConversationStatus.WAITING)
    assert conversation.taken_over_at == message.sent_at == conversation.last_outbound_at
    assert conversation.last_message_direction is Direction.OUTBOUND
    assert len(await inbox.jobs(MessageArrived)) == 1


async def test_history_with_old_answers_is_not_taken_over_by_anybody(inbox: Inbox) -> None:
    await inbox.receive(
        inbox.incoming("m1", sent_at=ago(days=3), found_by=FoundBy.POLL),
        inbox.incoming("m2", direction=Direction.OUTBOUND, sent_at=ago(days=2), found_by=FoundBy.POLL),
        inbox.incoming("m3", sent_at=ago(days=1), found_by=FoundBy.POLL),
    )

    conversation = await inbox.conversation()

    assert conversation.taken_over_at is None
    assert (conversation.unread_count, conversation.status) == (1, ConversationStatus.OPEN)


async def test_an_echo_finds_the_message_that_we_are_sending(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    message_id = await inbox.sending("With pleasure")

    (echoed,) = await inbox.receive(inbox.incoming("m2", "With pleasure", direction=Direction.OUTBOUND))

    message = (await inbox.messages())[-1]
    assert echoed is not None
    assert (echoed.message_id, echoed.is_new) == (message_id, False)
    assert (message.id, message.mid, message.status) == (message_id, "m2", MessageStatus.SENT)
    assert message.origin is Origin.AGENT
    conversation = await inbox.conversation()
    assert conversation.taken_over_at is None
    assert conversation.last_message_text == "With pleasure"
    assert [event["message_id"] for event in await inbox.told("message.updated")] == [str(message_id)]


async def test_an_unconfirmed_message_with_its_id_is_sent_when_its_echo_comes(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    await inbox.sending("Sure", mid="m2", status=MessageStatus.UNCONFIRMED, failure_reason="no answer")

    await inbox.receive(inbox.incoming("m2", "Sure", direction=Direction.OUTBOUND))

    message = next(message for message in await inbox.messages() if message.mid == "m2")
    assert (message.status, message.failure_reason) == (MessageStatus.SENT, None)


async def test_two_equal_messages_of_ours_get_an_echo_each(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    first = await inbox.sending("Yes", asked_ago=timedelta(seconds=9))
    second = await inbox.sending("Yes", asked_ago=timedelta(seconds=2))

    await inbox.receive(inbox.incoming("m2", "Yes", direction=Direction.OUTBOUND))
    await inbox.receive(inbox.incoming("m2", "Yes", direction=Direction.OUTBOUND))
    await inbox.receive(inbox.incoming("m3", "Yes", direction=Direction.OUTBOUND))

    mids = {message.id: message.mid for message in await inbox.messages()}
    assert (mids[first], mids[second], len(mids)) == ("m2", "m3", 3)


@pytest.mark.parametrize(
    "unlike",
    [{"request_started_at": None}, {"status": MessageStatus.FAILED}, {"text": "No"}, {"request_started_at": "old"}],
    ids=str,
)
async def test_an_echo_of_something_else_is_from_the_phone(inbox: Inbox, unlike: dict[str, object]) -> None:
    await inbox.receive(inbox.incoming("m1"))
    if unlike.get("request_started_at") == "old":
        unlike = {"request_started_at": ago(hours=1)}
    await inbox.sending("Yes", **unlike)

    await inbox.receive(inbox.incoming("m2", "Yes", direction=Direction.OUTBOUND))

    assert (await inbox.messages())[-1].origin is Origin.PHONE


async def test_an_echo_of_a_picture_finds_the_picture_that_we_are_sending(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    ours = await inbox.sending("", text=None, attachments=[{"type": "image", "url": "https://e.test/ours"}])

    await inbox.receive(
        inbox.incoming("m2", None, direction=Direction.OUTBOUND, attachments=[{"type": "image", "url": "https://cdn"}])
    )

    message = (await inbox.messages())[-1]
    assert (message.id, message.mid) == (ours, "m2")


async def test_an_edit_counts_only_if_it_is_the_newest(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1", "One bun"))

    noted = []
    for count, words in ((2, "Three buns"), (1, "Two buns"), (2, "Three buns")):
        async with inbox.runtime.database.transaction() as session:
            noted.append(
                await conversations.note_edit(
                    session, account_id=inbox.account_id, mid="m1", text=words, edit_count=count, at=clock.now()
                )
            )

    message = await inbox.message()
    assert noted == [Noted.DONE, Noted.KNOWN, Noted.KNOWN]
    assert (message.text, message.edit_count, message.edited_at is not None) == ("Three buns", 2, True)
    assert (await inbox.conversation()).last_message_text == "Three buns"


async def test_nothing_is_kept_of_a_message_that_was_unsent(inbox: Inbox) -> None:
    await inbox.receive(
        inbox.incoming("m1", "secret", attachments=[{"type": "image"}], details={"quick_reply": {"payload": "S"}})
    )

    async with inbox.runtime.database.transaction() as session:
        at = clock.now()
        noted = await conversations.note_unsent(session, account_id=inbox.account_id, mid="m1", at=at)
        again = await conversations.note_unsent(session, account_id=inbox.account_id, mid="m1", at=at)
        edited = await conversations.note_edit(
            session, account_id=inbox.account_id, mid="m1", text="secret", edit_count=3, at=at
        )
    (repeated,) = await inbox.receive(inbox.incoming("m1", "secret"))

    message = await inbox.message()
    assert (noted, again, edited) == (Noted.DONE, Noted.KNOWN, Noted.KNOWN)
    assert (message.text, message.attachments, message.details, message.unsent_at) == (None, [], {}, at)
    assert (await inbox.conversation()).last_message_text == "[unsent]"
    assert repeated is not None
    assert repeated.is_unsent


async def test_of_reactions_only_the_newest_counts(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1"))
    at = clock.now()

    async def react(reaction: str | None, seconds: int, *, by_account: bool = False) -> Noted:
        async with inbox.runtime.database.transaction() as session:
            return await conversations.note_reaction(
                session,
                account_id=inbox.account_id,
                mid="m1",
                by_account=by_account,
                reaction=reaction,
                emoji=None,
                at=at + timedelta(seconds=seconds),
            )

    assert await react("love", 1) is Noted.DONE
    assert await react("wow", 3) is Noted.DONE
    assert await react("like", 2, by_account=True) is Noted.DONE
    assert await react("sad", 2) is Noted.KNOWN
    assert {entry["reaction"] for entry in (await inbox.message()).reactions} == {"wow", "like"}

    assert await react(None, 5) is Noted.DONE
    assert await react("angry", 4) is Noted.KNOWN
    assert [entry["by"] for entry in (await inbox.message()).reactions] == ["account"]


async def test_what_the_person_has_seen_is_read(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1", sent_at=ago(minutes=9)))
    for mid, minutes in (("o1", 8), ("o2", 6), ("o3", 1)):
        one = inbox.incoming(mid, direction=Direction.OUTBOUND, sent_at=ago(minutes=minutes))
        await inbox.receive(one)

    async with inbox.runtime.database.transaction() as session:
        noted = await conversations.note_seen(
            session, account_id=inbox.account_id, person_instagram_id=inbox.person, mid="o2", until=ago(minutes=5)
        )

    assert noted is Noted.DONE
    assert [message.mid for message in await inbox.messages() if message.read_at] == ["o1", "o2"]


async def test_a_person_goes_by_the_name_that_was_heard_last(inbox: Inbox) -> None:
    await inbox.receive(inbox.incoming("m1", username="ben"))
    await inbox.receive(inbox.incoming("m2"))
    assert [person.username for person in await inbox.people()] == ["ben"]

    await inbox.receive(replace(inbox.incoming("m3"), username="ben.of.york"))

    assert [person.username for person in await inbox.people()] == ["ben.of.york"]
