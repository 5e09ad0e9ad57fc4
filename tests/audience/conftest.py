"""Somebody who keeps an eye on followers, and somebody else."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from tests.audience.watcher import Watcher, a_watcher

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
async def watcher(api: httpx2.AsyncClient, runtime: Runtime) -> Watcher:
    return await a_watcher(api, runtime)


@pytest.fixture
async def stranger(api: httpx2.AsyncClient, runtime: Runtime) -> Watcher:
    """Somebody in another workspace."""
    return await a_watcher(api, runtime)
