"""Migrations: applied at start, by one process at a time."""

from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from sqlalchemy import text
from sqlalchemy.engine import Connection

from autogram.core.db import Database, ReadSession

_LOCK = 0x6175746F6772616D  # "autogram" in ASCII: any constant will do, as long as every release uses the same


def alembic_config() -> Config:
    """Alembic, pointed at the migrations of this installation or checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "migrations"
    config = Config()
    config.set_main_option(
        "script_location", str(installed if installed.exists() else package.parents[1] / "migrations")
    )
    return config


async def migrate(database: Database) -> None:
    """The schema is the newest, ours and the queue's. Processes that start together wait for each other."""
    async with database.engine.connect() as connection:
        await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        await connection.commit()
        try:
            await connection.run_sync(_upgrade)
            await connection.commit()
            await _install_queue(database.url)
        finally:
            await connection.rollback()
            await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            await connection.commit()


async def is_current(session: ReadSession) -> bool:
    """Whether the schema in the database is the one this release was written for."""
    if not await session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
        return False
    stored = await session.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(stored == ScriptDirectory.from_config(alembic_config()).get_current_head())


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def _install_queue(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        queries = Queries(AsyncpgDriver(connection))
        if await queries.schema_is_installed():
            await queries.upgrade()
        else:
            await queries.install()
    finally:
        await connection.close()
