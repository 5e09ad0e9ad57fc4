"""Sending and reading direct messages through the emulated API."""

import json
from typing import Any

import pytest
from tests.servers import Instagram

from .conftest import FileServer, Sandbox


@pytest.fixture
def shop(sandbox: Sandbox) -> Instagram:
    return Instagram(sandbox.client, "sunny.bakery", sandbox.account_id())


def send(sandbox: Sandbox, path: str = "me/messages", **body: Any) -> Any:
    """Send as JSON with the account's own token."""
    headers = {"authorization": f"Bearer {sandbox.token()}"}
    return sandbox.client.post(f"/graph.instagram.com/v25.0/{path}", json=body, headers=headers)


def refusal(reply: Any) -> tuple[int, int | None]:
    error = reply.json()["error"]
    return error["code"], error.get("error_subcode")


def test_an_answer_within_a_day_arrives_and_can_be_read_back(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer("ben", name="Ben")
    asked = shop.says("ben", "Are you open?")

    answer = send(sandbox, recipient={"id": ben}, message={"text": "From six."}).json()

    assert answer["recipient_id"] == ben
    assert [(message["text"], message["source"]) for message in shop.conversation("ben")] == [
        ("Are you open?", "customer"),
        ("From six.", "app"),
    ]
    assert shop.sent_messages()[0]["to"] == ben
    fields = "id,updated_time,participants,messages{id,from,to,message}"
    [conversation] = sandbox.call(
        "GET", "me/conversations", sandbox.token(), platform="instagram", user_id=ben, fields=fields
    ).json()["data"]
    assert conversation["participants"]["data"] == [
        {"username": "sunny.bakery", "id": shop.user_id},
        {"username": "ben", "id": ben},
    ]
    assert [message["id"] for message in conversation["messages"]["data"]] == [answer["message_id"], asked]
    read = sandbox.call("GET", asked, sandbox.token(), fields="message,from").json()
    assert read == {"message": "Are you open?", "from": {"username": "ben", "id": ben}, "id": asked}


def test_a_form_with_nested_json_is_understood_like_a_json_body(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.says(ben, "hi")
    form = {
        "recipient": json.dumps({"id": ben}),
        "message": json.dumps({"text": "hello"}),
        "messaging_type": "RESPONSE",
    }

    reply = sandbox.call("POST", f"{shop.user_id}/messages", sandbox.token(), **form)

    assert reply.json()["recipient_id"] == ben


def test_after_a_day_only_a_human_agent_may_answer_and_after_a_week_nobody(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.says(ben, "hi")
    late = {"recipient": {"id": ben}, "message": {"text": "sorry"}}
    tagged = late | {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}

    shop.advance(86_401)
    assert refusal(send(sandbox, **late)) == (10, 2534022)
    assert send(sandbox, **tagged).status_code == 200
    shop.advance(6 * 86_400)
    assert refusal(send(sandbox, **tagged)) == (10, 2534022)

    shop.posts_back(ben, "HELP")
    assert send(sandbox, **late).status_code == 200


def test_the_account_s_own_messages_never_open_the_window(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.writes_by_phone(ben, "Hello Ben")

    assert refusal(send(sandbox, recipient={"id": ben}, message={"text": "?"})) == (10, 2534022)


def test_a_profile_can_be_read_once_the_person_has_written(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer("ben", name="Ben", follower_count=7, follows_business=True)
    fields = "name,username,profile_pic,follower_count,is_user_follow_business,is_business_follow_user,is_verified_user"
    assert refusal(sandbox.call("GET", ben, sandbox.token(), fields=fields)) == (230, None)

    shop.says("ben", "hi")

    read = sandbox.call("GET", ben, sandbox.token(), fields=fields).json()
    assert (read["name"], read["username"], read["follower_count"]) == ("Ben", "ben", 7)
    assert (read["is_user_follow_business"], read["is_business_follow_user"]) == (True, False)


def test_a_picture_is_fetched_and_shown(sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer):
    ben = shop.customer()
    shop.says(ben, "hi")
    picture = {"type": "image", "payload": {"url": f"{sandbox_files.url}/square.jpg"}}

    assert send(sandbox, recipient={"id": ben}, message={"attachment": picture}).status_code == 200

    [sent] = shop.sent_messages()
    assert sandbox.client.get(sent["attachments"][0]["payload"]["url"]).content.startswith(b"\xff\xd8")


def test_a_person_has_one_id_in_comments_and_messages_and_another_for_each_account(
    sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    ben = shop.customer("ben")
    comment = shop.comments_on(media, "Nice", person="ben")

    read = sandbox.call("GET", comment, sandbox.token(), fields="from").json()

    assert read["from"] == {"id": ben, "username": "ben"}
    other = sandbox.control("GET", "people/ben")["ids"]["lena.paints"]
    assert other != ben
    assert sandbox.call("GET", other, sandbox.token()).json()["error"]["error_subcode"] == 33
