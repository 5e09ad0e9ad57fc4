"""The follower analyser's requests, as its documentation writes them, with a real worker at the sandbox."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete
from tests.compat.house import PATIENCE_SECONDS, House, open_house
from tests.databases import database_of_its_own
from tests.people import make_admin, make_user
from tests.servers import Instagram

from autogram.compat.followers import checker
from autogram.core.limits import RateLimitState

PASSWORD = "secret-word"


@pytest.fixture(scope="module")
async def house(settings, keyring, postgres_url, database_template, instagram_server) -> AsyncIterator[House]:
    async with database_of_its_own(postgres_url, database_template) as url, open_house(settings, keyring, url) as house:
        yield house


@dataclass
class Client:
    """Somebody who uses the analyser for their own account."""

    house: House
    instagram: Instagram
    csrf_token: str
    session_id: str

    @property
    def job_id(self) -> str:
        return hashlib.sha256(f"{self.csrf_token}:{self.session_id}".encode()).hexdigest()[:16]

    async def call(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        answer = await self.house.client.request(method, f"/api{path}", **options)
        assert answer.status_code == expect, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    async def submit(self, expect: int = 200) -> Any:
        return await self.call(
            "POST", "/analyze", expect, json={"csrf_token": self.csrf_token, "session_id": self.session_id}
        )

    async def ends(self, status: str = "completed") -> dict[str, Any]:
        """The job as it is once it has ended."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (seen := await self.call("GET", f"/status/{self.job_id}"))["status"] in {"queued", "processing"}:
                await asyncio.sleep(0.05)
        assert seen["status"] == status, seen
        return dict(seen)


@pytest.fixture
async def client(house: House, instagram: Instagram) -> Client:
    async with house.runtime.database.transaction() as session:
        await session.execute(delete(RateLimitState))
    account = instagram.personal(password=PASSWORD)
    account.has_list("followers", usernames=["ada", "bea", "cleo"])
    account.has_list("following", usernames=["bea", "zoe", "dora"])
    session = account.session()
    return Client(house, account, session["csrf_token"], session["session_id"])


async def test_a_job_from_beginning_to_end(client: Client):
    submitted = await client.submit()

    assert submitted == {
        "job_id": client.job_id,
        "status": "processing",
        "position_in_queue": 0,
        "estimated_wait_time": "Starting immediately",
    }
    seen = await client.ends()
    assert seen["result"].pop("analysis_completed_at").startswith("20")
    assert seen["result"] == {
        "followers_count": 3,
        "following_count": 3,
        "unfollowers_count": 2,
        "unfollowers": ["dora", "zoe"],
    }
    assert (seen["session_id"], seen["user_id"]) == (client.instagram.pk, client.instagram.pk)
    assert isinstance(seen["created_at"], int)
    assert seen["position_in_queue"] == 0

    deleted = await client.call("DELETE", f"/job/{client.job_id}")
    assert deleted["message"] == "Job deleted successfully"
    assert deleted["deleted_job_status"] == "completed"
    assert isinstance(deleted["remaining_jobs"], int)
    assert await client.call("GET", f"/status/{client.job_id}", 404) == {"error": "Job not found"}


async def test_a_job_that_has_ended_does_not_stand_in_the_way_of_another(client: Client):
    await client.submit()
    await client.ends()
    client.instagram.list_changes("followers", add=["zoe"])

    await client.submit()

    assert (await client.ends())["result"]["unfollowers"] == ["dora"]


async def test_an_active_job_stands_in_the_way_also_of_another_session_of_the_account(client: Client):
    fault = client.instagram.fault("web.following", hold=True)
    await client.submit()
    again = await client.submit(409)
    other = client.instagram.session()
    stranger = Client(client.house, client.instagram, other["csrf_token"], other["session_id"])
    refused = await stranger.submit(409)
    cannot = await client.call("DELETE", f"/job/{client.job_id}", 409)
    await asyncio.to_thread(client.instagram.wait_for_hold, fault)
    debug = await client.call("GET", f"/debug/{client.job_id}")
    queue = await client.call("GET", "/queue")
    health = await client.call("GET", "/health")
    client.instagram.release(fault)

    assert again == {
        "error": "Job already exists",
        "message": "This account already has a job with status: processing",
        "job_id": client.job_id,
        "status": "processing",
    }
    assert refused["error"] == "Job already exists"
    assert "job_id" not in refused
    assert (cannot["error"], cannot["job_status"]) == ("Cannot delete active job", "processing")
    assert set(debug) == {"status", "created_at", "position_in_queue", "processing_time"}
    assert set(queue) == {
        "active_sessions",
        "max_concurrent",
        "queued_jobs",
        "active_session_ids",
        "total_jobs_in_memory",
    }
    assert (queue["max_concurrent"], client.instagram.pk in queue["active_session_ids"]) == (5, True)
    assert client.session_id not in str(queue)
    assert (health["status"], health["active_jobs"] >= 1, health["queued_jobs"]) == ("healthy", True, 0)
    await client.ends()


async def test_a_list_with_gaps_accuses_nobody(client: Client):
    client.instagram.has_list("followers", usernames=["ada"], shown_count=3)
    await client.submit()

    seen = await client.ends("failed")
    assert "result" not in seen
    assert "1 of 3 followers" in seen["error"]


