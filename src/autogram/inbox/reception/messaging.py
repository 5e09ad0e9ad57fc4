"""Items of `messaging[]` and `standby[]`: messages and what happens to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autogram.inbox.conversations.models import MessageKind
from autogram.inbox.reception.attachments import STORY_NOTE, attachments_of, kind_by_attachments
from autogram.inbox.reception.shapes import Aside, Content, Edited, Event, Reacted, Riddle, Said, Seen, Unsent
from autogram.inbox.reception.values import count, identifier, inner, made_up_id, moment, party, text

FRAME = frozenset({"sender", "recipient", "timestamp", "is_echo"})


@dataclass(frozen=True, slots=True)
class Item:
    """Who wrote to whom when, around the one thing that happened."""

    account_id: str | None
    sender_id: str | None
    recipient_id: str | None
    at: datetime | None
    is_standby: bool
    whole: dict[str, Any]

    @property
    def is_outbound(self) -> bool:
        echoed = inner(self.whole, "message").get("is_echo") is True
        return echoed or (self.sender_id is not None and self.sender_id == self.account_id)

    @property
    def is_to_itself(self) -> bool:
        said = inner(self.whole, "message").get("is_self") is True
        return said or (self.sender_id is not None and self.sender_id == self.recipient_id)

    @property
    def person_id(self) -> str | None:
        """The other side, whichever way it went."""
        return self.recipient_id if self.is_outbound else self.sender_id


def read_item(
    whole: dict[str, Any], account_id: str | None, sent_at: datetime | None, standby: bool
) -> Iterator[Event]:
    """The events of one item: one for each thing that it tells."""
    sender, recipient = (party(inner(whole, side).get("id")) for side in ("sender", "recipient"))
    echoed = inner(whole, "message").get("is_echo") is True
    item = Item(
        account_id or (sender if echoed else recipient),
        sender,
        recipient,
        moment(whole.get("timestamp")) or sent_at,
        standby,
        whole,
    )
    known = [name for name in _READERS if name in whole]
    for name in known:
        yield _event(item, *_READERS[name](item, inner(whole, name)))
    if not known:
        strange = next((name for name in whole if name not in FRAME), "nothing")
        yield _event(item, f"unknown:{strange[:60]}", Riddle("A kind of event that is not known yet."))


def _event(item: Item, kind: str, content: Content) -> Event:
    return Event(
        kind=kind,
        content=content,
        payload=item.whole,
        instagram_user_id=item.account_id,
        person_instagram_id=item.person_id,
        subject=None if isinstance(content, (Aside, Riddle)) else content_subject(content),
        occurred_at=item.at,
    )


def content_subject(content: Content) -> str | None:
    return getattr(content, "mid", None)


def _message(item: Item, message: dict[str, Any]) -> tuple[str, Content]:
    mid = identifier(message.get("mid")) or identifier(message.get("id"))
    if item.is_to_itself:
        return "message.self", Aside("The account wrote to itself.")
    if mid is None or item.person_id is None:
        return "unknown:message", Riddle("A message without its id or its sender.")
    if message.get("is_deleted") is True:
        return "message.unsent", Unsent(mid)
    attachments = attachments_of(message)
    words, details = text(message.get("text")), _details(item, message)
    said = Said(
        mid=mid,
        is_outbound=item.is_outbound,
        kind=_kind(message, details, attachments, words),
        text=words,
        attachments=attachments,
        details=details,
        reply_to_mid=identifier(inner(message, "reply_to").get("mid")),
    )
    return ("message.echo" if item.is_outbound else "message"), said


def _kind(
    message: dict[str, Any], details: dict[str, Any], attachments: tuple[dict[str, Any], ...], words: str | None
) -> MessageKind:
    if message.get("is_unsupported") is True and not attachments and not words:
        return MessageKind.UNSUPPORTED
    if "quick_reply" in details:
        return MessageKind.QUICK_REPLY
    if "story" in details:
        return MessageKind.STORY_REPLY
    if not words and not attachments:
        return MessageKind.REFERRAL if "referral" in details else MessageKind.UNSUPPORTED
    return kind_by_attachments(attachments, words)


def _details(item: Item, message: dict[str, Any]) -> dict[str, Any]:
    """What was said besides words and attachments."""
    story = inner(inner(message, "reply_to"), "story")
    app = identifier(message.get("app_id"))
    found = {
        "quick_reply": _chosen(inner(message, "quick_reply"), "payload"),
        "story": _chosen(story, "id", "url", "link_sticker_url") | ({"note": STORY_NOTE} if story else {}),
        "referral": inner(message, "referral"),
        "app_id": app,
        "standby": item.is_standby,
    }
    return {name: value for name, value in found.items() if value}


def _chosen(found: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := identifier(found.get(name)))}


def _edit(item: Item, edit: dict[str, Any]) -> tuple[str, Content]:
    mid = identifier(edit.get("mid"))
    if mid is None:
        return "message_edit", Aside("An edit that names no message.")
    return "message_edit", Edited(mid, text(edit.get("text")), count(edit.get("num_edit")))


def _reaction(item: Item, reaction: dict[str, Any]) -> tuple[str, Content]:
    mid = identifier(reaction.get("mid"))
    if mid is None:
        return "unknown:reaction", Riddle("A reaction that names no message.")
    taken_back = reaction.get("action") == "unreact"
    word = None if taken_back else text(reaction.get("reaction")) or "other"
    return "reaction", Reacted(mid, item.is_outbound, word and word[:60], text(reaction.get("emoji")))


def _read(item: Item, read: dict[str, Any]) -> tuple[str, Content]:
    return "read", Seen(identifier(read.get("mid")), moment(read.get("watermark")) or item.at)


def _postback(item: Item, postback: dict[str, Any]) -> tuple[str, Content]:
    if item.person_id is None:
        return "unknown:postback", Riddle("A tap on a button without its sender.")
    details: dict[str, Any] = {"postback": _chosen(postback, "title", "payload")}
    if referral := inner(postback, "referral"):
        details["referral"] = referral
    if item.is_standby:
        details["standby"] = True
    mid = identifier(postback.get("mid")) or made_up_id("postback", item.whole)
    return "postback", Said(mid, item.is_outbound, MessageKind.POSTBACK, text(postback.get("title")), details=details)


def _referral(item: Item, referral: dict[str, Any]) -> tuple[str, Content]:
    if item.person_id is None:
        return "unknown:referral", Riddle("A referral without its sender.")
    details: dict[str, Any] = {"referral": referral} | ({"standby": True} if item.is_standby else {})
    mid = made_up_id("referral", item.whole)
    return "referral", Said(mid, item.is_outbound, MessageKind.REFERRAL, details=details)


def _aside(kind: str, reason: str) -> Callable[[Item, dict[str, Any]], tuple[str, Content]]:
    return lambda item, _: (kind, Aside(reason))


_HANDOVER = "Who leads the conversation has changed; Autogram does not take part in handing over."
_READERS: dict[str, Callable[[Item, dict[str, Any]], tuple[str, Content]]] = {
    "message": _message,
    "message_edit": _edit,
    "reaction": _reaction,
    "postback": _postback,
    "referral": _referral,
    "read": _read,
    "optin": _aside("optin", "Somebody agreed to notifications, which Autogram does not send."),
    "delivery": _aside("delivery", "A message of ours has arrived; Instagram's answer had said so."),
    "pass_thread_control": _aside("handover.pass", _HANDOVER),
    "take_thread_control": _aside("handover.take", _HANDOVER),
    "request_thread_control": _aside("handover.request", _HANDOVER),
    "app_roles": _aside("handover.roles", _HANDOVER),
    "policy_enforcement": _aside("policy_enforcement", "Meta warns or limits this account; look into its inbox there."),
    "policy-enforcement": _aside("policy_enforcement", "Meta warns or limits this account; look into its inbox there."),
}
