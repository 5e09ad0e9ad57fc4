"""The rows of a table become posts, each once."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import AppError, FieldError
from autogram.core.settings import Settings
from autogram.jobs.api import JobContext
from autogram.publishing import service
from autogram.publishing.imports.reading import faulty_rows, get_import, numbered_cells
from autogram.publishing.imports.rows import Cells, Known, known_to, wish_of
from autogram.publishing.models import ImportStatus, PostImport
from autogram.publishing.schemas import Machine

AT_ONCE = 25


async def write_import(context: JobContext, import_id: UUID) -> None:
    """Every row without a fault is a post. How far it is stands in the transaction that writes the posts."""
    is_going_on = True
    while is_going_on:
        async with context.transaction() as session:
            found = await get_import(session, import_id, lock=True)
            is_going_on = found.status is ImportStatus.WRITING
            if is_going_on:
                await _write_some(context.runtime.settings, session, found)


async def _write_some(settings: Settings, session: AsyncSession, found: PostImport) -> None:
    rows = numbered_cells(found, found.rows[found.done : found.done + AT_ONCE])
    known = await known_to(
        session,
        found.workspace_id,
        [cells for _, cells in rows],
        account_id=found.account_id,
        time_zone=found.time_zone,
    )
    known_faults, faults = faulty_rows(found), []
    for number, cells in rows:
        if number not in known_faults:
            wrong = await _write(settings, session, found, cells, known)
            faults += [{"row": number, "field": fault.field, "message": fault.message} for fault in wrong]
    found.done += len(rows)
    if faults:
        found.faults = [*found.faults, *faults]
    if found.done >= len(found.rows):
        # What was in the table is in the posts now.
        found.rows, found.status, found.finished_at = [], ImportStatus.COMPLETED, clock.now()


async def _write(
    settings: Settings, session: AsyncSession, found: PostImport, cells: Cells, known: Known
) -> list[FieldError]:
    """What kept the row from becoming a post, such as an hour that has passed since it was looked at."""
    wish, faults = wish_of(cells, known)
    if wish is None:
        return faults
    try:
        async with session.begin_nested():
            author = Machine(found.workspace_id, found.created_by)
            await service.create_post(settings, session, author, wish)
    except AppError as error:
        return [FieldError("row", error.detail)]
    return []
