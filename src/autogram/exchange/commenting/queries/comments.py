"""Comments, from the text that waits to the proof that it stands there."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.paging import newest_first
from autogram.exchange.commenting.errors import AiCommentNotFound
from autogram.exchange.commenting.models import (
    AiComment,
    CommentStatus,
    Consumer,
    ParticipantStatus,
    Producer,
)
from autogram.exchange.commenting.schemas import CommentFilter

OPEN = (CommentStatus.APPROVED, CommentStatus.SENDING)
UNSENT = (CommentStatus.WAITING, CommentStatus.APPROVED)
# What nobody has ever seen may be said again.
UNSEEN = (CommentStatus.REJECTED, CommentStatus.CANCELLED)

Shown = Row[AiComment, str, str]


async def comment_of(session: AsyncSession, community_id: UUID, comment_id: UUID) -> AiComment:
    """The comment, locked. Raises `AiCommentNotFound`."""
    wanted = select(AiComment).where(AiComment.id == comment_id, AiComment.community_id == community_id)
    found = await session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise AiCommentNotFound
    return found


async def locked_comment(session: AsyncSession, comment_id: UUID) -> AiComment | None:
    wanted = select(AiComment).where(AiComment.id == comment_id).with_for_update()
    found: AiComment | None = await session.scalar(wanted.execution_options(populate_existing=True))
    return found


def _shown() -> Select[AiComment, str, str]:
    """Comments with the names of their consumer and producer."""
    rows = select(AiComment, Consumer.username, Producer.username)
    return rows.join(Consumer, Consumer.id == AiComment.consumer_id).join(
        Producer, Producer.id == AiComment.producer_id
    )


async def shown_comment(session: AsyncSession, comment_id: UUID) -> Shown:
    """The comment with its names. Raises `AiCommentNotFound`."""
    found = (await session.execute(_shown().where(AiComment.id == comment_id))).one_or_none()
    if found is None:
        raise AiCommentNotFound
    return found


async def comments_page(
    session: AsyncSession, community_id: UUID, wanted: CommentFilter, *, cursor: str | None, limit: int
) -> Sequence[Shown]:
    """Comments with their names, newest first; one more than `limit`."""
    rows = select(AiComment.id).where(AiComment.community_id == community_id)
    for name, value in wanted.as_columns().items():
        rows = rows.where(getattr(AiComment, name) == value)
    page = newest_first(rows, AiComment.created_at, AiComment.id, cursor=cursor, limit=limit)
    shown = _shown().where(AiComment.id.in_(page)).order_by(AiComment.created_at.desc(), AiComment.id.desc())
    return (await session.execute(shown)).all()


async def written_for(session: AsyncSession, media_id: str, producers: Collection[UUID]) -> set[UUID]:
    """Which of the producers have a text for the post already, whatever became of it."""
    wanted = select(AiComment.producer_id).where(AiComment.media_id == media_id, AiComment.producer_id.in_(producers))
    return set(await session.scalars(wanted))


async def said_before(session: AsyncSession, community_id: UUID, keys: Collection[str]) -> set[str]:
    """Which of these texts the community has said, or is about to say."""
    wanted = select(AiComment.text_key).where(
        AiComment.community_id == community_id,
        AiComment.text_key.in_(keys),
        AiComment.status.not_in(UNSEEN),
    )
    return set(await session.scalars(wanted))


async def latest_texts(session: AsyncSession, consumer_id: UUID, count: int) -> Sequence[str]:
    """What was last written for the consumer, newest first."""
    wanted = select(AiComment.text).where(AiComment.consumer_id == consumer_id)
    return (await session.scalars(wanted.order_by(AiComment.id.desc()).limit(count))).all()


async def add_comment(session: AsyncSession, **columns: Any) -> UUID | None:
    """The id of the new text; None if its producer has one for the post already."""
    made = insert(AiComment).values(**columns).on_conflict_do_nothing().returning(AiComment.id)
    return await session.scalar(made)


async def cancel_unsent(
    session: AsyncSession, reason: str, *, producer_id: UUID | None = None, consumer_id: UUID | None = None
) -> int:
    """What waits for one of them will never be sent; how many that are."""
    change = update(AiComment).where(AiComment.status.in_(UNSENT))
    change = change.where(AiComment.producer_id == producer_id) if producer_id else change
    change = change.where(AiComment.consumer_id == consumer_id) if consumer_id else change
    values = {"status": CommentStatus.CANCELLED, "failure_reason": reason, "updated_at": clock.now()}
    return len((await session.execute(change.values(**values).returning(AiComment.id))).all())


async def being_sent(session: AsyncSession, producer_id: UUID) -> AiComment | None:
    """What was being sent when its worker last heard of it."""
    wanted = select(AiComment).where(AiComment.producer_id == producer_id, AiComment.status == CommentStatus.SENDING)
    found: AiComment | None = await session.scalar(wanted.order_by(AiComment.id).limit(1).with_for_update())
    return found


async def next_to_send(session: AsyncSession, producer_id: UUID) -> AiComment | None:
    """The oldest approved text of the producer, locked."""
    wanted = select(AiComment).where(AiComment.producer_id == producer_id, AiComment.status == CommentStatus.APPROVED)
    found: AiComment | None = await session.scalar(wanted.order_by(AiComment.id).limit(1).with_for_update())
    return found


async def producers_with_work(session: AsyncSession, community_id: UUID | None = None) -> Sequence[UUID]:
    """Producers who may write and have something to send, or whose last sending is not accounted for."""
    has_work = exists().where(AiComment.producer_id == Producer.id, AiComment.status.in_(OPEN))
    may = (Producer.status == ParticipantStatus.ACTIVE, Producer.paused_at.is_(None))
    wanted = select(Producer.id).where(*may, has_work)
    wanted = wanted.where(Producer.community_id == community_id) if community_id else wanted
    return (await session.scalars(wanted)).all()


async def left_behind(session: AsyncSession, before: datetime) -> Sequence[AiComment]:
    """Requested long ago by producers who may not be asked any more: nobody will ever look. Locked."""
    gone = exists().where(Producer.id == AiComment.producer_id, Producer.status != ParticipantStatus.ACTIVE)
    wanted = select(AiComment).where(AiComment.status == CommentStatus.SENDING, AiComment.requested_at < before, gone)
    return (await session.scalars(wanted.with_for_update(skip_locked=True))).all()


async def count_waiting(session: AsyncSession, community_id: UUID) -> int:
    """How many texts wait for a person's approval."""
    waiting = AiComment.community_id == community_id, AiComment.status == CommentStatus.WAITING
    return await session.scalar(select(func.count()).select_from(AiComment).where(*waiting)) or 0
