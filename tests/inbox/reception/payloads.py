"""Bodies as Instagram posts them, of every kind that is known; the ids are made up."""

from typing import Any

ACCOUNT = "17841400000000001"
PERSON = "990000000000001"
AT_MS = 1_769_000_000_123
AT_SECONDS = 1_769_000_000
CDN = "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1&signature=s"


def body(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"object": "instagram", "entry": list(entries)}


def item(key: str, content: Any, *, sender: str = PERSON, recipient: str = ACCOUNT, at: Any = AT_MS) -> dict[str, Any]:
    return {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": at, key: content}


def messaging(*items: dict[str, Any], account: str = ACCOUNT, under: str = "messaging") -> dict[str, Any]:
    return body({"id": account, "time": AT_MS, under: list(items)})


def change(field: str, value: Any, *, account: str = ACCOUNT, at: Any = AT_SECONDS) -> dict[str, Any]:
    return body({"id": account, "time": at, "changes": [{"field": field, "value": value}]})


def message(mid: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    """A delivery with one message of the person; `at`, `sender`, `recipient` and `account` go around it."""
    account = more.pop("account", ACCOUNT)
    around = {name: more.pop(name) for name in ("sender", "recipient", "at") if name in more}
    said = {"mid": mid} | ({"text": text} if text is not None else {}) | more
    return messaging(item("message", said, **around), account=account)


def echo(mid: str, text: str, **more: Any) -> dict[str, Any]:
    return message(mid, text, is_echo=True, sender=ACCOUNT, recipient=PERSON, **more)


def attachment(kind: str, **payload: Any) -> dict[str, Any]:
    return {"type": kind, "payload": {"url": CDN} | payload}


def comment(comment_id: str, text: str, **more: Any) -> dict[str, Any]:
    value = {
        "from": {"id": PERSON, "username": "ben.of.york"},
        "media": {"id": "18000000000000001", "media_product_type": "FEED"},
        "id": comment_id,
        "text": text,
    }
    return change("comments", value | more)


AD = {
    "ref": "spring",
    "ad_id": "6045",
    "source": "ADS",
    "type": "OPEN_THREAD",
    "ads_context_data": {"ad_title": "Spring buns", "photo_url": CDN, "video_url": CDN},
}

# Name of the case → (body, kinds of the events it tells).
EVERY_KIND: dict[str, tuple[Any, list[str]]] = {
    "text": (message("m1", "Are you open?"), ["message"]),
    "emoji and newline": (message("m1", "🙂\n\u00e4/\\"), ["message"]),
    "image": (message("m1", attachments=[attachment("image")]), ["message"]),
    "two images and a film": (
        message("m1", attachments=[attachment("image"), attachment("image"), attachment("video")]),
        ["message"],
    ),
    "audio": (message("m1", attachments=[attachment("audio")]), ["message"]),
    "file": (message("m1", attachments=[attachment("file")]), ["message"]),
    "share": (message("m1", attachments=[attachment("share", title="A post")]), ["message"]),
    "ig_reel": (message("m1", attachments=[attachment("ig_reel", reel_video_id="5", title="R")]), ["message"]),
    "reel": (message("m1", attachments=[attachment("reel", reel_video_id=5)]), ["message"]),
    "ig_post": (message("m1", attachments=[attachment("ig_post", ig_post_media_id="9", title="P")]), ["message"]),
    "story mention": (message("m1", attachments=[attachment("story_mention")]), ["message"]),
    "ephemeral": (message("m1", attachments=[{"type": "ephemeral"}]), ["message"]),
    "template": (
        message("m1", attachments=[{"type": "template", "payload": {"generic": {"elements": []}}}]),
        ["message"],
    ),
    "attachment of an unknown type": (message("m1", attachments=[attachment("hologram")]), ["message"]),
    "unsupported type": (message("m1", attachments=[{"type": "unsupported_type"}]), ["message"]),
    "unsupported": (message("m1", is_unsupported=True), ["message"]),
    "quick reply": (message("m1", "Yes", quick_reply={"payload": "YES"}), ["message"]),
    "reply": (message("m1", "That one", reply_to={"mid": "m0"}), ["message"]),
    "reply to its own": (message("m1", "again", reply_to={"mid": "m0", "is_self_reply": True}), ["message"]),
    "story reply": (
        message("m1", "Yum", reply_to={"story": {"id": "17", "url": CDN, "link_sticker_url": "https://e.test"}}),
        ["message"],
    ),
    "from an ad": (message("m1", "Hi", referral=AD), ["message"]),
    "about a product": (message("m1", "This?", referral={"product": {"id": "77"}}), ["message"]),
    "echo": (echo("m1", "Yes, until six"), ["message.echo"]),
    "unsent": (message("m1", is_deleted=True), ["message.unsent"]),
    "to itself": (
        message("m1", "note", sender=ACCOUNT, recipient=ACCOUNT, is_self=True, is_echo=True),
        ["message.self"],
    ),
    "reaction": (
        messaging(item("reaction", {"mid": "m1", "action": "react", "reaction": "love", "emoji": "❤"})),
        ["reaction"],
    ),
    "reaction taken back": (messaging(item("reaction", {"mid": "m1", "action": "unreact"})), ["reaction"]),
    "read": (messaging(item("read", {"mid": "m1"})), ["read"]),
    "read with a watermark": (messaging(item("read", {"watermark": AT_MS})), ["read"]),
    "postback": (messaging(item("postback", {"mid": "m1", "title": "Menu", "payload": "MENU"})), ["postback"]),
    "postback from an ad": (
        messaging(item("postback", {"mid": "m1", "title": "Go", "payload": "GO", "referral": AD})),
        ["postback"],
    ),
    "postback without id": (messaging(item("postback", {"title": "Menu", "payload": "MENU"})), ["postback"]),
    "referral": (
        messaging(item("referral", {"ref": "flyer", "source": "SHORTLINKS", "type": "OPEN_THREAD"})),
        ["referral"],
    ),
    "edit": (messaging(item("message_edit", {"mid": "m1", "text": "Two", "num_edit": 1})), ["message_edit"]),
    "edit by nobody": (
        messaging({"timestamp": AT_MS, "message_edit": {"mid": "m1", "num_edit": 0}}),
        ["message_edit"],
    ),
    "optin": (messaging(item("optin", {"type": "notification_messages", "payload": "P"})), ["optin"]),
    "pass control": (messaging(item("pass_thread_control", {"new_owner_app_id": "1"})), ["handover.pass"]),
    "take control": (messaging(item("take_thread_control", {"previous_owner_app_id": "1"})), ["handover.take"]),
    "request control": (messaging(item("request_thread_control", {"metadata": "x"})), ["handover.request"]),
    "policy": (messaging(item("policy_enforcement", {"action": "warning", "reason": "r"})), ["policy_enforcement"]),
    "standby": (messaging(item("message", {"mid": "m1", "text": "hi"}), under="standby"), ["message"]),
    "unknown key": (messaging(item("holo_call", {"id": "1"})), ["unknown:holo_call"]),
    "an item without content": (messaging({"sender": {"id": PERSON}}), ["unknown:nothing"]),
    "comment": (comment("c1", "Lovely!"), ["comment"]),
    "reply below a comment": (comment("c2", "So true", parent_id="c1"), ["comment"]),
    "comment on an ad": (
        comment(
            "c1",
            "Price?",
            media={
                "id": "18001",
                "media_product_type": "AD",
                "ad_id": "6045",
                "ad_title": "Spring",
                "original_media_id": "18002",
            },
        ),
        ["comment"],
    ),
    "comment in the other layout": (
        body(
            {
                "id": ACCOUNT,
                "time": AT_SECONDS,
                "field": "comments",
                "value": {
                    "from": {"id": PERSON, "username": "ben.of.york", "self_ig_scoped_id": "1"},
                    "comment_id": "c1",
                    "parent_id": "c0",
                    "text": "Lovely!",
                    "media": {"id": "18001"},
                },
            }
        ),
        ["comment"],
    ),
    "live comment": (
        change(
            "live_comments",
            {"from": {"id": PERSON}, "id": "c1", "text": "hi", "media": {"id": "1", "media_product_type": "LIVE"}},
        ),
        ["live_comment"],
    ),
    "mention in a comment": (change("mentions", {"media_id": "18003", "comment_id": "c9"}), ["mention"]),
    "mention in a caption": (change("mentions", {"media_id": "18003"}), ["mention"]),
    "story insights": (
        change("story_insights", {"media_id": "18", "impressions": 1, "reach": 1, "exits": 0}),
        ["story_insights"],
    ),
    "poll in a comment": (change("comment_poll_response", {"media_id": "1"}), ["comment_poll_response"]),
    "poll in a story": (change("story_poll_response", {"media_id": "1"}), ["story_poll_response"]),
    "share to story": (change("share_to_story", {"media_id": "1"}), ["share_to_story"]),
    "follow": (change("follow", {"id": "1"}), ["follow"]),
    "unknown field": (change("smells", {"id": "1"}), ["unknown:smells"]),
    "dashboard test of comments": (
        change("comments", {"from": {"id": "232323232", "username": "test"}, "id": "1", "text": "x"}, account="0"),
        ["test:comment"],
    ),
    "dashboard test of messages": (
        change(
            "messages",
            {
                "sender": {"id": "12334"},
                "recipient": {"id": "23245"},
                "timestamp": "1527459824",
                "message": {"mid": "random_mid", "text": "random_text"},
            },
            account="0",
            at="1527459824",
        ),
        ["test:message"],
    ),
    "wrapped in a list": ([message("m1", "hi")], ["message"]),
    "two lists in one entry": (
        body(
            {
                "id": ACCOUNT,
                "time": AT_MS,
                "messaging": [item("message", {"mid": "m1", "text": "a"}), item("read", {"mid": "m0"})],
                "changes": comment("c1", "b")["entry"][0]["changes"],
            }
        ),
        ["message", "read", "comment"],
    ),
    "about something else": (
        {"object": "whatsapp_business_account", "entry": [{"id": "1"}]},
        ["unknown:whatsapp_business_account"],
    ),
    "nothing": ({}, ["unknown:nothing"]),
    "an entry without anything": (body({"id": ACCOUNT, "time": AT_SECONDS}), ["unknown:nothing"]),
    "an entry of a new shape": (body({"id": ACCOUNT, "time": AT_SECONDS, "broadcast": {}}), ["unknown:broadcast"]),
}
