"""Readiness that cannot lie: only while work is really being claimed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
from tests.api.conftest import api_on
from tests.api.test_health import checks, numbers
from tests.jobs.crew import Work

from autogram.core import clock


@pytest.fixture
async def crew_api(crew, runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """An application on the crew's database."""
    async with api_on(crew.database, runtime) as client:
        yield client


async def is_ready(api: httpx2.AsyncClient) -> bool:
    return all((await checks(api)).values())


async def test_it_is_ready_only_while_a_worker_claims(crew, crew_api):
    assert await checks(crew_api) == {"database": True, "migrations": True, "worker": False, "overdue": True}

    worker = await crew.start()
    await crew.until(lambda: is_ready(crew_api))

    worker.ask_to_stop()
    await crew.until(lambda: crew.value("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory'"))
    assert await checks(crew_api) == {"database": True, "migrations": True, "worker": False, "overdue": True}


async def test_it_is_not_ready_once_the_worker_is_killed(crew, crew_api):
    worker = await crew.start()
    await crew.until(lambda: is_ready(crew_api))

    worker.kill()

    async def noticed() -> bool:
        return not (await checks(crew_api))["worker"]

    await crew.until(noticed, seconds=3)


async def test_a_worker_that_lives_but_claims_nothing_does_not_count(crew, crew_api):
    await crew.start()
    await crew.until(lambda: is_ready(crew_api))

    with clock.shifted(timedelta(seconds=90)):
        assert not (await checks(crew_api))["worker"]


async def test_it_is_not_ready_while_due_work_is_not_claimed(crew, crew_api):
    await crew.start()
    await crew.until(lambda: is_ready(crew_api))
    await crew.give(Work(word="nobody's"))
    await crew.done("nobody's")

    # A kind of job that no worker of this release knows.
    await crew.value(
        "INSERT INTO pgqueuer (priority, status, entrypoint, execute_after)"
        " VALUES (0, 'queued', 'test.unknown', now() - interval '119 s') RETURNING 1"
    )
    assert await is_ready(crew_api)
    await crew.value("UPDATE pgqueuer SET execute_after = now() - interval '121 s' RETURNING 1")
    assert await checks(crew_api) == {"database": True, "migrations": True, "worker": True, "overdue": False}
    assert "121 s overdue" in (await crew_api.get("/ready")).text


async def test_metrics_tell_of_requests_jobs_and_workers(crew, crew_api):
    await crew.give(Work(word="waits"))
    await crew_api.get("/health")
    await crew_api.get("/nowhere/7")
    await crew_api.request("BREW", "/health")

    answer = await crew_api.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = numbers(answer.text)
    assert found["autogram_jobs_waiting"] == 1
    assert found["autogram_workers"] == 0
    assert found["autogram_jobs_dead"] == 0
    assert found["autogram_database_up"] == 1
    assert found['autogram_http_requests_total{method="GET",route="/health",status="200"}'] >= 1
    assert found['autogram_http_request_seconds_count{route="/health"}'] >= 1
    # Neither paths nor methods that anybody makes up become numbers of their own.
    assert "nowhere" not in answer.text
    assert "BREW" not in answer.text
    assert "process_resident_memory_bytes" in found
