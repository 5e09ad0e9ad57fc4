"""The same content twice on one account within a day: allowed, and seldom meant."""

import hashlib
import json
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.publishing.models import Post

WITHIN = timedelta(hours=24)
MOMENT = func.coalesce(Post.published_at, Post.publish_at, Post.created_at)


def digest_of(post: Post) -> bytes | None:
    """What two posts with the same words and media have in common; None for a post without either."""
    words = " ".join(post.caption.casefold().split())
    media = [str(entry["media_id"]) for entry in post.media]
    if not words and not media:
        return None
    return hashlib.sha256(json.dumps([words, post.hashtags, media]).encode()).digest()[:16]


async def warnings_for(session: AsyncSession | ReadSession, post: Post) -> list[str]:
    """In words, if another post of the account says and shows the same within 24 hours of this one."""
    if post.content_digest is None:
        return []
    moment = post.published_at or post.publish_at or post.created_at
    twin = (
        select(MOMENT)
        .where(
            Post.account_id == post.account_id,
            Post.content_digest == post.content_digest,
            Post.id != post.id,
            Post.deleted_at.is_(None),
            MOMENT.between(moment - WITHIN, moment + WITHIN),
        )
        .limit(1)
    )
    found = await session.scalar(twin)
    if found is None:
        return []
    return [f"Another post of this account has the same text and media ({found:%Y-%m-%d %H:%M} UTC)."]
