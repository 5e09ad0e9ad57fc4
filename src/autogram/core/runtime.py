"""What one process runs with: settings, keys, database and an HTTP client, opened together and closed together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from autogram.core.db import Database
from autogram.core.secrets import Keyring, install_keyring
from autogram.core.settings import Settings


@dataclass(frozen=True)
class Runtime:
    """Handed to the app factory, the worker and the CLI; holds no state that another process needs."""

    settings: Settings
    keyring: Keyring
    database: Database
    http: httpx2.AsyncClient


@asynccontextmanager
async def open_runtime(settings: Settings, keyring: Keyring, database_url: str) -> AsyncIterator[Runtime]:
    """A runtime whose database and HTTP connections are closed when the block ends."""
    install_keyring(keyring)
    database = Database(database_url, pool_size=settings.core.database_pool_size)
    # Each idle connection is looked at before every request, so there are only few.
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=16)
    try:
        async with httpx2.AsyncClient(timeout=settings.meta.instagram_timeout_seconds, limits=limits) as http:
            yield Runtime(settings, keyring, database, http)
    finally:
        await database.close()
