"""Making an account, and not learning who has one."""

import asyncio
import json

import httpx2
import pytest
from sqlalchemy import func, select
from tests.identity.conftest import open_api
from tests.identity.post import html, plain_text, run_due_jobs
from tests.people import PASSWORD, make_user, runtime_of

from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.identity.models import Membership, User, Workspace

REGISTER = "/api/v1/auth/register"


async def test_registering_makes_a_user_who_owns_a_workspace(api, session):
    reply = await api.post(REGISTER, json={"email": "Ada@Example.test", "password": PASSWORD, "full_name": "Ada"})

    assert reply.status_code == 201
    assert reply.json() | {"id": "", "created_at": ""} == {
        "id": "",
        "email": "ada@example.test",
        "full_name": "Ada",
        "is_active": True,
        "is_verified": False,
        "created_at": "",
        "instagram_connected": False,
    }
    user = await session.scalar(select(User).where(User.email == "ada@example.test"))
    workspace = await session.scalar(select(Workspace).where(Workspace.personal_of == user.id))
    member = await session.scalar(select(Membership).where(Membership.workspace_id == workspace.id))
    assert (str(user.id), workspace.name, member.user_id, member.role) == (reply.json()["id"], "Ada", user.id, "owner")


async def test_seed_003s_name_is_understood(api, session):
    await api.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD, "name": "Ada Lovelace"})

    assert await session.scalar(select(User.full_name)) == "Ada Lovelace"


async def test_the_password_is_stored_as_an_argon2_hash(api, session, costly_passwords):
    await api.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD})

    stored = await session.scalar(select(User.password_hash))
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,")
    assert PASSWORD not in stored


async def test_a_known_address_gets_the_same_answer(post_api, session):
    await make_user(session, email="known@example.test", full_name="Known")
    wish = {"password": "another-pass-9", "full_name": "Somebody"}

    known = await post_api.post(REGISTER, json=wish | {"email": "KNOWN@example.test"})
    fresh = await post_api.post(REGISTER, json=wish | {"email": "fresh@example.test"})

    def shape(reply: httpx2.Response) -> dict[str, object]:
        return reply.json() | {"id": "", "created_at": "", "email": ""}

    assert known.status_code == fresh.status_code == 201
    assert shape(known) == shape(fresh)
    assert known.headers.keys() == fresh.headers.keys()
    assert await session.scalar(select(User.full_name).where(User.email == "known@example.test")) == "Known"


async def test_the_owner_of_a_known_address_is_told(post_api, post_runtime, mailbox, session):
    await make_user(session, email="known@example.test")

    await post_api.post(REGISTER, json={"email": "known@example.test", "password": "another-pass-9"})
    await run_due_jobs(post_runtime)

    (mail,) = mailbox.to("known@example.test")
    assert mail["Subject"] == "You already have an account"
    assert "/reset-password?token=" in plain_text(mail)
    assert "verify" not in plain_text(mail)


async def test_whoever_squats_an_address_does_not_keep_it(post_api, post_runtime, mailbox):
    """The squatter's password must not be confirmed by the mail the rightful owner is waiting for."""
    await post_api.post(REGISTER, json={"email": "victim@example.test", "password": "squatter-1"})
    await run_due_jobs(post_runtime)
    squatters = mailbox.token("victim@example.test")
    await post_api.post(REGISTER, json={"email": "victim@example.test", "password": "victims-own-1"})
    await run_due_jobs(post_runtime)

    token = mailbox.token("victim@example.test")
    reset = await post_api.post("/api/v1/auth/reset-password", json={"token": token, "password": "victims-own-1"})

    assert reset.status_code == 204
    stale = await post_api.post("/api/v1/auth/verify-email", json={"token": squatters})
    theirs = await post_api.post(
        "/api/v1/auth/login", data={"username": "victim@example.test", "password": "squatter-1"}
    )
    own = await post_api.post(
        "/api/v1/auth/login", data={"username": "victim@example.test", "password": "victims-own-1"}
    )
    assert (stale.status_code, theirs.status_code, own.status_code) == (400, 401, 200)


async def test_the_verification_mail_has_a_link_in_both_forms(post_api, post_runtime, mailbox):
    await post_api.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD})
    await run_due_jobs(post_runtime)

    (mail,) = mailbox.to("ada@example.test")
    link = f"http://autogram.test/verify-email?token={mailbox.token('ada@example.test')}"
    assert link in plain_text(mail)
    assert f'href="{link}"' in html(mail)


