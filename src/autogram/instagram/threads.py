"""What people wrote to an account, as Instagram shows it when asked: conversations, messages, comments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from autogram.instagram.connection import GraphConnection

T = TypeVar("T")

# Only of the twenty newest messages of a conversation does Instagram show more than the time.
DETAILED_MESSAGES = 20
THREAD_FIELDS = f"id,updated_time,participants,messages.limit({DETAILED_MESSAGES}){{id,created_time}}"
MESSAGE_FIELDS = "id,created_time,from,to,message,attachments,shares,story,reactions,reply_to,is_unsupported"
COMMENT_FIELDS = "id,text,timestamp,username,from,hidden,parent_id"
COMMENTED_FIELDS = "id,timestamp,comments_count,media_product_type"
_DATA_TYPES = {"image_data": "image", "video_data": "video", "animated_image_data": "image"}


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page; `after` leads to the next, if there is one."""

    items: list[T]
    after: str | None


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    username: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation. `message_ids` are those of the newest messages, newest first."""

    id: str
    updated_at: datetime | None
    participants: tuple[Participant, ...]
    message_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story that a message answers, or in which the account is mentioned."""

    id: str | None
    url: str | None
    is_mention: bool


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message. Attachments are {type, url?, title?}; `reactions` pairs an emoji with who reacted."""

    id: str
    created_at: datetime | None
    sender_id: str | None
    text: str | None
    attachments: tuple[dict[str, str], ...]
    story: Story | None
    reply_to_mid: str | None
    reactions: tuple[tuple[str, str], ...]
    is_unsupported: bool


@dataclass(frozen=True, slots=True)
class CommentedMedia:
    """A media of the account, and how many comments it has; None where Instagram does not say."""

    id: str
    published_at: datetime | None
    comments: int | None
    product_type: str | None


@dataclass(frozen=True, slots=True)
class MediaComment:
    """A comment below the account's media, with the replies that Instagram shows beside it."""

    id: str
    text: str | None
    commented_at: datetime | None
    username: str | None
    author_id: str | None
    is_hidden: bool
    parent_id: str | None
    replies: tuple["MediaComment", ...] = ()


async def conversations(
    graph: GraphConnection, user_id: str, *, after: str | None = None, limit: int = 25
) -> Sheet[Thread]:
    """The account's conversations, the one that changed last first."""
    parameters = {"platform": "instagram", "fields": THREAD_FIELDS, "limit": str(limit)}
    return await _sheet(graph, f"/{user_id}/conversations", parameters, after, _thread)


async def messages(graph: GraphConnection, thread_id: str) -> list[ThreadMessage]:
    """The newest twenty messages of a conversation. What has no details any more is not among them."""
    fields = f"messages.limit({DETAILED_MESSAGES}){{{MESSAGE_FIELDS}}}"
    body = await graph.read(f"/{thread_id}", {"fields": fields})
    found = [_message(entry) for entry in _data(body.get("messages"))]
    return [message for message in found if message.sender_id is not None]


async def message(graph: GraphConnection, mid: str) -> ThreadMessage:
    """One message. Instagram refuses (9000001) when it was unsent or is older than the newest twenty."""
    return _message(await graph.read(f"/{mid}", {"fields": MESSAGE_FIELDS}))


async def commented_media(graph: GraphConnection, user_id: str, *, after: str | None = None) -> Sheet[CommentedMedia]:
    """The account's media, newest first."""
    parameters = {"fields": COMMENTED_FIELDS, "limit": "50"}
    return await _sheet(graph, f"/{user_id}/media", parameters, after, _media)


async def comments(graph: GraphConnection, media_id: str, *, after: str | None = None) -> Sheet[MediaComment]:
    """Comments of a media, newest first, each with its replies."""
    parameters = {"fields": f"{COMMENT_FIELDS},replies{{{COMMENT_FIELDS}}}", "limit": "50"}
    return await _sheet(graph, f"/{media_id}/comments", parameters, after, _comment)


