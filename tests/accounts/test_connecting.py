"""Connecting through Instagram Login: only who began may end it, and nothing is half-connected."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from tests.accounts.owners import AS_BROWSER, CALLBACK, Owner, a_browser, jobs_of

from autogram.accounts.messages import SubscribeAccount
from autogram.accounts.models import InstagramAccount
from autogram.core import clock
from autogram.instagram.oauth import SCOPES

NO_PUBLISHING = [scope for scope in SCOPES if not scope.endswith("content_publish")]


async def accounts_stored(owner: Owner) -> int:
    owner.session.expire_all()
    of_owner = InstagramAccount.workspace_id == owner.person.workspace_id
    return await owner.session.scalar(select(func.count()).select_from(InstagramAccount).where(of_owner)) or 0


async def test_the_round_in_one_browser_connects_the_account(owner: Owner) -> None:
    account = await owner.connect()

    assert account["username"] == owner.instagram.username
    assert account["instagram_user_id"] == owner.instagram.user_id
    assert account["status"] == "connected"
    assert account["token"]["days_left"] in {59, 60}
    assert account["scopes"] == list(SCOPES)
    assert account["missing_scopes"] == []
    assert await owner.audited("accounts.") == ["accounts.connect"]
    assert str(account["id"]) in {str(job.account_id) for job in await jobs_of(owner.runtime, SubscribeAccount)}


async def test_the_cookie_is_out_of_reach_for_scripts_and_gone_afterwards(owner: Owner) -> None:
    answer = await owner.browser.post("/api/v1/accounts/oauth/start", headers=owner.headers)

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/api/v1/accounts/oauth" in cookie
    assert answer.json()["state"] not in cookie
    await owner.come_back(owner.consent(answer.json()["authorize_url"]))
    assert "autogram_connect" not in owner.browser.cookies


async def test_a_script_is_sent_on_to_our_own_start_page(owner: Owner) -> None:
    started = await owner.start()

    back = await owner.come_back(owner.consent(started["authorize_url"]))

    assert back.status_code == 303
    assert back.headers["location"] == f"/settings/accounts?connected={owner.instagram.username}"


async def test_nothing_that_is_appended_decides_where_the_browser_goes(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    tricks = {"next": "https://evil.test", "redirect_uri": "https://evil.test", "connected": "//evil.test"}

    back = await owner.come_back(appended | tricks)

    assert back.headers["location"].startswith("/settings/accounts?connected=")
    assert "evil" not in back.headers["location"]


async def test_another_browser_cannot_finish_it(owner: Owner, stranger: Owner, app: FastAPI) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    await stranger.start()

    async with a_browser(app, owner.runtime) as without_cookie:
        answers = [await without_cookie.get(CALLBACK, params=appended), await stranger.come_back(appended)]

    for answer in answers:
        assert answer.status_code == 400
        assert answer.json()["code"] == "connection-attempt-invalid"
    assert await accounts_stored(owner) == await accounts_stored(stranger) == 0
    assert (await owner.come_back(appended)).status_code == 303


async def test_a_state_is_good_for_one_time(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    cookies = dict(owner.browser.cookies)
    await owner.come_back(appended)
    owner.browser.cookies.update(cookies)

    again = await owner.come_back(owner.consent(started["authorize_url"]))

    assert again.status_code == 400
    assert again.json()["code"] == "connection-attempt-invalid"


async def test_a_state_is_good_for_ten_minutes(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])

    with clock.shifted(timedelta(minutes=10, seconds=1)):
        late = await owner.come_back(appended)

    assert late.status_code == 400
    assert "older than 10 minutes" in late.json()["detail"]
    assert await accounts_stored(owner) == 0


async def test_a_state_of_nobody_is_refused(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])

    answer = await owner.come_back(appended | {"state": "made-up"})

    assert answer.status_code == 400
    assert await accounts_stored(owner) == 0


async def test_a_script_of_the_same_user_can_finish_it(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])

    account = await owner.ask("POST", "/accounts/oauth/complete", 201, json=appended)

    assert account["username"] == owner.instagram.username


async def test_another_user_cannot_finish_it(owner: Owner, stranger: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])

    problem = await stranger.ask("POST", "/accounts/oauth/complete", 400, json=appended)

    assert problem["code"] == "connection-attempt-invalid"
    assert await accounts_stored(stranger) == 0
    await owner.ask("POST", "/accounts/oauth/complete", 201, json=appended)


async def test_the_predecessors_path_connects_too(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    body = {"auth_code": appended["code"], "state": appended["state"]}

    answer = await owner.ask("POST", "/auth/instagram/connect", json=body)

    assert answer == {
        "message": "Instagram account connected successfully",
        "instagram_user_id": owner.instagram.user_id,
        "username": owner.instagram.username,
    }


async def test_who_says_no_is_told_that_nothing_was_connected(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"], _sandbox_deny="1")

    answer = await owner.come_back(appended)

    assert answer.status_code == 400
    assert answer.json()["code"] == "connection-denied"
    assert answer.json()["detail"] == "The user denied your request"
    assert await accounts_stored(owner) == 0


async def test_a_refused_attempt_is_over(owner: Owner) -> None:
    started = await owner.start()
    await owner.come_back(owner.consent(started["authorize_url"], _sandbox_deny="1"))

    later = await owner.come_back(owner.consent(started["authorize_url"]))

    assert later.json()["code"] == "connection-attempt-invalid"


async def test_a_made_up_refusal_cannot_put_words_on_our_page(owner: Owner) -> None:
    await owner.start()
    lie = {"error": "access_denied", "error_description": "Call 0900-EVIL", "state": "made-up"}

    for headers in ({}, AS_BROWSER):
        answer = await owner.come_back(lie, headers=headers)
        assert answer.status_code == 400
        assert "EVIL" not in answer.text


async def test_a_code_that_was_used_already_is_refused_with_instagrams_reason(owner: Owner) -> None:
    first = await owner.start()
    used = owner.consent(first["authorize_url"])
    await owner.come_back(used)
    second = await owner.start()

    answer = await owner.come_back({"code": used["code"], "state": second["state"]})

    assert answer.status_code == 400
    assert answer.json()["code"] == "instagram-refused"
    assert "already used" in answer.json()["detail"]


async def test_every_shape_of_instagrams_answers_connects(owner: Owner, switch: Callable[..., None]) -> None:
    shapes = product(["flat", "docs"], ["array", "string"], ["string", "number"], ["flat", "docs"])
    for oauth_shape, permissions_shape, user_id_shape, me_shape in shapes:
        switch(
            oauth_shape=oauth_shape,
            permissions_shape=permissions_shape,
            user_id_shape=user_id_shape,
            me_shape=me_shape,
        )

        account = await owner.connect()

        assert account["instagram_user_id"] == owner.instagram.user_id
        assert account["scopes"] == list(SCOPES)


@pytest.mark.parametrize("failure", [{"drop": True}, {"status": 503}, {"error": {"code": 2, "status": 500}}])
async def test_when_instagram_is_down_nothing_is_stored_and_one_can_start_again(
    owner: Owner, fault: Callable[..., None], failure: dict[str, Any]
) -> None:
    for op in ("oauth.exchange", "token.lengthen", "me.read"):
        started = await owner.start()
        appended = owner.consent(started["authorize_url"])
        fault(op, times=3, **failure)

        answer = await owner.come_back(appended)

        assert (answer.status_code, answer.json()["code"]) == (502, "instagram-not-answering")
        assert await accounts_stored(owner) == 0
        owner.instagram.client.delete("/_sandbox/faults")
    assert (await owner.connect())["status"] == "connected"


@pytest.mark.parametrize("op", ["token.lengthen", "me.read"])
async def test_a_moment_of_weakness_does_not_cost_the_consent(
    owner: Owner, fault: Callable[..., None], op: str
) -> None:
    fault(op, drop=True)

    assert (await owner.connect())["status"] == "connected"


async def test_a_throttled_instagram_says_when_to_come_back(owner: Owner, fault: Callable[..., None]) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    fault("me.read", error={"code": 4, "message": "(#4) Application request limit reached"})

    answer = await owner.come_back(appended)

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 60
    assert answer.json()["code"] == "account-throttled"


async def test_what_was_not_granted_is_shown(owner: Owner) -> None:
    started = await owner.start()
    url = started["authorize_url"].replace("instagram_business_content_publish%2C", "")

    await owner.come_back(owner.consent(url))

    account = await owner.only_account()
    assert account["scopes"] == NO_PUBLISHING
    assert account["missing_scopes"] == ["instagram_business_content_publish"]


async def test_what_was_granted_later_is_no_longer_missing(owner: Owner) -> None:
    started = await owner.start()
    await owner.come_back(owner.consent(started["authorize_url"].replace("instagram_business_content_publish%2C", "")))

    account = await owner.connect()

    assert account["missing_scopes"] == []


async def test_starting_needs_a_sign_in(owner: Owner) -> None:
    assert (await owner.browser.post("/api/v1/accounts/oauth/start")).status_code == 401
