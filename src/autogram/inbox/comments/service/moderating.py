"""Hiding and deleting comments, here and at Instagram."""

from collections.abc import Awaitable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.service.refusals import as_app_error
from autogram.core import audit, clock
from autogram.core.runtime import Runtime
from autogram.inbox.comments.errors import CommentNotModeratable, ReplyBeingSent
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.telling import tell
from autogram.instagram import moderation
from autogram.instagram.errors import GraphError, InstagramError

# Code 100 with this subcode: Instagram knows no such object, or not any more.
GONE_SUBCODE = 33


async def hide_comment(
    runtime: Runtime, comment_id: UUID, *, hidden: bool, workspace_id: UUID | None = None, user_id: UUID | None = None
) -> None:
    """Nobody but its author sees the comment, or everybody does again. Once it is so, nothing is asked.

    Raises `CommentNotFound`, `CommentNotModeratable`, `AccountNotUsable`, `AccountThrottled`, `QuotaUsedUp`,
    `InstagramRefused`, `InstagramNotAnswering`.
    """
    async with runtime.database.reading() as reading:
        comment = await rows.get_comment(reading, comment_id, workspace_id=workspace_id)
        if comment.is_own or comment.kind is CommentKind.MENTION or comment.comment_id is None or comment.deleted_at:
            raise CommentNotModeratable("Only comments of others below the account's own media can be hidden.")
        if hidden == (comment.hidden_at is not None):
            return
        client = await _client(runtime, reading, comment)
        instagram_id = comment.comment_id
    failure = await _failure_of(moderation.set_hidden(client.graph, instagram_id, hidden=hidden))
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client, failure)
        if failure is None:
            comment = await rows.get_comment(session, comment_id, lock=True)
            comment.hidden_at = clock.now() if hidden else None
            await _record(session, comment, "hide" if hidden else "unhide", user_id)
    if failure:
        raise as_app_error(failure)


async def delete_comment(runtime: Runtime, workspace_id: UUID, comment_id: UUID, *, user_id: UUID) -> None:
    """The comment is gone, at Instagram too. One that is gone already stays gone; a reply not sent yet is withdrawn.

    Raises as `hide_comment` does, and `ReplyBeingSent`.
    """
    async with runtime.database.transaction() as session:
        comment = await rows.get_comment(session, comment_id, workspace_id=workspace_id, lock=True)
        if comment.deleted_at:
            return
        if comment.is_own and comment.comment_id is None:
            await _withdraw(session, comment, user_id)
            return
        if comment.kind is CommentKind.MENTION or comment.comment_id is None:
            raise CommentNotModeratable("Only comments below the account's own media can be deleted.")
        client = await _client(runtime, session, comment)
        instagram_id = comment.comment_id
    failure = await _failure_of(moderation.delete(client.graph, instagram_id))
    is_gone = failure is None or (isinstance(failure, GraphError) and failure.subcode == GONE_SUBCODE)
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client, failure)
        if is_gone:
            comment = await rows.get_comment(session, comment_id, lock=True)
            comment.deleted_at = comment.deleted_at or clock.now()
            # Instagram deletes what stands below it too.
            await rows.mark_replies_deleted(session, comment.account_id, instagram_id)
            await _record(session, comment, "delete", user_id)
    if failure and not is_gone:
        raise as_app_error(failure)


async def _client(runtime: Runtime, session: AsyncSession, comment: Comment) -> accounts.AccountClient:
    client = await accounts.client_for(runtime, session, comment.account_id)
    await accounts.require_quota(session, comment.account_id, accounts.QuotaKind.REQUESTS)
    return client


async def _withdraw(session: AsyncSession, reply: Comment, user_id: UUID) -> None:
    """A reply that does not stand at Instagram will not come to stand there."""
    is_undecided = reply.status in {CommentStatus.SENDING, CommentStatus.UNCONFIRMED}
    if is_undecided and reply.request_started_at is not None and reply.kind is not CommentKind.MENTION:
        raise ReplyBeingSent("Instagram was asked to write it and has not answered clearly.", comment_id=str(reply.id))
    reply.deleted_at = clock.now()
    if is_undecided:
        reply.status, reply.failure_reason = CommentStatus.FAILED, "withdrawn before it was sent"
    await _record(session, reply, "delete", user_id)


async def _record(session: AsyncSession, comment: Comment, act: str, user_id: UUID | None) -> None:
    audit.record(
        session,
        f"comments.{act}",
        f"comment:{comment.id}",
        actor_id=user_id,
        workspace_id=comment.workspace_id,
        instagram_id=comment.comment_id,
    )
    await tell(session, comment)


async def _failure_of(call: Awaitable[None]) -> InstagramError | None:
    try:
        await call
    except InstagramError as error:
        return error
    return None
