"""Comments as they come in: made once, whoever else makes them at the same moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus

# An account, and Instagram's id of a comment.
Key = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment that is here. `is_bare`: we know that it mentions the account, and not yet what it says."""

    id: UUID
    is_bare: bool
    is_unsettled: bool


async def stored_comments(session: AsyncSession, keys: Collection[Key]) -> dict[Key, StoredComment]:
    """Those of these comments that are here."""
    if not keys:
        return {}
    columns = (Comment.id, Comment.account_id, Comment.comment_id, Comment.text, Comment.kind, Comment.status)
    rows = await session.execute(select(*columns).where(tuple_(Comment.account_id, Comment.comment_id).in_(list(keys))))
    return {
        (row.account_id, row.comment_id or ""): StoredComment(
            row.id,
            row.text is None and row.kind is CommentKind.MENTION,
            row.status in (CommentStatus.SENDING, CommentStatus.UNCONFIRMED),
        )
        for row in rows
    }


async def add_comments(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> dict[Key, UUID]:
    """These comments are stored, each once; the ids of those that were not there before."""
    if not rows:
        return {}
    made = insert(Comment).on_conflict_do_nothing(index_elements=[Comment.account_id, Comment.comment_id])
    added = await session.execute(made.returning(Comment.id, Comment.account_id, Comment.comment_id), rows)
    return {(row.account_id, row.comment_id or ""): row.id for row in added}


async def set_values(session: AsyncSession, comment_id: UUID, values: dict[str, Any]) -> None:
    """The stored comment has these values."""
    change = update(Comment).where(Comment.id == comment_id).values(updated_at=clock.now(), **values)
    await session.execute(change, execution_options={"synchronize_session": False})


async def caption_mention(session: AsyncSession, account_id: UUID, media_id: str) -> UUID | None:
    """The mention of the account in that media's caption. Who asks at the same moment waits for our transaction."""
    lock = func.hashtextextended(f"inbox.caption_mention:{account_id}:{media_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(lock)))
    return await session.scalar(
        select(Comment.id).where(
            Comment.account_id == account_id,
            Comment.media_id == media_id,
            Comment.kind == CommentKind.MENTION,
            Comment.comment_id.is_(None),
            ~Comment.is_own,
        )
    )


async def unsettled_reply(
    session: AsyncSession, account_id: UUID, *, text: str, parent_comment_id: str | None, since: datetime
) -> Comment | None:
    """Our oldest reply with these words there that Instagram was asked to write and of which we know no id yet."""
    found = select(Comment).where(
        Comment.account_id == account_id,
        Comment.status.in_((CommentStatus.SENDING, CommentStatus.UNCONFIRMED)),
        Comment.comment_id.is_(None),
        Comment.request_started_at >= since,
        Comment.text == text,
        Comment.parent_comment_id.is_not_distinct_from(parent_comment_id),
    )
    oldest = found.order_by(Comment.request_started_at, Comment.id).limit(1).with_for_update()
    return await session.scalar(oldest.execution_options(populate_existing=True))


async def mark_answered(session: AsyncSession, account_id: UUID, comment_id: str, at: datetime) -> None:
    """Instagram's comment has an answer since that moment, or since an earlier one."""
    change = update(Comment).where(
        Comment.account_id == account_id, Comment.comment_id == comment_id, Comment.replied_at.is_(None)
    )
    values = change.values(replied_at=at, updated_at=clock.now())
    await session.execute(values, execution_options={"synchronize_session": False})
