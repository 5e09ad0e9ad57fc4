"""Comments as callers and automation see them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core.db import ReadSession
from autogram.core.paging import Page
from autogram.inbox.comments.models import Comment
from autogram.inbox.comments.policy import private_reply_allowance, reply_allowance
from autogram.inbox.comments.queries import listing, rows
from autogram.inbox.comments.schemas import (
    CommentedMedia,
    CommentedMediaFilter,
    CommentFacts,
    CommentFilter,
    CommentRead,
    CommentThread,
)

SAME_NAME = set(CommentRead.model_fields) - {
    "instagram_id",
    "parent_instagram_id",
    "status_reason",
    "reply",
    "private_reply",
}


async def as_reads(session: AsyncSession | ReadSession, comments: Sequence[Comment]) -> list[CommentRead]:
    """The comments with what may be done about each."""
    tops = await rows.tops_of(session, comments)
    return [_as_read(comment, tops.get((comment.account_id, comment.parent_comment_id))) for comment in comments]


def _as_read(comment: Comment, top: Comment | None) -> CommentRead:
    return CommentRead(
        **{name: getattr(comment, name) for name in SAME_NAME},
        instagram_id=comment.comment_id,
        parent_instagram_id=comment.parent_comment_id,
        status_reason=comment.failure_reason,
        reply=reply_allowance(comment, top),
        private_reply=private_reply_allowance(comment),
    )


async def list_comments(session: ReadSession, workspace_id: UUID, wanted: CommentFilter) -> Page[CommentRead]:
    """One page of what others wrote, newest first."""
    chosen = listing.filtered(workspace_id, wanted)
    page, following = await listing.comment_page(session, chosen, cursor=wanted.cursor, limit=wanted.limit)
    return Page(items=await as_reads(session, page), next_cursor=following)


async def list_media(session: ReadSession, workspace_id: UUID, wanted: CommentedMediaFilter) -> Page[CommentedMedia]:
    """One page of an account's commented media, the last commented on first. Raises `AccountNotFound`."""
    await accounts.account_brief(session, wanted.account_id, workspace_id=workspace_id)
    items, following = await listing.media_page(session, workspace_id, wanted)
    return Page(items=items, next_cursor=following)


async def read_comment(session: AsyncSession | ReadSession, workspace_id: UUID, comment_id: UUID) -> CommentRead:
    """One comment as it stands now. Raises `CommentNotFound`."""
    (read,) = await as_reads(session, [await rows.get_comment(session, comment_id, workspace_id=workspace_id)])
    return read


async def read_thread(session: AsyncSession | ReadSession, workspace_id: UUID, comment_id: UUID) -> CommentThread:
    """The comment with its thread. Raises `CommentNotFound`."""
    comment = await rows.get_comment(session, comment_id, workspace_id=workspace_id)
    thread = await as_reads(session, await rows.thread_of(session, comment))
    return CommentThread(**dict(await read_comment(session, workspace_id, comment_id)), thread=thread)


async def comment_facts(session: AsyncSession | ReadSession, comment_id: UUID) -> CommentFacts:
    """What automation decides on. Raises `CommentNotFound`."""
    comment = await rows.get_comment(session, comment_id)
    tops = await rows.tops_of(session, [comment])
    return CommentFacts(
        id=comment.id,
        account_id=comment.account_id,
        workspace_id=comment.workspace_id,
        person_id=comment.person_id,
        username=comment.username,
        text=comment.text,
        kind=comment.kind,
        instagram_id=comment.comment_id,
        media_id=comment.media_id,
        media_product_type=comment.media_product_type,
        ad_id=comment.ad_id,
        is_own=comment.is_own,
        is_reply=comment.parent_comment_id is not None,
        is_hidden=comment.hidden_at is not None,
        is_deleted=comment.deleted_at is not None,
        is_answered=comment.replied_at is not None or comment.private_reply_message_id is not None,
        commented_at=comment.commented_at,
        reply=reply_allowance(comment, tops.get((comment.account_id, comment.parent_comment_id))),
        private_reply=private_reply_allowance(comment),
    )
