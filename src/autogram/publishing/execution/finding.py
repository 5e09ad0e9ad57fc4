"""Finding on Instagram the post that we asked for without hearing its id."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from autogram.accounts import service as accounts
from autogram.core.runtime import Runtime
from autogram.instagram.graph import Media
from autogram.publishing import queries
from autogram.publishing.models import PostType

CLOCK_SKEW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a post looks like from outside: its caption, where it is listed, and since when it can be there."""

    caption: str
    is_story: bool
    since: datetime

    @classmethod
    def from_plan(cls, plan: dict[str, Any], post_type: PostType, requested_at: datetime) -> "Wanted":
        return cls(plan["container"].get("caption", ""), post_type is PostType.STORY, requested_at - CLOCK_SKEW)

    def matches(self, media: Media) -> bool:
        return (media.caption or "") == self.caption and (media.timestamp is None or media.timestamp >= self.since)


async def find_media(runtime: Runtime, client: accounts.AccountClient, wanted: Wanted) -> Media | None:
    """The matching post that no other publication counts as its own; None if there is none (yet).

    Raises `InstagramError`. Of several alike, the oldest is the one that was asked for first.
    """
    recent = await client.graph.recent_media(client.user_id, stories=wanted.is_story)
    alike = [media for media in recent if wanted.matches(media)]
    if not alike:
        return None
    async with runtime.database.reading() as session:
        known = await queries.known_media_ids(session, [media.id for media in alike])
    return next((media for media in reversed(alike) if media.id not in known), None)
