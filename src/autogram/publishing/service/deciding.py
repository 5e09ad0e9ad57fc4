"""What a person decides about a post that did not simply go out."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.publishing import queries
from autogram.publishing.errors import NothingToDecide, PostBeingPublished
from autogram.publishing.execution.attempt import receipt_step
from autogram.publishing.execution.outcome import FREE
from autogram.publishing.models import Post, PostStatus, PublicationState
from autogram.publishing.schemas import Decision, PostDecision, PostRead, PostSchedule
from autogram.publishing.service import planning
from autogram.publishing.service.reading import as_read

UNDECIDED = {PostStatus.LATE, PostStatus.FAILED, PostStatus.UNCONFIRMED}


async def decide(
    settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID, wish: PostDecision
) -> PostRead:
    """The person's decision is carried out. Raises `NothingToDecide` for a post that waits for none."""
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id, lock=True)
    if post.status not in UNDECIDED:
        raise NothingToDecide(f"The post is {post.status.value}.")
    if wish.decision is Decision.IT_IS_LIVE:
        return await _close_as_live(settings, session, actor, post)
    if post.status is PostStatus.UNCONFIRMED:
        await _require_quiet(session, post)
    if wish.decision is Decision.RESCHEDULE:
        if wish.scheduled_time is None:
            raise InvalidInput([FieldError("scheduled_time", "is needed to reschedule")])
        post.status = PostStatus.LATE
        when = PostSchedule(scheduled_time=wish.scheduled_time, time_zone=wish.time_zone)
        return await planning.schedule_post(settings, session, actor, post_id, when)
    post.status = PostStatus.LATE
    if wish.decision is Decision.PUBLISH_NOW:
        return await planning.publish_now(settings, session, actor, post_id)
    await _abandon(session, post, "a person said that it is not live")
    return await planning.cancel_post(settings, session, actor, post_id)


async def _require_quiet(session: AsyncSession, post: Post) -> None:
    """An unconfirmed post may be given up only while no worker is asking about it."""
    publication = await queries.open_publication(session, post.id)
    if publication and publication.lease_until and publication.lease_until > clock.now():
        raise PostBeingPublished("Instagram is being asked about it this moment; try again in a minute.")


async def _abandon(session: AsyncSession, post: Post, why: str) -> None:
    publication = await queries.open_publication(session, post.id)
    if publication is not None:
        values = {"state": PublicationState.ABANDONED, **FREE}
        await queries.write_step(session, publication.id, receipt_step("abandoned", {"because": why}), values=values)


async def _close_as_live(settings: Settings, session: AsyncSession, actor: Actor, post: Post) -> PostRead:
    if post.status is not PostStatus.UNCONFIRMED:
        raise NothingToDecide("Only an unconfirmed post can be closed as live.")
    publication = await queries.open_publication(session, post.id)
    if publication is not None:
        step = receipt_step("published", {"how": "a person has seen it on Instagram", "user_id": str(actor.user_id)})
        await queries.write_step(session, publication.id, step, values={"state": PublicationState.PUBLISHED, **FREE})
    post.status, post.published_at, post.waiting_reason = PostStatus.PUBLISHED, clock.now(), None
    post.revision += 1
    await session.flush()
    await announce(session, post.workspace_id, "post.published", post_id=post.id)
    return await as_read(settings, session, post)
