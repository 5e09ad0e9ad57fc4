"""The predecessor's front end, at an installation with a community in front."""

import httpx2
import pytest
from tests.compat.exchange.client import Client
from tests.exchange.organiser import Organiser, an_organiser
from tests.people import make_admin

from autogram.core.runtime import Runtime


@pytest.fixture
async def organiser(api: httpx2.AsyncClient, runtime: Runtime) -> Organiser:
    """Somebody whose workspace has the community in front."""
    return await an_organiser(api, runtime, is_front=True)


@pytest.fixture
async def admin(api: httpx2.AsyncClient, runtime: Runtime) -> Client:
    """An admin of the installation, signed in through the predecessor's form; no member of the workspace."""
    async with runtime.database.transaction() as session:
        person = await make_admin(session)
    client = Client(api)
    await client.log_in(person.email, person.password)
    return client


@pytest.fixture
def visitor(api: httpx2.AsyncClient) -> Client:
    """Somebody who is not signed in."""
    return Client(api)
