"""What a conversation looks like when it is read, and who holds it."""

from typing import Any

import pytest
from tests.servers import Instagram

from .conftest import FileServer, Sandbox

DETAILS = "from,to,message,attachments,shares,story,reactions,reply_to,is_unsupported,tags"


@pytest.fixture
def shop(sandbox: Sandbox) -> Instagram:
    return Instagram(sandbox.client, "sunny.bakery", sandbox.account_id())


def test_files_posts_and_stories_are_read_under_their_own_names(sandbox: Sandbox, shop: Instagram):
    token = sandbox.token()

    def read(mid: str) -> dict[str, Any]:
        return dict(sandbox.call("GET", mid, token, fields=DETAILS).json())

    picture = read(shop.says("ben", attachments=[{"type": "image", "url": "https://a.example/a.jpg"}]))
    assert picture["attachments"]["data"][0]["image_data"]["url"] == "https://a.example/a.jpg"
    sound = read(shop.says("ben", attachments=[{"type": "audio", "url": "https://a.example/a.m4a"}]))
    assert sound["attachments"]["data"] == [{"file_url": "https://a.example/a.m4a"}]
    gone = read(shop.says("ben", attachments=[{"type": "ephemeral"}]))
    assert gone["attachments"]["data"] == [{"type": "ephemeral"}]
    reel = read(shop.says("ben", attachments=[{"type": "ig_reel", "url": "https://a.example/r"}]))
    assert reel["shares"]["data"] == [{"link": "https://a.example/r"}]
    assert "attachments" not in reel
    reply = read(shop.story_replies("ben", "Lovely"))
    assert reply["story"]["reply_to"].keys() == {"link", "id"}
    mention = read(shop.story_mentions("ben"))
    assert mention["story"]["mention"]["link"].endswith(".jpg")
    assert read(shop.says("ben", is_unsupported=True))["is_unsupported"] is True


def test_answers_name_what_they_answer_and_both_sides(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer("ben")
    asked = shop.says("ben", "Open?")
    answered = shop.writes_by_phone("ben", "Yes", reply_to=asked)
    shop.reacts("ben", answered, "like")

    [thread] = sandbox.call("GET", "me/conversations", sandbox.token()).json()["data"]
    listed = sandbox.call("GET", f"{thread['id']}/messages", sandbox.token(), fields=DETAILS).json()["data"]

    assert listed[0]["reply_to"] == {"mid": asked}
    assert (listed[0]["from"]["id"], listed[0]["to"]["data"][0]["id"]) == (shop.user_id, ben)
    assert listed[0]["reactions"]["data"] == [{"reaction": "👍", "users": [{"username": "ben", "id": ben}]}]
    facts = sandbox.call(
        "GET", thread["id"], sandbox.token(), fields="name,message_count,unread_count,can_reply"
    ).json()
    assert facts == {"name": "ben", "message_count": 2, "unread_count": 0, "can_reply": True, "id": thread["id"]}
    shop.says("ben", "Great")
    assert sandbox.call("GET", thread["id"], sandbox.token(), fields="unread_count").json()["unread_count"] == 1


def test_a_template_and_a_shared_post_are_read_as_such(sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer):
    ben, token = shop.customer("ben"), sandbox.token()
    shop.says("ben", "hi")
    headers = {"authorization": f"Bearer {token}"}
    template = {"template_type": "generic", "elements": [{"title": "Bun"}]}
    media = sandbox.publish(token, f"{sandbox_files.url}/square.jpg")
    for kind, payload in (("template", template), ("MEDIA_SHARE", {"id": media})):
        body = {"recipient": {"id": ben}, "message": {"attachment": {"type": kind, "payload": payload}}}
        assert sandbox.client.post("/graph.instagram.com/me/messages", json=body, headers=headers).status_code == 200

    sent = [sandbox.call("GET", one["mid"], token, fields=DETAILS).json() for one in shop.sent_messages()]

    assert sent[0]["attachments"]["data"] == [{"generic_template": template}]
    assert sent[1]["shares"]["data"][0]["link"].endswith(".jpg")


def test_a_conversation_is_passed_on_asked_for_and_taken_back(sandbox: Sandbox, shop: Instagram):
    token, ben = sandbox.token(), shop.customer("ben")
    shop.says("ben", "hi")

    def control(verb: str, **body: Any) -> Any:
        headers = {"authorization": f"Bearer {token}"}
        path = f"/graph.instagram.com/me/{verb}_thread_control"
        return sandbox.client.post(path, json={"recipient": {"id": ben}} | body, headers=headers).json()

    def owner() -> str:
        answer = sandbox.call("GET", "me/thread_owner", token, recipient=ben).json()
        return str(answer["data"][0]["thread_owner"]["app_id"])

    assert owner() == "sandbox-app"
    assert control("extend") == {"success": True}
    assert control("pass", target_app_id="99") == {"success": True}
    assert owner() == "99"
    assert control("extend")["error"]["error_subcode"] == 2534037
    assert control("request") == {"success": True}
    assert control("take") == {"success": True}
    assert control("release") == {"success": True}
    assert owner() == "1217981644879628"
    assert control("take", recipient={"id": "404"})["error"]["error_subcode"] == 2534014
    assert sandbox.call("GET", "me/thread_owner", token).json()["error"]["code"] == 100


def test_a_page_of_messenger_has_no_conversations_here(sandbox: Sandbox, shop: Instagram):
    shop.says("ben", "hi")
    token = sandbox.token()

    assert sandbox.call("GET", "me/conversations", token, platform="messenger").json()["data"] == []
    assert sandbox.call("GET", "me/conversations", token, platform="telegram").json()["error"]["code"] == 100


def test_messages_are_found_again_after_a_restart(tmp_path: Any):
    from starlette.testclient import TestClient

    from autogram.sandbox.app import create_app

    state = tmp_path / "sandbox.db"
    act = {"act": "message", "account": "sunny.bakery", "person": "ben", "text": "hi"}
    with TestClient(create_app(state=state)) as first:
        written = first.post("/_sandbox/acts", json=act).json()
    with TestClient(create_app(state=state)) as second:
        token = second.post("/_sandbox/accounts/sunny.bakery/token", json={}).json()["access_token"]
        headers = {"authorization": f"Bearer {token}"}
        read = second.get(f"/graph.instagram.com/{written['mid']}?fields=message,from", headers=headers).json()
        person = second.get(f"/graph.instagram.com/{written['person_id']}", headers=headers).json()

    assert (read["message"], read["from"]["username"]) == ("hi", "ben")
    assert person["username"] == "ben"
