"""Notices: pinned ones first, then the newest."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import decode_cursor, encode_cursor
from autogram.exchange.community.errors import NoticeNotFound
from autogram.exchange.community.models import Notice

# Before the cursor that every list has: whether its row is pinned.
PINNED, OTHER = "p", "n"


async def get_notice(
    session: AsyncSession, community_id: UUID, *, notice_id: UUID | None = None, number: int | None = None
) -> Notice:
    """The community's notice of this id or number. Raises `NoticeNotFound`."""
    wanted = Notice.id == notice_id if number is None else Notice.number == number
    notice = (await session.scalars(select(Notice).where(Notice.community_id == community_id, wanted))).one_or_none()
    if notice is None:
        raise NoticeNotFound
    return notice


async def page(
    session: AsyncSession, community_id: UUID, *, shown_at: datetime | None, cursor: str | None, limit: int
) -> Sequence[Notice]:
    """One row more than `limit`; with `shown_at` only those that everybody sees then."""
    rows = _ordered(select(Notice).where(Notice.community_id == community_id, _shown(shown_at)))
    if cursor:
        place = (cursor[0] == PINNED, *decode_cursor(cursor[1:]))
        rows = rows.where(tuple_(Notice.is_pinned, Notice.created_at, Notice.id) < tuple_(*place))
    return (await session.scalars(rows.limit(limit + 1))).all()


def cursor_after(notice: Notice) -> str:
    return (PINNED if notice.is_pinned else OTHER) + encode_cursor(notice.created_at, notice.id)


async def window(
    session: AsyncSession, community_id: UUID, *, shown_at: datetime | None, skip: int, limit: int
) -> tuple[Sequence[Notice], int]:
    """As the predecessor pages, and how many there are."""
    mine = (Notice.community_id == community_id) & _shown(shown_at)
    rows = _ordered(select(Notice).where(mine)).offset(skip).limit(limit)
    total = await session.scalar(select(func.count()).select_from(Notice).where(mine))
    return (await session.scalars(rows)).all(), total or 0


def _ordered(rows: Select[Notice]) -> Select[Notice]:
    return rows.order_by(Notice.is_pinned.desc(), Notice.created_at.desc(), Notice.id.desc())


def _shown(at: datetime | None) -> ColumnElement[bool]:
    if at is None:
        return true()
    begun = Notice.starts_at.is_(None) | (Notice.starts_at <= at)
    return Notice.is_active & begun & (Notice.ends_at.is_(None) | (Notice.ends_at > at))
