"""Desks, and a clock that nobody waits for."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.conversations.desk import Desk, a_desk
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def desk(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Desk]:
    async with a_desk(app, runtime, session, instagram) as desk:
        yield desk


@pytest.fixture
async def stranger(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Desk]:
    """Somebody else, in another workspace."""
    async with a_desk(app, runtime, session, instagram.another()) as stranger:
        yield stranger
