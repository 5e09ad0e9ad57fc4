"""Everything that the sandbox's customers do, as it tells it, becomes what it was."""

import json
from typing import Any

from tests.inbox.reception.inbox import Inbox, deliver, events, process, publish
from tests.servers import Instagram

from autogram.accounts.service.subscriptions import wanted_fields
from autogram.inbox.conversations.models import MessageKind, Origin
from autogram.inbox.journal.models import EventStatus

UNDERSTOOD = {EventStatus.APPLIED, EventStatus.IGNORED}
NOBODY = "http://127.0.0.1:9/webhook"


def told(instagram: Instagram) -> list[Any]:
    """The bodies that the sandbox wants to deliver, oldest first."""
    instagram.wait_for_webhooks()
    bodies = [delivery["body"] for delivery in reversed(instagram.webhooks())]
    return [json.loads(body) if isinstance(body, str) else body for body in bodies]


async def test_what_customers_do_becomes_messages_and_comments(shop: Inbox, instagram: Instagram) -> None:
    media_id = publish(instagram)
    instagram.webhooks_to(NOBODY, *wanted_fields(()), verify=False)
    ben = shop.person
    asked = instagram.says(ben, "One bun, please")
    pictured = instagram.says(ben, None, attachments=[{"type": "image"}, {"type": "ig_reel"}, {"type": "ephemeral"}])
    answered = instagram.writes_by_phone(ben, "With butter?")
    instagram.reacts(ben, answered, "wow")
    instagram.edits(ben, asked, "Two buns, please")
    instagram.reads(ben, answered)
    tapped = instagram.posts_back(ben, "MENU", "Show the menu")
    instagram.refers(ben, "flyer")
    replied = instagram.story_replies(ben, "Yum")
    mentioned = instagram.story_mentions(ben)
    gone = instagram.says(ben, "never mind")
    instagram.unsends(ben, gone)
    instagram.acts("self_message", text="note")
    instagram.acts("empty_edit")
    instagram.acts("dashboard_test")
    top = instagram.comments_on(media_id, "Lovely!", person=ben)
    own = instagram.acts("phone_comment", media_id=media_id, text="Thanks", parent_id=top)["comment_id"]
    live = instagram.comments_live("hi", person=ben)
    instagram.mentions(person=ben, text="@shop", is_comment=True)
    instagram.mentions(person=ben, text="@shop")

    await process(shop, *[await deliver(shop, body) for body in told(instagram)])
    instagram.client.delete("/_sandbox/webhook")

    found = {message.mid: message for message in await shop.messages()}
    assert [(event.kind, event.payload) for event in await events(shop) if event.status not in UNDERSTOOD] == []
    assert (found[asked].text, found[asked].edit_count) == ("Two buns, please", 1)
    assert [entry["type"] for entry in found[pictured].attachments] == ["image", "ig_reel", "ephemeral"]
    assert (found[answered].origin, found[answered].read_at is not None) == (Origin.PHONE, True)
    assert [entry["reaction"] for entry in found[answered].reactions] == ["wow"]
    assert found[tapped].details["postback"] == {"title": "Show the menu", "payload": "MENU"}
    assert (found[replied].kind, found[mentioned].kind) == (MessageKind.STORY_REPLY, MessageKind.STORY_MENTION)
    assert (found[gone].text, found[gone].unsent_at is not None) == (None, True)
    assert MessageKind.REFERRAL in {message.kind for message in found.values()}
    assert len(found) == 8
    comments = {row.comment_id: row for row in await shop.comments()}
    assert comments[own].is_own
    assert comments[top].replied_at is not None
    assert comments[live].kind.value == "live"
    assert sum(row.kind.value == "mention" for row in comments.values()) == 2
    assert len(await shop.people()) == 1


async def test_the_odd_shapes_of_webhooks_say_the_same(shop: Inbox, instagram: Instagram) -> None:
    media_id = publish(instagram)
    instagram.webhooks_to(NOBODY, *wanted_fields(()), verify=False)
    odd = {"webhook_body": "array", "webhook_changes": "direct", "webhook_comment_id": "comment_id"}
    before = instagram.client.get("/_sandbox/settings").json()
    instagram.switch(**odd)

    instagram.says(shop.person, "hi")
    instagram.comments_on(media_id, "Lovely!", person=shop.person)
    bodies = told(instagram)
    instagram.switch(**{name: before[name] for name in odd})
    instagram.client.delete("/_sandbox/webhook")
    await process(shop, *[await deliver(shop, body) for body in bodies])

    assert isinstance(bodies[0], list)
    assert [message.text for message in await shop.messages()] == ["hi"]
    assert [row.text for row in await shop.comments()] == ["Lovely!"]
