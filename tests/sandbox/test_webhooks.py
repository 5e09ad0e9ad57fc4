"""Webhooks as the app gets them: signed, written as Meta writes, tried again, and odd on demand."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest
from tests.servers import Instagram

from .conftest import RunningSandbox, Sandbox

EVERYTHING = (
    "messages",
    "message_echoes",
    "message_reactions",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_seen",
    "message_edit",
    "messaging_optins",
    "messaging_handover",
    "standby",
    "comments",
    "live_comments",
    "mentions",
)


class App:
    """The developer's app: answers the handshake and keeps what it is told."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.url = ""

    @property
    def items(self) -> list[dict[str, Any]]:
        """Every item of `messaging`, `standby` and `changes`, in the order of arrival."""
        found: list[dict[str, Any]] = []
        for _, body in self.received:
            read = json.loads(body)
            for entry in (read[0] if isinstance(read, list) else read)["entry"]:
                found += entry.get("messaging") or entry.get("standby") or entry.get("changes") or [entry]
        return found

    def wait(self, count: int, seconds: float = 5) -> list[dict[str, Any]]:
        """The items, once there are so many."""
        wait_until(lambda: len(self.items) >= count, seconds)
        return self.items


def wait_until(is_so: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def app() -> Iterator[App]:
    heard = App()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            from urllib.parse import parse_qs, urlsplit

            query = parse_qs(urlsplit(self.path).query)
            is_ours = query["hub.verify_token"] == ["sandbox-verify"] and query["hub.mode"] == ["subscribe"]
            self._answer(200 if is_ours else 403, query["hub.challenge"][0].encode() if is_ours else b"no")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status = heard.answers.pop(0) if heard.answers else 200
            heard.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self._answer(status, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Tests stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.url = f"http://127.0.0.1:{server.server_port}/webhook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield heard
    server.shutdown()
    server.server_close()


@pytest.fixture
def shop(sandbox: Sandbox, app: App) -> Instagram:
    """An account that is subscribed to everything, and an app that listens."""
    account = Instagram(sandbox.client, "sunny.bakery", sandbox.account_id())
    assert account.webhooks_to(app.url, *EVERYTHING)["verified"] is True
    return account


def test_an_app_that_does_not_answer_the_handshake_is_not_registered(sandbox: Sandbox, app: App):
    refused = sandbox.client.put("/_sandbox/webhook", json={"url": app.url, "verify_token": "wrong"})

    assert (refused.status_code, refused.json()["verified"], refused.json()["status"]) == (400, False, 403)
    assert sandbox.control("GET", "webhook") == {"url": None}


def test_a_message_arrives_signed_over_the_bytes_as_meta_writes_them(shop: Instagram, app: App):
    mid = shop.says("ben", "äöå 🙂 a/b")

    app.wait(1)

    headers, body = app.received[0]
    assert b'"text":"\\u00e4\\u00f6\\u00e5 \\ud83d\\ude42 a\\/b"' in body
    expected = hmac.new(b"sandbox-secret", body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature-256"] == f"sha256={expected}"
    assert headers["x-hub-signature"] == "sha1=" + hmac.new(b"sandbox-secret", body, hashlib.sha1).hexdigest()
    payload = json.loads(body)
    assert payload["object"] == "instagram"
    [entry] = payload["entry"]
    assert entry["id"] == shop.user_id
    assert entry["time"] > 1_000_000_000_000
    [item] = entry["messaging"]
    assert item["recipient"] == {"id": shop.user_id}
    assert item["message"] == {"mid": mid, "text": "äöå 🙂 a/b"}


def test_only_subscribed_fields_are_told(shop: Instagram, app: App):
    shop.subscribe("comments")

    assert shop.acts("message", person="ben", text="hi")["webhooks"] == 0
    assert shop.webhooks() == []


def test_everything_a_customer_does_in_a_conversation_is_told(shop: Instagram, app: App):
    mid = shop.says("ben", "One bun, please")
    ours = shop.writes_by_phone("ben", "With butter?")
    shop.reacts("ben", ours, "wow")
    shop.unreacts("ben", ours)
    shop.edits("ben", mid, "Two buns, please")
    shop.reads("ben")
    shop.posts_back("ben", "MENU", "Show the menu")
    shop.refers("ben", "flyer")
    shop.unsends("ben", mid)

    items = app.wait(9)

    kinds = {next(iter(item.keys() - {"sender", "recipient", "timestamp"})) for item in items}
    assert kinds == {"message", "reaction", "message_edit", "read", "postback", "referral"}
    echo = next(item for item in items if item.get("message", {}).get("is_echo"))
    assert (echo["sender"]["id"], echo["message"]["mid"]) == (shop.user_id, ours)
    deleted = next(item["message"] for item in items if item.get("message", {}).get("is_deleted"))
    assert deleted == {"mid": mid, "is_deleted": True}
    reactions = [item["reaction"] for item in items if "reaction" in item]
    assert {"mid": ours, "action": "unreact"} in reactions
    assert {"mid": ours, "action": "react", "reaction": "wow", "emoji": "😮"} in reactions
    edit = next(item["message_edit"] for item in items if "message_edit" in item)
    assert edit == {"mid": mid, "text": "Two buns, please", "num_edit": 1}
    assert next(item["read"] for item in items if "read" in item) == {"mid": ours}


@pytest.fixture(scope="module", autouse=True)
def _client(sandbox_server: RunningSandbox) -> Iterator[None]:
    yield
    with httpx2.Client(base_url=sandbox_server.url, trust_env=False) as client:
        client.post("/_sandbox/reset")
