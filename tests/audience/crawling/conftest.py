"""Somebody whose account's lists are read, and the work that is done for them."""

import httpx2
import pytest
from tests.audience.crawling.owner import Owner, an_owner
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def owner(api: httpx2.AsyncClient, runtime: Runtime, instagram: Instagram) -> Owner:
    """Somebody with a hundred followers, whose password is `secret-word`."""
    return await an_owner(api, runtime, instagram)


@pytest.fixture
async def stranger(api: httpx2.AsyncClient, runtime: Runtime, instagram: Instagram) -> Owner:
    """Somebody else with an account of their own."""
    return await an_owner(api, runtime, instagram)
