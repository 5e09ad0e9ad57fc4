"""Single comments, their threads, and changes of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.conversations.models import FoundBy

# The changes below are made without loading rows, so there are no loaded rows to bring up to date.
NO_SYNC = {"synchronize_session": False}
THREAD_AT_MOST = 500


async def get_comment(
    session: AsyncSession | ReadSession, comment_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> Comment:
    """The comment, of this workspace if one is given. Raises `CommentNotFound`."""
    found = select(Comment).where(Comment.id == comment_id)
    if workspace_id is not None:
        found = found.where(Comment.workspace_id == workspace_id)
    comment = await session.scalar(found.with_for_update() if lock else found)
    if comment is None:
        raise CommentNotFound(comment_id=str(comment_id))
    return comment


async def tops_of(
    session: AsyncSession | ReadSession, comments: Sequence[Comment]
) -> dict[tuple[UUID, str | None], Comment]:
    """The comments at the top of these comments' threads that we know, by account and Instagram's id."""
    wanted = {(comment.account_id, comment.parent_comment_id) for comment in comments if comment.parent_comment_id}
    if not wanted:
        return {}
    rows = select(Comment).where(tuple_(Comment.account_id, Comment.comment_id).in_(wanted))
    return {(top.account_id, top.comment_id): top for top in await session.scalars(rows)}


async def thread_of(session: AsyncSession | ReadSession, comment: Comment) -> Sequence[Comment]:
    """Everything below the same top comment and that comment itself, oldest first; at most the newest 500."""
    rows = select(Comment).where(Comment.account_id == comment.account_id, _same_thread(comment))
    newest = rows.order_by(Comment.commented_at.desc(), Comment.id.desc()).limit(THREAD_AT_MOST)
    return list(reversed((await session.scalars(newest)).all()))


def _same_thread(comment: Comment) -> ColumnElement[bool]:
    top_id = comment.parent_comment_id or comment.comment_id
    if top_id is not None:
        return or_(Comment.comment_id == top_id, Comment.parent_comment_id == top_id)
    # A caption that mentions the account has no comment id, so what we wrote below it has no parent.
    ours = and_(
        Comment.kind == CommentKind.MENTION,
        Comment.media_id == comment.media_id,
        Comment.parent_comment_id.is_(None),
        Comment.is_own,
    )
    return or_(Comment.id == comment.id, ours)


async def reply_on_its_way(session: AsyncSession, answered: Comment, text: str) -> Comment | None:
    """A reply of ours with the same words in the same thread that is not settled yet."""
    return await session.scalar(
        select(Comment)
        .where(
            Comment.account_id == answered.account_id,
            Comment.status.in_([CommentStatus.SENDING, CommentStatus.UNCONFIRMED]),
            Comment.text == text,
            _same_thread(answered),
        )
        .limit(1)
    )


async def replies_of_ours(session: AsyncSession | ReadSession, account_id: UUID, ids: Sequence[str]) -> set[str]:
    """Those Instagram comments that a reply which we sent already counts as itself."""
    rows = select(Comment.comment_id).where(
        Comment.account_id == account_id, Comment.comment_id.in_(ids), Comment.found_by == FoundBy.OURSELVES
    )
    return {comment_id for comment_id in await session.scalars(rows) if comment_id}


async def forget_double(session: AsyncSession, reply: Comment, comment_id: str) -> None:
    """Our own reply, which a webhook has told before Instagram answered us, is one row again: the one we sent."""
    doubles = delete(Comment).where(
        Comment.account_id == reply.account_id,
        Comment.comment_id == comment_id,
        Comment.id != reply.id,
        Comment.found_by != FoundBy.OURSELVES,
    )
    await session.execute(doubles, execution_options=NO_SYNC)


async def mark_replies_deleted(session: AsyncSession, account_id: UUID, top_id: str) -> None:
    """Everything that stood below the comment at Instagram is gone."""
    change = update(Comment).where(
        Comment.account_id == account_id,
        Comment.parent_comment_id == top_id,
        Comment.comment_id.is_not(None),
        Comment.deleted_at.is_(None),
    )
    now = clock.now()
    await session.execute(change.values(deleted_at=now, updated_at=now), execution_options=NO_SYNC)


async def mark_media_read(session: AsyncSession, workspace_id: UUID, account_id: UUID, media_id: str) -> int:
    """All comments below the media are read; how many were not."""
    change = update(Comment).where(
        Comment.workspace_id == workspace_id,
        Comment.account_id == account_id,
        Comment.media_id == media_id,
        Comment.read_at.is_(None),
        ~Comment.is_own,
    )
    read = change.values(read_at=clock.now(), updated_at=clock.now()).returning(Comment.id)
    return len((await session.scalars(read, execution_options=NO_SYNC)).all())
