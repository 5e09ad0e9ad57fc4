"""The webhook of an application, and Meta in front of it. Intake has connections of its own, so tests here commit."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.databases import database_of_its_own
from tests.inbox.journal.meta import Meta

from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings


@pytest.fixture(scope="session")
async def journal_database(postgres_url: str, database_template: str) -> AsyncIterator[Database]:
    """A database of these tests alone."""
    async with database_of_its_own(postgres_url, database_template) as url:
        database = Database(url)
        yield database
        await database.close()


@pytest.fixture
async def runtime(journal_database: Database, settings: Settings, keyring: Keyring) -> AsyncIterator[Runtime]:
    """A runtime on an empty journal."""
    async with journal_database.transaction() as session:
        for table in ("webhook_delivery", "pgqueuer", "audit_entry", "workspace", "user_account"):
            await session.execute(text(f"DELETE FROM {table}"))
    async with httpx2.AsyncClient(timeout=10) as http:
        yield Runtime(settings, keyring, journal_database, http)


@pytest.fixture
def meta(api: httpx2.AsyncClient, session: AsyncSession) -> Meta:
    return Meta(api, session)
