"""A studio: a person with a connected account and a picture."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.publishing.posts import Studio, make_studio
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def studio(runtime: Runtime, session: AsyncSession, instagram: Instagram, public_server: str) -> Studio:
    return await make_studio(runtime, session, instagram)
