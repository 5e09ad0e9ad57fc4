"""Migrations are applied at start, by one process at a time."""

import asyncio
import sys
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text
from tests.core.processes import clean_environment

from autogram.core.db import Database
from autogram.core.migrations import is_current, migrate

MIGRATE = (
    "import asyncio, sys\n"
    "from autogram.core.db import Database\n"
    "from autogram.core.migrations import migrate\n"
    "async def main():\n"
    "    database = Database(sys.argv[1])\n"
    "    print('ready', flush=True)\n"
    "    sys.stdin.readline()\n"
    "    await migrate(database)\n"
    "    await database.close()\n"
    "asyncio.run(main())\n"
)


@pytest.fixture
async def empty_database(postgres_url: str) -> AsyncIterator[str]:
    """The URL of a database without any table."""
    name = f"e{uuid4().hex}"
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f"CREATE DATABASE {name}")
    yield postgres_url.replace("/autogram?", f"/{name}?")
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture
async def database(empty_database: str) -> AsyncIterator[Database]:
    database = Database(empty_database)
    yield database
    await database.close()


async def test_processes_that_migrate_an_empty_database_together_all_succeed(empty_database, database):
    async def start() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", MIGRATE, empty_database),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=clean_environment(),
        )

    processes = [await start() for _ in range(3)]
    for process in processes:
        assert await process.stdout.readline() == b"ready\n"
    outcomes = await asyncio.gather(*(process.communicate(b"\n") for process in processes))

    assert [process.returncode for process in processes] == [0, 0, 0], outcomes
    async with database.reading() as session:
        assert await is_current(session)
        assert await session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        assert await session.scalar(text("SELECT count(*) FROM pgqueuer")) == 0


async def test_tasks_of_one_process_may_migrate_together_too(database):
    await asyncio.gather(*(migrate(database) for _ in range(4)))

    async with database.reading() as session:
        assert await is_current(session)


async def test_a_current_database_is_left_as_it_is(database):
    await migrate(database)
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO job_key (key, job_id) VALUES ('kept', 1)"))

    await migrate(database)

    async with database.reading() as session:
        assert await session.scalar(text("SELECT key FROM job_key")) == "kept"


async def test_an_empty_or_an_older_schema_is_not_current(database):
    async with database.reading() as session:
        assert not await is_current(session)

    await migrate(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    async with database.reading() as session:
        assert not await is_current(session)


async def test_a_migration_that_was_killed_is_simply_done_again(empty_database, database):
    connection = await asyncpg.connect(empty_database)
    await connection.execute("SELECT pg_advisory_lock($1)", 0x6175746F6772616D)
    waiting = asyncio.create_task(migrate(database))
    await asyncio.sleep(0.1)
    assert not waiting.done()

    connection.terminate()

    await asyncio.wait_for(waiting, 20)
    async with database.reading() as session:
        assert await is_current(session)
