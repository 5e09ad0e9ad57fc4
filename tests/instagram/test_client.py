"""The client against an Instagram that answers well, badly, or not at all."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from tests.instagram.conftest import TOKEN
from tests.instagram.scripted import Scripted
from tests.servers import free_port

from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.instagram.graph import ContainerState, GraphClient

PROFILE = {"id": "app-1", "user_id": "17841400000000001", "username": "sunny", "followers_count": 5}
READS: list[Callable[[GraphClient], Awaitable[Any]]] = [
    lambda graph: graph.profile(),
    lambda graph: graph.publishing_limit("1"),
    lambda graph: graph.container("2"),
    lambda graph: graph.media("3"),
    lambda graph: graph.recent_media("1"),
    lambda graph: graph.recent_media("1", stories=True),
    lambda graph: graph.comments("3"),
    lambda graph: graph.subscribed_fields("1"),
]
WRITES: list[Callable[[GraphClient], Awaitable[Any]]] = [
    lambda graph: graph.create_container("1", {"image_url": "https://example.test/a.jpg"}),
    lambda graph: graph.publish("1", "2"),
    lambda graph: graph.comment("3", "Hello"),
    lambda graph: graph.subscribe("1", ("comments",)),
    lambda graph: graph.unsubscribe("1"),
]


@pytest.mark.parametrize("wrapped", [False, True])
async def test_both_shapes_of_a_profile_are_understood(graph: GraphClient, script: Scripted, wrapped: bool) -> None:
    script.will_say({"data": [PROFILE]} if wrapped else PROFILE)

    profile = await graph.profile()

    assert (profile.user_id, profile.app_scoped_id, profile.username) == ("17841400000000001", "app-1", "sunny")
    assert (profile.followers_count, profile.biography) == (5, None)


async def test_ids_are_text_also_when_instagram_sends_numbers(graph: GraphClient, script: Scripted) -> None:
    script.will_say(PROFILE | {"user_id": 17841400000000001, "id": 99})

    profile = await graph.profile()

    assert (profile.user_id, profile.app_scoped_id) == ("17841400000000001", "99")


async def test_the_token_is_sent_in_a_header_and_never_in_an_address(graph: GraphClient, script: Scripted) -> None:
    script.will_say(PROFILE)

    await graph.profile()

    assert script.asked[0].startswith("GET /v25.0/me?fields=")
    assert f"authorization: bearer {TOKEN}".lower() in script.asked[0].lower()
    assert TOKEN not in script.asked[0].splitlines()[0]


async def test_an_error_with_status_200_is_an_error(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(200, message="Session has expired", code=190, error_subcode=463, fbtrace_id="abc")

    with pytest.raises(GraphError) as caught:
        await graph.profile()

    assert caught.value.refusal is Refusal.TOKEN_DEAD
    assert caught.value.trace_id == "abc"


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (503, "<html>Service Unavailable</html>"),
        (502, ""),
        (200, "<html>Welcome</html>"),
        (200, '{"id": "1'),
        (200, "[]"),
        (200, "null"),
        (200, "{}"),
        (404, "not here"),
        (302, ""),
        (400, '{"surprise": true}'),
    ],
)
async def test_an_answer_that_is_no_answer_is_unclear(
    graph: GraphClient, script: Scripted, status: int, raw: str
) -> None:
    script.will_say(raw=raw, status=status, Location="http://127.0.0.1:9/elsewhere")

    with pytest.raises(AnswerUnclear):
        await graph.publish("1", "2")

    assert len(script.asked) == 1


async def test_a_refusal_of_the_web_server_is_a_throttle(graph: GraphClient, script: Scripted) -> None:
    script.will_say(raw="slow down", status=429)

    with pytest.raises(GraphError) as caught:
        await graph.publish("1", "2")

    assert caught.value.refusal is Refusal.THROTTLED


@pytest.mark.parametrize("read", READS)
async def test_a_read_is_repeated_when_it_fails_in_passing(graph: GraphClient, script: Scripted, read: Any) -> None:
    script.will_hang_up()
    script.will_refuse(500, message="try again", code=2, is_transient=True)
    script.will_say(
        {
            "id": "3",
            "user_id": "1",
            "username": "sunny",
            "status_code": "FINISHED",
            "data": [{"id": "1", "username": "sunny", "quota_usage": 1}],
        }
    )

    await read(graph)

    assert len(script.asked) == graph.calls == 3


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("failure", ["hang up", "503", "transient", "broken"])
async def test_a_write_is_never_repeated(graph: GraphClient, script: Scripted, write: Any, failure: str) -> None:
    match failure:
        case "hang up":
            script.will_hang_up()
        case "503":
            script.will_say(raw="<html>", status=503)
        case "transient":
            script.will_refuse(500, message="try again", code=2, is_transient=True)
        case "broken":
            script.will_say(raw="{")

    with pytest.raises(InstagramError):
        await write(graph)

    assert len(script.asked) == graph.calls == 1


async def test_a_refusal_is_not_asked_for_twice(graph: GraphClient, script: Scripted) -> None:
    script.will_refuse(code=4, message="(#4) Application request limit reached")

    with pytest.raises(GraphError):
        await graph.profile()

    assert len(script.asked) == 1


async def test_a_read_gives_up_in_the_end(graph: GraphClient, script: Scripted) -> None:
    script.will_hang_up()

    with pytest.raises(AnswerUnclear):
        await graph.profile()

    assert len(script.asked) == 3


async def test_silence_is_unclear(graph: GraphClient, script: Scripted) -> None:
    script.will_be_silent()

    with pytest.raises(AnswerUnclear, match="ReadTimeout"):
        await graph.publish("1", "2")


async def test_a_refused_connection_means_that_nothing_was_done(http: httpx2.AsyncClient) -> None:
    graph = GraphClient(http, f"http://127.0.0.1:{free_port()}", TOKEN)

    with pytest.raises(InstagramUnreachable):
        await graph.publish("1", "2")


async def test_no_error_holds_the_token(
    graph: GraphClient, script: Scripted, http: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.will_hang_up()
    script.will_say(raw="{", status=200)
    script.will_refuse(message=f"Malformed access token {TOKEN}", code=190)
    nowhere = GraphClient(http, f"http://127.0.0.1:{free_port()}", TOKEN)
    told = [repr(graph)]

    for client in (graph, graph, nowhere):
        with pytest.raises(InstagramError) as caught:
            await client.publish("1", "2")
        told += [repr(caught.value), "".join(traceback.format_exception(caught.value))]
    with pytest.raises(InstagramError):
        await graph.profile()

    assert TOKEN not in "\n".join(told) + caplog.text


async def test_the_usage_that_instagram_reports_is_known(graph: GraphClient, script: Scripted) -> None:
    script.will_say(
        PROFILE,
        X_App_Usage='{"call_count":28,"total_time":25,"total_cputime":25}',
        X_Business_Use_Case_Usage='{"1":[{"type":"instagram","call_count":95,"total_cputime":20,"total_time":20}]}',
    )

    await graph.profile()

    assert graph.usage == 95


async def test_the_highest_usage_is_kept(graph: GraphClient, script: Scripted) -> None:
    script.will_say(PROFILE, X_App_Usage='{"call_count":60}')
    script.will_say(PROFILE, X_App_Usage='{"call_count":20}')

    await graph.profile()
    await graph.profile()

    assert graph.usage == 60


@pytest.mark.parametrize(
    "header", ["", "?", "[]", "7", '{"1": 5}', '{"1": [7]}', '{"1": [{"call_count": "many"}]}', '{"call_count": null}']
)
async def test_a_usage_header_without_sense_does_no_harm(graph: GraphClient, script: Scripted, header: str) -> None:
    script.will_say({"id": "77"}, X_App_Usage=header, X_Business_Use_Case_Usage=header)

    assert await graph.publish("1", "2") == "77"
    assert not graph.usage


async def test_a_throttle_says_how_long_it_lasts(graph: GraphClient, script: Scripted) -> None:
    usage = '{"1":[{"type":"instagram","call_count":100,"estimated_time_to_regain_access":17}]}'
    script.will_say({"error": {"code": 80002, "message": "no"}}, status=400, X_Business_Use_Case_Usage=usage)

    with pytest.raises(GraphError) as caught:
        await graph.profile()

    assert caught.value.regain_after == timedelta(minutes=17)


async def test_a_container_says_what_is_wrong_with_it(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"status_code": "ERROR", "status": "Error: Media upload has failed with error code 2207026"})

    container = await graph.container("2")

    assert (container.state, container.subcode) == (ContainerState.ERROR, 2207026)


async def test_a_container_state_nobody_knows_is_unclear(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"status_code": "WAITING_FOR_GODOT"})

    with pytest.raises(AnswerUnclear):
        await graph.container("2")


async def test_further_pages_are_not_followed(graph: GraphClient, script: Scripted) -> None:
    following = f"{script.url}/v25.0/1/media?access_token={TOKEN}&after=x"
    script.will_say({"data": [{"id": "3", "timestamp": "2026-09-26T22:36:43+0000"}], "paging": {"next": following}})

    (media,) = await graph.recent_media("1")

    assert media.timestamp is not None
    assert media.timestamp.utcoffset() == timedelta(0)
    assert TOKEN not in repr(media)
    assert len(script.asked) == 1


async def test_the_publishing_limit_is_instagrams(graph: GraphClient, script: Scripted) -> None:
    script.will_say({"data": [{"quota_usage": 3, "config": {"quota_total": 50, "quota_duration": 86400}}]})

    limit = await graph.publishing_limit("1")

    assert (limit.used, limit.total, limit.left, limit.window_seconds) == (3, 50, 47, 86400)
