"""Reading somebody's lists through the queue, from the first page to the snapshot."""

from uuid import UUID

import pytest
from sqlalchemy import func, select
from tests.audience.crawling.owner import FOLLOWERS, FOLLOWING, Owner, stored, with_settings, work

from autogram.audience.crawling.service.ending import KEPT
from autogram.audience.models import AudienceJobPage, AudienceList, AudienceSnapshot
from autogram.audience.vocabulary import WorkStatus


async def test_a_crawl_with_cookies_becomes_a_snapshot(owner: Owner):
    begun = await owner.begins()
    assert begun["status"] == "processing"

    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["is_complete"], crawl["failure"]) == ("completed", True, None)
    assert (crawl["users_read"], crawl["expected"]) == (FOLLOWERS + FOLLOWING, FOLLOWERS + FOLLOWING)
    assert crawl["username"] == owner.instagram.username
    assert await lists_of(owner, crawl["snapshot_id"]) == {
        "followers": (FOLLOWERS, FOLLOWERS, True),
        "following": (FOLLOWING, FOLLOWING, True),
    }
    assert (await owner.profile()).instagram_id == owner.instagram.pk


async def lists_of(owner: Owner, snapshot_id: str) -> dict[str, tuple[int, int | None, bool]]:
    async with owner.runtime.database.reading() as session:
        assert await session.get(AudienceSnapshot, UUID(snapshot_id))
        rows = await session.scalars(select(AudienceList).where(AudienceList.snapshot_id == UUID(snapshot_id)))
        return {row.kind.value: (row.count, row.expected, row.is_complete) for row in rows}


async def test_a_crawl_with_a_password_logs_in_once_and_reads_the_same(owner: Owner):
    begun = await owner.logs_in()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["is_complete"]) == ("completed", True), crawl
    assert crawl["users_read"] == FOLLOWERS + FOLLOWING
    assert len(owner.instagram.calls("web.login")) == 1


async def test_five_thousand_followers_are_read_in_pages_of_two_hundred(owner: Owner):
    owner.instagram.has_list("followers", generated=5000)
    begun = await owner.begins()
    await work(owner.runtime)

    assert (await owner.sees(begun))["users_read"] == 5000 + FOLLOWING
    assert owner.pages_asked() == 25


async def test_nothing_secret_is_left_of_a_crawl_that_has_ended(owner: Owner):
    begun = await owner.begins()
    assert (await owner.row(begun)).secrets
    await work(owner.runtime)

    assert (await owner.row(begun)).secrets is None
    async with owner.runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AudienceJobPage)) == 0


@pytest.mark.parametrize("twist", ["duplicates", "empty"])
async def test_pages_that_repeat_people_or_are_empty_in_between_lose_nobody(owner: Owner, twist: str):
    owner.instagram.has_list("followers", generated=1000)
    owner.instagram.fault("web.followers", page=twist, skip=1)
    begun = await owner.begins()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["is_complete"], crawl["users_read"]) == (True, 1000 + FOLLOWING)


@pytest.mark.parametrize("twist", ["end", "repeated", "limited"])
async def test_a_list_that_ends_too_soon_is_kept_as_incomplete(owner: Owner, twist: str):
    owner.instagram.has_list("followers", generated=1000)
    owner.instagram.fault("web.followers", page=twist, times=None, skip=1)
    begun = await owner.begins()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["is_complete"]) == ("completed", False)
    assert "of 1,000 followers" in crawl["incomplete_reasons"][0]
    lists = await lists_of(owner, crawl["snapshot_id"])
    assert (lists["followers"][2], lists["following"][2]) == (False, True)


async def test_people_who_leave_while_it_reads_do_not_make_a_list_incomplete(owner: Owner):
    owner.instagram.has_list("followers", generated=1000)
    fault = owner.instagram.fault("web.following", hold=True)
    begun = await owner.begins()
    import asyncio

    working = asyncio.create_task(work(owner.runtime))
    await asyncio.to_thread(owner.instagram.wait_for_hold, fault)
    owner.instagram.list_changes("followers", gain=3)
    owner.instagram.release(fault)
    await working

    assert (await owner.sees(begun))["is_complete"] is True


