"""A library of the test's own, and people who may use it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from tests import people
from tests.applications import running

from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

LIMIT_BYTES = 3_000_000


@pytest.fixture(scope="session")
def app_settings(settings: Settings) -> Settings:
    """A small size limit."""
    return replace(
        settings,
        core=settings.core.model_copy(update={"public_url": "http://autogram.test"}),
        media=settings.media.model_copy(update={"media_max_bytes": LIMIT_BYTES}),
    )


@pytest.fixture
def media_settings(app_settings: Settings, tmp_path: Path) -> Settings:
    """The same with a home folder of this test alone."""
    return replace(app_settings, core=app_settings.core.model_copy(update={"autogram_home": tmp_path}))


@pytest.fixture
def runtime(runtime: Runtime, media_settings: Settings) -> Runtime:
    return replace(runtime, settings=media_settings)


@pytest.fixture
async def app(runtime: Runtime, app_settings: Settings) -> AsyncIterator[FastAPI]:
    async with running(runtime, app_settings) as app:
        yield app


@pytest.fixture
def media_folder(media_settings: Settings) -> Path:
    return media_settings.home / "media" / "m"


@pytest.fixture
def files_left(media_settings: Settings, media_folder: Path) -> Callable[[], list[str]]:
    """Says which files there are, in the store and among unfinished uploads."""

    def look() -> list[str]:
        folders = (media_folder, media_settings.home / "incoming")
        return [path.name for folder in folders if folder.exists() for path in folder.rglob("*")]

    return look


@pytest.fixture
async def anna(api: httpx2.AsyncClient) -> dict[str, str]:
    """The headers of somebody who is signed in."""
    return await people.signed_in(api)


@pytest.fixture
async def bert(api: httpx2.AsyncClient) -> dict[str, str]:
    """The headers of somebody else."""
    return await people.signed_in(api)
