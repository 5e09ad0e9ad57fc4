"""Pairs of `field` and `value`: comments, mentions, and what only tells numbers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from autogram.inbox.comments.models import CommentKind
from autogram.inbox.reception.messaging import read_item
from autogram.inbox.reception.shapes import Aside, Commented, Content, Event, Riddle
from autogram.inbox.reception.values import identifier, inner, moment, party, text

_NO_PART = "Kept to be seen; nothing in the inbox follows from it."
ASIDES = {
    "story_insights": "Final numbers of a story.",
    "comment_poll_response": _NO_PART,
    "story_poll_response": _NO_PART,
    "share_to_story": _NO_PART,
    "follow": _NO_PART,
    "onboarding_welcome_message_series": _NO_PART,
}
# The dashboard's test button writes even messages as field and value.
MESSAGING = frozenset(
    {
        "messages",
        "message_echoes",
        "message_edit",
        "message_reactions",
        "messaging_handover",
        "messaging_optins",
        "messaging_postbacks",
        "messaging_referral",
        "messaging_seen",
        "standby",
    }
)


def read_change(change: dict[str, Any], account_id: str | None, sent_at: datetime | None) -> Iterator[Event]:
    """The events of one pair; `sent_at` is when Instagram wrote the entry."""
    named, value = text(change.get("field")) or "nothing", inner(change, "value")
    if named in MESSAGING and value:
        yield from read_item(value, account_id, sent_at, named == "standby")
        return
    content = _content(named, value)
    yield Event(
        kind=_kind(named, content),
        content=content,
        payload=change,
        instagram_user_id=account_id,
        person_instagram_id=content.author_id if isinstance(content, Commented) else None,
        subject=content.comment_id if isinstance(content, Commented) else None,
        occurred_at=moment(value.get("timestamp")) or moment(value.get("created_time")) or sent_at,
    )


def _content(named: str, value: dict[str, Any]) -> Content:
    match named:
        case "comments" | "live_comments":
            return _comment(value, CommentKind.LIVE if named == "live_comments" else CommentKind.COMMENT)
        case "mentions":
            return _mention(value)
        case _ if named in ASIDES:
            return Aside(ASIDES[named])
        case _:
            return Riddle("A kind of event that is not known yet.")


def _kind(named: str, content: Content) -> str:
    if isinstance(content, Riddle):
        return f"unknown:{named[:60]}"
    return {"comments": "comment", "live_comments": "live_comment", "mentions": "mention"}.get(named, named)


def _comment(value: dict[str, Any], kind: CommentKind) -> Content:
    """Both layouts: Meta's pages name the id `comment_id` in one place and `id` in another."""
    comment_id = identifier(value.get("id")) or identifier(value.get("comment_id"))
    if comment_id is None:
        return Riddle("A comment without its id.")
    author, media = inner(value, "from"), inner(value, "media")
    return Commented(
        comment_id=comment_id,
        kind=kind,
        # A comment below an advertisement belongs to the post that is advertised.
        media_id=identifier(media.get("original_media_id")) or identifier(media.get("id")) or _media_id(value),
        text=text(value.get("text")),
        author_id=party(author.get("id")),
        username=text(author.get("username")),
        parent_comment_id=identifier(value.get("parent_id")),
        media_product_type=text(media.get("media_product_type")),
        ad_id=identifier(media.get("ad_id")),
    )


def _mention(value: dict[str, Any]) -> Content:
    comment_id, media_id = identifier(value.get("comment_id")), _media_id(value)
    if comment_id is None and media_id is None:
        return Riddle("A mention that does not say where.")
    return Commented(comment_id, CommentKind.MENTION, media_id)


def _media_id(value: dict[str, Any]) -> str | None:
    return identifier(value.get("media_id"))
