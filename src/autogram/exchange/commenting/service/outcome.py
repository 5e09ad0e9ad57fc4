"""What became of a comment, as it is written down."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import AiComment, CommentStatus, ParticipantStatus, Producer
from autogram.exchange.commenting.queries import comments, participants
from autogram.exchange.commenting.service.refusals import code_of
from autogram.exchange.commenting.service.telling import tell_comment
from autogram.exchange.community.models import Community
from autogram.instagram.web.errors import WebError


@dataclass(frozen=True, slots=True)
class Sending:
    """A comment that is being sent, or was, and who sends it."""

    comment_id: UUID
    producer_id: UUID
    community_id: UUID
    workspace_id: UUID
    requested_at: datetime | None
    username: str
    instagram_id: str | None
    media_id: str
    shortcode: str
    text: str = field(repr=False)
    session: str = field(repr=False)
    trouble: str | None = field(repr=False)


def sending_of(community: Community, producer: Producer, comment: AiComment) -> Sending:
    """With the producer's session, which must be loaded and there."""
    assert producer.session is not None, "who sends has a session"
    return Sending(
        comment_id=comment.id,
        producer_id=producer.id,
        community_id=community.id,
        workspace_id=community.workspace_id,
        requested_at=comment.requested_at,
        username=producer.username,
        instagram_id=producer.instagram_id,
        media_id=comment.media_id,
        shortcode=comment.shortcode,
        text=comment.text,
        session=producer.session,
        trouble=comment.failure_reason,
    )


async def write_posted(runtime: Runtime, sending: Sending, comment_id: str, session_now: str | None = None) -> None:
    """The comment stands below the post. `session_now`: what the producer's session has become meanwhile."""
    async with runtime.database.transaction() as session:
        producer = await participants.locked_producer(session, sending.producer_id)
        if comment := await _being_sent(session, sending):
            comment.status, comment.comment_id, comment.posted_at = CommentStatus.POSTED, comment_id, clock.now()
            comment.failure_code = comment.failure_reason = None
            await tell_comment(session, sending.workspace_id, comment)
        takes_part = producer is not None and producer.status is ParticipantStatus.ACTIVE
        if producer is not None and takes_part and session_now is not None:
            # Who has left meanwhile gets no session back.
            producer.session = session_now


async def settle(runtime: Runtime, sending: Sending, status: CommentStatus, code: str, reason: str) -> None:
    """The comment has failed, or nobody can tell; and why."""
    async with runtime.database.transaction() as session:
        if comment := await _being_sent(session, sending):
            comment.status, comment.failure_code, comment.failure_reason = status, code, reason
            await tell_comment(session, sending.workspace_id, comment)


async def write_trouble(runtime: Runtime, sending: Sending, error: WebError) -> None:
    """What Instagram answered is written down; what became of the comment is still to be found out."""
    async with runtime.database.transaction() as session:
        if comment := await _being_sent(session, sending):
            comment.failure_code, comment.failure_reason = code_of(error), str(error)


async def give_up_sending(runtime: Runtime, producer_id: UUID, error: Exception) -> None:
    """After the last attempt of a job that fails by a fault of ours, a comment that was requested says so."""
    async with runtime.database.transaction() as session:
        comment = await comments.being_sent(session, producer_id)
        if comment is None:
            return
        comment.status, comment.failure_code = CommentStatus.UNCONFIRMED, "internal-error"
        comment.failure_reason = f"A fault in Autogram stopped it ({type(error).__name__}); the log says more."


async def _being_sent(session: AsyncSession, sending: Sending) -> AiComment | None:
    """The comment, if nobody has settled it, and it is not a later request."""
    comment = await comments.locked_comment(session, sending.comment_id)
    if comment is None or comment.status is not CommentStatus.SENDING:
        return None
    return comment if comment.requested_at == sending.requested_at else None
