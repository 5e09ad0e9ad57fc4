"""How helpers come and go: a real login, what is kept of it, and what each refusal is called."""

from datetime import datetime

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from autogram.exchange.helpers.models import Helper

PASSWORD = "secret-word"


@pytest.fixture
def account(instagram):
    return instagram.personal(password=PASSWORD)


def wish(account, **more):
    return {"instagram_id": account.username, "password": PASSWORD} | more


def code_of(account, secret):
    """What the account's authenticator shows now, by Instagram's clock."""
    now = account.client.get("/_sandbox/clock").json()["now"]
    return pyotp.TOTP(secret).at(datetime.fromisoformat(now) if isinstance(now, str) else int(now))


async def stored(session):
    return (await session.scalars(select(Helper).options(undefer(Helper.session), undefer(Helper.password)))).one()


async def test_a_helper_logs_in_once_and_only_its_session_is_kept(organiser, account, session):
    made = await organiser.ask("POST", "/helpers", 201, json=wish(account))

    assert (made["instagram_id"], made["health"], made["is_active"]) == (account.username, "ok", True)
    assert not {"password", "session", "session_data"} & set(made)
    helper = await stored(session)
    assert account.username in (helper.session or "")
    assert (helper.password, helper.keeps_password) == (None, False)
    assert len(account.sessions()) == 1
    assert await organiser.audited() == ["helpers.add"]
    assert (await organiser.ask("GET", "/helpers"))["items"] == [made]


async def test_a_password_is_kept_only_where_that_was_wished(organiser, account, session):
    await organiser.ask("POST", "/helpers", 201, json=wish(account, keep_password=True))

    helper = await stored(session)
    assert (helper.password, helper.keeps_password) == (PASSWORD, True)


async def test_a_code_is_asked_for_and_then_taken(organiser, account):
    secret = pyotp.random_base32()
    account.logs_in_with(totp_secret=secret)

    asked = await organiser.ask("POST", "/helpers", 400, json=wish(account))
    wrong = await organiser.ask("POST", "/helpers", 400, json=wish(account, verification_code="000000"))
    made = await organiser.ask("POST", "/helpers", 201, json=wish(account, verification_code=code_of(account, secret)))

    assert (asked["code"], asked["refusal"]) == ("helper-login-refused", "two-factor-needed")
    assert (wrong["code"], wrong["refusal"]) == ("helper-login-refused", "wrong-code")
    assert made["health"] == "ok"


@pytest.mark.parametrize(
    ("facts", "password", "status", "refusal"),
    [
        ({}, "wrong", 400, "bad-credentials"),
        ({"demand": "checkpoint"}, PASSWORD, 409, "checkpoint"),
        ({"signal": "rate_limited"}, PASSWORD, 503, "rate-limited"),
        ({"drop": True}, PASSWORD, 503, "unreachable"),
    ],
)
async def test_a_refused_login_keeps_nothing_and_says_why(
    organiser, account, session, facts, password, status, refusal
):
    if "demand" in facts:
        account.logs_in_with(**facts)
    elif facts:
        account.fault("web.login", **facts)

    said = await organiser.ask("POST", "/helpers", status, json=wish(account, password=password))

    assert said["refusal"] == refusal
    assert said["detail"]
    assert (await session.scalars(select(Helper))).all() == []
    assert await organiser.audited() == ["helpers.login_refused"]


async def test_nobody_guesses_passwords_through_us(organiser, account):
    for _ in range(3):
        await organiser.ask("POST", "/helpers", 400, json=wish(account, password="wrong"))

    refused = await organiser.ask("POST", "/helpers", 429, json=wish(account))

    assert refused["code"] == "too-many-requests"


async def test_one_account_helps_a_community_once(organiser, account):
    await organiser.ask("POST", "/helpers", 201, json=wish(account))

    again = await organiser.ask(
        "POST", "/helpers", 409, json=wish(account, instagram_id=f"@{account.username.upper()}")
    )

    assert again["code"] == "helper-exists"
    assert len(account.sessions()) == 1


async def test_a_helper_is_switched_off_logged_in_again_and_forgotten(organiser, account, session):
    made = await organiser.ask("POST", "/helpers", 201, json=wish(account))
    path = f"/helpers/{made['id']}"

    off = await organiser.ask("PATCH", path, json={"is_active": False, "requests_per_hour": 20})
    again = await organiser.ask("POST", f"{path}/login", json={"password": PASSWORD, "keep_password": True})
    await organiser.ask("DELETE", path, 204)

    assert (off["is_active"], off["requests_per_hour"]) == (False, 20)
    assert again["keeps_password"] is True
    assert (await session.scalars(select(Helper))).all() == []
    assert await organiser.audited() == ["helpers.add", "helpers.change", "helpers.log_in", "helpers.delete"]


async def test_a_look_at_instagram_says_how_a_helper_is_and_its_owner_hears_of_it_once(organiser, account, session):
    made = await organiser.ask("POST", "/helpers", 201, json=wish(account))
    well = await organiser.ask("POST", f"/helpers/{made['id']}/check")
    account.end_sessions()

    ill = await organiser.ask("POST", f"/helpers/{made['id']}/check")
    await organiser.ask("POST", f"/helpers/{made['id']}/check")

    assert (well["health"], ill["health"]) == ("ok", "expired")
    assert "log in" in ill["problem"].lower()
    assert await organiser.count("pgqueuer", "entrypoint = 'identity.send_notice'") == 1


async def test_helpers_of_another_community_are_not_there(organiser, stranger, account):
    made = await organiser.ask("POST", "/helpers", 201, json=wish(account))

    for method, body in (("GET", None), ("PATCH", {"is_active": False}), ("DELETE", None)):
        await stranger.ask(method, f"/helpers/{made['id']}", 404, json=body)
    assert (await stranger.ask("GET", "/helpers"))["items"] == []
