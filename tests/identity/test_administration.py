"""What admins do, and what nobody else does."""

import asyncio
import base64
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from tests.identity.conftest import open_api
from tests.people import PASSWORD, headers_of, make_admin, make_user, signed_in

from autogram.core.audit import AuditEntry
from autogram.core.db import Database
from autogram.core.errors import InvalidInput
from autogram.identity import service
from autogram.identity.models import User
from autogram.identity.permissions import Role

USERS = "/api/v1/admin/users"


@pytest.fixture
async def admin(session):
    return await make_admin(session, email="admin@example.test")


@pytest.fixture
async def headers(api, admin):
    return await headers_of(api, admin)


async def emails(api, headers, **query):
    reply = await api.get(USERS, params=query, headers=headers)
    assert reply.status_code == 200, reply.text
    return [user["email"] for user in reply.json()["items"]]


async def test_only_admins_see_users_and_the_log(api):
    headers = await signed_in(api)
    someone = uuid4()
    requests = [("GET", USERS), ("GET", f"{USERS}/{someone}"), ("GET", "/api/v1/admin/audit")]
    requests += [("POST", f"{USERS}/{someone}/{act}") for act in ("deactivate", "activate", "promote", "demote")]

    replies = [await api.request(method, path, headers=headers) for method, path in requests]

    assert {(reply.status_code, reply.json()["code"]) for reply in replies} == {(403, "permission-missing")}


async def test_users_are_listed_newest_first_page_by_page(api, session, headers):
    made = [(await make_user(session)).email for _ in range(4)]

    first = (await api.get(USERS, params={"limit": 3}, headers=headers)).json()
    second = (await api.get(USERS, params={"limit": 3, "cursor": first["next_cursor"]}, headers=headers)).json()

    listed = [user["email"] for user in first["items"] + second["items"]]
    assert listed == [*made[::-1], "admin@example.test"]
    assert second["next_cursor"] is None
    assert "password_hash" not in first["items"][0]


async def test_users_are_found_by_the_beginning_of_their_address(api, session, headers):
    for email in ("ann@example.test", "anna@example.test", "hannah@example.test"):
        await make_user(session, email=email)

    assert await emails(api, headers, email="ANN") == ["anna@example.test", "ann@example.test"]
    assert await emails(api, headers, email="ann@") == ["ann@example.test"]


@pytest.mark.parametrize("search", ["%", "_", "a%", "%ann", "a_n", "\\", "'; --"])
async def test_wildcards_in_the_search_are_letters_like_any_other(api, session, headers, search):
    await make_user(session, email="ann@example.test")

    assert await emails(api, headers, email=search) == []


async def test_an_underscore_is_found(api, session, headers):
    await make_user(session, email="a_nn@example.test")
    await make_user(session, email="abnn@example.test")

    assert await emails(api, headers, email="a_n") == ["a_nn@example.test"]


@pytest.mark.parametrize(
    "query",
    [
        {"email": "\x00"},
        {"email": "x" * 101},
        {"limit": 0},
        {"limit": 101},
        {"cursor": "nonsense"},
        {"cursor": base64.urlsafe_b64encode(b"2026-01-01T00:00:00|" + str(uuid4()).encode()).decode()},
        {"cursor": base64.urlsafe_b64encode(b"0001-01-01T00:00:00+23:59|" + str(uuid4()).encode()).decode()},
        {"cursor": "\u00fc"},
    ],
)
async def test_a_malformed_question_is_refused(api, headers, query):
    assert (await api.get(USERS, params=query, headers=headers)).status_code == 422


async def test_a_user_is_read(api, session, headers):
    person = await make_user(session, full_name="Ada")

    reply = await api.get(f"{USERS}/{person.user_id}", headers=headers)

    assert (reply.status_code, reply.json()["full_name"]) == (200, "Ada")
    assert (await api.get(f"{USERS}/{uuid4()}", headers=headers)).json()["code"] == "user-not-found"


async def test_a_deactivated_user_is_out_until_activated(api, session, headers, admin):
    person = await make_user(session)
    theirs = await headers_of(api, person)

    off = await api.post(f"{USERS}/{person.user_id}/deactivate", headers=headers)

    assert (off.status_code, off.json()["is_active"]) == (200, False)
    assert (await api.get("/api/v1/auth/me", headers=theirs)).status_code == 401
    form = {"username": person.email, "password": PASSWORD}
    assert (await api.post("/api/v1/auth/login", data=form)).status_code == 401

    on = await api.post(f"{USERS}/{person.user_id}/activate", headers=headers)

    assert on.json()["is_active"] is True
    assert (await api.get("/api/v1/auth/me", headers=theirs)).status_code == 401
    assert (await api.post("/api/v1/auth/login", data=form)).status_code == 200
    acts = await session.scalars(
        select(AuditEntry.action).where(AuditEntry.actor_id == admin.user_id).order_by(AuditEntry.id)
    )
    assert list(acts)[-2:] == ["identity.deactivate", "identity.activate"]


