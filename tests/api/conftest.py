"""The application with other settings, with routes that go wrong, and over real HTTP."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import httpx2
import pytest
from pydantic import BaseModel
from tests.servers import free_port, served

from autogram.api.app import create_app
from autogram.core.db import Database, Session
from autogram.core.errors import Conflict
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings, load_settings

OpenApi = Callable[..., AbstractAsyncContextManager[httpx2.AsyncClient]]


class Word(BaseModel):
    word: str


async def echo(body: Word) -> Word:
    return body


async def break_down() -> None:
    raise RuntimeError("hush: the password is 1234")


async def break_down_with_io() -> None:
    raise FileNotFoundError("/hush/home/file")


async def refuse() -> None:
    raise Conflict("There is one already.", existing="7", headers={"X-Existing": "7"})


async def divide(session: Session) -> None:
    from sqlalchemy import text

    await session.execute(text("SELECT 1/0 -- hush"))


ROUTES = {
    "/test/echo": echo,
    "/test/bug": break_down,
    "/test/bug-io": break_down_with_io,
    "/test/conflict": refuse,
    "/test/divide": divide,
}


@asynccontextmanager
async def api_on(database: Database, runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application on another database."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Runtime]:
        yield replace(runtime, database=database)

    app = create_app(runtime.settings, opened)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://own.test") as client:
            yield client


@pytest.fixture
def open_api(runtime: Runtime) -> OpenApi:
    """Opens a client of an application with other settings, and with some routes of these tests."""

    @asynccontextmanager
    async def opened(**settings: object) -> AsyncIterator[httpx2.AsyncClient]:
        loaded = load_settings(**({"AUTOGRAM_HOME": runtime.settings.home, "PUBLIC_URL": "http://own.test"} | settings))

        @asynccontextmanager
        async def the_runtime() -> AsyncIterator[Runtime]:
            yield replace(runtime, settings=loaded)

        app = create_app(loaded, the_runtime)
        for path, route in ROUTES.items():
            app.add_api_route(path, route, methods=["POST"])
        async with app.router.lifespan_context(app):
            # An error that would reach the server is raised here: none may.
            transport = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://own.test") as client:
                yield client

    return opened


@pytest.fixture
async def own_api(open_api: OpenApi) -> AsyncIterator[httpx2.AsyncClient]:
    async with open_api() as client:
        yield client


@pytest.fixture(scope="session")
def server(settings: Settings, keyring: Keyring, committed_database: str) -> Iterator[str]:
    """The application over real HTTP; its address."""
    port = free_port()
    with served(create_app(settings, lambda: open_runtime(settings, keyring, committed_database)), port):
        yield f"http://127.0.0.1:{port}"
