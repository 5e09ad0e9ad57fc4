"""Taking files in: prepared and stored first, written down last, so that nothing half-done is ever seen."""

import asyncio
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import naming, queries, space
from autogram.content.facts import PreparedMedia
from autogram.content.incoming import UPLOAD_NAME, incoming
from autogram.content.models import Media, MediaKind
from autogram.content.preparation import prepare
from autogram.content.schemas import AddedMedia, UploadDetails
from autogram.content.service.library import as_item
from autogram.content.storage import MediaStore, media_store
from autogram.core import audit
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime

log = get_logger(__name__)

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


async def add_bytes(
    runtime: Runtime,
    content: bytes,
    *,
    workspace_id: UUID,
    name: str,
    details: UploadDetails | None = None,
    created_by: UUID | None = None,
) -> AddedMedia:
    """Like `add_file`, for a file that is in memory."""
    async with incoming(runtime.settings) as folder:
        with space.watched():
            await asyncio.to_thread((folder / UPLOAD_NAME).write_bytes, content)
        return await add_file(
            runtime,
            folder / UPLOAD_NAME,
            workspace_id=workspace_id,
            name=name,
            details=details,
            created_by=created_by,
        )


async def add_file(
    runtime: Runtime,
    upload: Path,
    *,
    workspace_id: UUID,
    name: str,
    details: UploadDetails | None = None,
    created_by: UUID | None = None,
) -> AddedMedia:
    """The file is in the library; if its picture or video was there already, that item is returned.

    `upload` must stand in a folder from `incoming`, which this fills. It works in transactions of its own, none of
    which is open while files are worked on or moved: call it without one. On any failure nothing is left, except
    that an object whose row could not be written waits for the daily sweep. Raises the errors of `prepare`,
    `MediaStorageFull` and `MediaStoreUnavailable`.
    """
    prepared = await prepare(upload, runtime.settings.media)
    details = details or UploadDetails()
    async with runtime.database.transaction() as session:
        known = await queries.same_file(session, workspace_id, prepared.sha256)
        if known:
            return _known(known, details, runtime)
        key = naming.new_key(await queries.library_tag(session))
    store = media_store(runtime.settings)
    await _put_both(store, key, prepared)
    values = _row(prepared, key, details) | {"workspace_id": workspace_id, "created_by": created_by}
    added = await _write_down(runtime, values | {"original_name": display_name(name)}, details)
    if not added.is_new:
        await _take_back(store, key)
    return added


async def _write_down(runtime: Runtime, values: dict[str, Any], details: UploadDetails) -> AddedMedia:
    """The row exists; or somebody's who uploaded the same file at the same moment does."""
    async with runtime.database.transaction() as session:
        row = None
        # A second time only if the other's row was deleted between the two statements.
        while row is None:
            row = await queries.add(session, values)
            known = None if row else await queries.same_file(session, values["workspace_id"], values["sha256"])
            if known:
                return _known(known, details, runtime)
        _audit(session, row)
        return AddedMedia(as_item(row, runtime.settings), is_new=True)


def _audit(session: AsyncSession, row: Media) -> None:
    audit.record(
        session,
        "media.add",
        f"media:{row.id}",
        actor_id=row.created_by,
        workspace_id=row.workspace_id,
        name=row.original_name,
    )


def _known(row: Media, details: UploadDetails, runtime: Runtime) -> AddedMedia:
    """An item that was there keeps what is said about it, and learns what was not yet said."""
    row.alt_text = row.alt_text or details.alt_text
    return AddedMedia(as_item(row, runtime.settings), is_new=False)


async def _put_both(store: MediaStore, key: str, prepared: PreparedMedia) -> None:
    try:
        await store.put(naming.thumbnail_name(key), prepared.thumbnail, "image/jpeg")
        await store.put(naming.file_name(key, prepared.content_type), prepared.path, prepared.content_type)
    except BaseException:
        await _take_back(store, key)
        raise


async def _take_back(store: MediaStore, key: str) -> None:
    """Best effort: what cannot be removed now is removed by the daily sweep."""
    try:
        for name in naming.all_names(key):
            await store.delete(name)
    except Exception as error:
        log.warning("stored file left for the sweep", reason=type(error).__name__)


def _row(prepared: PreparedMedia, key: str, details: UploadDetails) -> dict[str, Any]:
    measured = asdict(prepared.video) if prepared.video else {}
    return {
        **measured,
        "key": key,
        "kind": (MediaKind.VIDEO if prepared.video else MediaKind.IMAGE).value,
        "content_type": prepared.content_type,
        "sha256": prepared.sha256,
        "size_bytes": prepared.size_bytes,
        "width": prepared.width,
        "height": prepared.height,
        "alt_text": details.alt_text,
        "purpose": details.purpose,
    }


def display_name(name: str) -> str:
    """A file's own name, without folders and without what does not print; never empty."""
    own = re.split(r"[/\\]", name)[-1]
    return _UNPRINTABLE.sub("", own).strip()[:255] or "untitled"
