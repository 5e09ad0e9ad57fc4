"""Webhooks are on while an account is connected, also after Instagram has ended them without a word."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from tests.accounts.owners import Owner, jobs_of, run

from autogram.accounts.messages import CheckSubscription, CheckSubscriptions, SubscribeAccount
from autogram.accounts.models import AccountStatus
from autogram.accounts.service.subscriptions import wanted_fields
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.instagram.errors import InstagramError
from autogram.jobs.api import SCHEDULES, GiveUp

EVERYTHING = list(wanted_fields(()))


def standing(owner: Owner) -> list[str]:
    """What Instagram itself says that it will tell us."""
    answer = owner.instagram.client.get(
        f"/graph.instagram.com/v25.0/{owner.instagram.user_id}/subscribed_apps",
        params={"access_token": owner.instagram.token()},
    ).json()
    return [field for app in answer["data"] for field in app["subscribed_fields"]]


def change_at_instagram(owner: Owner, fields: list[str]) -> None:
    """Somebody changes the subscription behind our back; with no fields it ends."""
    path = f"/graph.instagram.com/v25.0/{owner.instagram.user_id}/subscribed_apps"
    query = {"access_token": owner.instagram.token(), "subscribed_fields": ",".join(fields)}
    answer: httpx2.Response = owner.instagram.client.request("POST" if fields else "DELETE", path, params=query)
    assert answer.is_success


async def subscribed(owner: Owner) -> dict[str, Any]:
    """A connected account whose webhooks are on."""
    account = await owner.connect()
    await run(owner.runtime, SubscribeAccount(account_id=account["id"]))
    return account


async def test_a_connected_account_is_subscribed_to_all_we_listen_to(owner: Owner) -> None:
    account = await subscribed(owner)

    assert standing(owner) == EVERYTHING
    assert (await owner.ask("GET", f"/accounts/{account['id']}"))["webhook_fields"] == EVERYTHING


async def test_only_what_was_granted_is_subscribed_to(owner: Owner) -> None:
    started = await owner.start()
    url = started["authorize_url"].replace("instagram_business_manage_messages%2C", "")
    await owner.come_back(owner.consent(url))
    account = await owner.only_account()

    await run(owner.runtime, SubscribeAccount(account_id=account["id"]))

    assert standing(owner) == ["comments", "live_comments", "mentions"]


async def test_without_any_of_the_permissions_nothing_is_asked(owner: Owner) -> None:
    account = await owner.connect()
    await owner.change(account["id"], scopes=["instagram_business_basic"])

    await run(owner.runtime, SubscribeAccount(account_id=account["id"]))

    assert owner.instagram.calls("subscribe") == []


async def test_subscribing_is_tried_again_when_instagram_fails(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("subscribe", status=503)
    job = SubscribeAccount(account_id=account["id"])

    with pytest.raises(InstagramError):
        await run(owner.runtime, job)
    assert (await owner.row(account["id"])).webhook_fields == []
    await run(owner.runtime, job, attempt=2)

    assert (await owner.row(account["id"])).webhook_fields == EVERYTHING


async def test_a_refusal_for_good_is_kept_for_a_person(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("subscribe", error={"code": 100, "message": "(#100) Param subscribed_fields[0] is wrong"})

    with pytest.raises(GiveUp, match="subscribed_fields"):
        await run(owner.runtime, SubscribeAccount(account_id=account["id"]))


async def test_a_dead_token_is_noticed_while_subscribing(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.refuse_tokens(460)

    await run(owner.runtime, SubscribeAccount(account_id=account["id"]))

    assert (await owner.row(account["id"])).status is AccountStatus.NEEDS_REAUTH
    assert len(await owner.mails()) == 1


@pytest.mark.parametrize("job", [SubscribeAccount, CheckSubscription])
async def test_there_is_nothing_to_do_for_an_account_that_is_gone(owner: Owner, job: Any) -> None:
    account = await owner.connect()
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    await run(owner.runtime, job(account_id=account["id"]))
    await run(owner.runtime, job(account_id=new_id()))

    assert owner.instagram.calls("subscribe") == []


async def test_a_subscription_that_stands_is_left_alone(owner: Owner) -> None:
    account = await subscribed(owner)

    await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    assert len(owner.instagram.calls("subscribe")) == 1
    assert await owner.mails() == []


async def test_a_subscription_that_instagram_ended_is_renewed_and_told(owner: Owner) -> None:
    account = await subscribed(owner)
    change_at_instagram(owner, [])

    await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    assert standing(owner) == EVERYTHING
    assert (await owner.row(account["id"])).webhook_fields == EVERYTHING
    (mail,) = await owner.mails()
    assert owner.instagram.username in mail.subject
    assert "messages" in mail.text
    assert await owner.audited("accounts.webhooks") == ["accounts.webhooks_lost"]


async def test_a_field_that_went_missing_is_renewed_and_named(owner: Owner) -> None:
    account = await subscribed(owner)
    change_at_instagram(owner, [field for field in EVERYTHING if field != "comments"])

    await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    assert "comments" in standing(owner)
    (mail,) = await owner.mails()
    assert "no longer reported comments of" in mail.text


async def test_the_loss_is_told_once_also_when_renewing_fails_at_first(owner: Owner) -> None:
    account = await subscribed(owner)
    change_at_instagram(owner, [])
    owner.instagram.fault("subscribe", drop=True)
    job = CheckSubscription(account_id=account["id"])

    with pytest.raises(InstagramError):
        await run(owner.runtime, job)
    await run(owner.runtime, job, attempt=2)

    assert standing(owner) == EVERYTHING
    assert len(await owner.mails()) == 1


async def test_what_was_never_on_is_switched_on_without_alarm(owner: Owner) -> None:
    account = await owner.connect()

    await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    assert standing(owner) == EVERYTHING
    assert await owner.mails() == []


async def test_the_daily_check_is_for_every_connected_account_once(owner: Owner, stranger: Owner) -> None:
    connected = await owner.connect()
    waiting = await stranger.connect()
    await stranger.change(waiting["id"], status=AccountStatus.NEEDS_REAUTH)

    for _ in range(2):
        await run(owner.runtime, CheckSubscriptions())

    assert [str(job.account_id) for job in await jobs_of(owner.runtime, CheckSubscription)] == [connected["id"]]
    assert "37 5 * * *" in {s.cron for s in SCHEDULES if s.message is CheckSubscriptions}


async def test_requests_for_webhooks_are_in_the_book(owner: Owner) -> None:
    account = await subscribed(owner)
    await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    book = await owner.ask("GET", f"/accounts/{account['id']}/quota")

    assert next(line["used"] for line in book["lines"] if line["kind"] == "requests") == 2


async def test_a_throttle_met_by_a_check_is_known(owner: Owner) -> None:
    account = await subscribed(owner)
    owner.instagram.fault("subscription.read", rate_limited=80002)

    with pytest.raises(InstagramError):
        await run(owner.runtime, CheckSubscription(account_id=account["id"]))

    throttled_until = (await owner.row(account["id"])).throttled_until
    assert throttled_until is not None
    assert throttled_until > clock.now() + timedelta(minutes=1)
