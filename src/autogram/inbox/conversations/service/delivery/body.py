"""A stored message as the messaging API wants it."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content
from autogram.core.settings import Settings
from autogram.inbox.conversations.models import Message
from autogram.inbox.conversations.schemas import SendDecision

HEART, SHARE = "like_heart", "share"


async def request_body(
    settings: Settings, session: AsyncSession, message: Message, decision: SendDecision, *, recipient: dict[str, str]
) -> dict[str, Any]:
    """What Instagram is asked. Raises `MediaNotFound` if a file has left the library since."""
    body: dict[str, Any] = {"recipient": recipient, "message": await _content(settings, session, message)}
    if "id" in recipient:
        body["messaging_type"] = "MESSAGE_TAG" if decision.tag else "RESPONSE"
    if decision.tag:
        body["tag"] = decision.tag
    if message.reply_to_mid:
        body["reply_to"] = {"mid": message.reply_to_mid}
    return body


async def _content(settings: Settings, session: AsyncSession, message: Message) -> dict[str, Any]:
    if message.attachments:
        attachments = await _attachments(settings, session, message)
        return {"attachment": attachments[0]} if len(attachments) == 1 else {"attachments": attachments}
    spoken: dict[str, Any] = {"text": message.text}
    replies = message.details.get("quick_replies")
    if replies:
        spoken["quick_replies"] = [{"content_type": "text", **reply} for reply in replies]
    return spoken


async def _attachments(settings: Settings, session: AsyncSession, message: Message) -> list[dict[str, Any]]:
    ids = [UUID(entry["media_id"]) for entry in message.attachments if "media_id" in entry]
    items = await content.get_media(session, message.workspace_id, ids, settings=settings) if ids else []
    addresses = {str(item.id): item.url for item in items}
    return [_attachment(entry, addresses) for entry in message.attachments]


def _attachment(entry: dict[str, Any], addresses: dict[str, str]) -> dict[str, Any]:
    if entry["type"] == HEART:
        return {"type": HEART}
    if entry["type"] == SHARE:
        return {"type": "MEDIA_SHARE", "payload": {"id": entry["instagram_media_id"]}}
    url = addresses[entry["media_id"]] if "media_id" in entry else entry["url"]
    return {"type": entry["type"], "payload": {"url": url}}
