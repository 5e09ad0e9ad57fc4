"""Shops, and a clock that nobody waits for."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.comments.shop import Shop, a_shop
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture
async def shop(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Shop]:
    async with a_shop(app, runtime, session, instagram) as shop:
        yield shop


@pytest.fixture
async def stranger(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Shop]:
    """Somebody else, in another workspace."""
    async with a_shop(app, runtime, session, instagram.another()) as stranger:
        yield stranger
