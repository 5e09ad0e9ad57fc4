"""The messaging API for one account: sending, typing, seen, reactions, and the profile of somebody who wrote.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from autogram.instagram.connection import GraphConnection
from autogram.instagram.threads import ThreadMessage, messages
from autogram.instagram.transport import text_of

PROFILE_FIELDS = (
    "name,username,profile_pic,follower_count,is_user_follow_business,is_business_follow_user,is_verified_user"
)


class SenderAction(StrEnum):
    """What the person sees of us besides messages."""

    TYPING_ON = "typing_on"
    TYPING_OFF = "typing_off"
    MARK_SEEN = "mark_seen"
    REACT = "react"
    UNREACT = "unreact"


@dataclass(frozen=True, slots=True)
class SentMessage:
    """`mid` is the message's id from now on; `recipient_id` the person's, also where a comment was answered."""

    mid: str
    recipient_id: str | None


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """Somebody who wrote to the account, as Instagram shows them to it. The picture's address ends within days."""

    username: str | None
    name: str | None
    profile_picture_url: str | None
    follower_count: int | None
    follows_account: bool | None
    followed_by_account: bool | None
    is_verified: bool | None


async def send_message(graph: GraphConnection, user_id: str, body: Mapping[str, Any]) -> SentMessage:
    """One message went out. `AnswerUnclear` means that it may have; it is never sent again here."""
    answer = await graph.post_message(f"/{user_id}/messages", body)
    recipient = answer.get("recipient_id")
    return SentMessage(text_of(answer, "message_id"), str(recipient) if recipient else None)


async def send_action(
    graph: GraphConnection,
    user_id: str,
    recipient_id: str,
    action: SenderAction,
    *,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """The person sees it. Doing it twice is the same as once."""
    body: dict[str, Any] = {"recipient": {"id": recipient_id}, "sender_action": action.value}
    if payload:
        body["payload"] = dict(payload)
    await graph.post_message(f"/{user_id}/messages", body)


async def react(graph: GraphConnection, user_id: str, recipient_id: str, mid: str, reaction: str) -> None:
    """The account's reaction stands at the message, instead of an earlier one."""
    payload = {"message_id": mid, "reaction": reaction}
    await send_action(graph, user_id, recipient_id, SenderAction.REACT, payload=payload)


async def take_reaction_back(graph: GraphConnection, user_id: str, recipient_id: str, mid: str) -> None:
    await send_action(graph, user_id, recipient_id, SenderAction.UNREACT, payload={"message_id": mid})


async def person_profile(graph: GraphConnection, person_id: str) -> PersonProfile:
    """Allowed only after the person wrote or tapped; else a `GraphError` speaks of consent."""
    body = await graph.read(f"/{person_id}", {"fields": PROFILE_FIELDS})
    return PersonProfile(
        username=_text(body, "username"),
        name=_text(body, "name"),
        profile_picture_url=_text(body, "profile_pic"),
        follower_count=_count(body, "follower_count"),
        follows_account=_flag(body, "is_user_follow_business"),
        followed_by_account=_flag(body, "is_business_follow_user"),
        is_verified=_flag(body, "is_verified_user"),
    )


def _text(body: Mapping[str, Any], name: str) -> str | None:
    return str(body[name]) if body.get(name) else None


def _count(body: Mapping[str, Any], name: str) -> int | None:
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(body: Mapping[str, Any], name: str) -> bool | None:
    value = body.get(name)
    return value if isinstance(value, bool) else None


async def messages_with(graph: GraphConnection, user_id: str, person_id: str) -> list[ThreadMessage]:
    """What the account and the person said last, newest first, at most twenty; none if they never spoke."""
    asked = {"platform": "instagram", "user_id": person_id, "fields": "id"}
    listed = (await graph.read(f"/{user_id}/conversations", asked)).get("data")
    found = [str(one["id"]) for one in listed or [] if isinstance(one, dict) and one.get("id")]
    return await messages(graph, found[0]) if found else []
