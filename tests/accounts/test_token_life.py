"""A token is renewed every day, and its end is never a surprise."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from tests.accounts.owners import Owner, jobs_of, run
from tests.identity.post import due_jobs

from autogram.accounts import service
from autogram.accounts.jobs import REFRESH_AGAIN
from autogram.accounts.messages import RefreshDueTokens, RefreshToken, SubscribeAccount
from autogram.accounts.models import AccountStatus
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.identity.messages import SendNotice
from autogram.jobs.api import RetryLater

DAY = timedelta(days=1)
LIFE = timedelta(seconds=5_183_944)


def days_pass(owner: Owner, days: float) -> Any:
    """For us and for Instagram, while the block runs."""
    owner.instagram.advance(days * 86_400)
    return clock.shifted(days * DAY)


async def refresh(owner: Owner, account: dict[str, Any]) -> None:
    await run(owner.runtime, RefreshToken(account_id=account["id"]))


async def refresh_in_vain(owner: Owner, account: dict[str, Any]) -> RetryLater:
    with pytest.raises(RetryLater) as wish:
        await refresh(owner, account)
    return wish.value


async def due(owner: Owner) -> list[str]:
    async with owner.runtime.database.transaction() as session:
        return [str(account_id) for account_id in await service.due_for_refresh(session)]


async def test_a_token_is_due_after_a_day_and_not_before(owner: Owner) -> None:
    account = await owner.connect()

    with clock.shifted(timedelta(hours=23, minutes=59)):
        assert account["id"] not in await due(owner)
    with clock.shifted(timedelta(hours=24, minutes=1)):
        assert account["id"] in await due(owner)


async def test_a_renewed_token_lives_its_full_time_again(owner: Owner) -> None:
    account = await owner.connect()
    before = (await owner.row(account["id"])).token

    with days_pass(owner, 1.1):
        await refresh(owner, account)
        row = await owner.row(account["id"])

        assert row.token != before
        assert row.token_expires_at is not None
        assert abs(row.token_expires_at - (clock.now() + LIFE)) < timedelta(minutes=1)
        assert account["id"] not in await due(owner)
    with days_pass(owner, 1.1), clock.shifted(1.1 * DAY):
        assert account["id"] in await due(owner)


async def test_a_token_lives_for_ever_when_it_is_renewed(owner: Owner) -> None:
    account = await owner.connect()

    with days_pass(owner, 50):
        await refresh(owner, account)
    with clock.shifted(50 * DAY), days_pass(owner, 50):
        await refresh(owner, account)

        row = await owner.row(account["id"])
        assert row.status is AccountStatus.CONNECTED
        assert row.token_expires_at is not None
        assert row.token_expires_at > clock.now() + 59 * DAY


async def test_every_due_token_gets_one_job(owner: Owner, stranger: Owner) -> None:
    account, younger = await owner.connect(), await stranger.connect()
    with clock.shifted(2 * DAY):
        await stranger.change(younger["id"], token_issued_at=clock.now())
        for _ in range(3):
            await run(owner.runtime, RefreshDueTokens())

    assert [str(job.account_id) for job in await jobs_of(owner.runtime, RefreshToken)] == [account["id"]]


async def test_a_reconnection_during_the_renewal_keeps_the_newer_token(owner: Owner) -> None:
    account = await owner.connect()
    with days_pass(owner, 2):
        newer = owner.instagram.token()
        held = owner.instagram.fault("token.refresh", hold=True)
        renewing = asyncio.create_task(refresh(owner, account))
        await asyncio.to_thread(owner.instagram.wait_for_hold, held)
        await service.connect_with_token(owner.runtime, owner.actor, newer)
        owner.instagram.release(held)
        await renewing

    assert len(owner.instagram.calls("token.refresh")) == 1
    assert (await owner.row(account["id"])).token == newer


async def test_a_refusal_of_the_old_token_does_not_end_a_newer_connection(owner: Owner) -> None:
    account = await owner.connect()
    async with owner.runtime.database.reading() as session:
        client = await service.client_for(owner.runtime, session, account["id"])
    owner.instagram.refuse_tokens(460)
    with pytest.raises(Exception, match="190") as refused:
        await client.graph.profile()
    await owner.paste()

    async with owner.runtime.database.transaction() as session:
        await service.note_outcome(session, client, refused.value)  # type: ignore[arg-type]  # a GraphError

    assert (await owner.row(account["id"])).status is AccountStatus.CONNECTED
    assert await owner.mails() == []


@pytest.mark.parametrize("failure", [{"drop": True}, {"error": {"code": 2, "status": 500}}, {"rate_limited": True}])
async def test_renewing_goes_on_for_as_long_as_instagram_fails(owner: Owner, failure: dict[str, Any]) -> None:
    account = await owner.connect()
    before = (await owner.row(account["id"])).token
    with days_pass(owner, 2):
        owner.instagram.fault("token.refresh", times=None, **failure)

        wish = await refresh_in_vain(owner, account)

        assert (wish.delay, wish.counts) == (REFRESH_AGAIN, False)
        owner.instagram.client.delete("/_sandbox/faults")
        await refresh(owner, account)

    row = await owner.row(account["id"])
    assert row.token != before
    assert await owner.mails() == []


async def test_the_owner_is_warned_14_7_3_and_1_days_before_the_end_each_once(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("token.refresh", times=None, drop=True)
    subjects: list[str] = []

    for left in (20, 14.1, 13.9, 13, 8, 6.9, 5, 2.9, 2, 0.9, 0.5):
        with clock.shifted(LIFE - left * DAY):
            await refresh_in_vain(owner, account)
        subjects = [mail.subject for mail in await owner.mails()]

    ends = [subject.removeprefix(f"@{owner.instagram.username}: the connection to Instagram ") for subject in subjects]
    assert ends == ["ends in 14 days", "ends in 7 days", "ends in 3 days", "ends within a day"]


async def test_a_renewal_ends_the_alarm(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("token.refresh", times=3, drop=True)
    with days_pass(owner, 55):
        await refresh_in_vain(owner, account)
        await refresh(owner, account)

        assert (await owner.row(account["id"])).token_alarm_days is None
    assert len(await owner.mails()) == 1


async def test_an_end_nobody_could_prevent_is_told_as_one(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("token.refresh", times=None, drop=True)

    with clock.shifted(LIFE + 3 * DAY):
        await refresh_in_vain(owner, account)

    (mail,) = await owner.mails()
    assert mail.subject.endswith("the connection to Instagram has ended")


@pytest.mark.parametrize("subcode", [458, 460])
async def test_a_dead_token_is_told_once(owner: Owner, subcode: int) -> None:
    account = await owner.connect()
    with days_pass(owner, 2):
        owner.instagram.refuse_tokens(subcode)

        for _ in range(3):
            await refresh(owner, account)

    row = await owner.row(account["id"])
    assert row.status is AccountStatus.NEEDS_REAUTH
    assert row.status_reason is not None
    (mail,) = await owner.mails()
    assert mail.subject == f"@{owner.instagram.username} must be connected again"
    assert row.status_reason in mail.text
    assert await owner.audited("accounts.needs") == ["accounts.needs_reauth"]


async def test_a_mail_goes_to_the_owners_through_the_queue(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.refuse_tokens(460)

    await refresh(owner, account)

    assert SendNotice.name == "identity.send_notice"
    assert [job.user_id for job in await due_jobs(owner.runtime) if isinstance(job, SendNotice)] == [
        owner.person.user_id
    ]


@pytest.mark.parametrize("subcode", [459, 464])
async def test_who_must_act_at_instagram_is_told_what_to_do_and_healed_by_itself(owner: Owner, subcode: int) -> None:
    account = await owner.connect()
    with days_pass(owner, 2):
        owner.instagram.refuse_tokens(subcode)
        await refresh(owner, account)
        assert (await owner.row(account["id"])).status is AccountStatus.NEEDS_REAUTH
        assert account["id"] not in await due(owner)
        with clock.shifted(timedelta(hours=7)):
            assert account["id"] in await due(owner)

        owner.instagram.client.put(f"/_sandbox/accounts/{owner.instagram.username}/tokens", json={})
        await refresh(owner, account)

    row = await owner.row(account["id"])
    assert (row.status, row.status_reason) == (AccountStatus.CONNECTED, None)
    first, second = await owner.mails()
    assert first.subject.endswith("Instagram wants you to do something")
    assert second.subject.endswith("works again")
    assert len(await jobs_of(owner.runtime, SubscribeAccount)) == 2
    assert await owner.audited("accounts.") == ["accounts.connect", "accounts.needs_reauth", "accounts.healed"]


async def test_a_token_past_its_life_is_not_tried_for_ever(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.refuse_tokens(463)
    await refresh(owner, account)

    with clock.shifted(LIFE + DAY):
        assert account["id"] not in await due(owner)


async def test_there_is_nothing_to_renew_for_an_account_that_is_gone(owner: Owner) -> None:
    account = await owner.connect()
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    with clock.shifted(2 * DAY):
        assert account["id"] not in await due(owner)
    await refresh(owner, account)
    await run(owner.runtime, RefreshToken(account_id=new_id()))

    assert owner.instagram.calls("token.refresh") == []


async def test_renewing_does_not_need_a_meta_app(owner: Owner) -> None:
    account = await owner.paste()
    settings = owner.runtime.settings
    meta = settings.meta.model_copy(update={"meta_app_id": "", "meta_app_secret": SecretStr("")})
    with days_pass(owner, 2):
        await run(replace(owner.runtime, settings=replace(settings, meta=meta)), RefreshToken(account_id=account["id"]))

    assert (await owner.row(account["id"])).token_expires_at is not None


async def test_a_lost_permission_is_seen_with_the_renewal(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.client.put(
        f"/_sandbox/accounts/{owner.instagram.username}/tokens", json={"permissions": ["instagram_business_basic"]}
    )

    with days_pass(owner, 2):
        await refresh(owner, account)

    account = await owner.only_account()
    assert account["scopes"] == ["instagram_business_basic"]
    assert "instagram_business_content_publish" in account["missing_scopes"]
    async with owner.runtime.database.reading() as session:
        brief = await service.account_brief(session, account["id"])
    assert not brief.may_publish


async def test_the_api_shows_how_long_the_token_lives(owner: Owner) -> None:
    account = await owner.connect()
    assert account["token"]["days_left"] in {59, 60}

    await owner.change(account["id"], token_expires_at=clock.now() + timedelta(days=3, minutes=1))

    assert (await owner.only_account())["token"]["days_left"] == 3
