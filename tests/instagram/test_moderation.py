"""The client for comments, mentions, ice breakers and the menu against an Instagram that answers as told."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.instagram.scripted import Scripted

from autogram.instagram import messenger_profile, moderation
from autogram.instagram.errors import AnswerUnclear
from autogram.instagram.graph import GraphClient
from autogram.instagram.messenger_profile import IceBreaker, MenuItem

WRITES: list[Callable[[GraphClient], Awaitable[Any]]] = [
    lambda graph: moderation.reply(graph, "1", "Hello"),
    lambda graph: moderation.set_hidden(graph, "1", hidden=True),
    lambda graph: moderation.delete(graph, "1"),
    lambda graph: moderation.reply_to_mention(graph, "1", "2", None, "Hello"),
    lambda graph: messenger_profile.set_ice_breakers(graph, "1", [IceBreaker("Who?", "WHO")]),
    lambda graph: messenger_profile.set_persistent_menu(graph, "1", [MenuItem("Hours", "HOURS")]),
    lambda graph: messenger_profile.remove(graph, "1", "ice_breakers"),
]


@pytest.mark.parametrize("write", WRITES)
async def test_a_write_is_never_repeated(
    graph: GraphClient, script: Scripted, write: Callable[[GraphClient], Awaitable[Any]]
) -> None:
    script.will_hang_up()

    with pytest.raises(AnswerUnclear):
        await write(graph)

    assert len(script.asked) == 1


async def test_replies_are_read_to_the_last_page(graph: GraphClient, script: Scripted) -> None:
    first = {"id": "1", "text": "a", "username": "ben", "timestamp": "2026-11-22T10:00:00+0000"}
    script.will_say({"data": [first], "paging": {"cursors": {"after": "NEXT"}, "next": "https://x.test/?after=NEXT"}})
    script.will_say({"data": [{"id": 2}], "paging": {"cursors": {"after": "END"}}})

    found = await moderation.replies(graph, "9")

    assert [(reply.id, reply.text, reply.username) for reply in found] == [("1", "a", "ben"), ("2", "", None)]
    assert found[0].timestamp == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert "after=NEXT" in script.asked[1]
    assert len(script.asked) == 2


async def test_hiding_says_so_in_the_address(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"success": True})

    await moderation.set_hidden(graph, "9", hidden=False)

    assert script.asked[0].startswith("POST /v25.0/9?hide=false ")


async def test_a_mention_in_a_comment_and_one_in_a_caption_are_read(graph: GraphClient, script: Scripted) -> None:
    said = {"id": "5", "text": "look @shop", "username": "ben", "media": {"id": 7, "media_product_type": "FEED"}}
    script.will_say({"mentioned_comment": said, "id": "1"})
    script.will_say({"mentioned_media": {"id": "7", "caption": "with @shop", "username": "eva"}, "id": "1"})
    script.will_say({"id": "1"})

    comment = await moderation.mentioned_comment(graph, "1", "5")
    media = await moderation.mentioned_media(graph, "1", "7")
    nothing = await moderation.mentioned_comment(graph, "1", "6")

    assert (comment.text, comment.username, comment.media_id) == ("look @shop", "ben", "7")
    assert (media.text, media.username, media.media_id) == ("with @shop", "eva", "7")
    assert (nothing.text, nothing.media_id) == (None, None)
    assert "mentioned_comment.comment_id%285%29" in script.asked[0]


SHAPES = [
    [{"ice_breakers": [{"call_to_actions": [{"question": "Who?", "payload": "WHO"}], "locale": "default"}]}],
    [{"ice_breakers": [{"question": "Who?", "payload": "WHO"}]}],
    [
        {
            "ice_breakers": [
                {"call_to_actions": [{"question": "Wer?", "payload": "WER"}], "locale": "de_DE"},
                {"call_to_actions": [{"question": "Who?", "payload": "WHO"}], "locale": "default"},
            ]
        }
    ],
]


@pytest.mark.parametrize("data", SHAPES, ids=["by language", "flat", "several languages"])
async def test_every_shape_of_ice_breakers_is_understood(graph: GraphClient, script: Scripted, data: Any) -> None:
    script.will_say({"data": data})

    assert await messenger_profile.ice_breakers(graph, "1") == [IceBreaker("Who?", "WHO")]


async def test_an_empty_profile_has_no_menu(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"data": []})

    assert await messenger_profile.persistent_menu(graph, "1") == []
