"""The control API, and a state that survives the process."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from autogram.sandbox.app import create_app

from .conftest import FileServer, Sandbox, free_port


def test_a_browser_gets_a_page_and_a_program_a_summary(sandbox: Sandbox):
    page = sandbox.client.get("/_sandbox", headers={"accept": "text/html"})

    assert "sunny.bakery" in page.text
    assert sandbox.control("GET", "state")["accounts"] == ["sunny.bakery", "lena.paints"]
    assert sandbox.client.get("/_sandbox").json()["smtp_port"] == sandbox.server.app.state.mailbox.port


def test_accounts_are_created_and_keep_their_ids_for_ever(sandbox: Sandbox):
    wanted = {"username": "new.shop", "name": "New Shop", "followers_count": 7}
    first = sandbox.control("POST", "accounts", wanted)
    assert sandbox.client.post("/_sandbox/accounts", json=wanted).status_code == 409
    me = sandbox.call("GET", "me", sandbox.token("new.shop"), fields="name,followers_count,account_type").json()
    assert (me["name"], me["followers_count"], me["account_type"]) == ("New Shop", 7, "BUSINESS")

    sandbox.control("POST", "reset")

    assert sandbox.control("POST", "accounts", wanted)["user_id"] == first["user_id"]
    assert sandbox.client.get("/_sandbox/avatars/new.shop.svg").headers["content-type"].startswith("image/svg")


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "accounts", {"username": "Not Allowed"}, "username"),
        ("POST", "accounts", {"username": "ok", "followers_count": -1}, "followers_count"),
        ("PUT", "settings", {"latency_ms": -1}, "latency_ms"),
        ("PUT", "settings", {"processing_seconds": {"reel": "long"}}, "processing_seconds.reel"),
        ("PUT", "settings", {"speed": 1}, "speed"),
        ("PUT", "settings", [], ""),
        ("PUT", "clock", {}, ""),
        ("PUT", "clock", {"now": "2026-01-01"}, "now"),
    ],
)
def test_wrong_input_is_refused_with_the_field_and_the_reason(
    sandbox: Sandbox, method: str, path: str, body: Any, field: str
):
    reply = sandbox.client.request(method, f"/_sandbox/{path}", json=body)

    assert reply.status_code == 422
    assert reply.json()["problems"][0]["field"] == field
    assert reply.json()["problems"][0]["reason"]


def test_what_does_not_exist_is_404(sandbox: Sandbox):
    for path in (
        "media/1",
        "containers/1",
        "faults/1",
        "accounts/nobody",
        "files/abc.jpg",
        "published?username=nobody",
    ):
        assert sandbox.client.get(f"/_sandbox/{path}").status_code == 404
    assert sandbox.client.get("/nowhere").status_code == 404


def test_the_clock_can_be_set_moved_and_read(sandbox: Sandbox):
    sandbox.control("PUT", "clock", {"now": "2030-01-01T00:00:00Z"})
    sandbox.control("PUT", "clock", {"advance_seconds": 60})

    assert sandbox.control("GET", "clock")["now"].startswith("2030-01-01T00:01:0")
    assert sandbox.control("PUT", "clock", {"offset_seconds": 0})["offset_seconds"] == 0


def test_requests_are_logged_without_secrets(sandbox: Sandbox):
    token = sandbox.token()
    sandbox.call("GET", "me", token, fields="username", access_token=token)
    sandbox.call("GET", "404", token)

    found = sandbox.control("GET", "requests")["requests"]

    assert [(entry["op"], entry["status"], entry["account"]) for entry in found] == [
        ("unknown", 400, "sunny.bakery"),
        ("me.read", 200, "sunny.bakery"),
    ]
    assert found[1]["params"] == {"fields": "username"}
    assert token not in str(found)
    assert [entry["op"] for entry in sandbox.control("GET", "requests?op=me.read&since=0")["requests"]] == ["me.read"]


def test_latency_slows_every_call(sandbox: Sandbox):
    token = sandbox.token()
    sandbox.settings(latency_ms=100)

    started = time.monotonic()
    sandbox.call("GET", "me", token)

    # The loop's timers may end a clock tick early.
    assert time.monotonic() - started >= 0.095


def test_the_rate_limit_can_be_enforced(sandbox: Sandbox):
    token = sandbox.token()
    sandbox.settings(calls_per_day=2, enforce_rate_limit=True)
    sandbox.control("PUT", "clock", {"advance_seconds": 3 * 86_400})

    codes = [sandbox.call("GET", "me", token).json().get("error", {}).get("code") for _ in range(3)]

    assert codes == [None, None, 80002]


async def test_the_sandbox_also_runs_inside_a_test_without_a_server():
    transport = httpx2.ASGITransport(app=create_app())
    async with httpx2.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        token = (await client.post("/_sandbox/accounts/lena.paints/token")).json()["access_token"]
        me = await client.get("/graph.instagram.com/me", params={"fields": "username", "access_token": token})

    assert me.json()["username"] == "lena.paints"


SERVE = """
import sys
from pathlib import Path
from autogram.sandbox.server import serve
serve(host="127.0.0.1", port=int(sys.argv[1]), smtp_port=int(sys.argv[2]), state=Path(sys.argv[3]))
"""


class Process:
    """A sandbox in a process of its own, which tests may kill."""

    def __init__(self, state: Path) -> None:
        self.port, self.smtp_port = free_port(), free_port()
        arguments = [sys.executable, "-c", SERVE, str(self.port), str(self.smtp_port), str(state)]
        self.process = subprocess.Popen(arguments)
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10, trust_env=False)
        for _ in range(500):
            try:
                self.client.get("/_sandbox/state")
                return
            except httpx2.ConnectError:
                time.sleep(0.02)

    def end(self, how: signal.Signals) -> int:
        self.client.close()
        self.process.send_signal(how)
        return self.process.wait(timeout=10)


def test_everything_survives_kill_9_and_no_id_is_used_twice(tmp_path: Path, sandbox_files: FileServer):
    def publish(client: httpx2.Client, token: str) -> str:
        form = {"access_token": token, "image_url": f"{sandbox_files.url}/square.jpg"}
        container = client.post("/graph.instagram.com/me/media", data=form).json()["id"]
        form = {"access_token": token, "creation_id": container}
        return str(client.post("/graph.instagram.com/me/media_publish", data=form).json()["id"])

    first = Process(tmp_path / "sandbox.db")
    token = first.client.post("/_sandbox/accounts/sunny.bakery/token").json()["access_token"]
    first.client.put("/_sandbox/settings", json={"publish_quota": 25})
    first.client.put("/_sandbox/clock", json={"offset_seconds": 1_000})
    media = publish(first.client, token)
    first.end(signal.SIGKILL)

    second = Process(tmp_path / "sandbox.db")
    published = second.client.get("/_sandbox/published").json()
    assert [entry["id"] for entry in published["media"]] == [media]
    assert published["publish_calls"] == 1
    assert second.client.get("/_sandbox/settings").json()["publish_quota"] == 25
    assert second.client.get("/_sandbox/clock").json()["offset_seconds"] == 1_000
    assert publish(second.client, token) != media
    address = published["media"][0]["media_url"].split("/", 3)[3]
    assert second.client.get(f"/{address}").content == sandbox_files.files["/square.jpg"][2]
    # uvicorn ends in order and then by the signal it was sent.
    assert second.end(signal.SIGTERM) in (0, -signal.SIGTERM)


def test_a_held_request_does_not_keep_the_process_alive(tmp_path: Path):
    running = Process(tmp_path / "sandbox.db")
    token = running.client.post("/_sandbox/accounts/sunny.bakery/token").json()["access_token"]
    running.client.post("/_sandbox/faults", json={"action": {"hold": True}})
    with pytest.raises(httpx2.ReadTimeout):
        running.client.get(f"/graph.instagram.com/me?access_token={token}", timeout=0.1)

    started = time.monotonic()
    running.end(signal.SIGTERM)

    assert time.monotonic() - started < 3.5


def test_mail_and_faults_can_be_cleared(sandbox: Sandbox):
    fault = sandbox.control("POST", "faults", {"action": {"delay": 0.01}})["id"]
    assert [entry["id"] for entry in sandbox.control("GET", "faults")["faults"]] == [fault]

    assert sandbox.control("DELETE", f"faults/{fault}") == {"deleted": 1}
    assert sandbox.control("GET", "faults") == {"faults": []}
    assert sandbox.control("DELETE", "mail") == {"deleted": 0}


def test_a_comment_needs_a_publication_and_a_right_parent(sandbox: Sandbox, sandbox_files: FileServer):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    comment = {"username": "fan", "text": "hi"}

    assert sandbox.client.post("/_sandbox/media/1/comments", json=comment).status_code == 404
    wrong = sandbox.client.post(f"/_sandbox/media/{media}/comments", json=comment | {"parent_id": "1"})
    assert wrong.status_code == 404
    assert sandbox.client.post("/_sandbox/accounts", content=b"{").status_code == 422
    assert sandbox.client.get("/_sandbox/requests?since=today").status_code == 422


def test_a_second_start_finds_what_the_first_left(tmp_path: Path):
    from starlette.testclient import TestClient

    state = tmp_path / "deep" / "sandbox.db"
    with TestClient(create_app(state=state)) as first:
        first.post("/_sandbox/accounts", json={"username": "kept.shop"})
        first.put("/_sandbox/settings", json={"latency_ms": 1})
    with TestClient(create_app(state=state)) as second:
        assert second.get("/_sandbox/state").json()["accounts"] == ["sunny.bakery", "lena.paints", "kept.shop"]
        second.post("/_sandbox/reset")
    with TestClient(create_app(state=state)) as third:
        assert third.get("/_sandbox/state").json()["accounts"] == ["sunny.bakery", "lena.paints"]
        assert third.get("/_sandbox/settings").json()["latency_ms"] == 0
