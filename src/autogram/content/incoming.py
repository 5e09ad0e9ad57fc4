"""Folders in which uploads wait: one for each, gone when its work ends however it ends."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from autogram.content import space
from autogram.core.ids import new_id
from autogram.core.settings import Settings

UPLOAD_NAME = "upload"


def incoming_folder(settings: Settings) -> Path:
    return settings.home / "incoming"


@asynccontextmanager
async def incoming(settings: Settings) -> AsyncIterator[Path]:
    """A folder of one upload's own in the home folder, removed with all that is in it when the block ends."""
    folder = incoming_folder(settings) / str(new_id())
    with space.watched():
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        # Not awaited in a way that could be cancelled: what is left behind here would stay for a day.
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))


def remove_stale(settings: Settings, before: datetime) -> int:
    """Folders nothing was written to since `before` are gone; returns how many. Their processes were killed."""
    removed = 0
    for folder in incoming_folder(settings).glob("*"):
        newest = max((p.stat().st_mtime for p in [folder, *folder.glob("*")]), default=0.0)
        if newest < before.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed
