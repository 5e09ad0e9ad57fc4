"""How conversations, messages and customers are written in answers."""

from typing import Any

from autogram.sandbox.clock import graph_time
from autogram.sandbox.graph.errors import Json
from autogram.sandbox.graph.fields import MISSING, Field, NodeType
from autogram.sandbox.graph.paging import page
from autogram.sandbox.inbox.documents import Guest, Message, Thread
from autogram.sandbox.people import avatar_url
from autogram.sandbox.world import World

DETAILED_MESSAGES = 20
SHARE_TYPES = ("share", "ig_reel", "reel", "ig_post")
DATA_NAMES = {"image": "image_data", "ephemeral": "image_data", "video": "video_data", "audio": "audio_data"}


def detailed(world: World, thread_id: str) -> set[str]:
    """The messages whose details can still be read: the twenty newest."""
    return {message.id for message in world.inbox.newest(thread_id)[:DETAILED_MESSAGES]}


def _both(world: World, thread: Thread) -> tuple[Json, Json]:
    account = world.accounts.get(thread.account_id)
    ours = {"username": account.username if account else "", "id": thread.account_id}
    return ours, {"username": thread.username, "id": thread.igsid}


def _from(world: World, message: Message) -> Any:
    thread = world.inbox.threads.get(message.thread_id)
    return _both(world, thread)[0 if message.is_ours else 1] if thread else MISSING


def _to(world: World, message: Message) -> Any:
    thread = world.inbox.threads.get(message.thread_id)
    return {"data": [_both(world, thread)[1 if message.is_ours else 0]]} if thread else MISSING


def _attachments(world: World, message: Message) -> Any:
    shown = [_attachment(item) for item in message.attachments if item["type"] not in (*SHARE_TYPES, "story_mention")]
    return {"data": shown} if shown else MISSING


def _attachment(item: Json) -> Json:
    payload = item.get("payload") or {}
    url = payload.get("url")
    if item["type"] == "template":
        return {"generic_template": payload}
    if url is None:
        return {"type": item["type"]}
    if item["type"] in ("image", "ephemeral", "video"):
        return {DATA_NAMES[item["type"]]: {"url": url, "preview_url": url, "width": 1080, "height": 1080}}
    return {"file_url": url}


def _shares(world: World, message: Message) -> Any:
    links = [item["payload"].get("url") for item in message.attachments if item["type"] in SHARE_TYPES]
    return {"data": [{"link": link} for link in links]} if links else MISSING


def _story(world: World, message: Message) -> Any:
    if story := (message.reply_to or {}).get("story"):
        return {"reply_to": {"link": story.get("url"), "id": story.get("id")}}
    for item in message.attachments:
        if item["type"] == "story_mention":
            return {"mention": {"link": item["payload"].get("url"), "id": item["payload"].get("id", message.id)}}
    return MISSING


def _reactions(world: World, message: Message) -> Any:
    thread = world.inbox.threads.get(message.thread_id)
    if not message.reactions or thread is None:
        return MISSING
    people = {person["id"]: person for person in _both(world, thread)}
    return {
        "data": [
            {"reaction": reaction.get("emoji", ""), "users": [people.get(who, {"id": who})]}
            for who, reaction in message.reactions.items()
        ]
    }


def _messages_edge(world: World, thread: Thread, asked: Field) -> Any:
    """The messages newest first; of those beyond the twentieth nothing but when they were."""
    known = detailed(world, thread.id)

    def render(message: Message) -> Json:
        fields = asked.fields if message.id in known else [Field("id"), Field("created_time")]
        return MESSAGE.render(world, message, fields)

    return page(world.inbox.newest(thread.id), render, options=asked.modifiers)


def _unread(world: World, thread: Thread) -> int:
    count = 0
    for message in world.inbox.newest(thread.id):
        if message.is_ours or message.id == thread.read_up_to:
            break
        count += 1
    return count


THREAD = NodeType[Thread](
    "UnifiedThread",
    {
        "id": lambda world, thread: thread.id,
        "updated_time": lambda world, thread: graph_time(thread.updated_at),
        "participants": lambda world, thread: {"data": list(_both(world, thread))},
        "name": lambda world, thread: thread.username,
        "message_count": lambda world, thread: len(world.inbox.messages_of[thread.id]),
        "unread_count": _unread,
        "can_reply": lambda world, thread: thread.owner is None,
    },
    {"messages": _messages_edge},
    defaults=("id", "updated_time"),
)
MESSAGE = NodeType[Message](
    "Message",
    {
        "id": lambda world, message: message.id,
        "created_time": lambda world, message: graph_time(message.at),
        "from": _from,
        "to": _to,
        "message": lambda world, message: message.text or "",
        "attachments": _attachments,
        "shares": _shares,
        "story": _story,
        "reactions": _reactions,
        "reply_to": lambda world, message: message.reply_to if "mid" in (message.reply_to or {}) else MISSING,
        "is_unsupported": lambda world, message: message.is_unsupported,
        "tags": lambda world, message: {"data": [{"name": "inbox"}, {"name": f"source:{message.source}"}]},
    },
    defaults=("id", "created_time"),
)


def _fact(name: str) -> Any:
    def read(world: World, guest: Guest) -> Any:
        person = world.inbox.customers.get(guest.username)
        return getattr(person, name) if person else MISSING

    return read


GUEST = NodeType[Guest](
    "IGUser",
    {
        "id": lambda world, guest: guest.id,
        "name": _fact("name"),
        "username": lambda world, guest: guest.username,
        "profile_pic": lambda world, guest: avatar_url(world, guest.username),
        "follower_count": _fact("follower_count"),
        "is_user_follow_business": _fact("follows_business"),
        "is_business_follow_user": _fact("followed_by_business"),
        "is_verified_user": _fact("is_verified"),
    },
    defaults=("name", "username", "profile_pic", "id"),
)
