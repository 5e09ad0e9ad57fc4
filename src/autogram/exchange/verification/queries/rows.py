"""What is known of members and requests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import decode_cursor, newest_first
from autogram.exchange.verification.errors import FindingNotFound
from autogram.exchange.verification.models import Finding, PostReading, ReadingSource, Verification


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a community; `request_ids` are those of a week."""

    community_id: UUID
    member_id: UUID | None = None
    request_ids: Collection[UUID] | None = None
    finding: Finding | None = None
    is_verified: bool | None = None

    def rows(self) -> Select[Verification]:
        found = select(Verification).where(Verification.community_id == self.community_id)
        if self.member_id is not None:
            found = found.where(Verification.member_id == self.member_id)
        if self.request_ids is not None:
            found = found.where(Verification.request_id.in_(self.request_ids))
        if self.finding is not None:
            found = found.where(Verification.finding == self.finding)
        if self.is_verified is not None:
            found = found.where(Verification.is_verified == self.is_verified)
        return found


async def get_row(session: AsyncSession, community_id: UUID, row_id: UUID, *, lock: bool = False) -> Verification:
    """Raises `FindingNotFound`."""
    found = Wanted(community_id).rows().where(Verification.id == row_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    row = (await session.scalars(found)).one_or_none()
    if row is None:
        raise FindingNotFound
    return row


async def of_requests(
    session: AsyncSession, request_ids: Collection[UUID], *, lock: bool = False
) -> Sequence[Verification]:
    """Every row about one of the requests, in a lasting order."""
    found = select(Verification).where(Verification.request_id.in_(request_ids)).order_by(Verification.id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(found)).all()


async def of_member(session: AsyncSession, member_id: UUID, request_ids: Collection[UUID]) -> dict[UUID, Verification]:
    """The member's rows by request."""
    found = select(Verification).where(Verification.member_id == member_id, Verification.request_id.in_(request_ids))
    return {row.request_id: row for row in await session.scalars(found)}


async def with_ids(session: AsyncSession, row_ids: Collection[UUID]) -> dict[UUID, Verification]:
    found = select(Verification).where(Verification.id.in_(row_ids))
    return {row.id: row for row in await session.scalars(found)}


async def page(session: AsyncSession, wanted: Wanted, *, cursor: str | None, limit: int) -> Sequence[Verification]:
    """The newest first."""
    paged = newest_first(wanted.rows(), Verification.created_at, Verification.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def stretch(session: AsyncSession, wanted: Wanted, *, after: str | None, limit: int) -> Sequence[Verification]:
    """Oldest first, beginning after the row of that cursor."""
    place = tuple_(Verification.created_at, Verification.id)
    rows = wanted.rows()
    if after is not None:
        rows = rows.where(place > tuple_(*decode_cursor(after)))
    return (await session.scalars(rows.order_by(Verification.created_at, Verification.id).limit(limit))).all()


async def window(session: AsyncSession, wanted: Wanted, *, skip: int, limit: int) -> tuple[Sequence[Verification], int]:
    """As the predecessor pages: oldest first, and how many there are in all."""
    rows = wanted.rows()
    total = await session.scalar(select(func.count()).select_from(rows.subquery()))
    ordered = rows.order_by(Verification.created_at, Verification.id).offset(skip).limit(limit)
    return (await session.scalars(ordered)).all(), total or 0


async def sources_of(session: AsyncSession, row_ids: Collection[UUID]) -> dict[UUID, ReadingSource | None]:
    """Who read what each row rests on."""
    found = (
        select(Verification.id, PostReading.source)
        .join(PostReading, Verification.reading_id == PostReading.id)
        .where(Verification.id.in_(row_ids))
    )
    return {row.id: row.source for row in await session.execute(found)}
