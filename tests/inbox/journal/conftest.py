"""The webhook of an application, and Meta in front of it."""

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.journal.meta import Meta


@pytest.fixture
def meta(api: httpx2.AsyncClient, session: AsyncSession) -> Meta:
    return Meta(api, session)
