"""What every role does first: settings, logs, keys, the database and its schema."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from autogram import registry
from autogram.cli.loading import without_collecting
from autogram.core.alarms import report_errors
from autogram.core.db import Database
from autogram.core.logging import configure_logging
from autogram.core.migrations import migrate
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import load_keyring
from autogram.core.settings import Settings


@asynccontextmanager
async def started(settings: Settings, database_url: str) -> AsyncIterator[Runtime]:
    """A runtime on a migrated database, with every domain's tables and handlers known."""
    configure_logging(settings.core.log_level, as_json=settings.core.log_json)
    report_errors(settings.core)
    with without_collecting():
        registry.load()
    keyring = load_keyring(settings.core)
    database = Database(database_url, pool_size=1)
    try:
        await migrate(database)
    finally:
        await database.close()
    async with open_runtime(settings, keyring, database_url) as runtime:
        yield runtime
