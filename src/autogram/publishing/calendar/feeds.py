"""Posts as a calendar (RFC 5545), once or to subscribe to."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.secrets import new_token
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.publishing.calendar.schemas import FeedMade, FeedRead
from autogram.publishing.errors import CalendarFeedNotFound
from autogram.publishing.models import CalendarFeed, Post, PostStatus

if TYPE_CHECKING:
    from icalendar import Event

BACK, AHEAD, MOST = timedelta(days=90), timedelta(days=366), 5000
LENGTH = timedelta(minutes=15)
LOOK_AGAIN = timedelta(minutes=15)
WORDS = {
    PostStatus.DRAFT: "Draft",
    PostStatus.SCHEDULED: "Scheduled",
    PostStatus.PUBLISHING: "Being published",
    PostStatus.UNCONFIRMED: "Unconfirmed",
    PostStatus.LATE: "Late",
    PostStatus.PUBLISHED: "Published",
    PostStatus.FAILED: "Failed",
}
TITLE_LETTERS = 60


async def make_feed(settings: Settings, session: AsyncSession, actor: Actor, account_id: UUID | None) -> FeedMade:
    """A calendar with an address of its own, shown this once. Raises `AccountNotFound`."""
    if account_id is not None:
        await accounts.account_brief(session, account_id, workspace_id=actor.workspace_id)
    secret = new_token()
    feed = CalendarFeed(
        workspace_id=actor.workspace_id, account_id=account_id, created_by=actor.user_id, token_hash=_stored(secret)
    )
    session.add(feed)
    await session.flush()
    _audit(session, actor, feed.id, "calendars.make")
    read = FeedRead.model_validate(feed)
    return FeedMade(**read.model_dump(), url=f"{settings.core.public_url}/api/v1/calendars/{secret}.ics")


async def feeds_of(session: AsyncSession | ReadSession, workspace_id: UUID) -> list[CalendarFeed]:
    """The workspace's calendars, newest first."""
    wanted = select(CalendarFeed).where(CalendarFeed.workspace_id == workspace_id)
    return list((await session.scalars(wanted.order_by(CalendarFeed.created_at.desc(), CalendarFeed.id))).all())


async def delete_feed(session: AsyncSession, actor: Actor, feed_id: UUID) -> None:
    """Its address leads nowhere. Raises `CalendarFeedNotFound`."""
    feed = await session.get(CalendarFeed, feed_id)
    if feed is None or feed.workspace_id != actor.workspace_id:
        raise CalendarFeedNotFound(feed_id=str(feed_id))
    await session.delete(feed)
    _audit(session, actor, feed_id, "calendars.delete")


async def read_feed(session: AsyncSession, secret: str) -> bytes:
    """The calendar behind an address. Raises `CalendarFeedNotFound`."""
    feed = await session.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == _stored(secret)))
    if feed is None:
        raise CalendarFeedNotFound
    feed.read_at = clock.now()
    return await as_calendar(session, feed.workspace_id, feed.account_id)


async def as_calendar(session: AsyncSession | ReadSession, workspace_id: UUID, account_id: UUID | None) -> bytes:
    """What has a time, from 90 days ago to a year ahead."""
    now = clock.now()
    wanted = select(Post).where(
        Post.workspace_id == workspace_id,
        Post.deleted_at.is_(None),
        Post.publish_at.between(now - BACK, now + AHEAD),
    )
    if account_id is not None:
        wanted = wanted.where(Post.account_id == account_id)
    posts = (await session.scalars(wanted.order_by(Post.publish_at, Post.id).limit(MOST))).all()
    names = {one.id: one.username for one in await accounts.connected_accounts(session, workspace_id)}
    return _written([(post, names.get(post.account_id)) for post in posts])


def _written(posts: list[tuple[Post, str | None]]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar.new(name="Autogram", prodid="-//Autogram//Autogram//EN", refresh_interval=LOOK_AGAIN)
    for post, username in posts:
        calendar.add_component(_event(post, username))
    written: bytes = calendar.to_ical()
    return written


def _event(post: Post, username: str | None) -> "Event":
    from icalendar import Event

    assert post.publish_at is not None
    begins = post.published_at or post.publish_at
    first_line = next(iter(post.caption.strip().splitlines()), "") or post.post_type.value
    title = first_line if len(first_line) <= TITLE_LETTERS else f"{first_line[: TITLE_LETTERS - 1]}…"
    return Event.new(
        uid=f"{post.id}@autogram",
        start=begins,
        end=begins + LENGTH,
        summary=f"{WORDS[post.status]}: {title}" + (f" (@{username})" if username else ""),
        description="\n\n".join(part for part in (post.caption, " ".join(post.hashtags)) if part) or None,
        url=post.permalink,
        sequence=post.revision,
        stamp=post.updated_at,
        last_modified=post.updated_at,
        categories=[post.post_type.value],
    )


def _stored(secret: str) -> str:
    """With 256 random bits in the secret, a plain hash tells nothing of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _audit(session: AsyncSession, actor: Actor, feed_id: UUID, action: str) -> None:
    audit.record(session, action, f"calendar:{feed_id}", actor_id=actor.user_id, workspace_id=actor.workspace_id)
