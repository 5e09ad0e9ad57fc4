"""A real PostgreSQL, migrated once per test process; each test's work is rolled back."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from autogram import registry
from autogram.core.db import Database
from autogram.core.embedded import EmbeddedPostgres
from autogram.core.logging import configure_logging
from autogram.core.migrations import migrate
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring, install_keyring, load_keyring
from autogram.core.settings import Settings, load_settings
from autogram.sandbox.app import create_app as create_sandbox
from tests.applications import an_application, running
from tests.databases import administering, database_of_its_own, wait_for_no_disk
from tests.e2e.installation import Installation
from tests.servers import TLS, Instagram, free_port, served

registry.load()
# As the product logs: the default would draw every local variable of a traceback, which takes seconds.
configure_logging("INFO")

TEMPLATE = "template_of_tests"


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A data folder of this test process. Short, because sockets live in it."""
    folder = Path(tempfile.mkdtemp(prefix="ag-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(home: Path) -> Iterator[str]:
    """A running embedded server with a migrated database, of which there is a copy for `database_template`."""
    server = EmbeddedPostgres(home)
    url = server.start()
    asyncio.run(_prepared(url))
    yield url
    server.stop()


async def _prepared(url: str) -> None:
    async with administering(url) as admin:
        await wait_for_no_disk(admin)
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()
    async with administering(url) as admin:
        await admin.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE autogram STRATEGY FILE_COPY")


@pytest.fixture(scope="session")
def settings(home: Path) -> Settings:
    """Settings that point at the servers of `instagram` and `public_server`, once those are asked for."""
    sandbox = f"http://127.0.0.1:{free_port()}"
    return load_settings(
        AUTOGRAM_HOME=home,
        PUBLIC_URL=f"http://127.0.0.1:{free_port()}",
        META_APP_ID="sandbox-app",
        META_APP_SECRET="sandbox-secret",
        META_VERIFY_TOKEN="sandbox-verify",
        INSTAGRAM_GRAPH_URL=f"{sandbox}/graph.instagram.com",
        FACEBOOK_GRAPH_URL=f"{sandbox}/graph.facebook.com",
        INSTAGRAM_API_URL=f"{sandbox}/api.instagram.com",
        INSTAGRAM_LOGIN_URL=f"{sandbox}/www.instagram.com",
        INSTAGRAM_WEB_URL=f"{sandbox}/www.instagram.com",
        INSTAGRAM_MOBILE_URL=f"{sandbox}/i.instagram.com",
        UNOFFICIAL_ENABLED=True,
        AUDIENCE_PAGE_SECONDS=0,
        AUDIENCE_PAGES_PER_HOUR=1_000_000,
        OPENAI_BASE_URL=f"{sandbox}/api.openai.com/v1",
        OPENAI_API_KEY="sandbox",
        OPENAI_TIMEOUT_SECONDS=2,
        INSTAGRAM_TIMEOUT_SECONDS=2,
        CONTAINER_POLL_SECONDS=0.05,
    )


@pytest.fixture(scope="session")
def instagram_server(settings: Settings) -> Iterator[str]:
    """The sandbox over real HTTP, where the settings say Instagram is; its address."""
    url = settings.meta.instagram_graph_url.removesuffix("/graph.instagram.com")
    with served(create_sandbox(public_url=url), int(url.rsplit(":", 1)[1])):
        yield url


@pytest.fixture
def instagram(instagram_server: str) -> Iterator[Instagram]:
    """A fresh account on the sandbox, and control over it."""
    with httpx2.Client(base_url=instagram_server, timeout=10, verify=TLS) as client:
        yield Instagram.with_fresh_account(client)
        client.delete("/_sandbox/faults")
        client.put("/_sandbox/clock", json={"offset_seconds": 0})


@pytest.fixture(scope="session")
def public_server(settings: Settings, keyring: Keyring, postgres_url: str) -> Iterator[str]:
    """The product over real HTTP at PUBLIC_URL, so that Instagram can fetch media; its address."""
    port = int(settings.core.public_url.rsplit(":", 1)[1])
    with an_application(settings, partial(open_runtime, settings, keyring, postgres_url)) as app, served(app, port):
        yield settings.core.public_url


@pytest.fixture(scope="session")
def lasting_installation(home: Path) -> Iterator[Installation]:
    """The product in real processes. Starting it takes longer than most of what is done with it."""
    running = Installation(home / "up")
    running.home.mkdir()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def installation(lasting_installation: Installation) -> Iterator[Installation]:
    """The same, used by somebody new. A test may kill any part of it that comes back by itself or that it restarts."""
    lasting_installation.wait_until(lasting_installation.is_ready, "ready", seconds=60)
    lasting_installation.sign_up()
    yield lasting_installation
    lasting_installation.sandbox.delete("/_sandbox/faults")


@pytest.fixture(scope="session")
def keyring(settings: Settings) -> Keyring:
    keyring = load_keyring(settings.core)
    install_keyring(keyring)
    return keyring


class OneConnectionDatabase(Database):
    """A database whose every session joins one connection's transaction, which the test rolls back."""

    def __init__(self, database: Database, connection: AsyncConnection) -> None:
        self.url, self.engine = database.url, database.engine
        self.sessions = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")


@pytest.fixture(scope="session")
async def shared_database(postgres_url: str) -> AsyncIterator[Database]:
    """One for all tests: SQLAlchemy compiles a statement once for a database, PostgreSQL plans it for a connection."""
    database = Database(postgres_url)
    yield database
    await database.close()


@pytest.fixture
async def connection(shared_database: Database) -> AsyncIterator[AsyncConnection]:
    async with shared_database.engine.connect() as connection:
        transaction = await connection.begin()
        yield connection
        await transaction.rollback()


@pytest.fixture
async def runtime(
    shared_database: Database, connection: AsyncConnection, settings: Settings, keyring: Keyring
) -> AsyncIterator[Runtime]:
    """A runtime on the test's own transaction."""
    async with httpx2.AsyncClient(timeout=10, verify=TLS) as http:
        yield Runtime(settings, keyring, OneConnectionDatabase(shared_database, connection), http)


@pytest.fixture
async def session(runtime: Runtime) -> AsyncIterator[AsyncSession]:
    """For arranging and looking; commits are savepoints of the test's transaction."""
    async with runtime.database.sessions() as session:
        yield session


@pytest.fixture
async def app(runtime: Runtime) -> AsyncIterator[FastAPI]:
    async with running(runtime) as app:
        yield app


@pytest.fixture
async def api(app: FastAPI, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the API, not signed in."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=settings.core.public_url) as client:
        yield client


@pytest.fixture(scope="session")
def database_template(postgres_url: str) -> str:
    """The name of a migrated database that nobody is connected to."""
    return TEMPLATE


@pytest.fixture
async def fresh_database(postgres_url: str, database_template: str) -> AsyncIterator[str]:
    """The URL of a migrated database of this test alone, for tests with several connections or processes."""
    async with database_of_its_own(postgres_url, database_template) as url:
        yield url


@pytest.fixture(scope="session")
async def committed_database(postgres_url: str, database_template: str) -> AsyncIterator[str]:
    """The URL of a database in which what tests commit stays, out of the way of those that find theirs empty."""
    async with database_of_its_own(postgres_url, database_template) as url:
        yield url


DAY = timedelta(days=1)
