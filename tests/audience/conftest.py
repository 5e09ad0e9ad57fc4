"""Somebody who keeps an eye on followers, and somebody else."""

import httpx2
import pytest
from tests.audience.watcher import Watcher, a_watcher

from autogram.core.runtime import Runtime


@pytest.fixture
async def watcher(api: httpx2.AsyncClient, runtime: Runtime) -> Watcher:
    return await a_watcher(api, runtime)


@pytest.fixture
async def stranger(api: httpx2.AsyncClient, runtime: Runtime) -> Watcher:
    """Somebody in another workspace."""
    return await a_watcher(api, runtime)
