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


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({}, (100, 2534015)),
        ({"text": ""}, (100, 2534015)),
        ({"text": "ö" * 501}, (100, 2534015)),
        ({"text": "a", "attachment": {"type": "like_heart"}}, (100, None)),
        ({"text": "a", "quick_replies": [{"content_type": "text", "title": "a", "payload": "b"}] * 14}, (100, None)),
        ({"text": "a", "quick_replies": [{"content_type": "text", "title": "a" * 21, "payload": "b"}]}, (100, None)),
        ({"attachments": [{"type": "image", "payload": {"url": "http://127.0.0.1:9/a"}}] * 11}, (100, None)),
        ({"attachments": [{"type": "video", "payload": {"url": "http://127.0.0.1:9/a"}}]}, (100, None)),
        ({"attachment": {"type": "image", "payload": {"url": "http://127.0.0.1:9/a.jpg"}}}, (100, 2018008)),
        ({"attachment": {"type": "image", "payload": {"attachment_id": "404"}}}, (100, 2018074)),
        ({"attachment": {"type": "MEDIA_SHARE", "payload": {"id": "404"}}}, (100, 2534015)),
        ({"attachment": {"type": "template", "payload": {"template_type": "list"}}}, (100, None)),
        ({"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": []}}}, (100, None)),
        ({"attachment": {"type": "template", "payload": {"template_type": "button", "text": "a"}}}, (100, None)),
    ],
)
def test_a_message_instagram_would_refuse_is_refused(
    sandbox: Sandbox, shop: Instagram, message: Any, error: tuple[int, int | None]
):
    ben = shop.customer()
    shop.says(ben, "hi")

    assert refusal(send(sandbox, recipient={"id": ben}, message=message)) == error
    assert shop.sent_messages() == []


def test_every_kind_of_message_is_taken(sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer):
    ben = shop.customer()
    asked = shop.says(ben, "hi")
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    button = {"type": "postback", "title": "Menu", "payload": "MENU"}
    link = {"type": "web_url", "title": "Site", "url": "https://a.example"}
    document = sandbox_files.add("/a.pdf", b"%PDF-1.4 anything", "application/pdf")
    image = {"type": "image", "payload": {"url": f"{sandbox_files.url}/square.jpg"}}
    messages: list[dict[str, Any]] = [
        {"text": "ö" * 500},
        {"text": "?", "quick_replies": [{"content_type": "text", "title": "Yes", "payload": "YES"}]},
        {"attachment": {"type": "like_heart"}},
        {"attachment": {"type": "MEDIA_SHARE", "payload": {"id": media}}},
        {"attachments": [image] * 10},
        {"attachment": {"type": "file", "payload": {"url": document}}},
        {"attachment": {"type": "template", "payload": {"template_type": "button", "text": "a", "buttons": [button]}}},
        {
            "attachment": {
                "type": "template",
                "payload": {"template_type": "generic", "elements": [{"title": "Bun", "buttons": [link, button]}]},
            }
        },
    ]

    for message in messages:
        reply = send(sandbox, recipient={"id": ben}, message=message, reply_to={"mid": asked})
        assert reply.status_code == 200, reply.text

    sent = shop.sent_messages(ben)
    assert len(sent) == len(messages)
    assert all(message["reply_to"] == {"mid": asked} for message in sent)


def test_an_uploaded_file_is_sent_by_its_id(sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer):
    ben = shop.customer()
    shop.says(ben, "hi")
    attachment = {"type": "image", "payload": {"url": f"{sandbox_files.url}/square.jpg", "is_reusable": True}}

    key = send(sandbox, "me/message_attachments", message={"attachment": attachment}).json()["attachment_id"]

    by_id = {"attachment": {"type": "image", "payload": {"attachment_id": key}}}
    assert send(sandbox, recipient={"id": ben}, message=by_id).status_code == 200
    assert send(sandbox, recipient={"id": ben}, message={"attachment": attachment}).json()["attachment_id"] != key


