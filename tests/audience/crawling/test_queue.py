"""The queue of crawls: order, places, waits, ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from tests.audience.crawling.owner import FOLLOWERS, FOLLOWING, Owner, an_owner, do, stored, tasks, with_settings, work

from autogram.audience.crawling.schemas import CookieCrawl
from autogram.audience.crawling.service import anonymous, queueing, sessions, watching
from autogram.audience.crawling.service.ordering import credential_id, order_with_cookies
from autogram.audience.models import AudienceJob
from autogram.core import clock
from autogram.core.errors import problem_code
from autogram.identity.messages import SendNotice
from autogram.instagram.web.switch import UnofficialAccessDisabled


async def crowd(owner: Owner, count: int) -> list[Owner]:
    return [await an_owner(owner.api, owner.runtime, owner.instagram) for _ in range(count)]


async def test_crawls_are_read_in_their_order_and_never_more_than_may_be_at_once(owner: Owner):
    runtime = with_settings(owner, audience_max_jobs=2)
    people = await crowd(owner, 4)
    begun = [await one.begins() for one in people]

    assert [crawl["status"] for crawl in begun] == ["processing", "processing", "queued", "queued"]
    assert [crawl["position"] for crawl in begun] == [None, None, 1, 2]
    assert begun[3]["estimated_wait_seconds"] >= begun[2]["estimated_wait_seconds"] >= 0

    async with runtime.database.transaction() as session:
        first, second = await tasks(session, take=True)
    await do(runtime, first)
    seen = [await one.sees(crawl) for one, crawl in zip(people, begun, strict=True)]
    assert [crawl["status"] for crawl in seen] == ["completed", "processing", "processing", "queued"]
    assert seen[3]["position"] == 1
    await do(runtime, second)
    await work(runtime)
    seen = [await one.sees(crawl) for one, crawl in zip(people, begun, strict=True)]
    assert [crawl["status"] for crawl in seen] == ["completed"] * 4


def test_a_wait_follows_from_what_runs_and_from_what_is_ahead():
    assert queueing.wait_for(1, [30.0, 10.0], 60, 2) == 10
    assert queueing.wait_for(2, [30.0, 10.0], 60, 2) == 30
    assert queueing.wait_for(3, [30.0, 10.0], 60, 2) == 70
    assert queueing.wait_for(1, [30.0], 60, 2) == 0


async def test_one_account_is_read_by_one_crawl_whoever_asks(owner: Owner, stranger: Owner):
    begun = await owner.begins()
    again = await owner.begins(409)
    theirs = await stranger.ask("POST", "/crawls", 409, json={"source": "web"} | owner.cookies())
    by_password = await owner.logs_in(409)

    assert (again["code"], again["crawl_id"]) == ("account-being-read", begun["id"])
    assert theirs["crawl_id"] is None
    assert by_password["code"] == "account-being-read"
    await work(owner.runtime)
    await owner.begins()


async def test_a_cancelled_crawl_reads_nothing_more_and_forgets_the_session(owner: Owner):
    begun = await owner.begins()
    cancelled = await owner.ask("POST", f"/crawls/{begun['id']}/cancel")
    await work(owner.runtime)

    assert cancelled["status"] == "cancelled"
    assert owner.pages_asked() == 0
    assert (await owner.row(begun)).secrets is None
    assert (await owner.ask("POST", f"/crawls/{begun['id']}/cancel", 409))["code"] == "crawl-has-ended"


async def test_a_crawl_that_is_cancelled_while_it_is_read_stops_after_the_page(owner: Owner, monkeypatch):
    owner.instagram.has_list("followers", generated=2000)
    begun = await owner.begins()
    monkeypatch.setattr("autogram.audience.crawling.service.reading.TURN_SECONDS", 0.0)
    async with owner.runtime.database.transaction() as session:
        (first,) = await tasks(session, take=True)
    await do(owner.runtime, first)
    await owner.ask("POST", f"/crawls/{begun['id']}/cancel")
    await work(owner.runtime)

    assert (await owner.sees(begun))["status"] == "cancelled"
    assert owner.pages_asked() == 0


async def test_another_worker_goes_on_at_the_page_where_the_last_one_was(owner: Owner, monkeypatch):
    owner.instagram.has_list("followers", generated=2000)
    begun = await owner.begins()
    async with owner.runtime.database.transaction() as session:
        (task,) = await tasks(session, take=True)
    # The worker dies while a page is on its way.
    owner.instagram.fault("web.followers", after=True, drop=True, skip=4)
    with pytest.raises(Exception, match="cannot be reached"):
        await do(owner.runtime, task)
    half = await owner.sees(begun)

    await do(owner.runtime, task)

    crawl = await owner.sees(begun)
    assert (half["phase"], half["pages_read"]) == ("followers", 4)
    assert (crawl["is_complete"], crawl["users_read"]) == (True, 2000 + FOLLOWING)
    # Of ten pages the one that was on its way is read twice, and no other.
    assert owner.pages_asked() == 11


async def test_turns_are_short_and_a_message_of_an_earlier_one_does_nothing(owner: Owner, monkeypatch):
    monkeypatch.setattr("autogram.audience.crawling.service.reading.TURN_SECONDS", 0.0)
    owner.instagram.has_list("followers", generated=1000)
    begun = await owner.begins()
    async with owner.runtime.database.transaction() as session:
        (first,) = await tasks(session, take=True)
    await do(owner.runtime, first)
    await do(owner.runtime, first)
    assert owner.pages_asked() == 0

    await work(owner.runtime)
    assert (await owner.sees(begun))["is_complete"] is True
    assert owner.pages_asked() == 5


async def test_a_crawl_that_was_forgotten_is_taken_up_again(owner: Owner):
    begun = await owner.begins()
    async with owner.runtime.database.transaction() as session:
        await tasks(session, take=True)
    await watching.watch(owner.runtime)
    assert (await owner.sees(begun))["status"] == "processing"

    with clock.shifted(watching.SILENT + timedelta(seconds=1)):
        await watching.watch(owner.runtime)
    await work(owner.runtime)

    assert (await owner.sees(begun))["status"] == "completed"


async def test_no_crawl_and_no_secret_lives_for_ever(owner: Owner):
    begun = await owner.begins()
    with clock.shifted(watching.LONGEST_LIFE + timedelta(seconds=1)):
        await watching.watch(owner.runtime)

    row = await owner.row(begun)
    assert (row.failure_code, row.secrets) == ("took-too-long", None)


async def test_a_crawl_that_paused_goes_on_when_its_time_has_come(owner: Owner):
    owner.instagram.has_list("followers", generated=1000)
    owner.instagram.fault("web.followers", signal="rate_limited", skip=2)
    begun = await owner.begins()
    await work(owner.runtime)
    assert (await owner.sees(begun))["status"] == "queued"

    with clock.shifted(timedelta(minutes=16)):
        await watching.watch(owner.runtime)
        await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["users_read"]) == ("completed", 1000 + FOLLOWING)


async def test_while_it_is_switched_off_nothing_is_taken_or_read(owner: Owner):
    begun = await owner.begins()
    runtime = with_settings(owner, unofficial_enabled=False)
    await work(runtime)
    problems = [
        await owner.begins(403),
        await owner.ask("GET", "/crawls", 403),
        await owner.ask("GET", f"/crawls/{begun['id']}", 403),
    ]

    assert {problem["code"] for problem in problems} == {"unofficial-access-disabled"}
    row = await stored(runtime, UUID(begun["id"]))
    assert (row.failure_code, row.secrets) == ("unofficial-access-disabled", None)
    assert owner.pages_asked() == 0
    for method, path in (("POST", "/api/analyze"), ("GET", "/api/queue"), ("POST", "/api/unfollow-checker")):
        answer = await owner.api.request(method, path, json={"csrf_token": "x", "session_id": "1%3Ax"})
        assert answer.status_code == 403, path
    assert answer.json()["message"] == problem_code(UnofficialAccessDisabled)


async def test_anothers_crawl_is_not_there(owner: Owner, stranger: Owner):
    begun = await owner.begins()

    await stranger.ask("GET", f"/crawls/{begun['id']}", 404)
    await stranger.ask("POST", f"/crawls/{begun['id']}/cancel", 404)
    assert (await stranger.ask("GET", "/crawls"))["items"] == []
    assert [one["id"] for one in (await owner.ask("GET", "/crawls"))["items"]] == [begun["id"]]


async def test_what_cannot_be_a_session_is_refused_before_anybody_is_asked(owner: Owner):
    for body in (
        {"source": "web", "csrf_token": "x", "session_id": "no number"},
        {"source": "web", "csrf_token": "x\r\ny", "session_id": "1%3Ax"},
        {"source": "web", "csrf_token": "x; a=b", "session_id": "1%3Ax"},
        {"source": "instaloader", "username": "../etc", "password": "x"},
        {"source": "elsewhere"},
    ):
        problem = await owner.ask("POST", "/crawls", 422, json=body)
        assert "1%3Ax" not in str(problem)


async def test_the_result_of_an_anonymous_crawl_goes_when_its_time_is_over(owner: Owner):
    cookies = CookieCrawl(source="web", **owner.cookies())  # type: ignore[arg-type]
    public_id = credential_id(cookies.csrf_token.get_secret_value(), cookies.session_id.get_secret_value())
    await anonymous.begin_anonymous(owner.runtime, order_with_cookies(cookies), public_id)
    await work(owner.runtime)
    async with owner.runtime.database.reading() as session:
        found = await anonymous.read_anonymous(session, owner.runtime.settings, public_id)
    assert found.result is not None
    assert (found.result.followers_count, len(found.result.unfollowers)) == (FOLLOWERS, FOLLOWING // 2)

    with clock.shifted(timedelta(seconds=301)):
        await watching.watch(owner.runtime)

    async with owner.runtime.database.reading() as session:
        assert (await session.execute(text("SELECT count(*) FROM audience_job"))).scalar() == 0


async def test_a_session_is_kept_only_when_asked_and_takes_snapshots_by_itself(owner: Owner):
    await owner.begins(keep_session=True)
    await work(owner.runtime)
    profile = await owner.profile()
    path = f"/profiles/{profile.id}"
    health = await owner.ask("GET", path)
    assert (health["session_source"], health["session_problem"], health["next_snapshot_at"]) == ("web", None, None)
    assert owner.instagram.session()["session_id"] not in str(health)

    await owner.ask("PUT", path, json={"snapshot_every_hours": 24})
    await sessions.take_due_snapshots(owner.runtime)
    await work(owner.runtime)
    listed = (await owner.ask("GET", "/crawls"))["items"]
    assert [(crawl["status"], crawl["is_complete"]) for crawl in listed] == [("completed", True)] * 2
    assert (await owner.ask("GET", path))["next_snapshot_at"]

    await owner.ask("DELETE", f"{path}/session", 204)
    assert (await owner.profile()).session_secrets is None
    assert (await owner.ask("GET", path))["session_source"] is None
    await owner.ask("DELETE", f"{path}/session", 409)
    problem = await owner.ask("POST", "/crawls", 409, json={"source": "stored", "profile_id": str(profile.id)})
    assert problem["code"] == "no-stored-session"


async def test_a_stored_session_that_has_ended_is_told_to_the_owners_once(owner: Owner):
    await owner.logs_in(keep_session=True)
    await work(owner.runtime)
    assert "secret-word" not in str((await owner.profile()).session_secrets)
    owner.instagram.end_sessions()

    profile = await owner.profile()
    for _ in range(2):
        await owner.ask("POST", "/crawls", 202, json={"source": "stored", "profile_id": str(profile.id)})
        await work(owner.runtime)

    problem = (await owner.ask("GET", f"/profiles/{profile.id}"))["session_problem"]
    assert "session has ended" in problem
    async with owner.runtime.database.reading() as session:
        mails = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = :name")
        assert await session.scalar(mails, {"name": SendNotice.name}) == 1


async def test_deleting_a_session_ends_the_crawl_that_uses_it(owner: Owner):
    await owner.begins(keep_session=True)
    await work(owner.runtime)
    profile = await owner.profile()
    begun = await owner.ask("POST", "/crawls", 202, json={"source": "stored", "profile_id": str(profile.id)})

    await owner.ask("DELETE", f"/profiles/{profile.id}/session", 204)

    assert (await owner.sees(begun))["status"] == "cancelled"
    assert (await owner.row(begun)).secrets is None


async def test_a_code_is_asked_for_and_a_wrong_password_is_told_at_once(owner: Owner):
    owner.instagram.logs_in_with(password="secret-word", codes=["123456"])

    assert (await owner.logs_in(400))["refusal"] == "two-factor-needed"
    assert (await owner.logs_in(400, verification_code="999999"))["refusal"] == "bad-credentials"
    assert (await owner.logs_in(400, password="guess"))["refusal"] == "bad-credentials"
    assert (await owner.logs_in(verification_code="123 456"))["status"] == "processing"


async def test_what_instagram_wants_of_its_owner_is_told_at_once(owner: Owner):
    owner.instagram.logs_in_with(password="secret-word", demand="checkpoint")

    assert (await owner.logs_in(409))["refusal"] == "checkpoint"


async def test_no_secret_is_in_a_log_or_an_answer(owner: Owner, capfd):
    cookies = owner.cookies()
    begun = await owner.ask("POST", "/crawls", 202, json={"source": "web"} | cookies)
    owner.instagram.fault("web.following", signal="challenge_required", times=None)
    await work(owner.runtime)
    crawl = await owner.sees(begun)

    written = "".join(capfd.readouterr()) + str(crawl) + repr(await owner.row(begun))
    assert cookies["session_id"] not in written
    assert cookies["csrf_token"] not in written


async def test_a_row_cannot_keep_secrets_after_its_end(owner: Owner):
    begun = await owner.begins()
    with pytest.raises(Exception, match="secrets_while_alive"):
        async with owner.runtime.database.transaction() as session:
            await session.execute(
                update(AudienceJob).where(AudienceJob.id == UUID(begun["id"])).values(status="failed")
            )
