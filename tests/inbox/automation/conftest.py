"""A desk with rules, and a stranger beside it."""

from collections.abc import AsyncIterator, Iterator

import pytest
import stamina
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.automation.robot import Robot
from tests.inbox.conversations.desk import a_desk
from tests.servers import Instagram

from autogram.api.app import create_app
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats come at once; how often is as in production."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> FastAPI:
    """Built once: its routes are put together with the first request, which takes longer than most tests."""
    return create_app(settings, lambda: pytest.fail("each test brings its own runtime"))


@pytest.fixture
def app(built_app: FastAPI, runtime: Runtime) -> FastAPI:
    built_app.state.runtime = runtime
    return built_app


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