def test_a_file_of_another_kind_or_too_large_is_refused(sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer):
    ben = shop.customer()
    shop.says(ben, "hi")
    huge = sandbox_files.add("/huge.jpg", b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024))
    square = f"{sandbox_files.url}/square.jpg"

    def send_file(kind: str, url: str) -> Any:
        return send(sandbox, recipient={"id": ben}, message={"attachment": {"type": kind, "payload": {"url": url}}})

    assert refusal(send_file("video", square)) == (100, 2018047)
    assert refusal(send_file("image", huge)) == (100, 2018109)


def test_actions_are_spelled_in_either_case_and_reactions_are_seen(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    mid = shop.says(ben, "hi")

    for action in ("typing_on", "TYPING_OFF", "mark_seen"):
        assert send(sandbox, recipient={"id": ben}, sender_action=action).json() == {"recipient_id": ben}
    payload = {"message_id": mid, "reaction": "love"}
    assert send(sandbox, recipient={"id": ben}, sender_action="REACT", payload=json.dumps(payload)).status_code == 200
    assert shop.conversation(ben)[0]["reactions"][shop.user_id]["reaction"] == "love"
    read = sandbox.call("GET", mid, sandbox.token(), fields="reactions").json()
    assert read["reactions"]["data"][0]["users"] == [{"username": "sunny.bakery", "id": shop.user_id}]
    assert send(sandbox, recipient={"id": ben}, sender_action="unreact", payload=payload).status_code == 200
    assert shop.conversation(ben)[0]["reactions"] == {}
    assert refusal(send(sandbox, recipient={"id": ben}, sender_action="wave")) == (100, None)


def test_a_comment_is_answered_privately_once_and_within_a_week(
    sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    ben = shop.customer("ben")
    first, second = (shop.comments_on(media, text, person="ben") for text in ("Price?", "Hello?"))

    answer = send(sandbox, recipient={"comment_id": first}, message={"text": "In private"}).json()

    assert answer["recipient_id"] == ben
    again = send(sandbox, recipient={"comment_id": first}, message={"text": "Again"})
    assert refusal(again) == (100, 2534025)
    assert refusal(send(sandbox, recipient={"id": ben}, message={"text": "More"})) == (10, 2534022)
    shop.advance(7 * 86_400 + 1)
    assert refusal(send(sandbox, recipient={"comment_id": second}, message={"text": "Late"})) == (100, 2534025)
    own = sandbox.call("POST", f"{media}/comments", sandbox.token(), message="mine").json()["id"]
    assert refusal(send(sandbox, recipient={"comment_id": own}, message={"text": "Me"})) == (100, 2534025)
    shop.says("ben", "Ah, thanks")
    assert send(sandbox, recipient={"id": ben}, message={"text": "Welcome"}).status_code == 200


def test_live_comments_are_answered_privately_only_on_air(sandbox: Sandbox, shop: Instagram):
    first = shop.comments_live("Hi", person="ben")
    second = shop.comments_live("Me too", person="eva")
    [live] = sandbox.call("GET", "me/live_media", sandbox.token(), fields="media_product_type").json()["data"]
    assert live["media_product_type"] == "LIVE"
    assert send(sandbox, recipient={"comment_id": first}, message={"text": "Hello"}).status_code == 200

    shop.acts("live_end")

    assert refusal(send(sandbox, recipient={"comment_id": second}, message={"text": "Hello"})) == (100, 2534025)
    assert sandbox.call("GET", "me/media", sandbox.token()).json()["data"] == []


def test_people_who_cannot_be_reached_are_refused_with_the_reason(sandbox: Sandbox, shop: Instagram):
    hello = {"message": {"text": "hello"}}

    def refused(person: str) -> tuple[int, int | None]:
        return refusal(send(sandbox, recipient={"id": person}, **hello))

    stranger, ben, gone = shop.customer(), shop.customer("ben"), shop.customer("gone", is_unavailable=True)
    shop.says("ben", "hi")
    assert refused(stranger) == (10, 2534022)
    assert refused("6000000000000000") == (100, 2534014)
    assert refused(sandbox.control("GET", "people/ben")["ids"]["lena.paints"]) == (100, 2534014)
    shop.says("gone", "bye")
    assert refused(gone) == (551, 1545041)
    shop.blocks("ben")
    assert refused(ben) == (551, 1545041)
    shop.acts("unblock", person="ben")
    sandbox.control("PUT", "people/ben", {"is_tester": False})
    sandbox.settings(app_mode="development")
    assert refused(ben) == (10, 2018028)
    sandbox.settings(app_mode="live")
    shop.acts("take_thread", person="ben")
    assert refused(ben) == (100, 2534037)
    shop.acts("pass_thread", person="ben")
    assert send(sandbox, recipient={"id": ben}, **hello).status_code == 200


def test_the_business_can_block_and_the_owner_can_shut_the_app_out(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.says(ben, "hi")
    wish = {"user_ids": [{"id": ben}], "actions": ["block_user", "move_to_spam"]}
    assert send(sandbox, "me/moderate_conversations", **wish).json() == {"success": True}
    assert refusal(send(sandbox, recipient={"id": ben}, message={"text": "?"})) == (100, 2534029)
    assert sandbox.call("GET", "me/conversations", sandbox.token()).json()["data"] == []

    sandbox.control("PUT", "accounts/sunny.bakery", {"allows_messages": False})

    assert refusal(send(sandbox, recipient={"id": ben}, message={"text": "?"})) == (200, 2534041)
    assert refusal(sandbox.call("GET", "me/conversations", sandbox.token())) == (200, 2534041)


def test_too_many_calls_a_second_are_refused(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.says(ben, "hi")
    sandbox.settings(sends_per_second=2, conversation_calls_per_second=1)

    codes = [send(sandbox, recipient={"id": ben}, message={"text": str(number)}).status_code for number in range(3)]
    reads = [sandbox.call("GET", "me/conversations", sandbox.token()) for _ in range(2)]

    assert codes == [200, 200, 400]
    assert refusal(reads[1]) == (613, 2534040)
    shop.advance(1.1)
    assert send(sandbox, recipient={"id": ben}, message={"text": "now"}).status_code == 200


def test_a_send_can_fail_although_it_was_done(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    shop.says(ben, "hi")
    shop.fault("message.send", after=True, error={"code": 1, "subcode": 1357046, "status": 500})

    assert refusal(send(sandbox, recipient={"id": ben}, message={"text": "there?"})) == (1, 1357046)

    assert [message["text"] for message in shop.sent_messages()] == ["there?"]


def test_only_the_twenty_newest_messages_have_details(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    mids = [shop.says(ben, f"number {number}") for number in range(25)]
    token = sandbox.token()

    assert refusal(sandbox.call("GET", mids[4], token, fields="message")) == (9000001, None)
    assert sandbox.call("GET", mids[5], token, fields="message").json()["message"] == "number 5"
    [conversation] = sandbox.call("GET", "me/conversations", token).json()["data"]
    read = sandbox.call("GET", conversation["id"], token, fields="messages.limit(25){message}").json()
    texts = [message.get("message") for message in read["messages"]["data"]]
    assert texts[:20] == [f"number {number}" for number in range(24, 4, -1)]
    assert texts[20:] == [None] * 5
    shop.unsends(ben, mids[24])
    assert refusal(sandbox.call("GET", mids[24], token)) == (9000001, None)


def test_conversations_are_paged_newest_first_and_old_requests_are_hidden(sandbox: Sandbox, shop: Instagram):
    people = [shop.customer() for _ in range(3)]
    for person in people:
        shop.says(person, "hi")
    send(sandbox, recipient={"id": people[0]}, message={"text": "hello"})
    token = sandbox.token()

    first = sandbox.call("GET", "me/conversations", token, limit="2", fields="participants").json()
    second = sandbox.client.get(first["paging"]["next"]).json()
    found = [one["participants"]["data"][1]["id"] for one in first["data"] + second["data"]]
    assert found == [people[0], people[2], people[1]]

    shop.advance(31 * 86_400)
    left = sandbox.call("GET", "me/conversations", sandbox.token(), fields="participants").json()["data"]
    assert [one["participants"]["data"][1]["id"] for one in left] == [people[0]]


def test_without_the_permission_there_are_no_messages(sandbox: Sandbox, shop: Instagram):
    ben = shop.customer()
    mid = shop.says(ben, "hi")
    token = sandbox.token(permissions=["instagram_business_basic"])

    for path in ("me/conversations", mid, ben):
        assert refusal(sandbox.call("GET", path, token)) == (10, None)
    foreign = sandbox.token("lena.paints")
    assert refusal(sandbox.call("GET", mid, foreign)) == (100, 33)


def test_menus_are_kept_replaced_and_taken_away(sandbox: Sandbox, shop: Instagram):
    breakers = [{"call_to_actions": [{"question": "Open?", "payload": "OPEN"}], "locale": "default"}]
    items = [{"type": "postback", "title": "Menu", "payload": "MENU"}]
    menu = [{"locale": "default", "call_to_actions": items}]
    done = send(sandbox, "me/messenger_profile", platform="instagram", ice_breakers=breakers, persistent_menu=menu)
    assert done.json() == {"result": "success"}

    token = sandbox.token()
    assert sandbox.call("GET", "me/messenger_profile", token, fields="ice_breakers").json() == {
        "data": [{"ice_breakers": breakers}]
    }
    five = [{"call_to_actions": breakers[0]["call_to_actions"] * 5}]
    assert refusal(send(sandbox, "me/messenger_profile", ice_breakers=five)) == (100, None)
    assert sandbox.call("DELETE", "me/messenger_profile", token, fields='["ice_breakers"]').status_code == 200
    assert sandbox.call("GET", "me/messenger_profile", token).json() == {"data": [{"persistent_menu": menu}]}


def test_mentions_are_read_and_answered_and_tags_listed(sandbox: Sandbox, shop: Instagram):
    token = sandbox.token()
    caption = shop.mentions(person="ben", text="@sunny.bakery is great")
    comment = shop.mentions(person="ben", text="ask @sunny.bakery", is_comment=True)
    shop.acts("tag", person="ben", text="Breakfast")

    fields = f"mentioned_media.media_id({caption['media_id']}){{caption,username}}"
    read = sandbox.call("GET", "me", token, fields=fields).json()["mentioned_media"]
    assert (read["caption"], read["username"]) == ("@sunny.bakery is great", "ben")
    fields = f"mentioned_comment.comment_id({comment['comment_id']}){{text,media{{id}}}}"
    read = sandbox.call("GET", "me", token, fields=fields).json()["mentioned_comment"]
    assert (read["text"], read["media"]["id"]) == ("ask @sunny.bakery", comment["media_id"])
    assert sandbox.call("POST", "me/mentions", token, media_id=caption["media_id"], message="Thanks").json()["id"]
    assert refusal(sandbox.call("POST", "me/mentions", token, media_id="404", message="Thanks")) == (100, 33)
    [tag] = sandbox.call("GET", "me/tags", token, fields="caption,username").json()["data"]
    assert (tag["caption"], tag["username"]) == ("Breakfast", "ben")


def test_wrong_acts_say_what_is_wrong(sandbox: Sandbox, shop: Instagram):
    def act(**facts: Any) -> int:
        return sandbox.client.post(
            "/_sandbox/acts", json={"account": "sunny.bakery", "person": "ben"} | facts
        ).status_code

    mine = shop.says("ben", "hi")
    assert act(act="fly") == 422
    assert act(act="message") == 422
    assert act(act="message", text="hi", account="nobody") == 404
    assert act(act="edit", mid="404", text="x") == 404
    assert act(act="phone_unsend", mid=mine) == 409
    assert act(act="read") == 404
    assert act(act="comment", media_id="404", text="x") == 404
    assert act(act="live_end") in (404, 422)
    assert act(act="story_reply", text="x", media_id="404") == 404