async def test_a_session_that_has_ended_is_told_in_words(client: Client):
    client.instagram.end_sessions()
    await client.submit()

    assert "session has ended" in (await client.ends("failed"))["error"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"session_id": "1%3Ax"}, "csrf_token is required"),
        ({"csrf_token": "abc"}, "session_id is required"),
        ({"csrf_token": "your_token", "session_id": "your_session"}, "Validation error"),
        ({"csrf_token": "a\nb", "session_id": "1%3Ax"}, "Validation error"),
        ({"csrf_token": 7, "session_id": "1%3Ax"}, "Validation error"),
    ],
)
async def test_a_body_with_faults_is_400(client: Client, body: dict[str, Any], error: str):
    assert (await client.call("POST", "/analyze", 400, json=body))["error"] == error


async def test_malformed_json_and_other_content_types_are_refused_as_what_they_are(client: Client):
    json_type = {"Content-Type": "application/json"}
    assert (await client.call("POST", "/analyze", 400, content="{", headers=json_type))["error"] == "Malformed JSON"
    assert (await client.call("POST", "/analyze", 400, content="[1]", headers=json_type))["error"] == "Malformed JSON"
    assert (await client.call("POST", "/analyze", 415, data={"csrf_token": "x"}))["error"] == "Unsupported media type"


async def test_what_is_not_there_is_told_in_the_predecessors_words(client: Client):
    assert await client.call("GET", "/analyze", 405) == {"error": "Method not allowed"}
    assert await client.call("GET", "/status/", 404) == {"error": "Endpoint not found"}
    assert await client.call("GET", "/status/0123456789abcdef", 404) == {"error": "Job not found"}
    assert await client.call("DELETE", "/job/job-uuid-here", 404) == {"error": "Job not found"}


async def test_only_admins_see_every_job_and_clean_up(client: Client):
    async with client.house.runtime.database.transaction() as session:
        admin, user = await make_admin(session), await make_user(session)
    await client.submit()
    await client.ends()
    headers = await house_headers(client, admin)

    assert "error" in await client.call("GET", "/jobs", 401)
    assert "error" in await client.call("POST", "/cleanup", 403, headers=await house_headers(client, user))
    listed = await client.call("GET", "/jobs", headers=headers)
    assert set(listed) == {"jobs", "total_jobs", "active_sessions_count", "queue_length"}
    assert set(listed["jobs"][client.job_id]) == {"status", "created_at", "position_in_queue"}
    cleaned = await client.call("POST", "/cleanup", headers=headers)
    assert re.fullmatch(r"Cleaned up [1-9]\d* completed jobs", cleaned["message"])
    assert cleaned["remaining_jobs"] == 0
    await client.call("GET", f"/status/{client.job_id}", 404)


async def house_headers(client: Client, person: Any) -> dict[str, str]:
    from autogram.identity import service

    async with client.house.runtime.database.transaction() as session:
        pair = await service.start_session(session, client.house.runtime, person.user_id, 0)
    return {"Authorization": f"Bearer {pair.access_token}"}


async def test_too_many_orders_from_one_address_are_refused(client: Client):
    answers = [
        await client.house.client.post("/api/analyze", json={"csrf_token": "x", "session_id": f"{number}%3Ax"})
        for number in range(21)
    ]

    assert (answers[0].status_code, answers[-1].status_code) == (200, 429)
    assert answers[-1].json()["error"] == "Too many requests"
    assert int(answers[-1].headers["retry-after"]) > 0


# --- the unfollow checker ---


async def check(client: Client, expect: int = 200, **more: Any) -> Any:
    body = {"instagram_id": client.instagram.username, "password": PASSWORD, "verification_code": ""}
    return await client.call("POST", "/unfollow-checker", expect, json=body | more)


async def test_the_unfollow_checker_answers_at_once_when_it_is_quick(client: Client):
    said = await check(client)

    assert said.pop("checked_at")
    assert said == {
        "instagram_id": client.instagram.username,
        "followers_count": 3,
        "following_count": 3,
        "unfollowers_count": 2,
        "unfollowers": ["dora", "zoe"],
    }


async def test_otherwise_it_gives_the_job_to_follow(client: Client, monkeypatch):
    monkeypatch.setattr(checker, "WAIT_SECONDS", 0.0)
    said = await check(client, 202)

    async with asyncio.timeout(PATIENCE_SECONDS):
        while (seen := (await client.house.client.get(said["status_url"])).json())["status"] != "completed":
            await asyncio.sleep(0.05)
    assert seen["result"]["unfollowers"] == ["dora", "zoe"]
    assert said["job_id"] == said["status_url"].rpartition("/")[2]


async def test_it_says_which_of_password_and_code_is_wrong(client: Client):
    wrong = await check(client, 400, password="guess")
    client.instagram.logs_in_with(codes=["123456"])
    needed = await check(client, 400)
    refused = await check(client, 400, verification_code="000000")

    assert "password" in wrong["detail"]
    assert "two-factor code" in needed["detail"]
    assert "two-factor code" in refused["detail"]
    assert (await check(client, verification_code="123456"))["unfollowers_count"] == 2


async def test_it_does_not_guess_for_anybody(client: Client):
    for _ in range(5):
        await check(client, 400, password="guess")

    assert "message" in await check(client, 429)
    assert len(client.instagram.calls("web.login")) == 5


async def test_its_faults_have_its_shape_and_repeat_no_password(client: Client):
    said = await check(client, 422, instagram_id="no such name!")

    assert said["message"] == "Validation error"
    assert said["detail"][0]["loc"] == ["body", "instagram_id"]
    assert PASSWORD not in str(said)
    client.instagram.fault("web.following", signal="challenge_required", times=None)
    assert (await check(client, 503))["detail"].startswith("Instagram service error: ")


async def test_a_checkpoint_is_the_owners_to_pass(client: Client):
    client.instagram.logs_in_with(password=PASSWORD, demand="checkpoint")

    assert "Open Instagram yourself" in (await check(client, 409))["detail"]
