"""Appeals."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.exchange.verification.errors import AppealNotFound
from autogram.exchange.verification.models import Appeal, AppealStatus, Verification


async def add(session: AsyncSession, community_id: UUID, verification_id: UUID, text: str) -> Appeal | None:
    """A new open appeal; None if there is one already."""
    row = insert(Appeal).values(id=new_id(), community_id=community_id, verification_id=verification_id, text=text)
    return (await session.scalars(row.on_conflict_do_nothing().returning(Appeal))).one_or_none()


async def open_about(session: AsyncSession, verification_id: UUID) -> Appeal | None:
    found = select(Appeal).where(Appeal.verification_id == verification_id, Appeal.status == AppealStatus.OPEN)
    return (await session.scalars(found)).one_or_none()


async def get_appeal(session: AsyncSession, community_id: UUID, appeal_id: UUID, *, lock: bool = False) -> Appeal:
    """Raises `AppealNotFound`."""
    found = select(Appeal).where(Appeal.id == appeal_id, Appeal.community_id == community_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    appeal = (await session.scalars(found)).one_or_none()
    if appeal is None:
        raise AppealNotFound
    return appeal


async def page(
    session: AsyncSession, community_id: UUID, *, status: AppealStatus | None, cursor: str | None, limit: int
) -> Sequence[Appeal]:
    """The newest first."""
    rows = select(Appeal).where(Appeal.community_id == community_id)
    if status is not None:
        rows = rows.where(Appeal.status == status)
    paged = newest_first(rows, Appeal.created_at, Appeal.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def of_member(session: AsyncSession, member_id: UUID, *, cursor: str | None, limit: int) -> Sequence[Appeal]:
    rows = (
        select(Appeal)
        .join(Verification, Appeal.verification_id == Verification.id)
        .where(Verification.member_id == member_id)
    )
    paged = newest_first(rows, Appeal.created_at, Appeal.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def latest_about(session: AsyncSession, verification_ids: Collection[UUID]) -> dict[UUID, Appeal]:
    """The latest appeal about each of the rows."""
    rows = select(Appeal).where(Appeal.verification_id.in_(verification_ids)).order_by(Appeal.created_at, Appeal.id)
    return {appeal.verification_id: appeal for appeal in await session.scalars(rows)}


async def who_appeals(session: AsyncSession, community_id: UUID) -> set[UUID]:
    """Members about one of whose rows nobody has decided yet."""
    rows = (
        select(Verification.member_id)
        .join(Appeal, Appeal.verification_id == Verification.id)
        .where(Appeal.community_id == community_id, Appeal.status == AppealStatus.OPEN)
    )
    return set(await session.scalars(rows))


async def count_open(session: AsyncSession, community_id: UUID) -> int:
    """How many appeals nobody has decided."""
    undecided = Appeal.community_id == community_id, Appeal.status == AppealStatus.OPEN
    return await session.scalar(select(func.count()).select_from(Appeal).where(*undecided)) or 0
