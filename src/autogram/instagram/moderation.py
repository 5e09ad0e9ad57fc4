"""What is done with comments as one account: answering, hiding, deleting, and mentions elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autogram.instagram.connection import GraphConnection
from autogram.instagram.transport import text_of

REPLY_FIELDS = "id,text,username,timestamp"
MENTIONED_COMMENT_FIELDS = "id,text,username,timestamp,media{id,media_product_type}"
MENTIONED_MEDIA_FIELDS = "id,caption,username,timestamp,media_product_type,permalink"
# 50 is the most that Instagram gives at once.
PAGE_SIZE = 50
PAGES_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as Instagram shows it."""

    id: str
    text: str
    username: str | None
    timestamp: datetime | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A comment or caption of somebody else that names the account. `media_id` is theirs."""

    text: str | None
    username: str | None
    timestamp: datetime | None
    media_id: str | None
    media_product_type: str | None


async def reply(graph: GraphConnection, comment_id: str, message: str) -> str:
    """The id of our new reply. Below a reply it attaches to the top comment. `AnswerUnclear`: it may stand there."""
    return text_of(await graph.write(f"/{comment_id}/replies", {"message": message}), "id")


async def replies(graph: GraphConnection, comment_id: str) -> list[Reply]:
    """Every reply below a top comment, in Instagram's order; at most a thousand."""
    found: list[Reply] = []
    parameters = {"fields": REPLY_FIELDS, "limit": str(PAGE_SIZE)}
    for _ in range(PAGES_AT_MOST):
        body = await graph.read(f"/{comment_id}/replies", parameters)
        found += [_reply(entry) for entry in body.get("data", [])]
        paging = body.get("paging") or {}
        after = (paging.get("cursors") or {}).get("after")
        if not after or not paging.get("next"):
            break
        parameters = parameters | {"after": str(after)}
    return found


async def set_hidden(graph: GraphConnection, comment_id: str, *, hidden: bool) -> None:
    """The comment is hidden, or to be seen again. Safe to repeat."""
    # Instagram has been seen to take `hide` from the query only.
    await graph.write(f"/{comment_id}?hide={'true' if hidden else 'false'}", {})


async def delete(graph: GraphConnection, comment_id: str) -> None:
    """The comment is gone. Only the owner of the media may; repeating it is refused as unknown."""
    await graph.delete(f"/{comment_id}")


async def mentioned_comment(graph: GraphConnection, user_id: str, comment_id: str) -> Mention:
    """The comment that names the account. https://developers.facebook.com/docs/instagram-platform/mentions"""
    body = await graph.read(
        f"/{user_id}", {"fields": f"mentioned_comment.comment_id({comment_id}){{{MENTIONED_COMMENT_FIELDS}}}"}
    )
    comment = body.get("mentioned_comment") or {}
    media = comment.get("media") or {}
    return Mention(
        comment.get("text"),
        comment.get("username"),
        _moment(comment),
        str(media["id"]) if media.get("id") else None,
        media.get("media_product_type"),
    )


async def mentioned_media(graph: GraphConnection, user_id: str, media_id: str) -> Mention:
    """The media whose caption names the account."""
    body = await graph.read(
        f"/{user_id}", {"fields": f"mentioned_media.media_id({media_id}){{{MENTIONED_MEDIA_FIELDS}}}"}
    )
    media = body.get("mentioned_media") or {}
    return Mention(
        media.get("caption"), media.get("username"), _moment(media), media_id, media.get("media_product_type")
    )


async def reply_to_mention(
    graph: GraphConnection, user_id: str, media_id: str, comment_id: str | None, message: str
) -> str:
    """The id of our comment below somebody else's media, in answer to a comment or caption that names us."""
    parameters = {"media_id": media_id, "message": message} | ({"comment_id": comment_id} if comment_id else {})
    return text_of(await graph.write(f"/{user_id}/mentions", parameters), "id")


def _reply(body: Mapping[str, Any]) -> Reply:
    return Reply(text_of(body, "id"), str(body.get("text") or ""), body.get("username"), _moment(body))


def _moment(body: Mapping[str, Any]) -> datetime | None:
    stamp = body.get("timestamp")
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z") if stamp else None
