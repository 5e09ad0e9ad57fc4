"""Admins see dead jobs with their errors and bring them back to life."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from sqlalchemy import text
from tests.api.conftest import api_on
from tests.jobs.crew import Failure, Hopeless, Work
from tests.people import signed_in, signed_in_admin

from autogram.jobs.api import enqueue

JOBS = "/api/v1/admin/jobs"


@pytest.fixture
async def crew_api(crew, runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """The API on the crew's database."""
    async with api_on(crew.database, runtime) as client:
        yield client


async def make_dead(session, word: str, *, once: str | None = None) -> int:
    """A dead job, as a worker leaves it behind; its id."""
    await enqueue(session, Work(word=word), once=once)
    made = "UPDATE pgqueuer SET status = 'failed', attempts = 3 WHERE id = (SELECT max(id) FROM pgqueuer) RETURNING id"
    return int(await session.scalar(text(made)))


async def test_a_dead_job_is_listed_with_its_error_and_done_again_when_revived(crew, crew_api):
    await crew.start()
    admin = await signed_in_admin(crew_api)
    await crew.give(Failure(word="four times", times=4))
    await crew.nothing_left()

    listed = (await crew_api.get(f"{JOBS}/dead", headers=admin)).json()
    (job,) = listed["items"]
    assert job["name"] == "test.failure"
    assert job["payload"] == {"word": "four times", "times": 4}
    assert (job["attempts"], job["error"]) == (4, "failure 4 of four times")
    assert job["created_at"] <= job["failed_at"]
    assert (await crew_api.get(JOBS, headers=admin)).json()["dead"] == 1

    # With all its attempts: it fails four times again, and a fifth would work.
    revived = await crew_api.post(f"{JOBS}/retry", json={"ids": [job["id"]]}, headers=admin)
    assert revived.json() == {"retried": [job["id"]]}
    await crew.until(lambda: crew.value("SELECT count(*) = 8 FROM trace"))
    await crew.nothing_left()
    assert [row.attempt for row in await crew.trace("four times")] == [1, 2, 3, 4] * 2

    log = (await crew_api.get("/api/v1/admin/audit", headers=admin)).json()["items"]
    assert ("jobs.retry", f"job:{job['id']}") in {(entry["action"], entry["subject"]) for entry in log}


async def test_the_queue_is_shown_as_it_is(crew, crew_api):
    admin = await signed_in_admin(crew_api)
    await crew.give(Work(word="waits"))

    before = (await crew_api.get(JOBS, headers=admin)).json()
    await crew.start()
    await crew.give(Hopeless(word="hopeless"))
    await crew.until(crew.dead)
    await crew.until(lambda: crew.value("SELECT count(*) > 0 FROM worker WHERE claimed_at IS NOT NULL"))
    after = (await crew_api.get(JOBS, headers=admin)).json()

    assert (before["waiting"], before["workers"], before["last_claim_seconds"]) == (1, 0, None)
    assert (after["dead"], after["workers"]) == (1, 1)
    assert after["last_claim_seconds"] < 10


async def test_only_admins_see_and_revive_jobs(api, session):
    job_id = await make_dead(session, "dead")
    user = await signed_in(api)

    for headers, status in ((None, 401), (user, 403)):
        assert (await api.get(JOBS, headers=headers)).status_code == status
        assert (await api.get(f"{JOBS}/dead", headers=headers)).status_code == status
        refused = await api.post(f"{JOBS}/retry", json={"ids": [job_id]}, headers=headers)
        assert refused.status_code == status


async def test_dead_jobs_are_listed_newest_first_page_by_page(api, session):
    admin = await signed_in_admin(api)
    ids = [await make_dead(session, f"dead {number}") for number in range(5)]

    first = (await api.get(f"{JOBS}/dead?limit=3", headers=admin)).json()
    second = (await api.get(f"{JOBS}/dead?limit=3&before={first['next_before']}", headers=admin)).json()

    assert [job["id"] for job in first["items"] + second["items"]] == ids[::-1]
    assert second["next_before"] is None


async def test_only_the_dead_are_revived(api, session):
    admin = await signed_in_admin(api)
    dead = await make_dead(session, "dead")
    await enqueue(session, Work(word="waits"))

    answer = await api.post(f"{JOBS}/retry", json={"ids": [dead, dead + 1, 2**62]}, headers=admin)
    again = await api.post(f"{JOBS}/retry", json={"ids": [dead]}, headers=admin)

    assert answer.json() == {"retried": [dead]}
    assert again.json() == {"retried": []}


async def test_a_dead_job_whose_work_already_waits_again_stays_dead(api, session):
    admin = await signed_in_admin(api)
    elder = await make_dead(session, "elder", once="only")
    younger = await make_dead(session, "younger", once="only")
    other = await make_dead(session, "other", once="another")
    await enqueue(session, Work(word="waits"), once="another")

    answer = await api.post(f"{JOBS}/retry", json={"ids": [elder, younger, other]}, headers=admin)

    assert answer.status_code == 200
    assert answer.json() == {"retried": [younger]}
    dead = (await api.get(f"{JOBS}/dead", headers=admin)).json()["items"]
    assert [job["id"] for job in dead] == [other, elder]


@pytest.mark.parametrize("ids", [[], ["x"], [0], [-1], [2**63], list(range(1, 1002)), None])
async def test_ids_that_no_job_can_have_are_refused(api, ids):
    admin = await signed_in_admin(api)

    answer = await api.post(f"{JOBS}/retry", json={"ids": ids}, headers=admin)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("ids")


@pytest.mark.parametrize("query", ["before=x", "before=0", f"before={2**63}", "limit=0", "limit=101"])
async def test_a_page_that_cannot_be_is_refused(api, query):
    answer = await api.get(f"{JOBS}/dead?{query}", headers=await signed_in_admin(api))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]
