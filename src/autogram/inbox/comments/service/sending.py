"""Our reply goes out once; every step can be the last one before a crash."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.comments.messages import SendCommentReply
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.finding import find_own
from autogram.inbox.comments.service.outcome import (
    Sending,
    in_words,
    open_reply,
    settle,
    write_ended,
    write_sent,
    write_waiting,
)
from autogram.inbox.comments.service.waiting import Wait, reason_not_to_ask, reason_not_to_comment
from autogram.instagram import moderation
from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.jobs.api import JobContext, RetryLater

AGAIN = timedelta(seconds=15)
TRIES_AT_MOST = 6
# After these Instagram is asked again, once it may be; nothing is wrong with the reply.
WAIT_FOR_ACCOUNT = {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.THROTTLED}


async def send_reply(context: JobContext, message: SendCommentReply) -> None:
    """The reply stands at Instagram, has failed, or waits, and says so. Safe to run any number of times."""
    sending = await _take(context, message)
    if sending is None:
        return
    if sending.requested_at is not None and await _is_accounted_for(sending, sending.requested_at):
        return
    if not await _write_request(sending):
        return
    try:
        instagram_id = await _ask(sending)
    except InstagramUnreachable as error:
        await write_waiting(sending, error, nothing_sent=True)
        raise RetryLater(AGAIN, str(error), counts=False) from error
    except InstagramError as error:
        await _after_bad_answer(sending, error)
    else:
        await write_sent(sending, instagram_id)


async def _take(context: JobContext, message: SendCommentReply) -> Sending | None:
    """What to send; None if it is settled, or can never be sent. Raises `RetryLater` while Instagram must not be
    asked.
    """
    async with context.transaction() as session:
        reply = await open_reply(session, message)
        if reply is None:
            return None
        wait = await reason_not_to_ask(session, reply.account_id)
        if wait is None:
            return await _sending(context, session, message, reply)
        if wait.is_final:
            asked = reply.request_started_at is not None
            await settle(session, reply, CommentStatus.UNCONFIRMED if asked else CommentStatus.FAILED, wait.reason)
            return None
        await _say_what_for(session, reply, wait)
    raise RetryLater(wait.delay, wait.reason, counts=False)


async def _sending(context: JobContext, session: AsyncSession, message: SendCommentReply, reply: Comment) -> Sending:
    try:
        answered = await rows.get_comment(session, message.answers_id)
    except CommentNotFound:
        answered = None
    return Sending(
        context=context,
        message=message,
        client=await accounts.client_for(context.runtime, session, reply.account_id),
        kind=reply.kind,
        text=reply.text or "",
        media_id=reply.media_id or "",
        top_id=reply.parent_comment_id,
        mention_id=answered.comment_id if answered else None,
        requested_at=reply.request_started_at,
        tries=reply.attempts,
    )


async def _say_what_for(session: AsyncSession, reply: Comment, wait: Wait) -> None:
    if reply.failure_reason != wait.reason:
        await settle(session, reply, reply.status, wait.reason)


async def _is_accounted_for(sending: Sending, requested_at: datetime) -> bool:
    """Whether it is settled what became of an earlier request: the reply was found, or nobody can tell.

    Raises `RetryLater` while Instagram does not show its replies, or the request may still be on its way.
    """
    if sending.kind is CommentKind.MENTION or sending.top_id is None:
        reason = "Instagram's answer was unclear, and a reply to a mention cannot be looked for; look on Instagram"
        await write_ended(sending, CommentStatus.UNCONFIRMED, reason)
        return True
    try:
        found = await find_own(sending.context.runtime, sending.client, sending.top_id, sending.text, requested_at)
    except InstagramError as error:
        if isinstance(error, GraphError) and error.refusal is Refusal.PERMANENT:
            reason = f"Instagram's answer was unclear, and it does not show the replies: {error.reason}"
            await write_ended(sending, CommentStatus.UNCONFIRMED, reason, error)
            return True
        await write_waiting(sending, error)
        raise RetryLater(AGAIN, in_words(error), counts=False) from error
    if found:
        await write_sent(sending, found)
        return True
    grace = timedelta(seconds=sending.context.runtime.settings.publishing.publish_grace_seconds)
    left = requested_at + grace - clock.now()
    if left > timedelta(0):
        raise RetryLater(left, "waiting for an earlier reply to appear", counts=False)
    if sending.tries >= TRIES_AT_MOST:
        reason = f"Instagram has not taken it in {sending.tries} tries, and it is not to be seen there"
        await write_ended(sending, CommentStatus.FAILED, reason)
        return True
    return False


async def _write_request(sending: Sending) -> bool:
    """That we are about to ask is committed, and counted; False if the reply has been withdrawn meanwhile."""
    async with sending.context.transaction() as session:
        reply = await open_reply(session, sending.message)
        if reply is None:
            return False
        wait = await reason_not_to_comment(session, reply.account_id)
        if wait is None:
            reply.request_started_at, reply.attempts = clock.now(), reply.attempts + 1
            return True
        await _say_what_for(session, reply, wait)
    raise RetryLater(wait.delay, wait.reason, counts=False)


async def _ask(sending: Sending) -> str:
    graph, user_id = sending.client.graph, sending.client.user_id
    if sending.kind is CommentKind.MENTION:
        return await moderation.reply_to_mention(graph, user_id, sending.media_id, sending.mention_id, sending.text)
    return await moderation.reply(graph, sending.top_id or "", sending.text)


async def _after_bad_answer(sending: Sending, error: InstagramError) -> None:
    """The reply waits, is unconfirmed, or has failed. What may have been written is looked for before another try."""
    refusal = error.refusal if isinstance(error, GraphError) else None
    if refusal in WAIT_FOR_ACCOUNT:
        await write_waiting(sending, error)
        raise RetryLater(AGAIN, in_words(error), counts=False)
    if isinstance(error, AnswerUnclear) or refusal is Refusal.TRANSIENT:
        await write_waiting(sending, error, status=CommentStatus.UNCONFIRMED)
        raise RetryLater(AGAIN * 2**sending.tries, in_words(error), counts=False)
    await write_ended(sending, CommentStatus.FAILED, f"Instagram said: {in_words(error)}", error)


async def give_up(context: JobContext, message: SendCommentReply, error: Exception) -> None:
    """After the last attempt of a job that fails by a fault of ours, the reply says so instead of waiting for ever."""
    async with context.transaction() as session:
        reply = await open_reply(session, message)
        if reply is None:
            return
        asked = reply.request_started_at is not None
        reason = f"a fault in Autogram stopped it ({type(error).__name__}); the log of job {context.job_id} says more"
        await settle(session, reply, CommentStatus.UNCONFIRMED if asked else CommentStatus.FAILED, reason)
