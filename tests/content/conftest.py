"""A library of the test's own, and people who may use it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from tests import people

from autogram.api.app import create_app
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

LIMIT_BYTES = 3_000_000


@pytest.fixture
def media_settings(settings: Settings, tmp_path: Path) -> Settings:
    """A home folder of this test alone, and a small size limit."""
    media = settings.media.model_copy(update={"media_max_bytes": LIMIT_BYTES})
    return replace(
        settings,
        core=settings.core.model_copy(update={"autogram_home": tmp_path, "public_url": "http://autogram.test"}),
        media=media,
    )


@pytest.fixture
def runtime(runtime: Runtime, media_settings: Settings) -> Runtime:
    return replace(runtime, settings=media_settings)


@pytest.fixture
async def app(runtime: Runtime, media_settings: Settings) -> AsyncIterator[FastAPI]:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Runtime]:
        yield runtime

    app = create_app(media_settings, opened)
    async with app.router.lifespan_context(app):
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
