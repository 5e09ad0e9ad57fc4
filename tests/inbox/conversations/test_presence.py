"""Seen, typing, reactions, profiles: small signs, and what happens when Instagram does not want them."""

from datetime import timedelta

import pytest
from tests.inbox.conversations.desk import Desk

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.inbox.conversations.messages import FetchProfile
from autogram.inbox.conversations.service import presence, profiles
from autogram.instagram.errors import GraphError


@pytest.fixture
def ben(desk: Desk) -> str:
    return desk.instagram.customer(name="Ben Kohl", follower_count=12, follows_business=True)


async def test_instagram_is_shown_that_messages_were_seen(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)

    await presence.show_seen(desk.runtime, conversation_id)

    assert [call["params"]["sender_action"] for call in desk.instagram.calls("message.send")] == ["mark_seen"]


async def test_instagram_not_wanting_to_know_is_no_fault(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    desk.instagram.fault("message.send", times=2, error={"code": 551, "subcode": 1545041, "message": "not available"})

    await presence.show_seen(desk.runtime, conversation_id)
    shown = await desk.ask("POST", f"/conversations/{conversation_id}/typing", json={})

    assert shown == {"shown": False}


async def test_the_person_sees_that_somebody_is_writing(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)

    on = await desk.ask("POST", f"/conversations/{conversation_id}/typing", json={})
    await desk.ask("POST", f"/conversations/{conversation_id}/typing", json={"typing": False})

    assert on == {"shown": True}
    calls = [call["params"]["sender_action"] for call in desk.instagram.calls("message.send")]
    assert sorted(calls) == ["typing_off", "typing_on"]


async def test_nobody_is_shown_typing_where_nothing_may_be_sent(desk: Desk) -> None:
    conversation_id = await desk.hears(desk.instagram.customer())
    await desk.change(await desk.conversation(conversation_id), last_inbound_at=None)

    assert await desk.ask("POST", f"/conversations/{conversation_id}/typing", json={}) == {"shown": False}
    assert desk.instagram.calls("message.send") == []


async def test_a_reaction_stands_at_the_message_and_can_be_taken_back(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    (message,) = await desk.messages(conversation_id)

    await desk.ask("POST", f"/messages/{message.id}/reaction", json={"reaction": "laugh"})
    shown = await desk.ask("POST", f"/messages/{message.id}/reaction", json={})
    (at_instagram,) = desk.instagram.conversation(ben)

    assert [(one["by"], one["reaction"], one["emoji"]) for one in shown["reactions"]] == [("account", "love", "❤️")]
    assert [one["reaction"] for one in at_instagram["reactions"].values()] == ["love"]

    shown = await desk.ask("DELETE", f"/messages/{message.id}/reaction")
    assert shown["reactions"] == []
    assert desk.instagram.conversation(ben)[0]["reactions"] == {}


async def test_a_refused_reaction_is_not_shown_as_if_it_stood(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    (message,) = await desk.messages(conversation_id)
    desk.instagram.fault("message.send", error={"code": 100, "subcode": 2534015, "message": "Invalid message data"})

    refused = await desk.ask("POST", f"/messages/{message.id}/reaction", 400, json={})

    assert refused["code"] == "instagram-refused"
    assert (await desk.message(message.id)).reactions == []


async def test_a_message_that_is_not_at_instagram_gets_no_reaction(desk: Desk, ben: str) -> None:
    message_id = await desk.says(await desk.hears(ben))

    refused = await desk.ask("POST", f"/messages/{message_id}/reaction", 409, json={})

    assert refused["code"] == "message-not-on-instagram"


async def test_a_persons_profile_is_as_instagram_shows_it(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    person = await desk.person_in(conversation_id)

    await profiles.fetch_profile(desk.context, person.id)

    person = await desk.person_in(conversation_id)
    assert (person.name, person.follower_count, person.follows_account) == ("Ben Kohl", 12, True)
    assert person.profile_picture_url
    assert (person.profile_error, person.profile_read_at is None) == (None, False)
    assert len(await desk.told("person.updated")) == 1


async def test_somebody_who_did_not_agree_is_left_as_they_are_with_the_reason(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    person = await desk.person_in(conversation_id)
    consent = {"code": 230, "message": "User consent is required to access user profile"}
    desk.instagram.fault("profile.read", times=None, error=consent)

    await profiles.fetch_profile(desk.context, person.id)

    person = await desk.person_in(conversation_id)
    assert person.name is None
    assert person.profile_error == "User consent is required to access user profile"


async def test_a_passing_failure_is_for_the_job_to_try_again(desk: Desk, ben: str) -> None:
    person = await desk.person_in(await desk.hears(ben))
    desk.instagram.fault("profile.read", times=3, error={"code": 2, "message": "later", "status": 500})

    with pytest.raises(GraphError):
        await profiles.fetch_profile(desk.context, person.id)


async def test_a_profile_is_read_again_after_some_days(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    person = await desk.person_in(conversation_id)
    await desk.change(person, profile_read_at=clock.now() - profiles.FRESH_FOR / 2)
    waiting = len(await desk.jobs(FetchProfile))

    await desk.ask("POST", f"/conversations/{conversation_id}/read", 204)
    assert len(await desk.jobs(FetchProfile)) == waiting
    await desk.change(person, profile_read_at=clock.now() - profiles.FRESH_FOR * 2)
    await desk.ask("POST", f"/conversations/{conversation_id}/read", 204)

    assert len(await desk.jobs(FetchProfile)) == waiting + 1


async def test_a_reaction_has_only_the_24_hours_and_does_not_wait(desk: Desk, ben: str) -> None:
    conversation_id = await desk.hears(ben)
    (message,) = await desk.messages(conversation_id)
    async with desk.runtime.database.transaction() as session:
        await accounts.pause_account(session, desk.actor, desk.account_id)

    paused = await desk.ask("POST", f"/messages/{message.id}/reaction", 409, json={})
    async with desk.runtime.database.transaction() as session:
        await accounts.resume_account(session, desk.actor, desk.account_id)
    await desk.change(await desk.conversation(conversation_id), last_inbound_at=clock.now() - timedelta(hours=25))
    late = await desk.ask("POST", f"/messages/{message.id}/reaction", 409, json={})

    assert (paused["reason_code"], late["reason_code"]) == ("account-paused", "window-closed")
    assert desk.instagram.calls("message.send") == []
