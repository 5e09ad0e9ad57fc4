"""One book per account: what was done is counted, what would be too much is refused in words."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from tests.accounts.owners import Owner
from tests.people import make_user
from tests.servers import Instagram

from autogram.accounts import queries, service
from autogram.accounts.errors import AccountThrottled, QuotaUsedUp
from autogram.accounts.service import QuotaKind
from autogram.accounts.service.clients import NOTABLE_USAGE_PERCENT
from autogram.core import clock
from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.instagram.errors import graph_error

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def account_id(owner: Owner) -> UUID:
    return UUID((await owner.connect())["id"])


async def spend(owner: Owner, account_id: UUID, kind: QuotaKind, times: int = 1) -> None:
    for _ in range(times):
        async with owner.runtime.database.transaction() as session:
            await service.spend_quota(session, account_id, kind)


async def used(owner: Owner, account_id: UUID) -> dict[str, int]:
    async with owner.runtime.database.reading() as session:
        book = await service.quota_book(session, owner.person.workspace_id, account_id)
    return {line.kind: line.used for line in book.lines if line.used}


async def test_a_new_book_is_empty_and_says_what_is_allowed(owner: Owner, account_id: UUID) -> None:
    book = await owner.ask("GET", f"/accounts/{account_id}/quota")

    assert {line["kind"]: (line["used"], line["limit"], line["window_seconds"]) for line in book["lines"]} == {
        "requests": (0, 2000, 3600),
        "publishes": (0, 100, 86400),
        "comments": (0, 10, 3600),
        "messages": (0, 360_000, 3600),
        "private_replies": (0, 750, 3600),
        "logins": (0, 5, 86400),
    }
    assert book["throttled_until"] is None


async def test_each_kind_is_counted_for_itself(owner: Owner, account_id: UUID) -> None:
    await spend(owner, account_id, QuotaKind.COMMENTS, 2)
    await spend(owner, account_id, QuotaKind.PUBLISHES, 3)

    assert await used(owner, account_id) == {"publishes": 3, "comments": 2}


async def test_requests_to_instagram_are_counted(owner: Owner, account_id: UUID) -> None:
    await owner.ask("GET", f"/accounts/{account_id}/profile")
    owner.instagram.fault("me.read", times=3, drop=True)
    await owner.ask("GET", f"/accounts/{account_id}/profile", 502)

    assert (await used(owner, account_id))["requests"] == 4


async def test_a_refusal_says_why_and_for_how_long(owner: Owner, account_id: UUID) -> None:
    await spend(owner, account_id, QuotaKind.COMMENTS, 10)

    with pytest.raises(QuotaUsedUp) as refused:
        await spend(owner, account_id, QuotaKind.COMMENTS)

    problem = refused.value.as_problem()
    said = f"@{owner.instagram.username} may make 10 comments in an hour and has made 10. The next is possible in "
    assert str(problem["detail"]).startswith(said)
    assert problem["status"] == 429
    seconds = int(refused.value.headers["Retry-After"])
    assert 3300 < seconds <= 3900
    with clock.shifted(timedelta(seconds=seconds - 2)), pytest.raises(QuotaUsedUp):
        await spend(owner, account_id, QuotaKind.COMMENTS)
    with clock.shifted(timedelta(seconds=seconds + 1)):
        await spend(owner, account_id, QuotaKind.COMMENTS)


async def test_the_wait_ends_when_enough_of_the_window_has_passed(owner: Owner, account_id: UUID) -> None:
    await spend(owner, account_id, QuotaKind.COMMENTS, 4)
    with clock.shifted(timedelta(minutes=30)):
        await spend(owner, account_id, QuotaKind.COMMENTS, 6)
    with clock.shifted(timedelta(minutes=40)), pytest.raises(QuotaUsedUp) as refused:
        await spend(owner, account_id, QuotaKind.COMMENTS)

    assert int(refused.value.headers["Retry-After"]) <= 25 * 60
    with clock.shifted(timedelta(minutes=66)):
        await spend(owner, account_id, QuotaKind.COMMENTS, 4)
        with pytest.raises(QuotaUsedUp):
            await spend(owner, account_id, QuotaKind.COMMENTS)


async def test_windows_pass(owner: Owner, account_id: UUID) -> None:
    await spend(owner, account_id, QuotaKind.COMMENTS, 3)
    await spend(owner, account_id, QuotaKind.PUBLISHES, 3)

    with clock.shifted(HOUR + timedelta(minutes=6)):
        assert await used(owner, account_id) == {"publishes": 3}
    with clock.shifted(DAY + timedelta(minutes=6)):
        assert await used(owner, account_id) == {}


async def test_a_limit_of_none_allows_none(owner: Owner, account_id: UUID) -> None:
    await owner.ask("PATCH", f"/accounts/{account_id}", json={"comments_per_hour": 0})

    with pytest.raises(QuotaUsedUp, match="may make 0 comments in an hour"):
        await spend(owner, account_id, QuotaKind.COMMENTS)


async def test_a_request_beyond_the_accounts_own_limit_is_refused(owner: Owner, account_id: UUID) -> None:
    await owner.ask("PATCH", f"/accounts/{account_id}", json={"requests_per_hour": 1})
    await owner.ask("GET", f"/accounts/{account_id}/profile")

    answer = await owner.browser.get(f"/api/v1/accounts/{account_id}/profile", headers=owner.headers)

    assert answer.status_code == 429
    assert answer.json()["code"] == "quota-used-up"
    assert int(answer.headers["retry-after"]) > 0
    assert len(owner.instagram.calls("me.read")) == 2


async def test_a_throttled_account_is_left_in_peace(owner: Owner, account_id: UUID) -> None:
    owner.instagram.fault("me.read", rate_limited=80002)
    problem = await owner.ask("GET", f"/accounts/{account_id}/profile", 429)
    assert problem["code"] == "account-throttled"
    asked = len(owner.instagram.calls("me.read"))

    again = await owner.ask("GET", f"/accounts/{account_id}/profile", 429)

    assert "Instagram said" in again["detail"]
    assert len(owner.instagram.calls("me.read")) == asked
    with pytest.raises(AccountThrottled):
        await spend(owner, account_id, QuotaKind.COMMENTS)
    with clock.shifted(timedelta(hours=13)):
        await spend(owner, account_id, QuotaKind.COMMENTS)


async def outcome(owner: Owner, account_id: UUID, *, usage: int | None = None, **envelope: Any) -> None:
    """We have talked to Instagram with this result."""
    async with owner.runtime.database.transaction() as session:
        client = await service.client_for(owner.runtime, session, account_id)
        client.graph.usage = usage
        await service.note_outcome(session, client, graph_error(envelope, 400) if envelope else None)


async def test_a_block_lasts_longer_and_is_never_shortened(owner: Owner, account_id: UUID) -> None:
    await outcome(owner, account_id, code=368, message="Action blocked")
    await outcome(owner, account_id, code=4, message="Slow down")

    row = await owner.row(account_id)

    assert row.throttled_until is not None
    assert row.throttled_until > clock.now() + timedelta(hours=11)
    assert row.throttle_reason == "Action blocked"


async def test_the_usage_that_meta_reports_goes_up_and_down(owner: Owner, account_id: UUID) -> None:
    seen = []
    for usage in (10, NOTABLE_USAGE_PERCENT, 95, 20, 15, None):
        await outcome(owner, account_id, usage=usage)
        seen.append((await owner.row(account_id)).usage_percent)

    assert seen == [None, 50, 95, 20, 20, 20]
    assert (await owner.ask("GET", f"/accounts/{account_id}/quota"))["reported_usage_percent"] == 20


async def test_limits_beyond_reason_are_refused(owner: Owner, account_id: UUID) -> None:
    beyond: list[dict[str, Any]] = [
        {"comments_per_hour": 61},
        {"comments_per_hour": -1},
        {"comments_per_hour": "many"},
        {"requests_per_hour": 0},
        {"requests_per_hour": 20_001},
        {"username": "mine"},
        {"token": "IGAA"},
    ]

    for change in beyond:
        for method in ("PATCH", "PUT"):
            problem = await owner.ask(method, f"/accounts/{account_id}", 422, json=change)
            assert [error["field"] for error in problem["errors"]] == list(change)

    row = await owner.row(account_id)
    assert (row.comments_per_hour, row.requests_per_hour) == (10, 2000)


async def test_limits_within_reason_are_kept_and_on_record(owner: Owner, account_id: UUID) -> None:
    changed = await owner.ask("PATCH", f"/accounts/{account_id}", json={"comments_per_hour": 60})

    assert (changed["comments_per_hour"], changed["requests_per_hour"]) == (60, 2000)
    assert (await owner.entries())[-1].details == {"comments_per_hour": 60}


async def test_old_entries_are_forgotten(owner: Owner, account_id: UUID) -> None:
    await spend(owner, account_id, QuotaKind.PUBLISHES)
    async with owner.runtime.database.transaction() as session:
        await queries.forget_before(session, clock.now() - HOUR)
    assert (await used(owner, account_id))["publishes"] == 1
    async with owner.runtime.database.transaction() as session:
        await queries.forget_before(session, clock.now() + HOUR)

    assert "publishes" not in await used(owner, account_id)


async def test_of_many_at_once_none_goes_beyond_the_limit(
    fresh_database: str, runtime: Runtime, instagram: Instagram
) -> None:
    database = Database(fresh_database)
    async with httpx2.AsyncClient(timeout=10) as http:
        own = Runtime(runtime.settings, runtime.keyring, database, http)
        async with database.transaction() as session:
            person = await make_user(session)
        actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
        account = await service.connect_with_token(own, actor, instagram.token())

        async def one_comment() -> None:
            async with database.transaction() as session:
                await service.spend_quota(session, account.id, QuotaKind.COMMENTS)

        outcomes = await asyncio.gather(*(one_comment() for _ in range(15)), return_exceptions=True)
    await database.close()

    assert sum(outcome is None for outcome in outcomes) == 10
    assert sum(isinstance(outcome, QuotaUsedUp) for outcome in outcomes) == 5