async def _sheet(
    graph: GraphConnection,
    path: str,
    parameters: Mapping[str, str],
    after: str | None,
    read: Callable[[Mapping[str, Any]], T],
) -> Sheet[T]:
    body = await graph.read(path, {**parameters, **({"after": after} if after else {})})
    paging = _object(body.get("paging"))
    following = _object(paging.get("cursors")).get("after") if paging.get("next") else None
    return Sheet([read(entry) for entry in _data(body)], str(following) if following else None)


def _thread(entry: Mapping[str, Any]) -> Thread:
    return Thread(
        id=str(entry.get("id")),
        updated_at=_time(entry.get("updated_time")),
        participants=tuple(
            Participant(str(one["id"]), _text(one.get("username")))
            for one in _data(entry.get("participants"))
            if one.get("id")
        ),
        message_ids=tuple(str(one["id"]) for one in _data(entry.get("messages")) if one.get("id")),
    )


def _message(entry: Mapping[str, Any]) -> ThreadMessage:
    sender = _object(entry.get("from")).get("id")
    return ThreadMessage(
        id=str(entry.get("id")),
        created_at=_time(entry.get("created_time")),
        sender_id=str(sender) if sender else None,
        text=_text(entry.get("message")),
        attachments=tuple(_attachments(entry)),
        story=_story(_object(entry.get("story"))),
        reply_to_mid=_text(_object(entry.get("reply_to")).get("mid")),
        reactions=tuple(_reactions(entry)),
        is_unsupported=entry.get("is_unsupported") is True,
    )


def _attachments(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    found = [_attachment(one) for one in _data(entry.get("attachments"))]
    shares = [_named({"type": "share", "url": one.get("link"), "title": one.get("name")}) for one in _shares(entry)]
    return found + shares


def _attachment(one: Mapping[str, Any]) -> dict[str, str]:
    for name, kind in _DATA_TYPES.items():
        if isinstance(one.get(name), dict):
            return _named({"type": kind, "url": one[name].get("url")})
    if one.get("file_url"):
        return _named({"type": "file", "url": one["file_url"], "title": one.get("name")})
    if isinstance(one.get("generic_template"), dict):
        return _named({"type": "template", "title": one["generic_template"].get("title")})
    return {"type": str(one.get("type") or "other")}


def _shares(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return _data(entry.get("shares"))


def _named(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str) and value}


def _story(story: Mapping[str, Any]) -> Story | None:
    for name in ("mention", "reply_to"):
        if isinstance(story.get(name), dict):
            return Story(_text(story[name].get("id")), _text(story[name].get("link")), name == "mention")
    return None


def _reactions(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (str(one.get("reaction") or ""), str(user["id"]))
        for one in _data(entry.get("reactions"))
        for user in one.get("users") or []
        if isinstance(user, dict) and user.get("id")
    ]


def _media(entry: Mapping[str, Any]) -> CommentedMedia:
    count = entry.get("comments_count")
    return CommentedMedia(
        str(entry.get("id")),
        _time(entry.get("timestamp")),
        count if isinstance(count, int) else None,
        _text(entry.get("media_product_type")),
    )


def _comment(entry: Mapping[str, Any]) -> MediaComment:
    author = _object(entry.get("from"))
    return MediaComment(
        id=str(entry.get("id")),
        text=_text(entry.get("text")),
        commented_at=_time(entry.get("timestamp")),
        username=_text(entry.get("username")) or _text(author.get("username")),
        author_id=str(author["id"]) if author.get("id") else None,
        is_hidden=entry.get("hidden") is True,
        parent_id=_text(entry.get("parent_id")),
        replies=tuple(_comment(one) for one in _data(entry.get("replies"))),
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _data(value: Any) -> list[Mapping[str, Any]]:
    """The objects below `data`; none where there is no such list."""
    found = _object(value).get("data")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _time(value: Any) -> datetime | None:
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z")
    except (TypeError, ValueError):
        return None
