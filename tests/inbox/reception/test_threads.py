"""Conversations and comments are read from whatever of them Instagram shows."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx2
import pytest
from tests.instagram.scripted import Scripted, scripted_server

from autogram.instagram import threads
from autogram.instagram.connection import GraphConnection
from autogram.instagram.threads import Participant, Story

AT = datetime(2026, 1, 21, 12, 53, 20, tzinfo=UTC)
WRITTEN = "2026-01-21T12:53:20+0000"


@pytest.fixture
async def said() -> AsyncIterator[Scripted]:
    async with scripted_server() as server:
        yield server


@pytest.fixture
async def graph(said: Scripted) -> AsyncIterator[GraphConnection]:
    async with httpx2.AsyncClient() as http:
        yield GraphConnection(http, said.url, "token")


async def test_a_page_of_conversations_leads_to_the_next(said: Scripted, graph: GraphConnection) -> None:
    thread = {
        "id": "t1",
        "updated_time": WRITTEN,
        "participants": {"data": [{"id": "1", "username": "shop"}, {"id": "2"}, {}]},
        "messages": {"data": [{"id": "m2"}, {"id": "m1"}, {}]},
    }
    said.will_say({"data": [thread], "paging": {"cursors": {"after": "c1"}, "next": "https://…"}})
    said.will_say({"data": [{"id": "t2"}], "paging": {"cursors": {"after": "c2"}}})

    first = await threads.conversations(graph, "1")
    second = await threads.conversations(graph, "1", after=first.after)

    (found,) = first.items
    assert (found.id, found.updated_at, found.message_ids) == ("t1", AT, ("m2", "m1"))
    assert found.participants == (Participant("1", "shop"), Participant("2", None))
    assert (first.after, second.after) == ("c1", None)
    assert (second.items[0].updated_at, second.items[0].participants) == (None, ())
    assert "after=c1" in said.asked[1]


async def test_messages_keep_what_is_shown_of_them(said: Scripted, graph: GraphConnection) -> None:
    shown = {
        "id": "m1",
        "created_time": WRITTEN,
        "from": {"id": "2"},
        "message": "",
        "attachments": {
            "data": [
                {"image_data": {"url": "https://e.test/i"}},
                {"video_data": {"url": "https://e.test/v"}},
                {"file_url": "https://e.test/f", "name": "bill.pdf"},
                {"generic_template": {"title": "Buns"}},
                {"type": "ephemeral"},
                {},
            ]
        },
        "shares": {"data": [{"link": "https://e.test/p", "name": "A post"}]},
        "story": {"mention": {"id": "s1", "link": "https://e.test/s"}},
        "reactions": {"data": [{"reaction": "❤", "users": [{"id": "1"}, {}]}, {"reaction": "x"}]},
        "reply_to": {"mid": "m0"},
    }
    said.will_say({"messages": {"data": [shown, {"id": "m0", "created_time": WRITTEN}]}})

    (message,) = await threads.messages(graph, "t1")

    assert (message.id, message.sender_id, message.text, message.created_at) == ("m1", "2", None, AT)
    assert [attachment["type"] for attachment in message.attachments] == [
        "image",
        "video",
        "file",
        "template",
        "ephemeral",
        "other",
        "share",
    ]
    assert message.story == Story("s1", "https://e.test/s", is_mention=True)
    assert message.reactions == (("❤", "1"),)
    assert (message.reply_to_mid, message.is_unsupported) == ("m0", False)


async def test_answers_without_what_was_asked_for_are_empty(said: Scripted, graph: GraphConnection) -> None:
    said.will_say({"id": "t1", "data": None, "messages": [], "paging": 5})

    assert await threads.messages(graph, "t1") == []
    assert (await threads.comments(graph, "media")).items == []
    assert (await threads.commented_media(graph, "1")).after is None


async def test_comments_bring_their_replies(said: Scripted, graph: GraphConnection) -> None:
    reply = {"id": "c2", "text": "So true", "from": {"id": "3", "username": "eve"}, "parent_id": "c1"}
    top = {"id": "c1", "text": "Lovely!", "timestamp": WRITTEN, "username": "ben", "hidden": True}
    said.will_say({"data": [top | {"replies": {"data": [reply]}}]})

    (found,) = (await threads.comments(graph, "media")).items

    assert (found.commented_at, found.username, found.author_id, found.is_hidden) == (AT, "ben", None, True)
    (answer,) = found.replies
    assert (answer.parent_id, answer.username, answer.author_id) == ("c1", "eve", "3")


async def test_a_number_of_comments_that_is_not_said_is_not_known(said: Scripted, graph: GraphConnection) -> None:
    said.will_say({"data": [{"id": "1", "timestamp": WRITTEN, "comments_count": 3}, {"id": "2", "timestamp": "soon"}]})

    known, unknown = (await threads.commented_media(graph, "1")).items

    assert (known.comments, known.published_at) == (3, AT)
    assert (unknown.comments, unknown.published_at) == (None, None)
