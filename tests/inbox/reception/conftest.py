"""An account that people write to."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.reception.inbox import Inbox, make_connected_inbox, make_inbox
from tests.servers import Instagram

from autogram.core.runtime import Runtime
from autogram.inbox.reception.service import looking


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions about conversations come as fast as they can."""
    monkeypatch.setattr(looking, "CONVERSATIONS_EVERY_SECONDS", 0.0)


@pytest.fixture
async def inbox(runtime: Runtime, session: AsyncSession) -> Inbox:
    return await make_inbox(runtime, session)


@pytest.fixture
async def shop(runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Inbox]:
    """The same of an account that is really connected to the sandbox, which answers as often as it is asked."""
    before = instagram.client.get("/_sandbox/settings").json()["conversation_calls_per_second"]
    instagram.switch(conversation_calls_per_second=1000)
    yield await make_connected_inbox(runtime, session, instagram)
    instagram.switch(conversation_calls_per_second=before)
