"""Databases of one test or one file alone, on the server of the test process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg


@asynccontextmanager
async def database_of_its_own(postgres_url: str, template: str) -> AsyncIterator[str]:
    """A migrated database that is gone when the block ends; its URL."""
    name = f"t{uuid4().hex}"
    async with administering(postgres_url) as admin:
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    try:
        yield postgres_url.replace("/autogram?", f"/{name}?")
    finally:
        async with administering(postgres_url) as admin:
            await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def administering(postgres_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(postgres_url)
    try:
        yield connection
    finally:
        await connection.close()


async def wait_for_no_disk(admin: asyncpg.Connection) -> None:
    """The server writes when it likes: tests that pull the plug have servers of their own."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await admin.execute(f"ALTER SYSTEM SET {setting} = off")
    await admin.execute("SELECT pg_reload_conf()")
