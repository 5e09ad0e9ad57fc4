"""How a try to send a reply can end, and how each end is written down."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.comments.messages import SendCommentReply
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.telling import tell
from autogram.instagram.errors import GraphError, InstagramError
from autogram.jobs.api import JobContext

OPEN = {CommentStatus.SENDING, CommentStatus.UNCONFIRMED}


@dataclass(frozen=True)
class Sending:
    """A reply that is to go out: what, below which comment, and when we last asked Instagram to write it, if we did.

    `top_id` is the comment at the top of the thread, `mention_id` the comment elsewhere that names the account.
    """

    context: JobContext
    message: SendCommentReply
    client: accounts.AccountClient
    kind: CommentKind
    text: str
    media_id: str
    top_id: str | None
    mention_id: str | None
    requested_at: datetime | None
    tries: int


async def write_sent(sending: Sending, instagram_id: str) -> None:
    """The reply has its id at Instagram, and the comment that it answers is answered."""
    async with sending.context.transaction() as session:
        await accounts.note_outcome(session, sending.client)
        reply = await rows.get_comment(session, sending.message.comment_id, lock=True)
        # A webhook may have told it already; then the id is there.
        if reply.comment_id is None:
            await rows.forget_double(session, reply, instagram_id)
            reply.comment_id = instagram_id
        await settle(session, reply, CommentStatus.SENT, None)
        await mark_answered(session, sending.message.answers_id)


async def mark_answered(session: AsyncSession, comment_id: UUID) -> None:
    """The comment has an answer, unless it has gone meanwhile."""
    try:
        answered = await rows.get_comment(session, comment_id, lock=True)
    except CommentNotFound:
        return
    if answered.replied_at is None:
        answered.replied_at = clock.now()
        await tell(session, answered)


async def write_ended(
    sending: Sending, status: CommentStatus, reason: str, error: InstagramError | None = None
) -> None:
    """The reply will not be tried again, and says why."""
    async with sending.context.transaction() as session:
        await accounts.note_outcome(session, sending.client, error)
        reply = await open_reply(session, sending.message)
        if reply is not None:
            await settle(session, reply, status, reason)


async def write_waiting(
    sending: Sending,
    error: InstagramError,
    *,
    status: CommentStatus | None = None,
    nothing_sent: bool = False,
) -> None:
    """The reply says what it waits for. With `nothing_sent` it stands where it stood before Instagram was asked."""
    async with sending.context.transaction() as session:
        await accounts.note_outcome(session, sending.client, error)
        reply = await open_reply(session, sending.message)
        if reply is None:
            return
        if nothing_sent:
            reply.request_started_at, reply.attempts = sending.requested_at, sending.tries
        await settle(session, reply, status or reply.status, in_words(error))


async def open_reply(session: AsyncSession, message: SendCommentReply) -> Comment | None:
    """The reply, locked; None if it is settled (a webhook can do that too), withdrawn or erased."""
    try:
        reply = await rows.get_comment(session, message.comment_id, lock=True)
    except CommentNotFound:
        return None
    if reply.status is CommentStatus.SENT:
        await mark_answered(session, message.answers_id)
    return reply if reply.status in OPEN else None


async def settle(session: AsyncSession, reply: Comment, status: CommentStatus, reason: str | None) -> None:
    """The reply has this status and reason, and screens are told."""
    reply.status, reply.failure_reason = status, reason
    await tell(session, reply)


def in_words(error: InstagramError) -> str:
    """The reason, for a person."""
    return error.reason if isinstance(error, GraphError) else str(error)
