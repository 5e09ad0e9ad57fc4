"""What hangs on a message: pictures, films, shared posts, stories, and what Instagram does not let us see."""

from typing import Any

from autogram.inbox.conversations.models import MessageKind
from autogram.inbox.reception.values import identifier, inner, listed, text

MEDIA = frozenset({"image", "video", "audio", "file", "animated_image", "sticker", "like_heart"})
SHARES = frozenset({"share", "ig_reel", "reel", "ig_post", "post", "ig_story"})
TEMPLATES = frozenset({"template", "generic", "product"})
STORIES = frozenset({"story_mention", "story", "ig_story"})
# Meta's terms: media of stories is shown where Instagram serves it, never kept; ephemeral media not even shown.
STORY_NOTE = "Story media: Instagram shows it for 24 hours, and it may not be kept."
EPHEMERAL_NOTE = "Disappearing media: can be seen only in Instagram."
_IDS = ("reel_video_id", "ig_post_media_id", "media_id", "id", "sticker_id", "attachment_id")
_NAMES = ("title", "name", "description")


def attachments_of(message: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Each as {type, url?, title?, media_id?, note?}; a type that is not known is kept as `other`."""
    found = listed(message, "attachments") or listed(message, "attachment")
    return tuple(_attachment(entry) for entry in found if isinstance(entry, dict))


def _attachment(entry: dict[str, Any]) -> dict[str, Any]:
    named = text(entry.get("type")) or "other"
    payload = inner(entry, "payload")
    made: dict[str, Any] = {"type": _known_type(named)}
    if made["type"] == "other":
        made["instagram_type"] = named[:60]
    first = {
        "url": text(payload.get("url")) or text(entry.get("url")),
        "title": next((title for name in _NAMES if (title := text(payload.get(name)))), None),
        "media_id": next((found for name in _IDS if (found := identifier(payload.get(name)))), None),
        "note": _note(named),
    }
    made |= {name: value for name, value in first.items() if value}
    if named == "ephemeral":
        made.pop("url", None)
    return made


def _known_type(named: str) -> str:
    return named if named in MEDIA | SHARES | TEMPLATES | STORIES | {"ephemeral"} else "other"


def _note(named: str) -> str | None:
    if named in STORIES:
        return STORY_NOTE
    return EPHEMERAL_NOTE if named == "ephemeral" else None


def kind_by_attachments(attachments: tuple[dict[str, Any], ...], words: str | None) -> MessageKind:
    """What a message is when nothing else says so."""
    types = {entry["type"] for entry in attachments}
    if "story_mention" in types:
        return MessageKind.STORY_MENTION
    if types & SHARES:
        return MessageKind.SHARE
    if types & TEMPLATES:
        return MessageKind.TEMPLATE
    return MessageKind.MEDIA if types and not words else MessageKind.TEXT
