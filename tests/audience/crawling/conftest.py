"""Somebody whose account's lists are read, and the work that is done for them."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from tests.audience.crawling.owner import Owner, an_owner
from tests.servers import Instagram

from autogram.api.app import create_app
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> FastAPI:
    """Built once: its routes are put together with the first request, which takes longer than most tests."""
    return create_app(settings, lambda: pytest.fail("each test brings its own runtime"))


@pytest.fixture
async def api(built_app: FastAPI, runtime: Runtime, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    built_app.state.runtime = runtime
    transport = httpx2.ASGITransport(app=built_app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=settings.core.public_url) as client:
        yield client


@pytest.fixture
async def owner(api: httpx2.AsyncClient, runtime: Runtime, instagram: Instagram) -> Owner:
    """Somebody with a hundred followers, whose password is `secret-word`."""
    return await an_owner(api, runtime, instagram)


@pytest.fixture
async def stranger(api: httpx2.AsyncClient, runtime: Runtime, instagram: Instagram) -> Owner:
    """Somebody else with an account of their own."""
    return await an_owner(api, runtime, instagram)