REFUSALS = {
    "challenge_required": "checkpoint",
    "checkpoint_required": "checkpoint",
    "feedback_required": "action-blocked",
    "please_wait": "action-blocked",
    "sentry_block": "action-blocked",
    "login_required": "session-expired",
    "login_page": "session-expired",
    "html": "session-expired",
    "bad_request": "protocol-changed",
}


@pytest.mark.parametrize(("signal", "code"), REFUSALS.items())
async def test_what_instagram_refuses_ends_the_crawl_in_plain_words_and_nothing_is_tried_again(
    owner: Owner, signal: str, code: str
):
    owner.instagram.fault("web.followers", signal=signal, times=None)
    begun = await owner.begins()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["failure"]["code"]) == ("failed", code)
    assert len(crawl["failure"]["reason"]) > 40
    assert owner.pages_asked() == 1
    assert (await owner.row(begun)).secrets is None


async def test_a_session_that_never_worked_is_called_what_it_is(owner: Owner):
    cookies = owner.cookies()
    owner.instagram.end_sessions()
    begun = await owner.ask("POST", "/crawls", 202, json={"source": "web"} | cookies)
    await work(owner.runtime)

    assert (await owner.sees(begun))["failure"]["code"] == "session-expired"


async def test_too_many_requests_are_waited_for_and_give_the_place_away(owner: Owner):
    owner.instagram.fault("web.followers", reply={"status": 429, "body": {}, "headers": {"Retry-After": "90"}})
    begun = await owner.begins()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["position"], crawl["failure"]) == ("queued", None, None)
    assert 80 < crawl["estimated_wait_seconds"] <= 90
    assert (await owner.row(begun)).secrets


async def test_a_wait_that_is_too_long_is_a_failure(owner: Owner):
    owner.instagram.fault("web.followers", reply={"status": 429, "body": {}, "headers": {"Retry-After": "86400"}})
    begun = await owner.begins()
    await work(owner.runtime)

    assert (await owner.sees(begun))["failure"]["code"] == "rate-limited"


async def test_the_budget_of_the_account_is_kept(owner: Owner):
    runtime = with_settings(owner, audience_pages_per_hour=3)
    owner.instagram.has_list("followers", generated=5000)
    begun = await owner.begins()
    await work(runtime)

    crawl = await owner.sees(begun)
    assert (crawl["status"], crawl["pages_read"]) == ("queued", 2)
    assert crawl["resume_at"]
    assert owner.pages_asked() == 2


async def test_an_answer_that_does_not_come_is_waited_for_by_the_queue(owner: Owner):
    from autogram.instagram.web.errors import Unreachable

    owner.instagram.fault("web.followers", status=503)
    begun = await owner.begins()
    with pytest.raises(Unreachable):
        await work(owner.runtime)

    assert (await owner.sees(begun))["status"] == "processing"


async def test_in_the_end_it_has_failed(owner: Owner):
    owner.instagram.fault("web.followers", drop=True, times=None)
    begun = await owner.begins()
    await work(owner.runtime, attempt=10)

    assert (await owner.sees(begun))["failure"]["code"] == "unreachable"
    assert (await owner.row(begun)).secrets is None


async def test_the_private_account_of_somebody_is_their_own_to_read(owner: Owner):
    owner.instagram.client.put(f"/_sandbox/accounts/{owner.instagram.username}", json={"is_private": True})
    begun = await owner.begins()
    await work(owner.runtime)

    assert (await owner.sees(begun))["is_complete"] is True


async def test_two_lists_of_nobody_are_complete(owner: Owner):
    owner.instagram.has_list("followers", usernames=[])
    owner.instagram.has_list("following", usernames=[])
    begun = await owner.begins()
    await work(owner.runtime)

    crawl = await owner.sees(begun)
    assert (crawl["is_complete"], crawl["users_read"]) == (True, 0)


async def test_the_row_says_when_it_may_go(owner: Owner):
    begun = await owner.begins()
    await work(owner.runtime)

    row = await stored(owner.runtime, UUID(begun["id"]))
    assert row.status is WorkStatus.COMPLETED
    assert row.expires_at is not None
    assert row.expires_at - row.finished_at == KEPT
