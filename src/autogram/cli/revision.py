"""Writes a new Alembic revision from the difference between the models and a freshly migrated database."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command

from autogram.core.db import Database
from autogram.core.embedded import EmbeddedPostgres
from autogram.core.migrations import alembic_config, migrate


async def write_revision(url: str, message: str) -> None:
    """A file in `migrations/versions` that takes the newest schema to what the models say."""
    database = Database(url)
    await migrate(database)
    async with database.engine.connect() as connection:

        def write(sync_connection: object) -> None:
            config = alembic_config()
            config.attributes["connection"] = sync_connection
            command.revision(config, message, autogenerate=True)

        await connection.run_sync(write)
    await database.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        server = EmbeddedPostgres(Path(folder))
        try:
            asyncio.run(write_revision(server.start(), sys.argv[1]))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
