"""Alive, ready or not, and the numbers; how work bears on it is in `tests/jobs/test_readiness.py`."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import asyncpg
import httpx2
import pytest
from sqlalchemy import text
from tests.api.conftest import api_on
from tests.people import signed_in
from tests.servers import free_port

from autogram import __version__
from autogram.core.db import Database
from autogram.core.runtime import Runtime

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
async def cut_off_api(runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """An application whose database is not there."""
    database = Database(f"postgresql://autogram:hush@127.0.0.1:{free_port()}/autogram")
    async with api_on(database, runtime) as client:
        yield client
    await database.close()


async def checks(api: httpx2.AsyncClient) -> dict[str, bool]:
    """What `/ready` found; the status and the code agree with it."""
    answer = await api.get("/ready")
    body = answer.json()
    found = {check["name"]: check["ok"] for check in body["checks"]}
    good = all(found.values())
    assert (answer.status_code, body["status"]) == ((200, "ready") if good else (503, "not ready"))
    assert all(check["detail"] for check in body["checks"])
    return found


async def test_the_process_is_healthy_whatever_else_is_wrong(cut_off_api):
    answer = await cut_off_api.get("/health")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["version"]) == ("healthy", __version__)


async def test_without_its_database_it_is_not_ready(cut_off_api):
    assert await checks(cut_off_api) == {"database": False}

    answer = await cut_off_api.get("/ready")
    assert "ConnectionRefusedError" in answer.json()["checks"][0]["detail"]
    assert "hush" not in answer.text


async def test_without_its_database_a_request_is_asked_to_come_again(cut_off_api):
    form = {"username": "ada@example.test", "password": "x"}
    for answer in (
        await cut_off_api.post("/api/v1/auth/login", data=form),
        await cut_off_api.get("/api/v1/auth/me", headers={"Authorization": "Bearer ag_x"}),
    ):
        if answer.status_code == 401:
            continue  # refused without asking the database
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "database-unreachable"
        assert "127.0.0.1" not in answer.text
        assert "hush" not in answer.text
    assert (await cut_off_api.post("/api/v1/auth/login", data=form)).status_code == 503


async def test_a_database_that_lets_nobody_in_is_unreachable_too(fresh_database, postgres_url, runtime):
    name = urlsplit(fresh_database).path[1:]
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    await admin.close()

    database = Database(fresh_database)
    async with api_on(database, runtime) as api:
        answer = await api.post("/api/v1/auth/login", data={"username": "ada@example.test", "password": "x"})

    assert answer.status_code == 503
    assert answer.json()["code"] == "database-unreachable"
    await database.close()


@pytest.mark.parametrize("damage", ["UPDATE alembic_version SET version_num = 'older'", "DROP TABLE alembic_version"])
async def test_it_is_not_ready_on_an_old_schema(fresh_database, runtime, damage):
    database = Database(fresh_database)
    async with database.transaction() as session:
        await session.execute(text(damage))

    async with api_on(database, runtime) as api:
        found = await checks(api)
        answer = await api.get("/ready")

    assert (found["database"], found["migrations"]) == (True, False)
    assert "autogram migrate" in answer.text
    await database.close()


def numbers(metrics: str) -> dict[str, float]:
    pairs = (line.rsplit(" ", 1) for line in metrics.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


async def test_metrics_count_by_route_not_by_address(api):
    headers = await signed_in(api)
    await api.get("/api/v1/posts/00000000-0000-7000-8000-000000000000", headers=headers)

    metrics = (await api.get("/metrics")).text

    assert "00000000-0000-7000" not in metrics
    assert 'route="/api/v1/posts/{post_id}"' in metrics


async def test_without_its_database_the_numbers_of_the_process_are_still_told(cut_off_api):
    answer = await cut_off_api.get("/metrics")

    assert answer.status_code == 200
    assert numbers(answer.text)["autogram_database_up"] == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_browser_gets_the_console_and_a_script_hears_the_version(api, method):
    browser = await api.request(method, "/", headers=BROWSER)
    script = await api.request(method, "/")

    assert browser.status_code == 200
    assert browser.headers["content-type"].startswith("text/html")
    assert script.status_code == 200
    if method == "GET":
        assert script.json() == {"message": "Autogram", "version": __version__}
