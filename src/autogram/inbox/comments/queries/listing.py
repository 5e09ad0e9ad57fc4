"""Lists of comments, and of the media they stand below."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import aliased

from autogram.core.db import ReadSession
from autogram.core.paging import encode_cursor, newest_first
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.comments.schemas import CommentedMedia, CommentedMediaFilter, CommentFilter


def filtered(workspace_id: UUID, wanted: CommentFilter) -> Select[Comment]:
    """The workspace's comments by others that match, in no order yet."""
    rows = select(Comment).where(Comment.workspace_id == workspace_id, ~Comment.is_own, Comment.deleted_at.is_(None))
    equal = wanted.model_dump(include={"account_id", "media_id", "person_id", "kind"}, exclude_none=True)
    rows = rows.filter_by(**equal)
    if wanted.unread:
        rows = rows.where(Comment.read_at.is_(None))
    if wanted.unanswered:
        rows = rows.where(
            Comment.replied_at.is_(None), Comment.private_reply_message_id.is_(None), Comment.hidden_at.is_(None)
        )
    if wanted.q:
        rows = rows.where(Comment.search.op("@@")(func.websearch_to_tsquery("simple", wanted.q)))
    return rows


async def comment_page(
    session: ReadSession, rows: Select[Comment], *, cursor: str | None, limit: int
) -> tuple[Sequence[Comment], str | None]:
    """One page, newest first, and the cursor of the next."""
    page = newest_first(rows, Comment.commented_at, Comment.id, cursor=cursor, limit=limit)
    found = (await session.scalars(page)).all()
    shown = found[:limit]
    more = len(found) > limit
    return shown, encode_cursor(shown[-1].commented_at, shown[-1].id) if more else None


async def media_page(
    session: ReadSession, workspace_id: UUID, wanted: CommentedMediaFilter
) -> tuple[list[CommentedMedia], str | None]:
    """One page of the account's commented media, the last commented on first, and the cursor of the next."""
    newer = aliased(Comment)
    has_newer = (
        select(newer.id)
        .where(
            newer.account_id == Comment.account_id,
            newer.media_id == Comment.media_id,
            _by_others_below_own(newer),
            tuple_(newer.commented_at, newer.id) > tuple_(Comment.commented_at, Comment.id),
        )
        .exists()
    )
    last_ones = select(Comment).where(
        Comment.workspace_id == workspace_id,
        Comment.account_id == wanted.account_id,
        Comment.media_id.is_not(None),
        _by_others_below_own(Comment),
        ~has_newer,
    )
    newest, following = await comment_page(session, last_ones, cursor=wanted.cursor, limit=wanted.limit)
    counts = await _counts(session, wanted.account_id, [comment.media_id for comment in newest if comment.media_id])
    return [
        CommentedMedia(
            media_id=comment.media_id,
            media_product_type=comment.media_product_type,
            comments=counts[comment.media_id][0],
            unread=counts[comment.media_id][1],
            last_commented_at=comment.commented_at,
        )
        for comment in newest
        if comment.media_id
    ], following


def _by_others_below_own(comment: type[Comment]) -> ColumnElement[bool]:
    return and_(~comment.is_own, comment.deleted_at.is_(None), comment.kind != CommentKind.MENTION)


async def _counts(session: ReadSession, account_id: UUID, media_ids: list[str]) -> dict[str, tuple[int, int]]:
    """How many comments each media has, and how many of them are unread."""
    rows = (
        select(Comment.media_id, func.count(), func.count().filter(Comment.read_at.is_(None)))
        .where(Comment.account_id == account_id, Comment.media_id.in_(media_ids), _by_others_below_own(Comment))
        .group_by(Comment.media_id)
    )
    return {media_id: (all_, unread) for media_id, all_, unread in await session.execute(rows) if media_id}
