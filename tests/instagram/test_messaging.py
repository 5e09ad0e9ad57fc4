"""The messaging API: what is asked, how answers are read, and what refusals mean."""

import json
from typing import Any

import pytest
from tests.instagram.scripted import Scripted

from autogram.instagram import messaging
from autogram.instagram.errors import (
    AnswerUnclear,
    GraphError,
    MessageRefusal,
    Refusal,
    graph_error,
    message_refusal,
)
from autogram.instagram.graph import GraphClient
from autogram.instagram.messaging import SenderAction

BODY = {"recipient": {"id": "77"}, "message": {"text": "Grüße"}}


def asked(script: Scripted) -> Any:
    return json.loads(script.asked[-1].split("\r\n\r\n", 1)[1])


async def test_a_message_is_sent_as_json_and_counted_apart(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"recipient_id": 77, "message_id": "mid.1"})

    sent = await messaging.send_message(graph, "1784", BODY)

    assert (sent.mid, sent.recipient_id) == ("mid.1", "77")
    assert script.asked[0].startswith("POST /v25.0/1784/messages ")
    assert asked(script) == BODY
    assert (graph.messages, graph.calls) == (1, 0)


@pytest.mark.parametrize("answer", [{}, {"recipient_id": "77"}, {"message_id": ""}])
async def test_an_answer_without_an_id_is_unclear_and_not_repeated(
    graph: GraphClient, script: Scripted, answer: dict[str, Any]
) -> None:
    script.will_say(answer)

    with pytest.raises(AnswerUnclear):
        await messaging.send_message(graph, "1784", BODY)

    assert len(script.asked) == 1


async def test_an_error_of_the_server_is_not_repeated_either(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(500, message="An unknown error occurred", code=1, error_subcode=1357046)

    with pytest.raises(GraphError) as caught:
        await messaging.send_message(graph, "1784", BODY)

    assert caught.value.refusal is Refusal.TRANSIENT
    assert len(script.asked) == 1


async def test_signs_name_the_person_and_the_message(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"recipient_id": "77"})

    await messaging.send_action(graph, "1784", "77", SenderAction.MARK_SEEN)
    assert asked(script) == {"recipient": {"id": "77"}, "sender_action": "mark_seen"}
    await messaging.react(graph, "1784", "77", "mid.1", "love")
    assert asked(script)["payload"] == {"message_id": "mid.1", "reaction": "love"}
    await messaging.take_reaction_back(graph, "1784", "77", "mid.1")

    assert asked(script)["sender_action"] == "unreact"
    assert asked(script)["payload"] == {"message_id": "mid.1"}


async def test_a_profile_has_what_instagram_tells_and_nothing_else(graph: GraphClient, script: Scripted) -> None:
    script.will_say(
        {
            "name": "Ben",
            "username": "ben.k",
            "profile_pic": "https://cdn.test/a.jpg",
            "follower_count": 12,
            "is_user_follow_business": True,
            "is_verified_user": False,
            "id": "77",
        }
    )

    profile = await messaging.person_profile(graph, "77")

    assert (profile.name, profile.username, profile.follower_count) == ("Ben", "ben.k", 12)
    assert (profile.follows_account, profile.followed_by_account, profile.is_verified) == (True, None, False)
    assert profile.profile_picture_url == "https://cdn.test/a.jpg"


async def test_values_of_another_kind_count_as_unknown(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"name": "", "follower_count": True, "is_verified_user": "yes"})

    profile = await messaging.person_profile(graph, "77")

    assert (profile.name, profile.follower_count, profile.is_verified) == (None, None, None)


async def test_what_was_said_with_one_person_is_read_in_two_steps(graph: GraphClient, script: Scripted) -> None:
    entry = {
        "id": "mid.1",
        "created_time": "2026-11-22T10:00:00+0000",
        "from": {"id": "1784"},
        "message": "Hi",
        "attachments": {"data": [{"image_data": {"url": "https://cdn.test/a.jpg"}}]},
    }
    script.will_say({"data": [{"id": "t_1"}]})
    script.will_say(
        {"id": "t_1", "messages": {"data": [entry, {"id": "mid.0", "created_time": entry["created_time"]}]}}
    )

    (message,) = await messaging.messages_with(graph, "1784", "77")

    assert "user_id=77" in script.asked[0]
    assert (message.id, message.sender_id, message.text, len(message.attachments)) == ("mid.1", "1784", "Hi", 1)


async def test_with_whom_nothing_was_said_there_is_nothing(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"data": []})

    assert await messaging.messages_with(graph, "1784", "77") == []


REFUSALS = [
    (10, 2534022, MessageRefusal.WINDOW_CLOSED, Refusal.PERMANENT),
    (10, 2018278, MessageRefusal.WINDOW_CLOSED, Refusal.PERMANENT),
    (100, 2534014, MessageRefusal.PERSON_UNAVAILABLE, Refusal.PERMANENT),
    (551, 1545041, MessageRefusal.PERSON_UNAVAILABLE, Refusal.PERMANENT),
    (551, None, MessageRefusal.PERSON_UNAVAILABLE, Refusal.PERMANENT),
    (100, 2534025, MessageRefusal.COMMENT_USED, Refusal.PERMANENT),
    (200, 2534041, MessageRefusal.OWNER_MUST_ACT, Refusal.PERMANENT),
    (100, 2018109, MessageRefusal.FILE_REFUSED, Refusal.PERMANENT),
    (200, 2018028, MessageRefusal.NOT_LIVE, Refusal.PERMANENT),
    (100, 2534037, MessageRefusal.THREAD_TAKEN, Refusal.PERMANENT),
    (100, 2534015, MessageRefusal.OTHER, Refusal.PERMANENT),
    (613, 2534040, MessageRefusal.OTHER, Refusal.THROTTLED),
    (1, 1357046, MessageRefusal.OTHER, Refusal.TRANSIENT),
    (2, 1545133, MessageRefusal.OTHER, Refusal.TRANSIENT),
]


@pytest.mark.parametrize(("code", "subcode", "words", "refusal"), REFUSALS)
def test_each_documented_refusal_has_a_word_and_a_consequence(
    code: int, subcode: int | None, words: MessageRefusal, refusal: Refusal
) -> None:
    error = graph_error({"message": "No", "code": code, "error_subcode": subcode}, 400)

    assert message_refusal(error) is words
    assert error.refusal is refusal
