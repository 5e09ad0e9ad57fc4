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

# Made once for all clients: reading the certificates of the authorities takes longer than most tests.
TLS = httpx2.create_ssl_context()


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

    def webhooks_to(self, url: str, *fields: str, verify: bool = True) -> dict[str, Any]:
        """Webhooks go to this address, after Meta's handshake; with `fields` the account is subscribed to them."""
        if fields:
            self.subscribe(*fields)
        answer = self.client.put("/_sandbox/webhook", json={"url": url, "verify": verify})
        assert answer.is_success, answer.text
        return dict(answer.json())

    def subscribe(self, *fields: str) -> None:
        """The account's webhooks, as the app itself would ask for them."""
        headers = {"authorization": f"Bearer {self.token()}"}
        form = {"subscribed_fields": ",".join(fields)}
        answer = self.client.post("/graph.instagram.com/me/subscribed_apps", data=form, headers=headers)
        assert answer.is_success, answer.text

    def webhooks(self, **filters: Any) -> list[dict[str, Any]]:
        """What was delivered for the account, newest first, with body, attempts and status."""
        query = {"account": self.username, "limit": 5000} | filters
        return list(self.client.get("/_sandbox/webhooks", params=query).json()["webhooks"])

    def deliver(self, body: Any, **options: Any) -> str:
        """Any body of our own as a webhook, signed unless `signature` says otherwise; the delivery's id."""
        answer = self.client.post("/_sandbox/webhooks", json={"body": body} | options)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def wait_for_webhooks(self, seconds: float = 20) -> None:
        """Everything that is due has been tried."""
        deadline = time.monotonic() + seconds
        while not self.client.get("/_sandbox/webhooks", params={"limit": 0}).json()["is_idle"]:
            assert time.monotonic() < deadline, "webhooks are still on their way"
            time.sleep(0.02)

    def switch(self, **switches: Any) -> None:
        """Another Instagram from now on, for every account of this sandbox."""
        answer = self.client.put("/_sandbox/settings", json=switches)
        assert answer.is_success, answer.text

    def customer(self, username: str | None = None, **facts: Any) -> str:
        """A new person; the IGSID by which the account will know them. It names the person in every other call."""
        named = {"username": username} if username else {}
        answer = self.client.post("/_sandbox/people", json=named | facts)
        assert answer.is_success, answer.text
        return str(answer.json()["ids"][self.username])

    def acts(self, act: str, **facts: Any) -> dict[str, Any]:
        """Somebody does something (`POST /_sandbox/acts`); the ids of what came of it."""
        answer = self.client.post("/_sandbox/acts", json={"act": act, "account": self.username} | facts)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def says(self, person: str, text: str | None = None, **more: Any) -> str:
        """The person writes (`attachments`, `quick_reply`, `reply_to`, `referral`, …); the mid."""
        return str(self.acts("message", person=person, text=text, **more)["mid"])

    def comments_on(self, media_id: str, text: str, *, person: str, parent_id: str | None = None) -> str:
        """The person comments on a publication, or answers a comment; the comment's id."""
        return str(self.acts("comment", person=person, media_id=media_id, text=text, parent_id=parent_id)["comment_id"])

    def comments_live(self, text: str, *, person: str) -> str:
        """The person comments on the broadcast, which begins with the first comment; the comment's id."""
        return str(self.acts("live_comment", person=person, text=text)["comment_id"])

    def mentions(self, *, person: str, text: str = "", is_comment: bool = False) -> dict[str, Any]:
        """The person mentions the account elsewhere: `media_id`, and `comment_id` if it was in a comment."""
        return self.acts("mention", person=person, text=text, is_comment=is_comment)

    def reacts(self, person: str, mid: str, reaction: str = "love") -> None:
        self.acts("react", person=person, mid=mid, reaction=reaction)

    def unreacts(self, person: str, mid: str) -> None:
        self.acts("unreact", person=person, mid=mid)

    def edits(self, person: str, mid: str, text: str) -> None:
        self.acts("edit", person=person, mid=mid, text=text)

    def unsends(self, person: str, mid: str) -> None:
        self.acts("unsend", person=person, mid=mid)

    def reads(self, person: str, mid: str | None = None) -> None:
        self.acts("read", person=person, mid=mid)

    def posts_back(self, person: str, payload: str, title: str = "Tap") -> str:
        """The person taps a button, an ice breaker or a menu item; the mid."""
        return str(self.acts("postback", person=person, payload=payload, title=title)["mid"])

    def refers(self, person: str, ref: str, **more: Any) -> None:
        """The person comes into the conversation through a link or an ad."""
        self.acts("referral", person=person, ref=ref, **more)

    def story_replies(self, person: str, text: str, media_id: str | None = None) -> str:
        """The person answers a story; the mid."""
        return str(self.acts("story_reply", person=person, text=text, media_id=media_id)["mid"])

    def story_mentions(self, person: str) -> str:
        """The person mentions the account in a story; the mid of the message that tells it."""
        return str(self.acts("story_mention", person=person)["mid"])

    def blocks(self, person: str) -> None:
        self.acts("block", person=person)

    def writes_by_phone(self, person: str, text: str, **more: Any) -> str:
        """The account's owner writes to the person with the phone: the app hears an echo; the mid."""
        return str(self.acts("phone_message", person=person, text=text, **more)["mid"])

    def conversation(self, person: str) -> list[dict[str, Any]]:
        """Everything the account and the person wrote, oldest first: `mid`, `is_ours`, `text`, `source`, …"""
        path = f"/_sandbox/accounts/{self.username}/conversations"
        found = self.client.get(path, params={"person": person}).json()["conversations"]
        return list(found[0]["messages"]) if found else []

    def sent_messages(self, person: str | None = None) -> list[dict[str, Any]]:
        """What the app sent for the account, oldest first, each with `to`, the IGSID."""
        path = f"/_sandbox/accounts/{self.username}/conversations"
        found = self.client.get(path, params={"person": person} if person else {}).json()["conversations"]
        sent = [
            message | {"to": conversation["igsid"]}
            for conversation in found
            for message in conversation["messages"]
            if message["source"] == "app"
        ]
        return sorted(sent, key=lambda message: str(message["at"]))

    def comment_list(self, media_id: str) -> list[dict[str, Any]]:
        """The comments and replies of a publication, oldest first, hidden ones too."""
        return list(self.client.get(f"/_sandbox/media/{media_id}/comments").json()["comments"])

    def personal(self, username: str | None = None, **facts: Any) -> "Instagram":
        """A personal account, which the official API does not know; `password`, `is_private`, `followers_count`, …"""
        name = username or f"p.{uuid4().hex[:12]}"
        body = {"username": name, "account_type": "PERSONAL"} | facts
        made = self.client.post("/_sandbox/accounts", json=body)
        assert made.is_success, made.text
        return Instagram(self.client, name, str(made.json()["user_id"]))

    @property
    def pk(self) -> str:
        """The account's number on website and app."""
        return str(self.client.get(f"/_sandbox/accounts/{self.username}").json()["pk"])

    def logs_in_with(self, **facts: Any) -> dict[str, Any]:
        """`password`, `totp_secret`, `codes`, `demand` (challenge, checkpoint, suspended), `is_action_blocked`."""
        answer = self.client.put(f"/_sandbox/accounts/{self.username}/login", json=facts)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def session(self, surface: str = "web", **options: Any) -> dict[str, Any]:
        """A session without a login: `session_id`, `csrf_token`, `cookies`, `authorization`."""
        body = {"surface": surface} | options
        answer = self.client.post(f"/_sandbox/accounts/{self.username}/sessions", json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def sessions(self) -> list[dict[str, Any]]:
        """Its sessions, newest first; `is_good` tells whether one still holds."""
        return list(self.client.get(f"/_sandbox/accounts/{self.username}/sessions").json()["sessions"])

    def end_sessions(self) -> None:
        """The owner logs out everywhere."""
        self.client.delete(f"/_sandbox/accounts/{self.username}/sessions")

    def has_list(self, direction: str, **wish: Any) -> dict[str, Any]:
        """`followers` or `following`: exactly `usernames`, or `generated` people; `mutual_share`, `shown_count`, …"""
        answer = self.client.put(f"/_sandbox/accounts/{self.username}/{direction}", json=wish)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def list_changes(self, direction: str, **change: Any) -> dict[str, Any]:
        """`add`, `remove`, `rename`, `gain`, `lose`; who was `gained` and `lost`."""
        answer = self.client.post(f"/_sandbox/accounts/{self.username}/{direction}", json=change)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def names_on(self, direction: str) -> list[str]:
        """The usernames on a list, newest first."""
        path = f"/_sandbox/accounts/{self.username}/{direction}"
        people = self.client.get(path, params={"limit": 100_000}).json()["people"]
        return [str(person["username"]) for person in people]

    def posts(self, count: int = 1, **facts: Any) -> list[dict[str, Any]]:
        """What the owner published with the phone: `id`, `pk`, `shortcode`; `comments`, `caption`, `kind`."""
        answer = self.client.post(f"/_sandbox/accounts/{self.username}/posts", json={"count": count} | facts)
        assert answer.is_success, answer.text
        return list(answer.json()["posts"])
