"""Removing files: those of deleted items, and those that never became an item."""

import asyncio
from datetime import datetime, timedelta

from autogram.content import incoming, naming, queries
from autogram.content.storage import MediaStore, StoredObject, media_store
from autogram.core import clock
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime

log = get_logger(__name__)

# Far longer than any upload takes, so that what an upload has stored and not yet written down is never touched.
ORPHAN_AGE = timedelta(days=1)


async def erase_objects(runtime: Runtime, key: str) -> None:
    """No file of the deleted item is left in the store. Does nothing while an item has this key."""
    async with runtime.database.reading() as session:
        if await queries.known_keys(session, [key]):
            return
    store = media_store(runtime.settings)
    for name in naming.all_names(key):
        await store.delete(name)


async def sweep(runtime: Runtime) -> int:
    """Files older than a day that belong to no item of this database, and abandoned uploads, are gone.

    Only files whose key bears this database's tag are looked at: another installation's, or those of a database
    that was replaced, are left alone. Returns how many files were removed.
    """
    before = clock.now() - ORPHAN_AGE
    store = media_store(runtime.settings)
    async with runtime.database.transaction() as session:
        tag = await queries.library_tag(session)
    removed = 0
    async for portion in store.listed():
        removed += await _sweep_portion(runtime, store, [o for o in portion if _is_candidate(o, tag, before)])
    await asyncio.to_thread(_remove_abandoned, runtime, store, before)
    log.info("media swept", removed=removed)
    return removed


def _is_candidate(stored: StoredObject, tag: str, before: datetime) -> bool:
    return stored.modified_at < before and stored.name.startswith(tag) and naming.key_of(stored.name) is not None


async def _sweep_portion(runtime: Runtime, store: MediaStore, candidates: list[StoredObject]) -> int:
    keys = {stored.name: stored.name[: naming.KEY_LENGTH] for stored in candidates}
    async with runtime.database.reading() as session:
        known = await queries.known_keys(session, keys.values())
    orphans = [name for name, key in keys.items() if key not in known]
    for name in orphans:
        await store.delete(name)
    return len(orphans)


def _remove_abandoned(runtime: Runtime, store: MediaStore, before: datetime) -> None:
    for part in store.parts_left_behind(before):
        part.unlink(missing_ok=True)
    incoming.remove_stale(runtime.settings, before)
