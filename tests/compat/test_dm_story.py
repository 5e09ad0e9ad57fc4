"""A front end written for the predecessor plays its day: over HTTP, with a real worker, at the sandbox."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.compat.front_end import FrontEnd
from tests.compat.house import House, Shop, make_shop, open_house
from tests.content.makers import jpeg
from tests.databases import database_of_its_own
from tests.servers import Instagram

from autogram.compat.dm import messages
from autogram.core import clock


@pytest.fixture(scope="module")
async def house(settings, keyring, postgres_url, database_template, instagram_server) -> AsyncIterator[House]:
    async with database_of_its_own(postgres_url, database_template) as url, open_house(settings, keyring, url) as house:
        yield house


@pytest.fixture
async def shop(house: House, instagram: Instagram) -> Shop:
    """Somebody whose customer has written."""
    shop = await make_shop(house, instagram)
    await shop.hears("Are you open on Sunday?")
    return shop


async def test_a_whole_day(house: House, instagram: Instagram):
    front_end = FrontEnd(house.client)
    await front_end.register()
    await front_end.login()
    await front_end.connect(instagram)
    instagram.webhooks_to(house.webhook_url, "messages")
    shop = Shop(front_end, instagram, instagram.customer("ada.buys"))

    mid = await shop.hears("Are you open on Sunday?")
    said = await shop.messages()
    answer = await shop.send(text="Yes, until six.")
    await front_end.call("POST", f"/messages/{shop.conversation['id']}/read", 204)
    await front_end.refresh()
    seen = await front_end.call("GET", f"/conversations/detail/{shop.conversation['id']}")
    await front_end.call("POST", "/auth/logout", 204, json={"refreshToken": front_end.tokens["refresh"]["token"]})

    [question] = said["messages"]
    assert (question["messageId"], question["text"], question["sender"]) == (mid, "Are you open on Sunday?", "user")
    assert (question["isRead"], question["senderId"]) == (False, shop.customer)
    assert [message["text"] for message in instagram.sent_messages(shop.customer)] == ["Yes, until six."]
    assert (answer["sender"], answer["senderId"], answer["isRead"]) == ("page", instagram.user_id, True)
    assert (answer["metadata"]["status"], answer["messageId"]) == (
        "sent",
        instagram.sent_messages(shop.customer)[0]["mid"],
    )
    assert (seen["lastMessage"], seen["unreadCount"]) == ("Yes, until six.", 0)
    await front_end.call("GET", f"/conversations/{shop.account_id}", 401)


async def test_what_a_conversation_and_a_message_look_like(shop: Shop):
    listed = await shop.conversations()
    [message] = (await shop.messages())["messages"]

    assert (listed["total"], listed["limit"], listed["skip"]) == (1, 20, 0)
    assert set(listed["conversations"][0]) == {
        "id",
        "instagramAccount",
        "igUserId",
        "igUsername",
        "lastMessage",
        "lastMessageTimestamp",
        "unreadCount",
        "isActive",
        "createdAt",
        "updatedAt",
    }
    assert listed["conversations"][0]["unreadCount"] == 1
    assert set(message) == {
        "id",
        "conversation",
        "instagramAccount",
        "messageId",
        "sender",
        "senderId",
        "text",
        "attachments",
        "timestamp",
        "isRead",
        "metadata",
        "createdAt",
        "updatedAt",
    }
    assert message["timestamp"].endswith("Z")


async def test_lists_skip_and_limit_and_count(shop: Shop):
    for number in range(2):
        await shop.hears(f"question {number}")
    first, rest = await shop.messages(limit=1), await shop.messages(skip=1)
    beyond = await shop.conversations(skip=1, limit=5)

    assert [message["text"] for message in first["messages"]] == ["question 1"]
    assert [message["text"] for message in rest["messages"]] == ["question 0", "Are you open on Sunday?"]
    assert (first["total"], first["limit"], rest["skip"]) == (3, 1, 1)
    assert (beyond["conversations"], beyond["total"]) == ([], 1)
    await shop.front_end.call("GET", f"/conversations/{shop.account_id}", 400, params={"limit": 101})


async def test_a_text_with_a_picture_goes_out_as_two_messages(shop: Shop):
    file = {"file": ("menu.jpg", jpeg(320, 400), "image/jpeg")}
    uploaded = await shop.front_end.call("POST", "/upload/image", files=file)
    picture = {"type": "image", "url": uploaded["url"]}
    answer = await shop.send(text="Our menu", attachment=picture)

    newest, older = (await shop.messages(limit=2))["messages"]
    assert (answer["text"], answer["attachments"]) == ("Our menu", [])
    assert (newest["id"], older["attachments"]) == (answer["id"], [picture])
    assert len(shop.instagram.sent_messages(shop.customer)) == 2


@pytest.mark.parametrize("body", [{}, {"text": " "}, {"text": "ä" * 501}, {"attachment": {"type": "gif", "url": "x"}}])
async def test_what_cannot_be_sent_is_400(shop: Shop, body):
    error = await shop.send(400, **body)

    assert error["details"]
    assert shop.instagram.sent_messages(shop.customer) == []


async def test_after_the_time_for_answers_the_reason_is_told(shop: Shop):
    with clock.shifted(timedelta(days=8)):
        front_end = shop.front_end
        await front_end.login()
        error = await shop.send(400, text="Hello again")

    assert "details" not in error
    assert shop.instagram.sent_messages(shop.customer) == []


async def test_what_instagram_refuses_is_400_with_its_reason(shop: Shop):
    shop.instagram.blocks(shop.customer)
    error = await shop.send(400, text="Hello?")

    assert error["message"].startswith("Failed to send message: ")
    [failed, _] = (await shop.messages())["messages"]
    assert failed["metadata"]["status"] == "failed"


async def test_who_does_not_want_to_wait_hears_that_it_is_under_way(shop: Shop, monkeypatch):
    monkeypatch.setattr(messages, "WAIT_SECONDS", 0.0)
    answer = await shop.send(text="On its way")

    assert answer["metadata"]["status"] in {"sending", "sent"}


async def test_a_deleted_conversation_is_back_with_its_history(shop: Shop):
    path = f"/conversations/detail/{shop.conversation['id']}"
    await shop.front_end.call("DELETE", path, 204)
    assert (await shop.conversations())["total"] == 0
    await shop.front_end.call("GET", path, 404)
    await shop.front_end.call("DELETE", path, 404)

    await shop.hears("Hello again")

    assert [message["text"] for message in (await shop.messages())["messages"]] == [
        "Hello again",
        "Are you open on Sunday?",
    ]


async def test_a_stranger_finds_nothing(shop: Shop, house: House):
    stranger = FrontEnd(house.client)
    await stranger.register()
    conversation_id = shop.conversation["id"]

    await stranger.call("GET", f"/conversations/{shop.account_id}", 404)
    for wanted in (conversation_id, "42", str(uuid4())):
        await stranger.call("GET", f"/conversations/detail/{wanted}", 404)
        await stranger.call("DELETE", f"/conversations/detail/{wanted}", 404)
        await stranger.call("GET", f"/messages/{wanted}", 404)
        await stranger.call("POST", f"/messages/{wanted}", 404, json={"text": "Hello"})
        await stranger.call("POST", f"/messages/{wanted}/read", 404)
