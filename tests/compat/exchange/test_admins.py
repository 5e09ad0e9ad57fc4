"""Admins sign in, and look after members, helpers and notices, in the predecessor's words."""

from typing import Any

import httpx2
import pytest
from tests.compat.exchange.client import Client
from tests.exchange.organiser import Organiser, an_organiser
from tests.people import PASSWORD, make_user
from tests.servers import Instagram

from autogram.core.runtime import Runtime

SECRET = "secret-word"


async def test_an_admin_signs_in_with_a_form_and_is_told_who_they_are(admin: Client, organiser: Organiser):
    me = await admin.call("GET", "/admin/me")

    assert set(me) == {"id", "username", "is_active", "last_login_at", "created_at"}
    assert (me["username"].count("@"), me["is_active"]) == (1, True)
    assert me["last_login_at"] is not None


async def test_nobody_else_is_let_in_and_all_are_told_the_same(visitor: Client, runtime: Runtime):
    async with runtime.database.transaction() as session:
        person = await make_user(session)
    told = []

    for name, password in (("nobody@example.test", "x"), (person.email, "wrong"), (person.email, PASSWORD)):
        form = {"username": name, "password": password}
        told.append((await visitor.call("POST", "/admin/login", 401, data=form))["message"])

    assert len(set(told)) == 1


async def test_without_an_admin_s_token_nothing_of_the_admin_answers(organiser: Organiser, api: httpx2.AsyncClient):
    visitor, member = Client(api), Client(api, organiser.headers)

    for method, path in (("GET", "/admin/me"), ("GET", "/admin/sns-users"), ("DELETE", "/admin/helpers/1")):
        await visitor.call(method, path, 401)
        await member.call(method, path, 403)


async def test_where_no_community_is_in_front_that_is_said(api: httpx2.AsyncClient, runtime: Runtime, admin: Client):
    await an_organiser(api, runtime)

    for path in ("/notices", "/requests-by-week", "/admin/sns-users"):
        answer = await admin.call("GET", path, 404)
        assert answer == {
            "detail": "No community is in front on this installation.",
            "message": "Community not found",
        }


async def test_members_are_made_read_renamed_and_deleted_by_number(admin: Client, organiser: Organiser):
    made = await admin.call("POST", "/admin/sns-users", 201, json={"username": "@Anna.Bell"})
    assert set(made) == {"id", "username", "created_at", "updated_at"}
    assert (made["username"], type(made["id"])) == ("anna.bell", int)

    assert await admin.call("GET", f"/admin/sns-users/{made['id']}") == made
    renamed = await admin.call("PUT", f"/admin/sns-users/{made['id']}", json={"username": "anna_b"})
    assert (renamed["id"], renamed["username"]) == (made["id"], "anna_b")
    assert (await admin.call("PUT", f"/admin/sns-users/{made['id']}", json={}))["username"] == "anna_b"

    await admin.call("DELETE", f"/admin/sns-users/{made['id']}", 204)
    await admin.call("GET", f"/admin/sns-users/{made['id']}", 404)
    assert "community.add_member" in await organiser.audited()


async def test_members_come_in_pages_the_oldest_first(admin: Client, organiser: Organiser):
    await organiser.members("anna", "boris", "chloe")

    page = await admin.call("GET", "/admin/sns-users", params={"skip": 1, "limit": 1})

    assert {name: page[name] for name in ("total", "skip", "limit")} == {"total": 3, "skip": 1, "limit": 1}
    assert [user["username"] for user in page["items"]] == ["boris"]


async def test_a_name_that_is_taken_is_409_and_one_that_cannot_be_422(admin: Client, organiser: Organiser):
    anna, _ = await organiser.members("anna", "boris")

    await admin.call("POST", "/admin/sns-users", 409, json={"username": "ANNA"})
    await admin.call("PUT", f"/admin/sns-users/{anna.number}", 409, json={"username": "boris"})
    fault = await admin.call("POST", "/admin/sns-users", 422, json={"username": "no spaces"})
    assert fault["message"] == "Validation error"
    assert fault["detail"][0]["loc"] == ["body", "username"]
    assert set(fault["detail"][0]) == {"type", "loc", "msg"}


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
async def test_what_is_no_number_is_422(admin: Client, organiser: Organiser, number: str):
    answer = await admin.call("GET", f"/admin/sns-users/{number}", 422)

    assert answer["message"] == "Validation error"


