"""What people decide about single texts."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.exchange.commenting.errors import (
    AiCommentNotFound,
    CommentNotFailed,
    CommentNotUnconfirmed,
    CommentNotWaiting,
    ProducerNotUsable,
)
from autogram.exchange.commenting.models import AiComment, CommentStatus, ParticipantStatus, Producer
from autogram.exchange.commenting.queries import comments, participants
from autogram.exchange.commenting.schemas import CommentRead
from autogram.exchange.commenting.service.reading import shown
from autogram.exchange.commenting.service.secrets import stored_form
from autogram.exchange.commenting.service.telling import tell_comment
from autogram.exchange.commenting.service.work import give_work
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.identity.permissions import Actor


async def decide(session: AsyncSession, actor: Actor, comment_id: UUID, *, approve: bool) -> CommentRead:
    """An admin lets a waiting text go out, or never. Raises `AiCommentNotFound`, `CommentNotWaiting`."""
    comment = await _of_actor(session, actor, comment_id)
    return await _decide(session, actor.workspace_id, comment, approve=approve, by_user=actor.user_id)


async def decide_by_secret(
    session: AsyncSession, community: Community, secret: str, comment_id: UUID, *, approve: bool
) -> CommentRead:
    """The producer lets a waiting text of its own go out, or never.

    Raises `ProducerNotFound`, `AiCommentNotFound`, `CommentNotWaiting`.
    """
    producer = await participants.producer_by_link(session, community.id, stored_form(secret))
    comment = await comments.comment_of(session, community.id, comment_id)
    if comment.producer_id != producer.id:
        raise AiCommentNotFound
    return await _decide(session, community.workspace_id, comment, approve=approve, by_user=None)


async def try_again(session: AsyncSession, actor: Actor, comment_id: UUID) -> CommentRead:
    """What surely was not written goes out once more. Raises `AiCommentNotFound`, `CommentNotFailed`."""
    comment = await _of_actor(session, actor, comment_id)
    if comment.status is not CommentStatus.FAILED:
        raise CommentNotFailed(comment_status=comment.status.value)
    comment.status, comment.requested_at = CommentStatus.APPROVED, None
    comment.failure_code = comment.failure_reason = None
    return await _noted(session, actor, comment, "exchange.comment_retried")


async def look_again(session: AsyncSession, actor: Actor, comment_id: UUID) -> CommentRead:
    """The comment is looked for once more; nothing is sent. Raises `AiCommentNotFound`, `CommentNotUnconfirmed`,
    `ProducerNotUsable`.
    """
    comment = await _of_actor(session, actor, comment_id)
    if comment.status is not CommentStatus.UNCONFIRMED:
        raise CommentNotUnconfirmed(comment_status=comment.status.value)
    producer = await session.get(Producer, comment.producer_id)
    if producer is None or producer.paused_at or producer.status is not ParticipantStatus.ACTIVE:
        raise ProducerNotUsable("It is paused or has left, so it cannot look for its comment.")
    comment.status = CommentStatus.SENDING
    return await _noted(session, actor, comment, "exchange.comment_looked_for")


async def _of_actor(session: AsyncSession, actor: Actor, comment_id: UUID) -> AiComment:
    community = await communities.require_community(session, actor.workspace_id)
    return await comments.comment_of(session, community.id, comment_id)


async def _decide(
    session: AsyncSession, workspace_id: UUID, comment: AiComment, *, approve: bool, by_user: UUID | None
) -> CommentRead:
    if comment.status is not CommentStatus.WAITING:
        raise CommentNotWaiting(comment_status=comment.status.value)
    comment.status = CommentStatus.APPROVED if approve else CommentStatus.REJECTED
    comment.decided_by, comment.decided_at = by_user, clock.now()
    act = f"exchange.comment_{comment.status.value}"
    record(session, act, f"comment:{comment.id}", actor_id=by_user, workspace_id=workspace_id)
    return await _changed(session, workspace_id, comment)


async def _noted(session: AsyncSession, actor: Actor, comment: AiComment, act: str) -> CommentRead:
    record(session, act, f"comment:{comment.id}", actor_id=actor.user_id, workspace_id=actor.workspace_id)
    return await _changed(session, actor.workspace_id, comment)


async def _changed(session: AsyncSession, workspace_id: UUID, comment: AiComment) -> CommentRead:
    """Whoever looks is told, and what can be sent or looked for has its job."""
    await session.flush()
    await tell_comment(session, workspace_id, comment)
    if comment.status is not CommentStatus.REJECTED:
        await give_work(session, [comment.producer_id])
    return await shown(session, comment.id)
