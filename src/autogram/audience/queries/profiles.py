"""Tracked profiles and their whitelists."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.errors import AudienceProfileNotFound
from autogram.audience.models import AudienceExempt, AudienceProfile
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import newest_first


async def get_profile(
    session: AsyncSession, profile_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> AudienceProfile:
    """The profile, of that workspace if one is named. Raises `AudienceProfileNotFound`."""
    rows = select(AudienceProfile).where(AudienceProfile.id == profile_id)
    if workspace_id is not None:
        rows = rows.where(AudienceProfile.workspace_id == workspace_id)
    if lock:
        rows = rows.with_for_update()
    profile = (await session.scalars(rows)).one_or_none()
    if profile is None:
        raise AudienceProfileNotFound
    return profile


async def find_profile(session: AsyncSession, workspace_id: UUID, username: str) -> AudienceProfile | None:
    rows = select(AudienceProfile).where(
        AudienceProfile.workspace_id == workspace_id, AudienceProfile.username == username
    )
    return (await session.scalars(rows)).one_or_none()


async def add_profile(
    session: AsyncSession, workspace_id: UUID, username: str, *, created_by: UUID | None
) -> AudienceProfile | None:
    """A new profile, or None if the workspace has it already."""
    now = clock.now()
    row = (
        insert(AudienceProfile)
        .values(
            id=new_id(),
            workspace_id=workspace_id,
            username=username,
            created_by=created_by,
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing()
        .returning(AudienceProfile)
    )
    return (await session.scalars(row)).one_or_none()


async def list_profiles(
    session: AsyncSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[AudienceProfile]:
    rows = select(AudienceProfile).where(AudienceProfile.workspace_id == workspace_id)
    paged = newest_first(rows, AudienceProfile.created_at, AudienceProfile.id, cursor=cursor, limit=limit)
    return list(await session.scalars(paged))


async def exempt(
    session: AsyncSession, profile_id: UUID, username: str, note: str | None, created_by: UUID
) -> AudienceExempt:
    """The person is on the whitelist, with this note."""
    now = clock.now()
    row = insert(AudienceExempt).values(
        id=new_id(),
        profile_id=profile_id,
        username=username,
        note=note,
        created_by=created_by,
        created_at=now,
        updated_at=now,
    )
    row = row.on_conflict_do_update(index_elements=["profile_id", "username"], set_={"note": note, "updated_at": now})
    return (await session.scalars(row.returning(AudienceExempt), execution_options={"populate_existing": True})).one()


async def remove_exempt(session: AsyncSession, profile_id: UUID, username: str) -> bool:
    gone = delete(AudienceExempt).where(AudienceExempt.profile_id == profile_id, AudienceExempt.username == username)
    return (await session.execute(gone.returning(AudienceExempt.id))).first() is not None


async def count_exempt(session: AsyncSession, profile_id: UUID) -> int:
    count = select(func.count()).where(AudienceExempt.profile_id == profile_id)
    return int(await session.scalar(count) or 0)


async def list_exempt(
    session: AsyncSession, profile_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[AudienceExempt]:
    rows = select(AudienceExempt).where(AudienceExempt.profile_id == profile_id)
    paged = newest_first(rows, AudienceExempt.created_at, AudienceExempt.id, cursor=cursor, limit=limit)
    return list(await session.scalars(paged))


async def exempt_names(session: AsyncSession, profile_id: UUID) -> frozenset[str]:
    rows = select(AudienceExempt.username).where(AudienceExempt.profile_id == profile_id)
    return frozenset(await session.scalars(rows))
