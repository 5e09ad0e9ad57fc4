"""From an uploaded export file to a snapshot."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience import apart, calculations
from autogram.audience.calculations import ReadExport
from autogram.audience.errors import ExportUnreadable
from autogram.audience.messages import ImportExport
from autogram.audience.models import AudienceImport
from autogram.audience.queries import imports, profiles, snapshots
from autogram.audience.schemas import ImportRead
from autogram.audience.service.profiles import profile_named
from autogram.audience.service.storing import store_prepared
from autogram.audience.slimming import slim
from autogram.audience.uploads import receive_files
from autogram.audience.vocabulary import SnapshotSource, WorkStatus
from autogram.content import service as content
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.core.paging import Page, cut_page
from autogram.core.runtime import Runtime
from autogram.identity.permissions import Actor
from autogram.instagram.export.errors import ExportError
from autogram.instagram.export.results import Facts
from autogram.jobs.api import enqueue

STRETCH_BYTES = 1_048_576
ACTIVE = {WorkStatus.QUEUED, WorkStatus.PROCESSING}
_PROGRESS_SECONDS = 1.0


async def receive_export(
    runtime: Runtime, actor: Actor, profile_id: UUID | None, body: AsyncIterator[bytes], content_type: str | None
) -> ImportRead:
    """The files wait in the database for the job that reads them; without a profile, it is made from their owner.

    The same files again are not read again. Raises `ExportUnreadable`, `UploadBroken`, `AudienceProfileNotFound`.
    """
    if profile_id is not None:
        async with runtime.database.reading() as session:
            await profiles.get_profile(session, profile_id, workspace_id=actor.workspace_id)
    async with content.incoming(runtime.settings) as folder:
        files = await receive_files(body, content_type, folder)
        digest = await asyncio.to_thread(_checked, files)
        async with runtime.database.transaction() as writing:
            row = await _accept(writing, actor, profile_id, files, digest)
            return ImportRead.model_validate(row)


def _checked(files: Sequence[tuple[str, Path]]) -> bytes:
    """What the files hold, as a digest; they are without what no list is read from. Raises `ExportUnreadable`."""
    whole = hashlib.sha256()
    for name, path in sorted(files):
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest() + name.encode("utf-8", "replace"))
    if reason := calculations.looked_through(files):
        raise ExportUnreadable(reason)
    try:
        for name, path in files:
            slim(name, path)
    except ExportError as error:
        raise ExportUnreadable(str(error)) from None
    return whole.digest()


async def _accept(
    session: AsyncSession, actor: Actor, profile_id: UUID | None, files: Sequence[tuple[str, Path]], digest: bytes
) -> AudienceImport:
    if profile_id is not None:
        await profiles.get_profile(session, profile_id, workspace_id=actor.workspace_id, lock=True)
    row = AudienceImport(
        workspace_id=actor.workspace_id,
        requested_by=actor.user_id,
        profile_id=profile_id,
        digest=digest,
        files=[{"name": name, "bytes": path.stat().st_size} for name, path in files],
        bytes_to_read=sum(path.stat().st_size for _, path in files),
    )
    known = await snapshots.same_file(session, profile_id, digest) if profile_id else None
    if known is not None:
        row.status, row.snapshot_id, row.finished_at = WorkStatus.COMPLETED, known.id, clock.now()
    session.add(row)
    await session.flush()
    if known is None:
        for place, (_, path) in enumerate(files):
            await _keep(session, row.id, place, path)
        await enqueue(session, ImportExport(import_id=row.id))
    return row


async def _keep(session: AsyncSession, import_id: UUID, place: int, path: Path) -> None:
    number = 0
    with path.open("rb") as file:
        while stretch := await asyncio.to_thread(file.read, STRETCH_BYTES):
            await imports.add_part(session, import_id, place, number, stretch)
            number += 1


async def run_import(runtime: Runtime, import_id: UUID) -> None:
    """The import is a snapshot, or has failed for a reason that stands in it. Running it again changes nothing."""
    async with runtime.database.transaction() as session:
        row = await imports.get_import(session, import_id, lock=True)
        if row.status not in ACTIVE:
            return
        row.status, row.started_at = WorkStatus.PROCESSING, row.started_at or clock.now()
        names = [str(each["name"]) for each in row.files]
    async with content.incoming(runtime.settings) as folder:
        files = [(name, folder / str(place)) for place, name in enumerate(names)]
        await _fetch(runtime, import_id, files)
        async with _told(runtime, import_id) as progress:
            size = sum(path.stat().st_size for _, path in files)
            read = await apart.run(calculations.read_files, files, size_bytes=size, on_progress=progress.note)
    async with runtime.database.transaction() as session:
        await _finish(session, import_id, read)


async def _fetch(runtime: Runtime, import_id: UUID, files: Sequence[tuple[str, Path]]) -> None:
    async with runtime.database.reading() as session:
        for place, (_, path) in enumerate(files):
            with path.open("wb") as file:
                async for stretch in imports.parts(session, import_id, place):
                    await asyncio.to_thread(file.write, stretch)


@dataclass
class _Progress:
    """How far a reading is; noted from another thread."""

    done: int = 0
    total: int = 0

    def note(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@asynccontextmanager
async def _told(runtime: Runtime, import_id: UUID) -> AsyncIterator[_Progress]:
    """Whoever asks for the import sees its progress while the block runs."""
    progress = _Progress()

    async def tell() -> None:
        while True:
            await asyncio.sleep(_PROGRESS_SECONDS)
            async with runtime.database.transaction() as session:
                await imports.note(session, import_id, bytes_read=progress.done, bytes_to_read=progress.total)

    task = asyncio.create_task(tell())
    try:
        yield progress
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _finish(session: AsyncSession, import_id: UUID, read: ReadExport) -> None:
    row = await imports.get_import(session, import_id, lock=True)
    if row.status not in ACTIVE:
        return
    facts = read.facts
    if facts is None:
        await _fail(session, row, read.failure, read.reason)
    elif row.profile_id is None and facts.owner is None:
        reason = "The files do not say whose they are. Choose the profile, and upload them to it."
        await _fail(session, row, "OwnerUnknown", reason)
    else:
        await _store(session, row, read, facts)


async def _store(session: AsyncSession, row: AudienceImport, read: ReadExport, facts: Facts) -> None:
    if row.profile_id is None:
        row.profile_id = await profile_named(session, row.workspace_id, str(facts.owner), row.requested_by)
    profile = await profiles.get_profile(session, row.profile_id, lock=True)
    if facts.owner is not None and facts.owner != profile.username:
        reason = (
            f"The export is of {facts.owner}, not of {profile.username}. Upload it without choosing a profile; or, if"
            " the account was renamed, rename the profile first."
        )
        await _fail(session, row, "ExportOfAnotherAccount", reason)
        return
    known = await snapshots.same_file(session, profile.id, row.digest)
    row.snapshot_id = (
        known.id
        if known is not None
        else await store_prepared(
            session,
            profile,
            read.lists,
            source=SnapshotSource.EXPORT,
            taken_at=min(facts.created_at or row.created_at, clock.now()),
            facts=_as_json(facts),
            digest=row.digest,
        )
    )
    row.status, row.bytes_read = WorkStatus.COMPLETED, row.bytes_to_read
    await _end(session, row)


async def _fail(session: AsyncSession, row: AudienceImport, code: str, reason: str) -> None:
    row.status, row.failure_code, row.failure_reason = WorkStatus.FAILED, code, reason
    await announce(session, row.workspace_id, "snapshot.failed", import_id=row.id, profile_id=row.profile_id)
    await _end(session, row)


async def _end(session: AsyncSession, row: AudienceImport) -> None:
    """The files are not kept any longer than they are needed."""
    row.finished_at = clock.now()
    await session.flush()
    await imports.drop_parts(session, row.id)


async def give_up(runtime: Runtime, import_id: UUID) -> None:
    """The import has failed for a reason of ours."""
    async with runtime.database.transaction() as session:
        row = await imports.get_import(session, import_id, lock=True)
        if row.status in ACTIVE:
            reason = "The export could not be read because of a fault here, which is in the logs. Try it once more."
            await _fail(session, row, "Internal", reason)


def _as_json(facts: Facts) -> dict[str, Any]:
    shown: dict[str, Any] = to_jsonable_python(asdict(facts))
    return shown


async def read_import(session: ReadSession, workspace_id: UUID, import_id: UUID) -> ImportRead:
    return ImportRead.model_validate(await imports.get_import(session, import_id, workspace_id=workspace_id))


async def list_imports(session: ReadSession, workspace_id: UUID, *, cursor: str | None, limit: int) -> Page[ImportRead]:
    found, following = cut_page(await imports.list_imports(session, workspace_id, cursor=cursor, limit=limit), limit)
    return Page(items=[ImportRead.model_validate(each) for each in found], next_cursor=following)
