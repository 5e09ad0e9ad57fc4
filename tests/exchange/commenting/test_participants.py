"""Consumers and producers: registering, approval, leaving."""

from typing import Any

import pytest
from tests.exchange.commenting.troupe import PASSWORD, Troupe, Writer, without_waiting
from tests.exchange.organiser import Organiser
from tests.servers import Instagram


async def test_a_consumer_waits_for_an_admin_and_may_leave_and_come_back(troupe: Troupe):
    wish = {"username": "@Anna.Bakes", "tone": "friendly", "wishes": "About the bread"}
    first = await troupe.public("POST", "/consumers", 201, json=wish)
    assert (first["username"], first["status"], first["tone"]) == ("anna.bakes", "pending", "friendly")
    await troupe.public("POST", "/consumers", 409, json=wish)

    approved = await troupe.ask("POST", f"/consumers/{first['id']}/approve")
    assert approved["status"] == "active"
    refused = await troupe.public("POST", "/consumers", 409, json=wish)
    assert refused["code"] == "consumer-exists"

    path = f"/consumers/{first['id']}"
    assert (await troupe.ask("POST", f"{path}/deactivate"))["status"] == "inactive"
    assert (await troupe.ask("POST", f"{path}/approve"))["status"] == "active"

    await troupe.public("DELETE", "/consumers/me", 204, secret=first["secret"])
    assert (await troupe.ask("POST", f"{path}/approve", 409))["code"] == "consumer-has-left"
    await troupe.public("GET", "/consumers/me", 404, secret=first["secret"])
    again = await troupe.public("POST", "/consumers", 201, json={"username": "anna.bakes"})
    assert (again["id"], again["status"], again["tone"]) == (first["id"], "pending", None)
    assert (await troupe.public("GET", "/consumers/me", secret=again["secret"]))["status"] == "pending"


@pytest.mark.parametrize("body", [{"username": "not a name"}, {"username": "anna", "wishes": "x" * 501}, {}])
async def test_nonsense_is_no_consumer(troupe: Troupe, body: dict[str, Any]):
    await troupe.public("POST", "/consumers", 422, json=body)


async def test_admins_list_deactivate_and_delete_consumers_of_their_own_community_only(
    troupe: Troupe, stranger: Organiser
):
    made = await troupe.public("POST", "/consumers", 201, json={"username": "anna"})
    path = f"/consumers/{made['id']}"
    for act in ("/approve", "/deactivate"):
        await stranger.ask("POST", path + act, 404)

    await troupe.ask("POST", f"{path}/deactivate")

    assert (await stranger.ask("GET", "/consumers"))["items"] == []
    assert [one["username"] for one in (await troupe.ask("GET", "/consumers?status=inactive"))["items"]] == ["anna"]
    await stranger.ask("DELETE", path, 404)
    await troupe.ask("DELETE", path, 204)
    assert (await troupe.ask("GET", "/consumers"))["items"] == []
    assert [act for act in await troupe.organiser.audited() if "consumer" in act] == [
        "exchange.consumer_registered",
        "exchange.consumer_ended",
        "exchange.consumer_deleted",
    ]


async def test_strangers_register_only_so_often_from_one_address(troupe: Troupe):
    for number in range(30):
        await troupe.public("POST", "/consumers", 201, json={"username": f"anna{number}"})

    refused = await troupe.public("POST", "/consumers", 429, json={"username": "one.more"})

    assert refused["retry_after"] > 0


async def test_a_producer_is_proven_by_a_login_and_nothing_but_the_session_is_kept(troupe: Troupe):
    account = troupe.instagram.personal(password=PASSWORD)
    account.logs_in_with(codes=["123456"])
    made = await troupe.registers(account, code="123 456", username=f"@{account.username.upper()}")

    assert (made["status"], made["is_verified"], made["approval"]) == ("pending", True, "each")
    assert made["instagram_id"] == account.pk
    assert not {"session", "password", "code"} & set(made)
    row = await troupe.stored(Writer(account, made["id"], made["secret"]))
    assert row.session is not None
    for secret in (PASSWORD, "123456", "123 456"):
        assert secret not in row.session
    assert made["secret"] != row.link_hash

    approved = await troupe.ask("POST", f"/producers/{made['id']}/approve")
    assert approved["status"] == "active"
    assert (await troupe.registers(account, 409))["code"] == "producer-exists"


LOGINS: list[tuple[dict[str, Any], dict[str, Any], int, str, str]] = [
    ({}, {"password": "guess"}, 400, "producer-login-refused", "bad-credentials"),
    ({"codes": ["123456"]}, {}, 400, "producer-login-refused", "two-factor-needed"),
    ({"codes": ["123456"]}, {"code": "000000"}, 400, "producer-login-refused", "wrong-code"),
    ({"demand": "challenge"}, {}, 409, "producer-must-act", "checkpoint"),
    ({"demand": "checkpoint"}, {}, 409, "producer-must-act", "checkpoint"),
    ({"demand": "suspended"}, {}, 409, "producer-must-act", "checkpoint"),
]


