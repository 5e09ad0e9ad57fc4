"""Looking for one's own comment below a post, page by page, and knowing whether everything was seen."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autogram.instagram.web.errors import ProtocolChanged

# Newest come first, and what is looked for is new: further down nobody looks.
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """`comment_id` of what was found. Only if `is_complete`, what was not found is surely not there."""

    comment_id: str | None
    is_complete: bool


def same_text(first: str, second: str) -> bool:
    """Whether Instagram would show both alike."""
    return _shown(first) == _shown(second)


def _shown(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def look_for(client: Any, media_id: str, text: str) -> Looked:
    """One's own comment with this text. Raises `ProtocolChanged`, and what Instagrapi's client raises."""
    own_id, read, seen_cursors = str(client.user_id), 0, set[str]()
    cursor: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        wish = {"can_support_threading": "true", "permalink_enabled": "false"} | cursor
        body = client.private_request(f"media/{media_id}/comments/", params=wish)
        for comment in _comments_of(body):
            if str((comment.get("user") or {}).get("pk")) == own_id and same_text(str(comment.get("text")), text):
                return Looked(str(comment.get("pk")), is_complete=True)
            read += 1 + int(comment.get("child_comment_count") or 0)
        cursor = _next(body)
        if not cursor:
            return Looked(None, is_complete=read >= int(body.get("comment_count") or 0))
        (place,) = cursor.values()
        if place in seen_cursors:
            break
        seen_cursors.add(place)
    return Looked(None, is_complete=False)


def _comments_of(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    listed = body.get("comments")
    if not isinstance(listed, list):
        raise ProtocolChanged
    return (comment for comment in listed if isinstance(comment, dict))


def _next(body: dict[str, Any]) -> dict[str, str]:
    """How the next page is asked for; empty after the last."""
    for name in ("min_id", "max_id"):
        if place := body.get(f"next_{name}"):
            return {name: str(place)}
    return {}
