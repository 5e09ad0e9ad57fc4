"""The database a command works on; light to import, for the supervisor."""

from collections.abc import Iterator
from contextlib import contextmanager

from autogram.core.embedded import EmbeddedPostgres
from autogram.core.settings import Settings


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """The URL of a database that answers while the block runs: the configured one, else the embedded one."""
    if settings.core.database_url:
        yield settings.core.database_url.get_secret_value()
        return
    with embedded_database(settings) as (url, _):
        yield url


@contextmanager
def embedded_database(settings: Settings) -> Iterator[tuple[str, EmbeddedPostgres]]:
    """The embedded server, for whoever looks after it, and its URL."""
    server = EmbeddedPostgres(settings.home)
    try:
        yield server.start(), server
    finally:
        server.stop()
