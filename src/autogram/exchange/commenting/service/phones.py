"""Phones that ask where the settings say Instagram is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from autogram.core.settings import Settings
from autogram.instagram.mobile.client import InstagrapiPhone
from autogram.instagram.mobile.hosts import hosts_of


@asynccontextmanager
async def phone(settings: Settings, session: str | None = None) -> AsyncIterator[InstagrapiPhone]:
    """A phone with this session, or with nobody logged in; its connections are closed when the block ends."""
    timeout = timedelta(seconds=settings.meta.instagram_timeout_seconds)
    opened = InstagrapiPhone(hosts_of(settings.unofficial.instagram_mobile_url), session=session, timeout=timeout)
    try:
        yield opened
    finally:
        await opened.close()
