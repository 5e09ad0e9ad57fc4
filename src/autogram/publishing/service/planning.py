"""Making, changing, scheduling and withdrawing posts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.content import service as content
from autogram.core import audit, clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue
from autogram.publishing import queries, validation
from autogram.publishing.errors import (
    CampaignNotFound,
    NoAccountConnected,
    PostAlreadyPublished,
    PostBeingPublished,
    PublishingNotPermitted,
)
from autogram.publishing.execution.attempt import receipt_step
from autogram.publishing.execution.outcome import FREE
from autogram.publishing.messages import PublishPost
from autogram.publishing.models import Post, PostStatus, PublicationState
from autogram.publishing.repetition import digest_of
from autogram.publishing.schemas import Author, Occurrence, PostCreate, PostMedia, PostRead, PostSchedule, PostUpdate
from autogram.publishing.service.reading import as_read
from autogram.publishing.wallclock import resolve

# These are columns of the post under the same name.
PLAIN_FIELDS = (
    "caption",
    "hashtags",
    "campaign_id",
    "collaborators",
    "location_id",
    "cover_media_id",
    "thumb_offset_ms",
    "share_to_feed",
    "first_comment",
    "is_ai_generated",
    "post_type",
)
NULLABLE = {"campaign_id", "location_id", "cover_media_id", "thumb_offset_ms", "first_comment"}


async def create_post(
    settings: Settings, session: AsyncSession, actor: Author, wish: PostCreate, *, occurrence: Occurrence | None = None
) -> PostRead:
    """A draft, or with a time a scheduled post whose job exists with it. Raises `InvalidInput` with every reason."""
    post = await _drafted(session, actor, wish)
    if occurrence is not None:
        post.recurring_id, post.occurrence = occurrence.recurring_id, occurrence.day
    session.add(post)
    await _check(session, post, complete=wish.scheduled_time is not None)
    if wish.scheduled_time is not None:
        await _require_permission(session, post)
        _plan(post, *resolve(wish.scheduled_time, wish.time_zone))
    await _settle(session, post, actor, "posts.create")
    return await as_read(settings, session, post)


async def checked(session: AsyncSession, actor: Author, wish: PostCreate) -> PostCreate:
    """The wish with its account and media named, if a post made from it can be scheduled. Raises as `create_post`."""
    post = await _drafted(session, actor, wish)
    await _check(session, post, complete=True)
    await _require_permission(session, post)
    media = [PostMedia.model_validate(entry) for entry in post.media]
    return wish.model_copy(update={"account_id": post.account_id, "media": media, "media_urls": None})


async def _drafted(session: AsyncSession, actor: Author, wish: PostCreate) -> Post:
    """The post as it is wished, not yet looked at."""
    post = Post(
        workspace_id=actor.workspace_id,
        account_id=await _account_for(session, actor.workspace_id, wish.account_id),
        created_by=actor.user_id,
        status=PostStatus.DRAFT,
        revision=0,
        **{name: getattr(wish, name) for name in PLAIN_FIELDS},
    )
    post.media = _stored(await _media_of(session, actor.workspace_id, wish))
    return post


async def update_post(
    settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID, wish: PostUpdate
) -> PostRead:
    """The post with the given fields changed. A scheduled one stays scheduled, unless its time is set to null."""
    post = await _editable(session, actor, post_id)
    given = wish.model_fields_set
    for name in PLAIN_FIELDS:
        if name in given and (name in NULLABLE or getattr(wish, name) is not None):
            setattr(post, name, getattr(wish, name))
    if wish.account_id is not None:
        post.account_id = await _account_for(session, actor.workspace_id, wish.account_id)
    if given & {"media", "media_urls"}:
        post.media = _stored(await _media_of(session, actor.workspace_id, wish))
    if "scheduled_time" in given and wish.scheduled_time is None:
        _unplan(post)
    elif wish.scheduled_time is not None:
        _plan(post, *resolve(wish.scheduled_time, wish.time_zone or post.time_zone))
    await _check(session, post, complete=post.status is PostStatus.SCHEDULED)
    await _settle(session, post, actor, "posts.update", changed=sorted(given))
    return await as_read(settings, session, post)


async def schedule_post(
    settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID, when: PostSchedule
) -> PostRead:
    """The post goes out at that time; an earlier plan for it is void."""
    post = await _editable(session, actor, post_id)
    await _require_permission(session, post)
    await _check(session, post, complete=True)
    _plan(post, *resolve(when.scheduled_time, when.time_zone or post.time_zone))
    await _settle(session, post, actor, "posts.schedule")
    return await as_read(settings, session, post)


async def publish_now(settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID) -> PostRead:
    """The post is due this moment. One that is being published already is left alone."""
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id, lock=True)
    if post.status in {PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}:
        return await as_read(settings, session, post)
    _require_editable(post)
    await _require_permission(session, post)
    await _check(session, post, complete=True)
    _plan_for_now(post)
    await _settle(session, post, actor, "posts.publish_now")
    return await as_read(settings, session, post)


async def cancel_post(settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID) -> PostRead:
    """The post is a draft again and nothing goes out. Refused once Instagram has been asked to publish."""
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id, lock=True)
    if post.status is PostStatus.PUBLISHED:
        raise PostAlreadyPublished
    await _withdraw_tries(session, post)
    _unplan(post)
    await _settle(session, post, actor, "posts.cancel")
    return await as_read(settings, session, post)


async def delete_post(session: AsyncSession, actor: Actor, post_id: UUID) -> None:
    """The post is gone from every list and nothing goes out; what is live on Instagram stays there."""
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id, lock=True)
    if post.status is not PostStatus.PUBLISHED:
        await _withdraw_tries(session, post)
        _unplan(post)
    post.deleted_at = clock.now()
    await content.release_media(session, subject=_subject(post))
    _audit(session, actor, post, "posts.delete")
    await announce(session, post.workspace_id, "post.deleted", post_id=post.id)


def _plan_for_now(post: Post) -> None:
    """The post is scheduled for this moment."""
    now = clock.now()
    _plan(post, now, now.replace(tzinfo=None).isoformat(timespec="seconds"), "UTC")


def _plan(post: Post, publish_at: datetime, wall_clock: str, time_zone: str) -> None:
    post.publish_at, post.wall_clock, post.time_zone = publish_at, wall_clock, time_zone
    post.status = PostStatus.SCHEDULED
    post.waiting_reason = post.failure_code = post.failure_reason = None


def _unplan(post: Post) -> None:
    post.status, post.publish_at, post.wall_clock = PostStatus.DRAFT, None, None
    post.waiting_reason = post.failure_code = post.failure_reason = None


async def _settle(session: AsyncSession, post: Post, actor: Author, action: str, **details: Any) -> None:
    """The post is a new revision, so jobs and tries of the old one are void; its own job exists, its media are held."""
    post.revision += 1
    post.content_digest = digest_of(post)
    await session.flush()
    publication = await queries.open_publication(session, post.id)
    if publication is not None:
        publication.state = PublicationState.ABANDONED
        publication.steps = [*publication.steps, receipt_step("abandoned", {"because": action})]
        for name, value in FREE.items():
            setattr(publication, name, value)
    await content.release_media(session, subject=_subject(post))
    held = [entry["media_id"] for entry in post.media] + ([post.cover_media_id] if post.cover_media_id else [])
    await content.hold_media(session, post.workspace_id, [UUID(str(i)) for i in held], subject=_subject(post))
    if post.status is PostStatus.SCHEDULED:
        await enqueue_publication(session, post)
    _audit(session, actor, post, action, **details)
    await announce(session, post.workspace_id, "post.updated", post_id=post.id, status=post.status)


async def enqueue_publication(session: AsyncSession, post: Post) -> None:
    """The job of this revision waits for the post's time; a second one for the same revision is not made."""
    await enqueue(
        session,
        PublishPost(post_id=post.id, revision=post.revision),
        run_at=post.publish_at,
        once=f"publish:{post.id}:{post.revision}",
    )


