"""Consumers and producers register on the predecessor's paths, and an admin decides about them."""

from dataclasses import replace

import pytest
from tests.compat.exchange.client import Client
from tests.exchange.organiser import Organiser
from tests.servers import Instagram

SECRET = "secret-word"
ROW = {"id", "instagram_id", "is_active", "created_at", "updated_at"}


@pytest.fixture(autouse=True)
def everybody(organiser: Organiser) -> Organiser:
    return organiser


async def test_a_consumer_registers_waits_for_approval_and_leaves(admin: Client, visitor: Client):
    body = {"instagram_id": "@Star", "comment_tone": "friendly", "special_requests": "No emojis."}

    made = await visitor.call("POST", "/consumer", 201, json=body)
    assert set(made) == ROW | {"secret"}
    assert (made["instagram_id"], made["is_active"]) == ("star", False)
    await visitor.call("POST", "/consumer", 409, json=body)

    decided = await admin.call("PATCH", f"/admin/consumers/{made['id']}", json={"is_active": True})
    assert decided["is_active"] is True
    mine = {"X-Link-Secret": made["secret"]}
    assert await visitor.call("GET", "/consumer/star", headers=mine) == decided
    assert set(await visitor.call("DELETE", "/consumer/star", headers=mine)) == {"message"}
    [row] = (await admin.call("GET", "/admin/consumers"))["items"]
    assert (row["id"], row["is_active"]) == (made["id"], False)
    await visitor.call("POST", "/consumer", 201, json=body)
    await admin.call("DELETE", f"/admin/consumers/{made['id']}", 204)
    assert (await admin.call("GET", "/admin/consumers"))["total"] == 0


async def test_nobody_looks_at_or_ends_what_somebody_else_has_registered(visitor: Client):
    star = await visitor.call("POST", "/consumer", 201, json={"instagram_id": "star"})
    await visitor.call("POST", "/consumer", 201, json={"instagram_id": "moon"})

    for method in ("GET", "DELETE"):
        await visitor.call(method, "/consumer/star", 422)
        await visitor.call(method, "/consumer/star", 404, headers={"X-Link-Secret": "guessed"})
        await visitor.call(method, "/consumer/moon", 404, headers={"X-Link-Secret": star["secret"]})


async def test_a_producer_is_proven_by_a_login_with_a_code_approved_paused_and_leaves(
    admin: Client, visitor: Client, instagram: Instagram, organiser: Organiser
):
    account = instagram.personal(password=SECRET)
    account.logs_in_with(codes=["112233"])
    body = {"instagram_id": account.username, "password": SECRET, "verification_code": "112233"}

    made = await visitor.call("POST", "/producer", 201, json=body)
    assert set(made) == ROW | {"is_verified", "secret"}
    assert (made["is_verified"], made["is_active"]) == (True, False)
    await visitor.call("POST", "/producer", 409, json=body)
    path = f"/admin/producers/{made['id']}"
    assert (await admin.call("PATCH", path, json={"is_active": True}))["is_active"] is True
    assert (await admin.call("PATCH", path, json={"is_active": False}))["is_active"] is False
    assert (await admin.call("PATCH", path, json={"is_active": True}))["is_active"] is True

    mine = {"X-Link-Secret": made["secret"]}
    assert (await visitor.call("GET", f"/producer/{account.username}", headers=mine))["is_active"] is True
    await visitor.call("DELETE", f"/producer/{account.username}", headers=mine)
    [row] = (await admin.call("GET", "/admin/producers"))["items"]
    assert (row["is_verified"], row["is_active"]) == (False, False)
    assert await organiser.count("exchange_producer", "session IS NOT NULL") == 0
    await admin.call("DELETE", path, 204)


async def test_a_producer_s_login_says_what_is_wrong(visitor: Client, instagram: Instagram):
    account = instagram.personal(password=SECRET)
    body = {"instagram_id": account.username, "password": SECRET}

    wrong = await visitor.call("POST", "/producer", 400, json=body | {"password": "wrong-secret"})
    assert "wrong-secret" not in str(wrong)
    account.fault("mobile.login", status=503)
    failed = await visitor.call("POST", "/producer", 503, json=body)
    assert failed["detail"].startswith("Instagram service error: ")
    account.logs_in_with(codes=["112233"])
    await visitor.call("POST", "/producer", 400, json=body)
    await visitor.call("POST", "/producer", 400, json=body | {"verification_code": "999999"})
    await visitor.call("POST", "/producer", 422, json={"instagram_id": account.username})


async def test_where_unofficial_access_is_off_nobody_is_asked_for_a_password(visitor: Client, app, runtime):
    off = runtime.settings.unofficial.model_copy(update={"unofficial_enabled": False})
    app.state.runtime = replace(runtime, settings=replace(runtime.settings, unofficial=off))

    for path, body in (("/consumer", {"instagram_id": "star"}), ("/producer", {"instagram_id": "s", "password": "p"})):
        answer = await visitor.call("POST", path, 403, json=body)
        assert answer["message"] == "unofficial-access-disabled"
