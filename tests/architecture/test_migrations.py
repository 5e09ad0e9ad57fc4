"""Migrations lead to what the models say, and back."""

from typing import Any

import asyncpg
from alembic import command
from sqlalchemy.engine import Connection

from autogram.core.db import Database
from autogram.core.migrations import alembic_config


async def _run(url: str, *steps: tuple[Any, ...]) -> None:
    """Alembic's commands, one after the other, over one connection."""
    database = Database(url)

    def work(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        for step, *arguments in steps:
            step(config, *arguments)

    try:
        async with database.engine.connect() as connection:
            await connection.run_sync(work)
            await connection.commit()
    finally:
        await database.close()


async def _tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()
    return {row["tablename"] for row in rows if not row["tablename"].startswith("pgqueuer")} - {"alembic_version"}


async def test_the_migrated_schema_is_what_the_models_say(fresh_database: str):
    await _run(fresh_database, (command.check,))


async def test_every_migration_can_be_taken_back_and_applied_again(fresh_database: str):
    before = await _tables(fresh_database)

    await _run(fresh_database, (command.downgrade, "base"))
    assert await _tables(fresh_database) == set()

    await _run(fresh_database, (command.upgrade, "head"), (command.check,))
    assert await _tables(fresh_database) == before