async def test_registering_twice_at_the_same_time_makes_one_account(fresh_database, runtime):
    database = Database(fresh_database)
    other = Runtime(runtime.settings, runtime.keyring, database, runtime.http)
    async with open_api(other) as client:
        wishes = [client.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD}) for _ in range(4)]
        replies = await asyncio.gather(*wishes)

    async with database.reading() as session:
        people = await session.scalar(select(func.count()).select_from(User))
        spaces = await session.scalar(select(func.count()).select_from(Workspace))
    await database.close()
    assert [reply.status_code for reply in replies] == [201] * 4
    assert (people, spaces) == (1, 1)


@pytest.mark.parametrize("password", ["short1", "onlyletters", "1234567890", "a1" * 101, "", "\ud800abcdefg1"])
async def test_a_weak_password_is_refused(api, password):
    reply = await api.post(REGISTER, content=_json({"email": "ada@example.test", "password": password}), headers=_JSON)

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] == "password"
    assert not password or password not in reply.text


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "@example.test",
        "ada@",
        "a b@example.test",
        "ada@example.test\r\nBcc: all@example.test",
        "ada@example.test, bob@example.test",
        "ada\u0000@example.test",
        "<ada@example.test>",
        "ada@exa_mple.test",
        "\ud800@example.test",
        "ada@\ud800.test",
        "a" * 65 + "@example.test",
        "a@" + "b." * 160 + "test",
    ],
)
async def test_what_is_not_an_address_is_refused(api, email):
    reply = await api.post(REGISTER, content=_json({"email": email, "password": PASSWORD}), headers=_JSON)

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] == "email"


@pytest.mark.parametrize("name", ["a\u0000b", "a\r\nb", "a\ud800b", "\u202eevil", "x" * 101])
async def test_a_name_that_cannot_be_stored_is_refused(api, name):
    body = {"email": "ada@example.test", "password": PASSWORD, "full_name": name}

    reply = await api.post(REGISTER, content=_json(body), headers=_JSON)

    assert reply.status_code == 422


async def test_addresses_differ_by_more_than_case(api, session):
    for email in ("ADA@example.test", "ada@EXAMPLE.test", " ada@example.test "):
        await api.post(REGISTER, json={"email": email, "password": PASSWORD})

    assert list(await session.scalars(select(User.email))) == ["ada@example.test"]


async def test_an_address_in_another_script_is_stored_in_ascii(api, session):
    await api.post(REGISTER, json={"email": "ada@Bücher.test", "password": PASSWORD})

    assert await session.scalar(select(User.email)) == "ada@xn--bcher-kva.test"


async def test_registration_can_be_closed(runtime, session):
    async with open_api(runtime, REGISTRATION_OPEN="false") as client:
        reply = await client.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD})

    assert (reply.status_code, reply.json()["code"]) == (403, "registration-closed")
    assert await session.scalar(select(func.count()).select_from(User)) == 0


async def test_one_network_address_registers_ten_an_hour(api):
    wishes = [{"email": f"ada{n}@example.test", "password": PASSWORD} for n in range(11)]

    statuses = [await api.post(REGISTER, json=wish) for wish in wishes]

    assert [reply.status_code for reply in statuses] == [201] * 10 + [429]
    assert int(statuses[-1].headers["Retry-After"]) > 0


async def test_nobody_is_mailed_more_than_five_times_an_hour_by_registering(api):
    wish = {"email": "ada@example.test", "password": PASSWORD}

    statuses = [(await api.post(REGISTER, json=wish)).status_code for _ in range(6)]

    assert statuses == [201] * 5 + [429]


async def test_without_a_mail_server_registering_works(api):
    """The runtime of `api` has no SMTP_URL."""
    await api.post(REGISTER, json={"email": "ada@example.test", "password": PASSWORD})

    await run_due_jobs(runtime_of(api))

    reply = await api.post("/api/v1/auth/login", data={"username": "ada@example.test", "password": PASSWORD})
    assert reply.status_code == 200


_JSON = {"Content-Type": "application/json"}


def _json(body: dict[str, str]) -> bytes:
    """With escapes, so that what cannot be written in UTF-8 arrives as well."""
    return json.dumps(body).encode()