def _audit(session: AsyncSession, actor: Author, post: Post, action: str, **details: Any) -> None:
    audit.record(
        session,
        action,
        f"post:{post.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        publish_at=post.publish_at.isoformat() if post.publish_at else None,
        **details,
    )


def _subject(post: Post) -> str:
    return f"post:{post.id}"


def _stored(media: list[PostMedia]) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json") for entry in media]


async def _editable(session: AsyncSession, actor: Actor, post_id: UUID) -> Post:
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id, lock=True)
    _require_editable(post)
    return post


def _require_editable(post: Post) -> None:
    if post.status is PostStatus.PUBLISHED:
        raise PostAlreadyPublished
    if not post.is_editable:
        raise PostBeingPublished("Wait for the outcome, or cancel it while Instagram has not been asked to publish.")


async def _withdraw_tries(session: AsyncSession, post: Post) -> None:
    """Raises `PostBeingPublished` once the wish to publish has been committed: it may be live."""
    publication = await queries.open_publication(session, post.id)
    if publication is not None and publication.publish_requested_at is not None:
        raise PostBeingPublished("Instagram has already been asked to publish it; wait for the outcome.")


async def _account_for(session: AsyncSession, workspace_id: UUID, wanted: UUID | None) -> UUID:
    """The named account, or the only one there is."""
    if wanted is not None:
        account = await accounts.account_brief(session, wanted, workspace_id=workspace_id)
        if account.status is AccountStatus.DISCONNECTED:
            raise NoAccountConnected(f"@{account.username} is disconnected; connect it again first.")
        return account.id
    known = await accounts.connected_accounts(session, workspace_id)
    if len(known) != 1:
        raise NoAccountConnected(
            "Connect an Instagram account first." if not known else "Name one of the accounts as account_id."
        )
    return known[0].id


