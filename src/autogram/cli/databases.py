"""The database a command works on; light to import, for the supervisor."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from autogram.core.embedded import EmbeddedPostgres
from autogram.core.settings import Settings


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """The URL of a database that answers while the block runs: the configured one, else the embedded one."""
    if settings.core.database_url:
        url = settings.core.database_url.get_secret_value()
        require_answer(url)
        yield url
        return
    with embedded_database(settings) as (url, _):
        yield url


class DatabaseUnusable(Exception):
    """The configured database cannot be used; the text says why, without the password."""


def require_answer(url: str) -> None:
    """Raises `DatabaseUnusable` unless the database lets us in."""

    async def connect() -> None:
        connection = await asyncpg.connect(url, timeout=10)
        await connection.close()

    try:
        asyncio.run(connect())
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DatabaseUnusable(f"DATABASE_URL: {reason}") from None


@contextmanager
def embedded_database(settings: Settings) -> Iterator[tuple[str, EmbeddedPostgres]]:
    """The embedded server, for whoever looks after it, and its URL."""
    server = EmbeddedPostgres(settings.home)
    try:
        yield server.start(), server
    finally:
        server.stop()