async def test_an_admin_is_promoted_and_demoted_at_once(api, session, headers):
    person = await make_user(session)
    theirs = await headers_of(api, person)

    up = await api.post(f"{USERS}/{person.user_id}/promote", headers=headers)
    allowed = await api.get(USERS, headers=theirs)
    down = await api.post(f"{USERS}/{person.user_id}/demote", headers=headers)
    refused = await api.get(USERS, headers=theirs)

    assert (up.json()["role"], allowed.status_code) == ("admin", 200)
    assert (down.json()["role"], refused.status_code) == ("user", 403)


@pytest.mark.parametrize("act", ["deactivate", "demote"])
async def test_admins_do_not_lock_themselves_out(api, headers, admin, act):
    reply = await api.post(f"{USERS}/{admin.user_id}/{act}", headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "not-oneself")


async def test_two_admins_demoting_each_other_leave_one(fresh_database, runtime):
    database = Database(fresh_database)
    async with open_api(replace(runtime, database=database)) as client, database.sessions() as session:
        one, two = await make_admin(session), await make_admin(session)
        await session.commit()
        as_one, as_two = await headers_of(client, one), await headers_of(client, two)

        await asyncio.gather(
            client.post(f"{USERS}/{two.user_id}/demote", headers=as_one),
            client.post(f"{USERS}/{one.user_id}/demote", headers=as_two),
        )

        admins = await session.scalar(select(func.count()).where(User.role == Role.ADMIN))
        assert admins == 1
    await database.close()


@pytest.mark.parametrize("act", ["deactivate", "activate", "promote", "demote"])
async def test_nobody_is_not_found(api, headers, act):
    assert (await api.post(f"{USERS}/{uuid4()}/{act}", headers=headers)).status_code == 404


async def test_the_log_says_who_did_what_newest_first(api, session, headers, admin):
    person = await make_user(session)
    await api.post(f"{USERS}/{person.user_id}/promote", headers=headers)
    await api.post(f"{USERS}/{person.user_id}/demote", headers=headers)

    subject = f"user:{person.user_id}"
    log = (await api.get("/api/v1/admin/audit", params={"subject": subject}, headers=headers)).json()
    own = (await api.get("/api/v1/admin/audit", params={"actor_id": str(admin.user_id)}, headers=headers)).json()

    assert [entry["action"] for entry in log["items"]] == ["identity.demote", "identity.promote", "identity.register"]
    assert log["items"][0]["actor_id"] == str(admin.user_id)
    assert {entry["actor_id"] for entry in own["items"]} == {str(admin.user_id)}


async def test_refused_sign_ins_are_on_record(api, session, headers):
    person = await make_user(session)
    for email in (person.email, "nobody@example.test"):
        await api.post("/api/v1/auth/login", data={"username": email, "password": "wrong-pass-1"})

    rows = select(AuditEntry.subject).where(AuditEntry.action == "identity.sign_in_refused").order_by(AuditEntry.id)
    known, unknown = await session.scalars(rows)

    assert known == f"user:{person.user_id}"
    assert unknown.startswith("email:")
    assert "nobody" not in unknown


async def test_the_command_line_makes_an_admin(runtime, api, session):
    made = await service.create_admin(runtime, "Root@Example.test", PASSWORD, full_name="Root")

    assert (made.email, made.role, made.is_verified) == ("root@example.test", "admin", True)
    form = {"username": "root@example.test", "password": PASSWORD}
    assert (await api.post("/api/v1/auth/login", data=form)).status_code == 200
    assert await service.count_users(session) == 1


async def test_the_command_line_promotes_whoever_has_the_address(runtime, api, session):
    person = await make_user(session, verified=False, active=False)
    old = await headers_of(api, person)

    made = await service.create_admin(runtime, person.email, "operators-pass-1")

    assert (made.id, made.role, made.is_active, made.is_verified) == (person.user_id, "admin", True, True)
    form = {"username": person.email, "password": "operators-pass-1"}
    assert (await api.post("/api/v1/auth/login", data=form)).status_code == 200
    assert (await api.get("/api/v1/auth/me", headers=old)).status_code == 401


@pytest.mark.parametrize(("email", "password"), [("root", PASSWORD), ("root@example.test", "weak")])
async def test_the_command_line_is_told_what_is_wrong(runtime, email, password):
    with pytest.raises(InvalidInput) as refused:
        await service.create_admin(runtime, email, password)

    assert password == PASSWORD or password not in str(refused.value.as_problem())


async def test_many_users_do_not_slow_the_search(session, api, headers):
    """The prefix search uses the index, whatever the database's collation is."""
    await session.execute(
        text(
            "INSERT INTO user_account (id, created_at, updated_at, email, password_hash, timezone, locale, role,"
            " is_active, token_epoch) SELECT gen_random_uuid(), now(), now(), 'u' || n || '@example.test', '', 'UTC',"
            " 'en', 'user', true, 0 FROM generate_series(1, 5000) n"
        )
    )
    await session.execute(text("ANALYZE user_account"))

    plan = await session.scalars(text("EXPLAIN SELECT id FROM user_account WHERE email LIKE 'u4999%' ESCAPE '/'"))

    assert "ix_user_account_email" in "\n".join(plan)
