"""`POST /{ig|page}/messages`: the account writes, reacts, or shows that it has read."""

from typing import Any

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.messaging import admission, message_rules, private_replies, signs
from autogram.sandbox.messaging.attachments import Attachments
from autogram.sandbox.messaging.refusals import refuse
from autogram.sandbox.messaging.speaker import speaker
from autogram.sandbox.messaging.writing import write
from autogram.sandbox.world import World


class Sending:
    """The send API; files that messages name by URL are really fetched."""

    def __init__(self, attachments: Attachments) -> None:
        self.attachments = attachments

    async def send(self, call: Call) -> Json:
        """Send a message or an action to a person, or answer a comment privately."""
        account = speaker(call)
        recipient = _object(call, "recipient")
        if action := call.params.text("sender_action").lower():
            return signs.show(call, account, recipient, action)
        message = _object(call, "message")
        message_rules.check_message(message)
        if "comment_id" in recipient:
            return await self._answer_comment(call, account, str(recipient["comment_id"]), message)
        thread = admission.thread_for(call, account, recipient)
        admission.check_window(call, thread)
        _check_rate(call.world, account, message)
        content = await self._content(call, account, message)
        sent = write(call.world, account, thread, is_ours=True, source="app", tag=_tag(call), **content)
        return {"recipient_id": thread.igsid, "message_id": sent.id} | _attachment_id(message, sent.attachments)

    async def _answer_comment(self, call: Call, account: Account, comment_id: str, message: Json) -> Json:
        comment, thread = private_replies.admit(call, account, comment_id)
        content = await self._content(call, account, message)
        sent = write(call.world, account, thread, is_ours=True, source="app", comment_id=comment.id, **content)
        comment.private_reply_id = sent.id
        call.world.comments.put(comment)
        return {"recipient_id": thread.igsid, "message_id": sent.id}

    async def _content(self, call: Call, account: Account, message: Json) -> dict[str, Any]:
        """Take a message's parts as they are remembered."""
        content: dict[str, Any] = {"text": message.get("text"), "quick_replies": message.get("quick_replies") or []}
        if named := message.get("attachments") or [message["attachment"]] if message_rules.has_media(message) else []:
            content["attachments"] = [await self.attachments.take(call, account, item) for item in named]
        if reply_to := _reply_to(call, account):
            content["reply_to"] = reply_to
        return content


def _check_rate(world: World, account: Account, message: Json) -> None:
    """Refuse what comes too fast: pictures of all kinds count apart from text, as sounds and films do with Meta."""
    named = message.get("attachments") or [message.get("attachment") or {}]
    is_heavy = any(str(item.get("type", "")).lower() in ("audio", "video") for item in named)
    kind = "media_sends" if is_heavy else "sends"
    limit = world.switches.media_sends_per_second if is_heavy else world.switches.sends_per_second
    if world.inbox.rates.is_over(account.id, kind, world.clock.now(), limit=limit, seconds=1):
        raise refuse("too_fast")


def _object(call: Call, name: str) -> Json:
    value = call.params.json(name)
    if not isinstance(value, dict):
        raise bad_parameter(f"The parameter {name} is required.")
    return value


def _tag(call: Call) -> str | None:
    return call.params.text("tag").strip('"') or None


def _reply_to(call: Call, account: Account) -> Json | None:
    value = call.params.json("reply_to") if "reply_to" in call.params else None
    if value is None:
        return None
    mid = str(value.get("mid", "")) if isinstance(value, dict) else ""
    found = call.world.inbox.messages.get(mid)
    if found is None or found.account_id != account.id:
        raise refuse("invalid_message")
    return {"mid": mid}


def _attachment_id(message: Json, sent: list[dict[str, Any]]) -> Json:
    payload = (message.get("attachment") or {}).get("payload") or {}
    return {"attachment_id": sent[0]["attachment_id"]} if payload.get("is_reusable") and sent else {}