@pytest.mark.parametrize(("state", "wish", "status", "code", "refusal"), LOGINS, ids=lambda value: str(value))
async def test_a_login_that_fails_says_why_and_leaves_nothing_behind(
    troupe: Troupe, state: dict[str, Any], wish: dict[str, Any], status: int, code: str, refusal: str
):
    account = troupe.instagram.personal(password=PASSWORD)
    account.logs_in_with(**state) if state else None

    refused = await troupe.registers(account, status, **wish)

    assert (refused["code"], refused["refusal"]) == (code, refusal)
    assert await troupe.organiser.count("exchange_producer") == 0
    assert PASSWORD not in str(refused)


FAULTS: list[tuple[dict[str, Any], int, str]] = [
    ({"signal": "rate_limited"}, 503, "rate-limited"),
    ({"signal": "please_wait"}, 409, "action-blocked"),
    ({"status": 502}, 503, "unreachable"),
    ({"drop": True}, 503, "unreachable"),
]


@pytest.mark.parametrize(("fault", "status", "refusal"), FAULTS, ids=lambda value: str(value))
async def test_instagram_s_own_trouble_is_told_apart_from_the_producer_s(
    troupe: Troupe, fault: dict[str, Any], status: int, refusal: str
):
    account = troupe.instagram.personal(password=PASSWORD)
    account.fault("mobile.login", **fault)

    refused = await troupe.registers(account, status)

    assert refused["refusal"] == refusal
    assert len(account.calls("mobile.login")) == 1
    assert (await troupe.registers(account))["status"] == "pending"


async def test_passwords_are_guessed_only_five_times_an_hour(troupe: Troupe):
    account = troupe.instagram.personal(password=PASSWORD)
    for _ in range(5):
        await troupe.registers(account, 400, password="guess")

    await troupe.registers(account, 429)

    assert len(account.calls("mobile.login")) == 5


async def test_a_producer_who_leaves_leaves_no_session_and_nothing_waiting(troupe: Troupe, writer: Writer):
    star = await troupe.consumer()
    await troupe.text_for(star, writer, status="waiting")

    await troupe.public("DELETE", "/producers/me", 204, secret=writer.secret)

    row = await troupe.stored(writer)
    assert (row.session, row.is_verified, row.status.value) == (None, False, "inactive")
    assert await troupe.statuses() == ["cancelled"]
    await troupe.public("GET", "/producers/me", 404, secret=writer.secret)
    refused = await troupe.ask("POST", f"/producers/{writer.id}/approve", 409)
    assert refused["code"] == "producer-not-usable"
    again = await troupe.registers(writer.account)
    assert (again["id"], again["status"], again["is_verified"]) == (writer.id, "pending", True)


async def test_a_producer_chooses_how_it_approves(troupe: Troupe, writer: Writer):
    changed = await troupe.public("PATCH", "/producers/me", secret=writer.secret, json={"approval": "automatic"})

    assert changed["approval"] == "automatic"
    assert (await troupe.public("GET", "/producers/me", secret=writer.secret))["approval"] == "automatic"
    await troupe.public("PATCH", "/producers/me", 404, secret="guessed", json={"approval": "each"})
    await troupe.public("PATCH", "/producers/me", 422, json={"approval": "each"})


async def test_an_admin_sets_the_budget_up_to_sixty_pauses_and_deletes(troupe: Troupe, writer: Writer):
    path = f"/producers/{writer.id}"
    assert (await troupe.ask("PATCH", path, json={"comments_per_hour": 60}))["comments_per_hour"] == 60
    await troupe.ask("PATCH", path, 422, json={"comments_per_hour": 61})

    paused = await troupe.ask("POST", f"{path}/pause", json={"reason": "Holidays"})
    assert paused["paused_at"]
    assert (await troupe.ask("POST", f"{path}/resume"))["paused_at"] is None

    await troupe.ask("DELETE", path, 204)
    assert await troupe.organiser.count("exchange_producer") == 0
    assert [act for act in await troupe.organiser.audited() if "producer" in act] == [
        "exchange.producer_registered",
        "exchange.producer_approved",
        "exchange.producer_budgeted",
        "exchange.producer_paused",
        "exchange.producer_resumed",
        "exchange.producer_deleted",
    ]


async def test_a_session_that_has_ended_is_renewed_by_another_login_of_the_same_account(
    troupe: Troupe, writer: Writer, instagram: Instagram
):
    writer.account.end_sessions()
    await troupe.ask("POST", f"/producers/{writer.id}/pause", json={"reason": "Look"})
    refused = await troupe.ask("POST", f"/producers/{writer.id}/resume", 409)
    assert refused["code"] == "producer-not-usable"

    renewed = await troupe.public("POST", "/producers/me/session", secret=writer.secret, json={"password": PASSWORD})

    # What an admin has paused, an admin resumes.
    assert renewed["paused_at"]
    assert (await troupe.ask("POST", f"/producers/{writer.id}/resume"))["paused_at"] is None


async def test_switched_off_nobody_registers_but_everybody_may_leave(troupe: Troupe, writer: Writer):
    without_waiting(troupe.organiser, unofficial_enabled=False)

    for path, body in (("/consumers", {"username": "anna"}), ("/producers", {"username": "anna", "password": "x"})):
        refused = await troupe.public("POST", path, 403, json=body)
        assert refused["code"] == "unofficial-access-disabled"
    await troupe.ask("POST", "/comment-runs", 403)

    await troupe.public("DELETE", "/producers/me", 204, secret=writer.secret)