async def _require_permission(session: AsyncSession, post: Post) -> None:
    """Raises `PublishingNotPermitted` if the account was connected without the scope for it."""
    account = await accounts.account_brief(session, post.account_id)
    if not account.may_publish:
        raise PublishingNotPermitted(f"Connect @{account.username} again and allow Autogram to publish.")


async def _media_of(session: AsyncSession, workspace_id: UUID, wish: PostCreate | PostUpdate) -> list[PostMedia]:
    """The entries given, with those named by their address turned into entries."""
    if not wish.media_urls:
        return wish.media
    if wish.media:
        raise InvalidInput([FieldError("media_urls", "give media or media_urls, not both")])
    found = await content.find_by_url(session, workspace_id, wish.media_urls)
    missing = [url for url in wish.media_urls if url not in found]
    if missing:
        raise InvalidInput([FieldError("media_urls", "upload the file first (POST /api/v1/media), then use its url")])
    return [PostMedia(media_id=found[url].id) for url in wish.media_urls]


async def _check(session: AsyncSession, post: Post, *, complete: bool) -> None:
    """Raises `CampaignNotFound`, or `InvalidInput` with every limit of Instagram's that the post would break."""
    if post.campaign_id and not await queries.campaign_exists(session, post.workspace_id, post.campaign_id):
        raise CampaignNotFound(campaign_id=str(post.campaign_id))
    media = [PostMedia.model_validate(entry) for entry in post.media]
    ids = [entry.media_id for entry in media] + ([post.cover_media_id] if post.cover_media_id else [])
    items = {item.id: item for item in await content.get_media(session, post.workspace_id, ids)} if ids else {}
    found = validation.faults(post, media, items, complete=complete)
    if found:
        raise InvalidInput(found)
