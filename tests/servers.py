"""Servers that tests run in threads, over real HTTP on 127.0.0.1."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import uvicorn
from starlette.types import ASGIApp


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(app: ASGIApp, port: int) -> Iterator[None]:
    """The app answers at `port` while the block runs."""
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(timeout=10)


@dataclass(frozen=True)
class Instagram:
    """The sandbox's control API, seen from one account of it."""

    client: httpx2.Client
    username: str
    user_id: str

    @classmethod
    def with_fresh_account(cls, client: httpx2.Client) -> "Instagram":
        username = f"t.{uuid4().hex[:12]}"
        made = client.post("/_sandbox/accounts", json={"username": username})
        assert made.is_success, made.text
        return cls(client, username, str(made.json()["user_id"]))

    def another(self) -> "Instagram":
        return Instagram.with_fresh_account(self.client)

    def token(self) -> str:
        """A long-lived token of the account."""
        answer = self.client.post(f"/_sandbox/accounts/{self.username}/token", json={})
        return str(answer.json()["access_token"])

    def fault(self, op: str, *, after: bool = False, times: int | None = 1, skip: int = 0, **action: Any) -> str:
        """Instagram misbehaves for this account from now on; the fault's id."""
        rule = {"match": {"op": op, "account": self.username}, "action": action}
        answer = self.client.post("/_sandbox/faults", json=rule | {"after": after, "times": times, "skip": skip})
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def wait_for_hold(self, fault_id: str, seconds: float = 20) -> None:
        """Somebody's request is being held by the fault."""
        deadline = time.monotonic() + seconds
        while not self.client.get(f"/_sandbox/faults/{fault_id}").json()["held"]:
            assert time.monotonic() < deadline, "nobody came"
            time.sleep(0.02)

    def release(self, fault_id: str) -> None:
        self.client.post(f"/_sandbox/faults/{fault_id}/release")

    def published(self) -> list[dict[str, Any]]:
        """What is live on the account, oldest first, with every parameter it was sent with."""
        answer = self.client.get("/_sandbox/published", params={"username": self.username}).json()
        return sorted(answer["media"], key=lambda media: int(media["id"]))

    def calls(self, op: str) -> list[dict[str, Any]]:
        """The requests of this kind that were made for the account."""
        found = self.client.get("/_sandbox/requests", params={"op": op, "limit": 5000}).json()["requests"]
        return [call for call in found if call["account"] in {self.username, self.user_id}]

    def advance(self, seconds: float) -> None:
        """Instagram's clock runs ahead."""
        self.client.put("/_sandbox/clock", json={"advance_seconds": seconds})

    def refuse_tokens(self, subcode: int) -> None:
        self.client.put(f"/_sandbox/accounts/{self.username}/tokens", json={"refuse_with": subcode})
