"""Every statement of the media library."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import naming
from autogram.content.models import Media, MediaKind, MediaLibrary, MediaUse
from autogram.core.paging import newest_first


async def library_tag(session: AsyncSession) -> str:
    """What this database's keys begin with, drawn once."""
    tag = select(MediaLibrary.tag)
    found = await session.scalar(tag)
    if found is None:
        await session.execute(insert(MediaLibrary).values(id=1, tag=naming.new_tag()).on_conflict_do_nothing())
        found = await session.scalar(tag)
    assert found is not None
    return found


async def add(session: AsyncSession, values: dict[str, Any]) -> Media | None:
    """The new row, or None if the workspace has a file of the same bytes."""
    row = insert(Media).values(values).on_conflict_do_nothing(index_elements=[Media.workspace_id, Media.sha256])
    return await session.scalar(row.returning(Media))


async def same_file(session: AsyncSession, workspace_id: UUID, sha256: str) -> Media | None:
    return await session.scalar(select(Media).where(Media.workspace_id == workspace_id, Media.sha256 == sha256))


async def find(session: AsyncSession, workspace_id: UUID, media_ids: Iterable[UUID]) -> dict[UUID, Media]:
    rows = select(Media).where(Media.workspace_id == workspace_id, Media.id.in_(set(media_ids)))
    return {row.id: row for row in await session.scalars(rows)}


async def find_locked(session: AsyncSession, workspace_id: UUID, media_id: UUID) -> Media | None:
    """The row, which nobody else can change, delete or begin to need until the transaction ends."""
    row = select(Media).where(Media.workspace_id == workspace_id, Media.id == media_id).with_for_update()
    return await session.scalar(row)


async def keep(session: AsyncSession, workspace_id: UUID, media_ids: Iterable[UUID]) -> set[UUID]:
    """Those of `media_ids` that exist; they cannot be deleted until the transaction ends."""
    rows = select(Media.id).where(Media.workspace_id == workspace_id, Media.id.in_(set(media_ids))).order_by(Media.id)
    return set(await session.scalars(rows.with_for_update(read=True, key_share=True)))


async def find_by_keys(session: AsyncSession, workspace_id: UUID, keys: Iterable[str]) -> dict[str, Media]:
    rows = select(Media).where(Media.workspace_id == workspace_id, Media.key.in_(set(keys)))
    return {row.key: row for row in await session.scalars(rows)}


async def known_keys(session: AsyncSession, keys: Iterable[str]) -> set[str]:
    """Those of `keys` that belong to an item, of whichever workspace."""
    return set(await session.scalars(select(Media.key).where(Media.key.in_(set(keys)))))


async def page(
    session: AsyncSession,
    workspace_id: UUID,
    *,
    kind: MediaKind | None,
    search: str | None,
    cursor: str | None,
    limit: int,
) -> Sequence[Media]:
    """One row more than `limit`, newest first."""
    rows = select(Media).where(Media.workspace_id == workspace_id)
    if kind:
        rows = rows.where(Media.kind == kind.value)
    if search:
        rows = rows.where(
            or_(
                Media.original_name.icontains(search, autoescape=True),
                Media.alt_text.icontains(search, autoescape=True),
            )
        )
    return list(await session.scalars(newest_first(rows, Media.created_at, Media.id, cursor=cursor, limit=limit)))


async def uses(session: AsyncSession, media_id: UUID) -> list[str]:
    """What needs an item, as `kind:id`, in order."""
    rows = select(MediaUse.subject_kind, MediaUse.subject_id).where(MediaUse.media_id == media_id)
    return [f"{kind}:{subject}" for kind, subject in await session.execute(rows.order_by(*rows.selected_columns))]


async def add_uses(session: AsyncSession, media_ids: Iterable[UUID], kind: str, subject: str) -> None:
    rows = [{"media_id": media_id, "subject_kind": kind, "subject_id": subject} for media_id in sorted(set(media_ids))]
    if rows:
        await session.execute(insert(MediaUse).values(rows).on_conflict_do_nothing())


async def remove_uses(session: AsyncSession, kind: str, subject: str) -> None:
    await session.execute(delete(MediaUse).where(MediaUse.subject_kind == kind, MediaUse.subject_id == subject))
