"""Tables are read and shown; nothing of them is written until somebody says so."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.runtime import Runtime
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue
from autogram.publishing.errors import PostImportApplied, PostImportHasFaults, PostImportNotFound
from autogram.publishing.imports.columns import cells_of, guessed
from autogram.publishing.imports.rows import Cells, known_to, wish_of
from autogram.publishing.imports.schemas import ImportRead, ImportUpdate, RowFault, UploadFields
from autogram.publishing.imports.table import read_table
from autogram.publishing.messages import WriteImport
from autogram.publishing.models import ImportStatus, PostImport

SHOWN_FAULTS, SHOWN_ROWS = 100, 20
FORGOTTEN_AFTER = timedelta(days=7)


async def receive_table(
    runtime: Runtime, actor: Actor, filename: str, content: bytes, fields: UploadFields
) -> ImportRead:
    """The table with a guess what its columns mean, and what is wrong with its rows. Raises `InvalidInput`."""
    table = await asyncio.to_thread(read_table, content)
    async with runtime.database.transaction() as session:
        await _forget_old(session, actor.workspace_id)
        found = PostImport(
            workspace_id=actor.workspace_id,
            created_by=actor.user_id,
            account_id=fields.account_id,
            filename=filename[:255],
            columns=table.columns,
            rows=[[number, *cells] for number, cells in table.rows],
            mapping=guessed(table.columns),
            status=ImportStatus.READ,
            time_zone=fields.time_zone,
            done=0,
        )
        found.faults = await _faults(session, found)
        session.add(found)
        await session.flush()
        _audit(session, actor, found, "post_imports.upload")
        return as_read(found)


async def update_import(session: AsyncSession, actor: Actor, import_id: UUID, wish: ImportUpdate) -> ImportRead:
    """The rows read as wished. Raises `PostImportApplied` once they are being written."""
    found = await get_import(session, import_id, workspace_id=actor.workspace_id, lock=True)
    if found.status is not ImportStatus.READ:
        raise PostImportApplied
    if wish.mapping is not None:
        if wrong := [field for field, index in wish.mapping.items() if not 0 <= index < len(found.columns)]:
            raise InvalidInput([FieldError(f"mapping.{field}", "there is no such column") for field in wrong])
        found.mapping = {field.value: index for field, index in wish.mapping.items()}
    if "account_id" in wish.model_fields_set:
        found.account_id = wish.account_id
    if wish.time_zone is not None:
        found.time_zone = wish.time_zone
    with session.no_autoflush:
        found.faults = await _faults(session, found)
    return as_read(found)


async def apply_import(session: AsyncSession, actor: Actor, import_id: UUID, *, skip_faulty: bool) -> ImportRead:
    """A job writes the rows. Asked again, nothing more happens. Raises `PostImportHasFaults`."""
    found = await get_import(session, import_id, workspace_id=actor.workspace_id, lock=True)
    if found.status is ImportStatus.READ:
        found.faults = await _faults(session, found)
        if found.faults and not skip_faulty:
            count = len(faulty_rows(found))
            raise PostImportHasFaults(f"{count} rows have faults: correct them, or leave them out (skip_faulty).")
        found.status = ImportStatus.WRITING
        await enqueue(session, WriteImport(import_id=found.id), once=f"post-import:{found.id}")
        _audit(session, actor, found, "post_imports.apply")
    return as_read(found)


async def read_import(session: ReadSession, workspace_id: UUID, import_id: UUID) -> ImportRead:
    return as_read(await get_import(session, import_id, workspace_id=workspace_id))


async def get_import(
    session: AsyncSession | ReadSession, import_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> PostImport:
    """The import, of this workspace if one is given. Raises `PostImportNotFound`."""
    wanted = select(PostImport).where(PostImport.id == import_id)
    if workspace_id is not None:
        wanted = wanted.where(PostImport.workspace_id == workspace_id)
    found = await session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise PostImportNotFound(import_id=str(import_id))
    return found


def numbered_cells(found: PostImport, rows: Sequence[Sequence[Any]]) -> list[tuple[int, Cells]]:
    """The rows by field, each with its number in the file."""
    return [(number, cells_of(cells, found.mapping)) for number, *cells in rows]


def faulty_rows(found: PostImport) -> set[int]:
    return {fault["row"] for fault in found.faults}


def as_read(found: PostImport) -> ImportRead:
    is_completed = found.status is ImportStatus.COMPLETED
    return ImportRead(
        id=found.id,
        filename=found.filename,
        status=found.status,
        account_id=found.account_id,
        time_zone=found.time_zone,
        columns=found.columns,
        mapping=found.mapping,
        total=found.done if is_completed else len(found.rows),
        done=found.done,
        faulty_rows=len(faulty_rows(found)),
        faults=[RowFault(**fault) for fault in found.faults[:SHOWN_FAULTS]],
        rows=[dict(cells) for _, cells in numbered_cells(found, found.rows[:SHOWN_ROWS])],
        created_at=found.created_at,
        finished_at=found.finished_at,
    )


async def _faults(session: AsyncSession, found: PostImport) -> list[dict[str, Any]]:
    rows = numbered_cells(found, found.rows)
    known = await known_to(
        session,
        found.workspace_id,
        [cells for _, cells in rows],
        account_id=found.account_id,
        time_zone=found.time_zone,
    )
    return await asyncio.to_thread(
        lambda: [
            {"row": number, "field": fault.field, "message": fault.message}
            for number, cells in rows
            for fault in wish_of(cells, known)[1]
        ]
    )


async def _forget_old(session: AsyncSession, workspace_id: UUID) -> None:
    """Tables that nobody has imported for a week are gone."""
    await session.execute(
        delete(PostImport).where(
            PostImport.workspace_id == workspace_id,
            PostImport.status == ImportStatus.READ,
            PostImport.created_at < clock.now() - FORGOTTEN_AFTER,
        )
    )


def _audit(session: AsyncSession, actor: Actor, found: PostImport, action: str) -> None:
    audit.record(
        session,
        action,
        f"post_import:{found.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        rows=len(found.rows),
    )
