"""The application with other settings, with routes that go wrong, and over real HTTP."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import httpx2
import pytest
from pydantic import BaseModel
from tests.applications import an_application, running
from tests.servers import free_port, served

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


ROUTES = MappingProxyType(
    {
        "/test/echo": echo,
        "/test/bug": break_down,
        "/test/bug-io": break_down_with_io,
        "/test/conflict": refuse,
        "/test/divide": divide,
    }
)


@asynccontextmanager
async def api_on(database: Database, runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application on another database."""
    async with running(replace(runtime, database=database)) as app:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://own.test") as client:
            yield client


@pytest.fixture
def open_api(runtime: Runtime) -> OpenApi:
    """Opens a client of an application with other settings, and with some routes of these tests."""

    @asynccontextmanager
    async def opened(**settings: object) -> AsyncIterator[httpx2.AsyncClient]:
        loaded = load_settings(**({"AUTOGRAM_HOME": runtime.settings.home, "PUBLIC_URL": "http://own.test"} | settings))
        async with running(replace(runtime, settings=loaded), routes=ROUTES) as app:
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
    port, opened = free_port(), partial(open_runtime, settings, keyring, committed_database)
    with an_application(settings, opened) as app, served(app, port):
        yield f"http://127.0.0.1:{port}"