async def test_another_community_s_members_are_not_found(
    admin: Client, organiser: Organiser, api: httpx2.AsyncClient, runtime: Runtime
):
    theirs = await (await an_organiser(api, runtime)).member("mallory")

    await admin.call("GET", f"/admin/sns-users/{theirs.number}", 404)
    await admin.call("DELETE", f"/admin/sns-users/{theirs.number}", 404)


async def test_a_helper_logs_in_is_switched_off_and_deleted(admin: Client, organiser: Organiser, instagram: Instagram):
    account = instagram.personal(password=SECRET)
    body = {"instagram_id": account.username, "password": SECRET}

    made = await admin.call("POST", "/admin/helpers", 201, json=body)
    assert set(made) == {"id", "instagram_id", "is_active", "last_used_at", "created_at", "updated_at"}
    assert (made["instagram_id"], made["is_active"]) == (account.username, True)
    await admin.call("POST", "/admin/helpers", 409, json=body)

    changed = await admin.call("PATCH", f"/admin/helpers/{made['id']}", json={"is_active": False})
    assert changed["is_active"] is False
    listed = await admin.call("GET", "/admin/helpers")
    assert ([one["id"] for one in listed["items"]], listed["total"]) == ([made["id"]], 1)
    await admin.call("DELETE", f"/admin/helpers/{made['id']}", 204)
    await admin.call("DELETE", f"/admin/helpers/{made['id']}", 404)


async def test_a_helper_s_login_says_what_is_wrong(admin: Client, organiser: Organiser, instagram: Instagram):
    account = instagram.personal(password=SECRET)
    body = {"instagram_id": account.username, "password": SECRET}

    await admin.call("POST", "/admin/helpers", 400, json=body | {"password": "wrong"})
    account.logs_in_with(codes=["112233"])
    await admin.call("POST", "/admin/helpers", 400, json=body)
    made = await admin.call("POST", "/admin/helpers", 201, json=body | {"verification_code": "112233"})
    assert made["instagram_id"] == account.username
    assert await organiser.count("exchange_helper", "password IS NOT NULL") == 0


async def test_a_helper_is_not_there_when_instagram_fails(admin: Client, organiser: Organiser, instagram: Instagram):
    account = instagram.personal(password=SECRET)
    account.fault("web.login", status=503)

    failed = await admin.call(
        "POST", "/admin/helpers", 503, json={"instagram_id": account.username, "password": SECRET}
    )

    assert failed["detail"].startswith("Instagram service error: ")
    assert (await admin.call("GET", "/admin/helpers"))["total"] == 0


async def test_announcements_are_written_changed_and_withdrawn(admin: Client, visitor: Client, organiser: Organiser):
    wish = {"title": "Rules", "content": "Be kind.", "kakao_openchat_link": "https://open.kakao.com/o/abc"}
    made = await admin.call("POST", "/admin/announcements", 201, json=wish)
    assert (made["kakao_openchat_link"], made["is_active"]) == (wish["kakao_openchat_link"], True)
    pinned = await admin.call("POST", "/admin/announcements", 201, json={**wish, "title": "First", "is_pinned": True})

    assert [one["title"] for one in (await visitor.call("GET", "/notices"))["notices"]] == ["First", "Rules"]
    path = f"/admin/announcements/{made['id']}"
    changed = await admin.call("PUT", path, json={"is_active": False})
    assert (changed["title"], changed["is_active"]) == ("Rules", False)
    assert await admin.call("GET", path) == changed
    assert (await admin.call("GET", "/admin/announcements"))["total"] == 2
    assert [one["id"] for one in (await visitor.call("GET", "/notices"))["notices"]] == [pinned["id"]]
    await admin.call("DELETE", path, 204)
    await admin.call("GET", path, 404)


async def test_the_chat_s_link_is_changed_for_all_notices(admin: Client, visitor: Client, organiser: Organiser):
    link = "https://open.kakao.com/o/xyz"

    changed = await admin.call("PUT", "/admin/notices", json={"kakao_talk_link": link})
    assert changed["kakao_talk_link"] == link
    assert (await visitor.call("GET", "/notices")) == changed
    await admin.call("PUT", "/admin/notices", 422, json={"kakao_talk_link": "javascript:alert(1)"})
    gone: dict[str, Any] = await admin.call("PUT", "/admin/notices", json={"kakao_talk_link": None})
    assert gone == {"kakao_talk_link": None, "qr_code_url": None, "notices": []}
