"""A client of Instagram, and an Instagram that says what the test wants."""

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
import stamina
from tests.instagram.scripted import Scripted, scripted_server

from autogram.instagram.graph import GraphClient
from autogram.instagram.oauth import InstagramLogin

TOKEN = "IGAA" + "secret0token1" * 6
APP_SECRET = "the-secret-of-the-app"


@pytest.fixture
async def script() -> AsyncIterator[Scripted]:
    async with scripted_server() as script:
        yield script


@pytest.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(timeout=0.3, trust_env=False) as client:
        yield client


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats come at once; how often is as in production."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
def graph(http: httpx2.AsyncClient, script: Scripted) -> GraphClient:
    return GraphClient(http, f"{script.url}/v25.0", TOKEN)


@pytest.fixture
def login(http: httpx2.AsyncClient, script: Scripted) -> InstagramLogin:
    return InstagramLogin(http, script.url, script.url, script.url, "the-app", APP_SECRET)
