"""The Graph API for one account: profile, publishing, media, comments, webhook subscription."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import httpx2
import stamina

from autogram.instagram.errors import AnswerUnclear, is_passing
from autogram.instagram.transport import ask, text_of, unwrapped, usage_percent

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


class GraphClient:
    """Talks to the Graph API with one account's token.

    Reads are repeated when they fail in passing. Writes never are: whoever calls decides, after looking.
    `calls` counts requests, `usage` is the highest percentage of Meta's limits reported so far.
    """

    def __init__(self, http: httpx2.AsyncClient, base_url: str, token: str) -> None:
        self._http, self._base = http, base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self.calls = 0
        self.usage: int | None = None

    def __repr__(self) -> str:
        return f"GraphClient({self._base})"

    async def profile(self) -> Profile:
        """Whose token this is."""
        body = unwrapped(await self._read("/me", {"fields": PROFILE_FIELDS}))
        known = {name: body.get(name) for name in PROFILE_FIELDS.split(",")[3:]}
        return Profile(
            user_id=text_of(body, "user_id" if body.get("user_id") else "id"),
            app_scoped_id=str(body["id"]) if body.get("id") else None,
            username=text_of(body, "username"),
            **known,
        )

    async def publishing_limit(self, user_id: str) -> PublishingLimit:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit"""
        body = await self._read(f"/{user_id}/content_publishing_limit", {"fields": "config,quota_usage"})
        entry = unwrapped(body)
        config = entry.get("config") or {}
        return PublishingLimit(
            int(entry.get("quota_usage") or 0),
            int(config.get("quota_total") or 25),
            int(config.get("quota_duration") or 86_400),
        )

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> str:
        """The id of a new container. Creating one publishes nothing; an unused one is dropped after 24 hours."""
        body = await self._write(f"/{user_id}/media", parameters)
        return text_of(body, "id")

    async def container(self, container_id: str) -> Container:
        body = await self._read(f"/{container_id}", {"fields": "status_code,status"})
        sentence = str(body.get("status") or "")
        subcode = re.search(r"\b(22\d{5})\b", sentence)
        try:
            state = ContainerState(text_of(body, "status_code"))
        except ValueError:
            raise AnswerUnclear("Instagram named a container state that is not known") from None
        return Container(state, sentence, int(subcode[1]) if subcode else None)

    async def publish(self, user_id: str, container_id: str) -> str:
        """The id of the published media. `AnswerUnclear` here means that it may be live."""
        body = await self._write(f"/{user_id}/media_publish", {"creation_id": container_id})
        return text_of(body, "id")

    async def media(self, media_id: str) -> Media:
        return _media(await self._read(f"/{media_id}", {"fields": MEDIA_FIELDS}))

    async def recent_media(self, user_id: str, *, stories: bool = False, limit: int = 50) -> list[Media]:
        """Newest first. Stories are listed apart, and only for their 24 hours."""
        edge = "stories" if stories else "media"
        body = await self._read(f"/{user_id}/{edge}", {"fields": MEDIA_FIELDS, "limit": str(limit)})
        return [_media(entry) for entry in body.get("data", [])]

    async def comments(self, media_id: str) -> list[Comment]:
        """The newest comments on a post, at most 50, without replies."""
        body = await self._read(f"/{media_id}/comments", {"fields": "id,text,username"})
        return [Comment(str(c["id"]), str(c.get("text", "")), c.get("username")) for c in body.get("data", [])]

    async def comment(self, media_id: str, message: str) -> str:
        body = await self._write(f"/{media_id}/comments", {"message": message})
        return text_of(body, "id")

    async def subscribe(self, user_id: str, fields: tuple[str, ...]) -> None:
        """Webhooks for exactly these fields are on for the account; a new call replaces the list."""
        await self._write(f"/{user_id}/subscribed_apps", {"subscribed_fields": ",".join(fields)})

    async def subscribed_fields(self, user_id: str) -> tuple[str, ...]:
        body = await self._read(f"/{user_id}/subscribed_apps", {})
        return tuple(field for app in body.get("data", []) for field in app.get("subscribed_fields", []))

    async def unsubscribe(self, user_id: str) -> None:
        await self._request("DELETE", f"/{user_id}/subscribed_apps")

    @stamina.retry(on=is_passing, attempts=3, timeout=60, wait_initial=0.3, wait_max=3.0)
    async def _read(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        return await self._request("GET", path, params=dict(parameters))

    async def _write(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        return await self._request("POST", path, data=dict(parameters))

    async def _request(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        self.calls += 1
        body, headers = await ask(self._http, method, self._base + path, headers=self._headers, **options)
        used = usage_percent(headers)
        if used is not None:
            self.usage = max(used, self.usage or 0)
        return body


def _media(body: Mapping[str, Any]) -> Media:
    stamp = body.get("timestamp")
    return Media(
        id=text_of(body, "id"),
        permalink=body.get("permalink"),
        caption=body.get("caption"),
        timestamp=datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z") if stamp else None,
        media_product_type=body.get("media_product_type"),
    )
