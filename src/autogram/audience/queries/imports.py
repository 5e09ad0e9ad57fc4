"""Export files on their way."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.errors import ImportNotFound
from autogram.audience.models import AudienceImport, AudienceImportPart
from autogram.core.paging import newest_first


async def get_import(
    session: AsyncSession, import_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> AudienceImport:
    rows = select(AudienceImport).where(AudienceImport.id == import_id)
    if workspace_id is not None:
        rows = rows.where(AudienceImport.workspace_id == workspace_id)
    if lock:
        rows = rows.with_for_update()
    found = (await session.scalars(rows)).one_or_none()
    if found is None:
        raise ImportNotFound
    return found


async def list_imports(
    session: AsyncSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> Sequence[AudienceImport]:
    rows = select(AudienceImport).where(AudienceImport.workspace_id == workspace_id)
    paged = newest_first(rows, AudienceImport.created_at, AudienceImport.id, cursor=cursor, limit=limit)
    return list(await session.scalars(paged))


async def add_part(session: AsyncSession, import_id: UUID, file: int, number: int, payload: bytes) -> None:
    row = {"import_id": import_id, "file": file, "number": number, "payload": payload}
    await session.execute(insert(AudienceImportPart).values(**row))


async def parts(session: AsyncSession, import_id: UUID, file: int) -> AsyncIterator[bytes]:
    """The content of a file of the import, one stretch after the other."""
    part, number = AudienceImportPart, 0
    while True:
        row = select(part.payload).where(part.import_id == import_id, part.file == file, part.number == number)
        payload = await session.scalar(row)
        if payload is None:
            return
        yield payload
        number += 1


async def drop_parts(session: AsyncSession, import_id: UUID) -> None:
    await session.execute(delete(AudienceImportPart).where(AudienceImportPart.import_id == import_id))


async def note(session: AsyncSession, import_id: UUID, **values: Any) -> None:
    await session.execute(update(AudienceImport).where(AudienceImport.id == import_id).values(**values))


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    await session.execute(delete(AudienceImport).where(AudienceImport.created_at < moment))
