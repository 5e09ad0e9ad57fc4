"""An account that people write to."""

from collections.abc import Iterator

import pytest
import stamina
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.reception.inbox import Inbox, make_inbox

from autogram.core.runtime import Runtime


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats come at once; how often is as in production."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def inbox(runtime: Runtime, session: AsyncSession) -> Inbox:
    return await make_inbox(runtime, session)
