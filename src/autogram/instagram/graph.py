"""The Graph API for one account: profile, publishing, media, comments, webhook subscription."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from autogram.instagram.connection import GraphConnection
from autogram.instagram.errors import AnswerUnclear
from autogram.instagram.transport import text_of, unwrapped

PROFILE_FIELDS = (
    "id,user_id,username,name,account_type,profile_picture_url,followers_count,follows_count,media_count,"
    "biography,website"
)
MEDIA_FIELDS = "id,caption,media_type,media_product_type,permalink,timestamp,username"


class ContainerState(StrEnum):
    """Where a container stands. https://developers.facebook.com/docs/instagram-platform/content-publishing"""

    IN_PROGRESS = "IN_PROGRESS"
    FINISHED = "FINISHED"
    PUBLISHED = "PUBLISHED"
    ERROR = "ERROR"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Profile:
    """A professional account as Instagram describes it. `user_id` is the 1784… id that webhooks use."""

    user_id: str
    app_scoped_id: str | None
    username: str
    name: str | None
    account_type: str | None
    profile_picture_url: str | None
    followers_count: int | None
    follows_count: int | None
    media_count: int | None
    biography: str | None
    website: str | None


@dataclass(frozen=True, slots=True)
class PublishingLimit:
    """How many posts of the rolling window (seconds) are used and allowed, as Instagram says now."""

    used: int
    total: int
    window_seconds: int

    @property
    def left(self) -> int:
        return max(0, self.total - self.used)


@dataclass(frozen=True, slots=True)
class Container:
    """A container's state; `subcode` is the error that its sentence names, if any."""

    state: ContainerState
    sentence: str
    subcode: int | None


@dataclass(frozen=True, slots=True)
class Media:
    """A published post as Instagram shows it."""

    id: str
    permalink: str | None
    caption: str | None
    timestamp: datetime | None
    media_product_type: str | None


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    text: str
    username: str | None


class GraphClient(GraphConnection):
    """What Autogram asks and does as one account; messaging, conversations and moderation have modules of their own."""

    async def profile(self) -> Profile:
        """Whose token this is."""
        body = unwrapped(await self.read("/me", {"fields": PROFILE_FIELDS}))
        known = {name: body.get(name) for name in PROFILE_FIELDS.split(",")[3:]}
        return Profile(
            user_id=text_of(body, "user_id" if body.get("user_id") else "id"),
            app_scoped_id=str(body["id"]) if body.get("id") else None,
            username=text_of(body, "username"),
            **known,
        )

    async def publishing_limit(self, user_id: str) -> PublishingLimit:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit"""
        body = await self.read(f"/{user_id}/content_publishing_limit", {"fields": "config,quota_usage"})
        entry = unwrapped(body)
        config = entry.get("config") or {}
        return PublishingLimit(
            int(entry.get("quota_usage") or 0),
            int(config.get("quota_total") or 25),
            int(config.get("quota_duration") or 86_400),
        )

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> str:
        """The id of a new container. Creating one publishes nothing; an unused one is dropped after 24 hours."""
        body = await self.write(f"/{user_id}/media", parameters)
        return text_of(body, "id")

    async def container(self, container_id: str) -> Container:
        body = await self.read(f"/{container_id}", {"fields": "status_code,status"})
        sentence = str(body.get("status") or "")
        subcode = re.search(r"\b(22\d{5})\b", sentence)
        try:
            state = ContainerState(text_of(body, "status_code"))
        except ValueError:
            raise AnswerUnclear("Instagram named a container state that is not known") from None
        return Container(state, sentence, int(subcode[1]) if subcode else None)

    async def publish(self, user_id: str, container_id: str) -> str:
        """The id of the published media. `AnswerUnclear` here means that it may be live."""
        body = await self.write(f"/{user_id}/media_publish", {"creation_id": container_id})
        return text_of(body, "id")

    async def media(self, media_id: str) -> Media:
        return _media(await self.read(f"/{media_id}", {"fields": MEDIA_FIELDS}))

    async def recent_media(self, user_id: str, *, stories: bool = False, limit: int = 50) -> list[Media]:
        """Newest first. Stories are listed apart, and only for their 24 hours."""
        edge = "stories" if stories else "media"
        body = await self.read(f"/{user_id}/{edge}", {"fields": MEDIA_FIELDS, "limit": str(limit)})
        return [_media(entry) for entry in body.get("data", [])]

    async def comments(self, media_id: str) -> list[Comment]:
        """The newest comments on a post, at most 50, without replies."""
        body = await self.read(f"/{media_id}/comments", {"fields": "id,text,username"})
        return [Comment(str(c["id"]), str(c.get("text", "")), c.get("username")) for c in body.get("data", [])]

    async def comment(self, media_id: str, message: str) -> str:
        body = await self.write(f"/{media_id}/comments", {"message": message})
        return text_of(body, "id")

    async def subscribe(self, user_id: str, fields: tuple[str, ...]) -> None:
        """Webhooks for exactly these fields are on for the account; a new call replaces the list."""
        await self.write(f"/{user_id}/subscribed_apps", {"subscribed_fields": ",".join(fields)})

    async def subscribed_fields(self, user_id: str) -> tuple[str, ...]:
        body = await self.read(f"/{user_id}/subscribed_apps", {})
        return tuple(field for app in body.get("data", []) for field in app.get("subscribed_fields", []))

    async def unsubscribe(self, user_id: str) -> None:
        await self.delete(f"/{user_id}/subscribed_apps")


def _media(body: Mapping[str, Any]) -> Media:
    stamp = body.get("timestamp")
    return Media(
        id=text_of(body, "id"),
        permalink=body.get("permalink"),
        caption=body.get("caption"),
        timestamp=datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z") if stamp else None,
        media_product_type=body.get("media_product_type"),
    )
