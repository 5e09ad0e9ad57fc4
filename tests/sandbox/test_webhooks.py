"""Webhooks as the app gets them: signed, written as Meta writes, tried again, and odd on demand."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from tests.servers import Instagram

from autogram.sandbox.webhooks.body import signatures, written

from .conftest import FileServer, RunningSandbox, Sandbox

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
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
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


def test_stories_ads_and_quick_replies_come_as_messages(shop: Instagram, app: App):
    shop.says("ben", "Yes", quick_reply="YES")
    shop.says("ben", "About the ad", referral={"ref": "spring", "ad_id": "1", "source": "ADS", "type": "OPEN_THREAD"})
    shop.acts("story_reply", person="ben", text="Lovely", link_sticker_url="https://a.example")
    shop.story_mentions("ben")
    shop.says("ben", is_unsupported=True)

    messages = [item["message"] for item in app.wait(5)]

    assert {"payload": "YES"} in [message.get("quick_reply") for message in messages]
    assert "spring" in [message.get("referral", {}).get("ref") for message in messages]
    story = next(message["reply_to"]["story"] for message in messages if "reply_to" in message)
    assert story.keys() == {"id", "url", "link_sticker_url"}
    assert ["story_mention"] in [[part["type"] for part in message.get("attachments", [])] for message in messages]
    assert [message.get("is_unsupported") for message in messages].count(True) == 1


@pytest.mark.parametrize(
    "kind",
    [
        "image",
        "video",
        "audio",
        "file",
        "share",
        "story_mention",
        "ig_reel",
        "reel",
        "ig_post",
        "ephemeral",
        "template",
        "unsupported_type",
    ],
)
def test_every_kind_of_attachment_can_be_sent_and_fetched(sandbox: Sandbox, shop: Instagram, app: App, kind: str):
    shop.says("ben", attachments=[{"type": kind}])

    [item] = app.wait(1)

    [attachment] = item["message"]["attachments"]
    assert attachment["type"] == kind
    if url := attachment.get("payload", {}).get("url"):
        assert len(sandbox.client.get(url).content) > 100


def test_comments_mentions_and_the_owner_s_own_comments_are_changes(
    sandbox: Sandbox, shop: Instagram, app: App, sandbox_files: FileServer
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    top = shop.comments_on(media, "Yum", person="ben")
    sandbox.call("POST", f"{top}/replies", sandbox.token(), message="Thanks")
    shop.mentions(person="ben", is_comment=True)
    shop.comments_live("Hi from the live", person="ben")

    items = app.wait(4)

    by_text = {item["value"].get("text"): item for item in items}
    assert by_text["Yum"]["field"] == "comments"
    assert by_text["Yum"]["value"] == {
        "from": {"id": sandbox.control("GET", "people/ben")["ids"]["sunny.bakery"], "username": "ben"},
        "media": {"id": media, "media_product_type": "FEED"},
        "id": top,
        "text": "Yum",
    }
    assert by_text["Thanks"]["value"]["from"]["id"] == shop.user_id
    assert by_text["Thanks"]["value"]["parent_id"] == top
    assert by_text["Hi from the live"]["field"] == "live_comments"
    assert next(item for item in items if item["field"] == "mentions")["value"].keys() == {"media_id", "comment_id"}
    times = [json.loads(body)["entry"][0]["time"] for _, body in app.received]
    assert max(times) < 10_000_000_000


def tries(shop: Instagram) -> int:
    """How often the newest delivery has been tried, and failed by now."""
    return len(shop.webhooks()[0]["attempts"])


def test_a_failed_delivery_is_tried_again_with_the_same_bytes(sandbox: Sandbox, shop: Instagram, app: App):
    sandbox.settings(webhook_retry_seconds=[0, 60])
    app.answers = [500, 503]

    shop.says("ben", "hi")
    wait_until(lambda: tries(shop) == 2)
    assert shop.webhooks()[0]["status"] == "waiting"
    shop.advance(61)
    wait_until(lambda: shop.webhooks(status="delivered") != [])

    assert len({body for _, body in app.received}) == 1
    [delivery] = shop.webhooks()
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 503, 200]


def test_an_app_that_fails_for_an_hour_is_unsubscribed_and_for_36_hours_given_up(
    sandbox: Sandbox, shop: Instagram, app: App
):
    sandbox.settings(webhook_retry_seconds=[600])
    app.answers = [500] * 50
    shop.says("ben", "hi")
    wait_until(lambda: tries(shop) == 1)

    for number in range(2, 8):
        shop.advance(601)
        wait_until(lambda number=number: tries(shop) == number)
    assert len(app.received) == 7

    wait_until(lambda: sandbox.control("GET", "accounts/sunny.bakery")["subscribed_fields"] is None)
    shop.advance(36 * 3_600)
    wait_until(lambda: shop.webhooks(status="given_up") != [])


def test_a_delivery_can_be_repeated_by_hand(sandbox: Sandbox, shop: Instagram, app: App):
    shop.says("ben", "hi")
    app.wait(1)
    wait_until(lambda: shop.webhooks(status="delivered") != [])

    sandbox.control("POST", f"webhooks/{shop.webhooks()[0]['id']}/redeliver")

    app.wait(2)
    assert app.received[0][1] == app.received[1][1]


def test_updates_can_share_a_post(sandbox: Sandbox, shop: Instagram, app: App):
    sandbox.settings(webhook_batch_size=10)

    for number in range(25):
        shop.says("ben", f"number {number}")

    app.wait(25)
    assert 3 <= len(app.received) < 25
    assert sorted(item["message"]["text"] for item in app.items) == sorted(f"number {number}" for number in range(25))


def test_faults_make_webhooks_odd_on_demand(sandbox: Sandbox, shop: Instagram, app: App):
    def order(**action: Any) -> None:
        sandbox.control("POST", "faults", {"match": {"op": "webhook.messages"}, "action": action})

    order(webhook="duplicate")
    shop.says("ben", "twice")
    wait_until(lambda: len(app.received) == 2)
    assert app.received[0][1] == app.received[1][1]

    for odd in ("wrong_signature", "unsigned", "truncated", "array"):
        app.received.clear()
        order(webhook=odd)
        shop.says("ben", odd)
        wait_until(lambda: len(app.received) == 1)
        headers, body = app.received[0]
        signature = headers.get("x-hub-signature-256")
        good = "sha256=" + hmac.new(b"sandbox-secret", body, hashlib.sha256).hexdigest()
        assert {"wrong_signature": signature not in (None, good), "unsigned": signature is None}.get(
            odd, signature == good
        )
        assert body.startswith(b"[") is (odd == "array")
        assert body.endswith(b"}") is (odd in ("wrong_signature", "unsigned"))


def test_webhooks_can_be_dropped_held_and_overtaken(sandbox: Sandbox, shop: Instagram, app: App):
    shop.fault("webhook.messages", drop=True)
    shop.says("ben", "lost")
    wait_until(lambda: shop.webhooks(status="dropped") != [])

    shop.fault("webhook.*", webhook="late")
    shop.says("ben", "first")
    shop.says("ben", "second")
    assert [item["message"]["text"] for item in app.wait(2)] == ["second", "first"]

    held = shop.fault("webhook.messages", hold=True)
    shop.says("ben", "third")
    shop.wait_for_hold(held)
    assert len(app.items) == 2
    shop.release(held)
    app.wait(3)


def test_a_fault_for_calls_does_not_touch_webhooks(sandbox: Sandbox, shop: Instagram, app: App):
    sandbox.control("POST", "faults", {"match": {"account": "sunny.bakery"}, "action": {"drop": True}, "times": None})

    shop.says("ben", "hi")

    app.wait(1)


def test_a_captured_body_can_be_delivered_signed_broken_or_unsigned(shop: Instagram, app: App):
    shop.deliver({"object": "instagram", "entry": [{"id": "1", "time": 1, "messaging": []}], "note": "ü/"})
    wait_until(lambda: len(app.received) == 1)
    shop.deliver(None, text="no json {", signature="wrong")
    wait_until(lambda: len(app.received) == 2)
    shop.deliver([1, 2, 3], signature="missing", is_truncated=True)
    wait_until(lambda: len(app.received) == 3)

    bodies = [body for _, body in app.received]
    assert bodies[0].endswith(b'"note":"\\u00fc\\/"}')
    assert bodies[1:] == [b"no json {", b"[1,"]
    assert "x-hub-signature-256" not in app.received[2][0]


def test_meta_s_check_vector_is_signed_as_meta_does():
    body = {
        "object": "instagram",
        "entry": [{"id": "1", "time": 1, "messaging": [{"message": {"mid": "m", "text": "äöå 🙂 a/b"}}]}],
    }

    signature = signatures("secret", written(body).encode(), "good")["x-hub-signature-256"]

    assert signature == "sha256=a7b9d426deb093547be9f66053ca6c0486da7d036d44768e3c65b02356e909c0"


def test_the_dashboard_s_test_and_the_empty_edit_look_as_in_the_wild(shop: Instagram, app: App):
    shop.acts("dashboard_test")
    shop.acts("empty_edit")
    app.wait(2)

    entries = [json.loads(body)["entry"][0] for _, body in app.received]
    test = next(entry for entry in entries if entry["id"] == "0")
    assert isinstance(test["changes"][0]["value"]["timestamp"], str)
    [edit] = next(entry for entry in entries if entry["id"] != "0")["messaging"]
    assert edit["message_edit"]["num_edit"] == 0
    assert "sender" not in edit


def test_shapes_that_meta_s_pages_disagree_on_are_switches(
    sandbox: Sandbox, shop: Instagram, app: App, sandbox_files: FileServer
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    sandbox.settings(webhook_body="array", webhook_changes="direct", webhook_comment_id="comment_id")

    comment = shop.comments_on(media, "hi", person="ben")

    app.wait(1)
    [body] = json.loads(app.received[0][1])
    [entry] = body["entry"]
    assert (entry["field"], entry["value"]["comment_id"]) == ("comments", comment)


def test_echoes_can_be_bound_to_their_own_field(sandbox: Sandbox, shop: Instagram, app: App):
    shop.subscribe("messages")
    assert shop.acts("phone_message", person="ben", text="one")["webhooks"] == 1

    sandbox.settings(echoes_under="message_echoes")

    assert shop.acts("phone_message", person="ben", text="two")["webhooks"] == 0


def test_a_page_s_subscription_counts_with_its_own_names(sandbox: Sandbox, shop: Instagram, app: App):
    sandbox.call("DELETE", "me/subscribed_apps", sandbox.token())
    page, token = sandbox.control("GET", "accounts/sunny.bakery")["page_id"], sandbox.token(flavour="page")
    fields = "message_reads,messages"
    sandbox.call("POST", f"{page}/subscribed_apps", token, host="graph.facebook.com", subscribed_fields=fields)

    assert shop.acts("message", person="ben", text="hi")["webhooks"] == 1
    assert shop.acts("phone_message", person="ben", text="hi")["webhooks"] == 1
    assert shop.acts("read", person="ben")["webhooks"] == 1
    assert shop.acts("postback", person="ben", payload="x")["webhooks"] == 0
    assert shop.acts("mention", person="ben")["webhooks"] == 1


def test_while_another_app_holds_the_conversation_messages_are_standby(shop: Instagram, app: App):
    shop.says("ben", "hi")
    assert shop.acts("take_thread", person="ben")["owner"] == "1217981644879628"
    shop.says("ben", "anyone?")

    app.wait(3)

    entries = [json.loads(body)["entry"][0] for _, body in app.received]
    [standby] = [entry["standby"][0] for entry in entries if "standby" in entry]
    assert standby["message"]["text"] == "anyone?"
    assert any("take_thread_control" in item for entry in entries for item in entry.get("messaging", []))


def test_what_was_not_delivered_before_a_restart_is_delivered_after_it(tmp_path: Path, app: App):
    state = tmp_path / "sandbox.db"
    app.answers = [500]
    with RunningSandbox(state=state) as first, httpx2.Client(base_url=first.url, trust_env=False) as client:
        account = Instagram.with_fresh_account(client)
        account.webhooks_to(app.url, "messages")
        account.switch(webhook_retry_seconds=[300])
        account.says("ben", "remember me")
        wait_until(lambda: len(account.webhooks()) == 1 and account.webhooks()[0]["attempts"] != [])

    with RunningSandbox(state=state) as second, httpx2.Client(base_url=second.url, trust_env=False) as client:
        client.put("/_sandbox/clock", json={"advance_seconds": 301})
        items = app.wait(2)
        assert Instagram(client, account.username, account.user_id).conversation("ben")[0]["text"] == "remember me"

    assert [item["message"]["text"] for item in items] == ["remember me", "remember me"]


def test_comments_on_ads_name_the_ad_and_deleted_comments_are_silent(
    sandbox: Sandbox, shop: Instagram, app: App, sandbox_files: FileServer
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    ad = {"ad_id": "23850", "ad_title": "Spring"}
    comment = shop.acts("comment", person="ben", media_id=media, text="Is it new?", ad=ad)["comment_id"]

    assert shop.acts("delete_comment", person="ben", comment_id=comment)["webhooks"] == 0

    [item] = app.wait(1)
    about = {"id": media, "media_product_type": "FEED", "original_media_id": media}
    assert item["value"]["media"] == about | ad
    assert shop.comment_list(media) == []


def test_messages_to_oneself_and_answers_to_oneself_say_so(shop: Instagram, app: App):
    shop.acts("self_message", text="Does it work?")
    first = shop.says("ben", "One more thing")
    shop.says("ben", "never mind", reply_to=first)

    messages = [item["message"] for item in app.wait(3)]

    own = next(message for message in messages if message.get("is_self"))
    assert own["is_echo"] is True
    reply = next(message["reply_to"] for message in messages if "reply_to" in message)
    assert reply == {"mid": first, "is_self_reply": True}


def test_a_reset_forgets_the_callback_and_what_was_waiting(sandbox: Sandbox, shop: Instagram, app: App):
    app.answers = [500] * 9
    shop.says("ben", "hi")
    wait_until(lambda: len(app.received) >= 1)

    sandbox.control("POST", "reset")

    assert sandbox.control("GET", "webhooks")["webhooks"] == []
    assert sandbox.control("GET", "webhook") == {"url": None}
    assert sandbox.control("GET", "people") == {"people": []}


def test_the_page_lets_a_person_play_the_customer(sandbox: Sandbox, shop: Instagram):
    shop.says("ben", "hi")

    page = sandbox.client.get("/_sandbox", headers={"accept": "text/html"}).text

    assert 'value="ben"' in page
    assert "Play the customer" in page
    assert "They go to" in page


def test_deliveries_are_listed_by_account_field_and_status(sandbox: Sandbox, shop: Instagram, app: App):
    shop.says("ben", "hi")
    shop.posts_back("ben", "MENU")
    shop.wait_for_webhooks()

    assert len(shop.webhooks(field="messages")) == len(shop.webhooks(field="messaging_postbacks")) == 1
    [delivery] = shop.webhooks(field="messages", status="delivered")
    assert sandbox.control("GET", f"webhooks/{delivery['id']}")["body"] == delivery["body"]
    assert sandbox.client.get("/_sandbox/webhooks/404").status_code == 404
    assert sandbox.client.get("/_sandbox/webhooks?account=nobody").status_code == 404
    assert sandbox.control("DELETE", "webhooks") == {"deleted": 2}
    assert sandbox.control("DELETE", "webhook") == {"url": None}
    assert shop.acts("message", person="ben", text="nobody hears")["webhooks"] == 1
    assert shop.webhooks()[0]["status"] == "dropped"
    assert sandbox.client.post("/_sandbox/webhooks", json={"body": {}}).status_code == 409


def test_an_app_that_is_not_there_is_told_so(sandbox: Sandbox):
    refused = sandbox.client.put("/_sandbox/webhook", json={"url": "http://127.0.0.1:9/webhook"})

    assert (refused.status_code, refused.json()["verified"]) == (400, False)
    assert refused.json()["problem"]
