"""A desk with rules, and a stranger beside it."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.automation.robot import Robot
from tests.inbox.conversations.desk import a_desk
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def robot(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Robot]:
    async with a_desk(app, runtime, session, instagram) as desk:
        yield Robot(desk, instagram.customer())


@pytest.fixture
async def stranger(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Robot]:
    """Somebody else, in another workspace."""
    other = instagram.another()
    async with a_desk(app, runtime, session, other) as desk:
        yield Robot(desk, other.customer())
