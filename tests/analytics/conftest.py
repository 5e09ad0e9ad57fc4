"""A studio with a connected account, and the API signed in as its owner."""

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.people import Person, headers_of
from tests.publishing.posts import Studio, make_studio
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def studio(runtime: Runtime, session: AsyncSession, instagram: Instagram, public_server: str) -> Studio:
    return await make_studio(runtime, session, instagram)


@pytest.fixture
async def desk(api: httpx2.AsyncClient, studio: Studio) -> httpx2.AsyncClient:
    """The API, signed in as the studio's owner."""
    owner = Person(studio.actor.user_id, studio.actor.workspace_id, "owner@example.test")
    api.headers.update(await headers_of(api, owner))
    return api
