"""A producer's comments go out one after the other, each once; every step can be the last one before a crash."""

import random
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import CommentStatus, ParticipantStatus, Producer
from autogram.exchange.commenting.queries import comments, participants
from autogram.exchange.commenting.service.looking import look_for
from autogram.exchange.commenting.service.outcome import Sending, sending_of, settle, write_posted, write_trouble
from autogram.exchange.commenting.service.pausing import stop_producer
from autogram.exchange.commenting.service.phones import phone
from autogram.exchange.commenting.service.producers import GONE
from autogram.exchange.commenting.service.refusals import code_of
from autogram.exchange.commenting.service.switches import reason_to_wait
from autogram.exchange.commenting.service.telling import tell_comment
from autogram.exchange.community import service as communities
from autogram.instagram.mobile.errors import STOP_SIGNALS, CommentsOff
from autogram.instagram.web.errors import PostGone, WebError
from autogram.jobs.api import JobContext, RetryLater

# A pause is sometimes half as long again, as with people.
LONGER_PAUSE = 1.5


async def send(context: JobContext, producer_id: UUID) -> None:
    """The producer's next comment stands there, or says why it does not. Safe to run any number of times.

    What was being sent when a worker died, or an answer was unclear, is looked for before anything else is sent.
    Raises `RetryLater` while there is more to do.
    """
    runtime = context.runtime
    if unsettled := await _unsettled(runtime, producer_id):
        await look_for(context, unsettled)
    if not await _has_turn(runtime, producer_id):
        return
    sending = await _request(runtime, producer_id)
    if sending is None:
        return
    await _ask(runtime, sending)
    raise RetryLater(_pause(runtime), "a pause between comments", counts=False)


async def _unsettled(runtime: Runtime, producer_id: UUID) -> Sending | None:
    """What was requested and is not accounted for. Raises `RetryLater` while it may still be on its way."""
    async with runtime.database.transaction() as session:
        producer = await _open_producer(session, runtime, producer_id)
        comment = await comments.being_sent(session, producer_id) if producer else None
        if producer is None or comment is None or comment.requested_at is None:
            return None
        grace = timedelta(seconds=runtime.settings.publishing.publish_grace_seconds)
        if (left := comment.requested_at + grace - clock.now()) > timedelta(0):
            raise RetryLater(left, "waiting for an earlier comment to appear", counts=False)
        return await _sending(session, producer, comment.id)


async def _has_turn(runtime: Runtime, producer_id: UUID) -> bool:
    """Whether there is something to send, and the account's budget has one more comment; that one is spent.

    Raises `RetryLater` until the pause is over, or the budget has one.
    """
    async with runtime.database.transaction() as session:
        producer = await _open_producer(session, runtime, producer_id)
        if producer is None or await comments.next_to_send(session, producer_id) is None:
            return False
        pause = timedelta(seconds=runtime.settings.unofficial.exchange_comment_pause_seconds)
        if producer.last_used_at and (left := producer.last_used_at + pause - clock.now()) > timedelta(0):
            raise RetryLater(left, "a pause between comments", counts=False)
        limit = RateLimit("producer-comments", producer.comments_per_hour, timedelta(hours=1))
        key = producer.instagram_id or f"@{producer.username}"
    try:
        await spend(runtime.database, limit, key)
    except TooManyRequests as refusal:
        wait = timedelta(seconds=int(refusal.headers["Retry-After"]))
        raise RetryLater(wait, "the account has written as much as it may in an hour", counts=False) from None
    return True


async def _request(runtime: Runtime, producer_id: UUID) -> Sending | None:
    """That we are about to ask is committed; None if nothing may or can be sent any more."""
    async with runtime.database.transaction() as session:
        producer = await _open_producer(session, runtime, producer_id)
        comment = await comments.next_to_send(session, producer_id) if producer else None
        if producer is None or comment is None:
            return None
        now = clock.now()
        comment.status, comment.requested_at, producer.last_used_at = CommentStatus.SENDING, now, now
        comment.failure_code = comment.failure_reason = None
        sending = await _sending(session, producer, comment.id)
        await tell_comment(session, sending.workspace_id, comment)
        return sending


async def _open_producer(session: AsyncSession, runtime: Runtime, producer_id: UUID) -> Producer | None:
    """The producer, locked and with its session, if anything may be sent with it at this moment."""
    known = await session.get(Producer, producer_id)
    if known is None or await reason_to_wait(session, runtime.settings, known.community_id):
        return None
    producer = await participants.locked_producer(session, producer_id, with_session=True)
    if producer is None or producer.paused_at is not None:
        return None
    if producer.status is not ParticipantStatus.ACTIVE or producer.session is None:
        await comments.cancel_unsent(session, GONE, producer_id=producer_id)
        return None
    return producer


async def _sending(session: AsyncSession, producer: Producer, comment_id: UUID) -> Sending:
    community = await communities.get_community(session, producer.community_id)
    comment = await comments.locked_comment(session, comment_id)
    assert comment is not None, "it is locked"
    return sending_of(community, producer, comment)


async def _ask(runtime: Runtime, sending: Sending) -> None:
    """The comment is written, once. What became of it stands in its row, or is looked for in the next turn."""
    async with phone(runtime.settings, sending.session) as device:
        try:
            comment_id = await device.comment(sending.media_id, sending.text)
        except (PostGone, CommentsOff) as refused:
            await settle(runtime, sending, CommentStatus.FAILED, code_of(refused), str(refused))
        except STOP_SIGNALS as signal:
            await stop_producer(runtime, sending, signal)
        except WebError as unclear:
            await write_trouble(runtime, sending, unclear)
            grace = timedelta(seconds=runtime.settings.publishing.publish_grace_seconds)
            raise RetryLater(grace, "waiting for a comment to appear", counts=False) from None
        else:
            await write_posted(runtime, sending, comment_id, device.export_session())


def _pause(runtime: Runtime) -> timedelta:
    seconds = runtime.settings.unofficial.exchange_comment_pause_seconds
    return timedelta(seconds=seconds * random.uniform(1, LONGER_PAUSE))
