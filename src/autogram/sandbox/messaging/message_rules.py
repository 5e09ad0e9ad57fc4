"""What a message may consist of."""

from typing import Any

from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.messaging.refusals import refuse

TEXT_BYTES = 1_000
QUICK_REPLIES, QUICK_REPLY_TITLE = 13, 20
IMAGES = 10
ELEMENTS, BUTTONS, LINE, BUTTON_TEXT = 10, 3, 80, 640


def has_media(message: Json) -> bool:
    """True when a message carries more than text."""
    return bool(message.get("attachment") or message.get("attachments"))


def check_message(message: Json) -> None:
    """Refuse a message Instagram would refuse: empty, too long, mixed or badly made."""
    text = message.get("text")
    if text is None and not has_media(message):
        raise refuse("invalid_message")
    if text is not None:
        _check_text(text)
        if has_media(message):
            raise bad_parameter("Param message cannot hold both text and attachments")
    _check_quick_replies(message.get("quick_replies") or [], text)
    if (several := message.get("attachments")) is not None:
        _check_several(several)
    elif (one := message.get("attachment")) is not None:
        _check_one(one)


def _check_text(text: Any) -> None:
    if not isinstance(text, str) or not text:
        raise refuse("invalid_message")
    if len(text.encode()) > TEXT_BYTES:
        raise GraphError(
            100, f"(#100) Length of param message[text] must be less than or equal to {TEXT_BYTES}", subcode=2534015
        )


def _check_quick_replies(replies: Any, text: Any) -> None:
    if not isinstance(replies, list) or len(replies) > QUICK_REPLIES:
        raise bad_parameter(f"Param message[quick_replies] must have at most {QUICK_REPLIES} items")
    for reply in replies:
        kind = reply.get("content_type") if isinstance(reply, dict) else None
        if kind not in ("text", "user_phone_number", "user_email"):
            raise bad_parameter("Param message[quick_replies][content_type] must be one of {text, user_phone_number}")
        if kind == "text" and not (0 < len(str(reply.get("title", ""))) <= QUICK_REPLY_TITLE and reply.get("payload")):
            raise bad_parameter(f"A quick reply needs a payload and a title of at most {QUICK_REPLY_TITLE} characters")
    if replies and text is None:
        raise bad_parameter("Quick replies need a text")


def _check_several(several: Any) -> None:
    if not isinstance(several, list) or not 1 <= len(several) <= IMAGES:
        raise bad_parameter(f"Param message[attachments] must have between 1 and {IMAGES} items")
    for item in several:
        if not isinstance(item, dict) or str(item.get("type", "")).lower() != "image":
            raise bad_parameter("Several attachments must all be images")
        _check_one(item)


def _check_one(item: Any) -> None:
    if not isinstance(item, dict) or not item.get("type"):
        raise refuse("invalid_message")
    kind, payload = str(item["type"]).lower(), item.get("payload") or {}
    if kind == "like_heart":
        return
    if not isinstance(payload, dict):
        raise refuse("invalid_message")
    if kind == "template":
        check_template(payload)
    elif kind == "media_share":
        if not payload.get("id"):
            raise bad_parameter("A shared post needs payload.id")
    elif kind not in ("image", "video", "audio", "file"):
        raise bad_parameter("Param message[attachment][type] is not supported")
    elif not (payload.get("url") or payload.get("attachment_id")):
        raise bad_parameter("An attachment needs payload.url or payload.attachment_id")


def check_template(payload: Json) -> None:
    """A generic or a button template within Instagram's limits."""
    kind = payload.get("template_type")
    if kind == "button":
        if not 0 < len(str(payload.get("text", ""))) <= BUTTON_TEXT:
            raise bad_parameter(f"Param text of a button template must have 1 to {BUTTON_TEXT} characters")
        _check_buttons(payload.get("buttons"), at_least=1)
    elif kind == "generic":
        elements = payload.get("elements")
        if not isinstance(elements, list) or not 1 <= len(elements) <= ELEMENTS:
            raise bad_parameter(f"A generic template needs 1 to {ELEMENTS} elements")
        for element in elements:
            _check_element(element)
    elif kind != "product":
        raise bad_parameter("Param template_type must be one of {generic, button, product}")


def _check_element(element: Any) -> None:
    if not isinstance(element, dict) or not element.get("title"):
        raise bad_parameter("An element needs a title")
    if any(len(str(element.get(name, ""))) > LINE for name in ("title", "subtitle")):
        raise bad_parameter(f"Titles and subtitles must have at most {LINE} characters")
    _check_buttons(element.get("buttons") or [], at_least=0)


def _check_buttons(buttons: Any, *, at_least: int) -> None:
    if not isinstance(buttons, list) or not at_least <= len(buttons) <= BUTTONS:
        raise bad_parameter(f"There may be {at_least} to {BUTTONS} buttons")
    for button in buttons:
        kind = button.get("type") if isinstance(button, dict) else None
        needed = {"web_url": "url", "postback": "payload"}.get(str(kind))
        if needed is None or not button.get("title") or not button.get(needed):
            raise bad_parameter("A button is a web_url with title and url, or a postback with title and payload")
