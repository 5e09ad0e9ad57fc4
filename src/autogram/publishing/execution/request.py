"""The one call that publishes, and finding out what came of it."""

import asyncio
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.instagram.graph import ContainerState, Media
from autogram.publishing import queries
from autogram.publishing.execution.attempt import Attempt, LeaseLost
from autogram.publishing.execution.containers import refused
from autogram.publishing.execution.finding import Wanted, find_media
from autogram.publishing.execution.outcome import ANSWERED, NotNow, Unclear, in_words, write_published
from autogram.publishing.models import PostStatus

# "Media ID is not available" right after FINISHED is the one refusal that is safe to repeat as it is.
NOT_READY_PAUSES = (1.0, 3.0, 6.0)
LOOK_AGAIN = timedelta(seconds=10)
PAUSED_LOOK = timedelta(seconds=30)


async def request_publication(attempt: Attempt) -> None:
    """The post is published and that is written down. The wish is committed before the call goes out.

    Raises `NotNow`, `PublishFailed`, or `Unclear` when it may be live and Instagram does not say yet.
    """
    assert attempt.container_id is not None
    await _write_request(attempt)
    for pause in (*NOT_READY_PAUSES, None):
        try:
            media_id = await attempt.client.graph.publish(attempt.client.user_id, attempt.container_id)
        except GraphError as error:
            if error.refusal is not Refusal.NOT_READY:
                await _after_refusal(attempt, error)
                return
            if pause is None:
                await _withdraw_request(attempt, "Instagram says that the media is not ready")
                raise NotNow("Instagram says that the media is not ready", again_after=LOOK_AGAIN) from error
            await attempt.keep_lease()
            await asyncio.sleep(pause)
        except InstagramUnreachable as error:
            await _withdraw_request(attempt, str(error))
            raise NotNow(str(error), again_after=LOOK_AGAIN, error=error) from error
        except AnswerUnclear as error:
            await _mark_unclear(attempt, str(error))
            await reconcile(attempt)
            return
        else:
            await write_published(attempt, media_id, await _read_media(attempt, media_id), ANSWERED)
            return


async def reconcile(attempt: Attempt) -> None:
    """Instagram is asked what became of the container; a second request goes out only after the grace period."""
    assert attempt.container_id is not None
    assert attempt.publish_requested_at is not None
    try:
        container = await attempt.client.graph.container(attempt.container_id)
        if container.state is ContainerState.PUBLISHED:
            await _finish_found(attempt)
            return
        media = await find_media(attempt.runtime, attempt.client, wanted_of(attempt))
    except InstagramError as error:
        if isinstance(error, GraphError):
            await _note(attempt, error)
        raise Unclear(f"cannot ask Instagram: {in_words(error)}", again_after=LOOK_AGAIN) from error
    if media is not None:
        await write_published(attempt, media.id, media, "found on Instagram")
        return
    if container.state is not ContainerState.FINISHED:
        raise Unclear(
            f"the container is {container.state.value}, and no such post is to be seen", again_after=LOOK_AGAIN * 6
        )
    grace = timedelta(seconds=attempt.runtime.settings.publishing.publish_grace_seconds)
    left = attempt.publish_requested_at + grace - clock.now()
    if left > timedelta(0):
        raise Unclear("Instagram has not published it yet; asking again", again_after=left)
    await request_publication(attempt)


async def _write_request(attempt: Attempt) -> None:
    """Nobody has cancelled, and that we are about to ask is committed."""
    now = clock.now()
    async with attempt.runtime.database.transaction() as session:
        post = await queries.get_post(session, attempt.post_id, lock=True)
        if post.status not in {PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}:
            raise LeaseLost
        await _require_not_paused(session, attempt)
        await attempt.record_in(
            session, "publish requested", {"container_id": attempt.container_id}, publish_requested_at=now
        )
    attempt.publish_requested_at = now


async def _require_not_paused(session: AsyncSession, attempt: Attempt) -> None:
    """The last moment at which a pause holds the post back. What may be live already stays unconfirmed meanwhile."""
    if await accounts.is_everything_paused(session):
        reason = "everything is paused"
    elif (await accounts.account_brief(session, attempt.client.account_id)).paused:
        reason = f"@{attempt.client.username} is paused"
    else:
        return
    if attempt.publish_requested_at is None:
        raise NotNow(reason)
    raise Unclear(f"{reason}; Instagram is not asked a second time", again_after=PAUSED_LOOK)


async def _withdraw_request(attempt: Attempt, reason: str) -> None:
    """Certainly nothing was published: the try stands where it stood before it asked."""
    await attempt.record("nothing published", {"reason": reason}, publish_requested_at=None)
    attempt.publish_requested_at = None


async def _after_refusal(attempt: Attempt, error: GraphError) -> None:
    """A refusal is believed only when the container agrees: some have come although the post went out."""
    if error.refusal in {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.QUOTA_USED}:
        await _withdraw_request(attempt, error.reason)
        raise refused(attempt, error)
    await _mark_unclear(attempt, in_words(error))
    assert attempt.container_id is not None
    try:
        container = await attempt.client.graph.container(attempt.container_id)
    except InstagramError as trouble:
        raise Unclear(f"cannot ask Instagram: {in_words(trouble)}", again_after=LOOK_AGAIN) from trouble
    if container.state is ContainerState.PUBLISHED:
        await _finish_found(attempt)
        return
    if error.refusal is Refusal.TRANSIENT:
        await reconcile(attempt)
        return
    found = await find_media(attempt.runtime, attempt.client, wanted_of(attempt))
    if found is not None:
        await write_published(attempt, found.id, found, "found on Instagram")
        return
    await _withdraw_request(attempt, error.reason)
    outcome = refused(attempt, error)
    if error.refusal is Refusal.TRY_NEW_CONTAINER and isinstance(outcome, NotNow):
        await attempt.record("container given up", {}, container_id=None, child_containers={}, container_ready=False)
    raise outcome


async def _mark_unclear(attempt: Attempt, reason: str) -> None:
    async with attempt.ending() as session:
        await attempt.record_in(session, "answer unclear", {"reason": reason})
        await queries.set_post(
            session, attempt.post_id, {"status": PostStatus.UNCONFIRMED, "waiting_reason": "asking Instagram"}
        )


async def _finish_found(attempt: Attempt) -> None:
    """The container is published; which post it became is looked for, now or later."""
    media = await find_media(attempt.runtime, attempt.client, wanted_of(attempt))
    await write_published(attempt, media.id if media else None, media, "container is PUBLISHED")


def wanted_of(attempt: Attempt) -> Wanted:
    """What the post looks like on Instagram."""
    assert attempt.publish_requested_at is not None
    return Wanted.from_plan(attempt.plan, attempt.post_type, attempt.publish_requested_at)


async def _read_media(attempt: Attempt, media_id: str) -> Media | None:
    """The published post with its address; None if it cannot be read now, which a later job makes good."""
    try:
        return await attempt.client.graph.media(media_id)
    except InstagramError:
        return None


async def _note(attempt: Attempt, error: GraphError) -> None:
    async with attempt.runtime.database.transaction() as session:
        await accounts.note_outcome(session, attempt.client, error)
