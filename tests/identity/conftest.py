"""A mail server, and applications with other settings."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from tests.applications import running
from tests.identity.post import Mailbox

from autogram.core.runtime import Runtime
from autogram.core.settings import load_settings
from autogram.identity import passwords

CHEAP = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1)])


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2 with little work, because nobody attacks the tests."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)


@pytest.fixture
def costly_passwords(cheap_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work that is done in production."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHash.recommended())


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def mailbox(mail_server: Mailbox) -> Mailbox:
    """An empty mailbox behind a real SMTP server."""
    mail_server.clear()
    return mail_server


@asynccontextmanager
async def open_api(runtime: Runtime, **settings: object) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application on `runtime`'s database with other settings."""
    loaded = load_settings(AUTOGRAM_HOME=runtime.settings.home, PUBLIC_URL="http://autogram.test", **settings)
    async with running(replace(runtime, settings=loaded)) as app:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://autogram.test") as client:
            yield client


@pytest.fixture
async def post_runtime(runtime: Runtime, mailbox: Mailbox) -> Runtime:
    """A runtime that can send mail."""
    loaded = load_settings(AUTOGRAM_HOME=runtime.settings.home, PUBLIC_URL="http://autogram.test", SMTP_URL=mailbox.url)
    return replace(runtime, settings=loaded)


@pytest.fixture
async def post_api(runtime: Runtime, mailbox: Mailbox) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application that can send mail, and so wants addresses confirmed."""
    async with open_api(runtime, SMTP_URL=mailbox.url) as client:
        yield client
