"""Faults strike the calls they are for, as often as asked, and leave the rest alone."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from .conftest import FileServer, Sandbox


def add_fault(sandbox: Sandbox, action: dict[str, Any], **rule: Any) -> str:
    return str(sandbox.control("POST", "faults", {"action": action, **rule})["id"])


def container_of(sandbox: Sandbox, token: str, files: FileServer) -> str:
    reply = sandbox.call("POST", "me/media", token, image_url=f"{files.url}/square.jpg")
    return str(reply.json()["id"])


def wait_until_held(sandbox: Sandbox, fault: str) -> None:
    for _ in range(500):
        if sandbox.control("GET", f"faults/{fault}")["held"]:
            return
        time.sleep(0.01)
    pytest.fail("nothing was held")


def test_an_error_strikes_the_named_operation_once(sandbox: Sandbox):
    token = sandbox.token()
    add_fault(sandbox, {"error": {"code": 2, "status": 500, "message": "later"}}, match={"op": "me.read"})

    first, second = sandbox.call("GET", "me", token), sandbox.call("GET", "me", token)

    assert (first.status_code, first.json()["error"]["code"], first.json()["error"]["message"]) == (500, 2, "later")
    assert "x-app-usage" in first.headers
    assert second.status_code == 200


def test_a_rule_can_skip_calls_and_strike_for_ever(sandbox: Sandbox):
    token = sandbox.token()
    fault = add_fault(sandbox, {"status": 503}, match={"path": "re:^/me$"}, skip=1, times=None)

    statuses = [sandbox.call("GET", "me", token).status_code for _ in range(4)]

    assert statuses == [200, 503, 503, 503]
    assert sandbox.control("GET", f"faults/{fault}")["hits"] == 3


def test_a_rule_can_be_for_one_account_only(sandbox: Sandbox):
    sunny, lena = sandbox.token("sunny.bakery"), sandbox.token("lena.paints")
    add_fault(sandbox, {"status": 500}, match={"account": "lena.paints"}, times=None)

    assert sandbox.call("GET", "me", sunny).status_code == 200
    broken = sandbox.call("GET", "me", lena)
    assert broken.status_code == 500
    assert broken.headers["content-type"].startswith("text/html")


def test_a_rate_limit_answers_code_4_and_full_usage(sandbox: Sandbox):
    token = sandbox.token()
    add_fault(sandbox, {"rate_limited": True})

    reply = sandbox.call("GET", "me", token)

    assert (reply.status_code, reply.json()["error"]["code"]) == (403, 4)
    assert '"call_count": 100' in reply.headers["x-app-usage"]


def test_a_dropped_connection_leaves_the_client_without_an_answer(sandbox: Sandbox):
    token = sandbox.token()
    add_fault(sandbox, {"drop": True}, match={"op": "me.read"})

    with pytest.raises(httpx2.RemoteProtocolError):
        sandbox.call("GET", "me", token)
    assert sandbox.call("GET", "me", token).status_code == 200


def test_a_publication_can_succeed_although_the_client_hears_an_error(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    container = container_of(sandbox, token, sandbox_files)
    add_fault(sandbox, {"status": 500}, match={"op": "media.publish"}, after=True)

    assert sandbox.call("POST", "me/media_publish", token, creation_id=container).status_code == 500
    assert sandbox.call("GET", container, token, fields="status_code").json()["status_code"] == "PUBLISHED"
    again = sandbox.call("POST", "me/media_publish", token, creation_id=container)
    assert again.json()["error"]["error_subcode"] == 2207008
    published = sandbox.control("GET", "published")
    assert (published["media_count"], published["publish_calls"]) == (1, 2)


@pytest.mark.parametrize(("after", "published_while_held"), [(False, 0), (True, 1)])
def test_a_held_call_waits_for_its_release(
    sandbox: Sandbox, sandbox_files: FileServer, after: bool, published_while_held: int
):
    token = sandbox.token()
    container = container_of(sandbox, token, sandbox_files)
    fault = add_fault(sandbox, {"hold": True}, match={"op": "media.publish"}, after=after)

    with ThreadPoolExecutor() as pool:
        waiting: Future[Any] = pool.submit(sandbox.call, "POST", "me/media_publish", token, creation_id=container)
        wait_until_held(sandbox, fault)
        assert sandbox.control("GET", "published")["media_count"] == published_while_held
        assert not waiting.done()
        assert sandbox.control("POST", f"faults/{fault}/release") == {"released": 1}
        assert waiting.result(timeout=5).status_code == 200

    assert sandbox.control("GET", "published")["media_count"] == 1
    assert sandbox.control("GET", f"faults/{fault}")["held"] == 0


def test_a_held_call_is_still_performed_when_its_client_died(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    container = container_of(sandbox, token, sandbox_files)
    fault = add_fault(sandbox, {"hold": True}, match={"op": "media.publish"})

    with pytest.raises(httpx2.ReadTimeout), httpx2.Client(base_url=sandbox.server.url, timeout=0.2) as dying:
        dying.post("/graph.instagram.com/me/media_publish", data={"creation_id": container, "access_token": token})
    wait_until_held(sandbox, fault)
    sandbox.control("DELETE", "faults")

    for _ in range(100):
        if sandbox.control("GET", "published")["media_count"]:
            return
        time.sleep(0.01)
    pytest.fail("the publication was lost")


def test_silence_lasts_as_long_as_asked_and_ends_without_an_answer(sandbox: Sandbox):
    token = sandbox.token()
    add_fault(sandbox, {"timeout": 0.2})

    started = time.monotonic()
    with pytest.raises(httpx2.RemoteProtocolError):
        sandbox.call("GET", "me", token)
    # The loop's timers may end a clock tick early.
    assert time.monotonic() - started >= 0.19


def test_an_unclear_fault_is_refused_with_the_field_and_the_reason(sandbox: Sandbox):
    for body, field in (
        ({"action": {}}, "action"),
        ({"action": {"drop": True, "status": 500}}, "action"),
        ({"action": {"status": 99}}, "action.status"),
        ({"action": {"drop": True}, "match": {"path": "re:("}}, "match"),
        ({"action": {"drop": True}, "when": "now"}, "when"),
    ):
        reply = sandbox.client.post("/_sandbox/faults", json=body)
        assert reply.status_code == 422
        assert reply.json()["problems"][0]["field"] == field
