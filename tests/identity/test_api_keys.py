"""Keys for scripts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from tests.identity.post import everything_stored
from tests.people import headers_of, make_admin, make_user

from autogram.core import clock
from autogram.core.audit import AuditEntry
from autogram.identity.models import ApiKey
from autogram.identity.permissions import Permission, WorkspaceRole
from autogram.identity.queries import workspaces

KEYS, ME = "/api/v1/api-keys", "/api/v1/auth/me"


@pytest.fixture
async def person(session):
    return await make_user(session)


@pytest.fixture
async def headers(api, person):
    return await headers_of(api, person)


async def make_key(api, headers, **wish):
    body = {"name": "Script", "scopes": ["manage-own-profile", "view-posts"], **wish}
    reply = await api.post(KEYS, json=body, headers=headers)
    assert reply.status_code == 201, reply.text
    return reply.json()


def bearer(key):
    return {"Authorization": f"Bearer {key['key']}"}


async def test_a_key_is_shown_once_and_works(api, headers, person, session):
    key = await make_key(api, headers)

    me = (await api.get(ME, headers=bearer(key))).json()
    (listed,) = (await api.get(KEYS, headers=headers)).json()["items"]

    assert key["key"].startswith("ag_")
    assert key["key"].startswith(key["prefix"])
    assert len(key["prefix"]) == 10
    assert me["id"] == str(person.user_id)
    assert me["permissions"] == ["manage-own-profile", "view-posts"]
    assert listed == {name: value for name, value in key.items() if name != "key"} | {
        "last_used_at": listed["last_used_at"]
    }
    assert key["key"] not in await everything_stored(session)
    assert await session.scalar(select(AuditEntry).where(AuditEntry.action == "identity.create_api_key"))


async def test_a_key_has_no_more_than_its_scopes(api, headers):
    key = await make_key(api, headers, scopes=["view-posts"])

    reply = await api.get(ME, headers=bearer(key))

    assert (reply.status_code, reply.json()["code"]) == (403, "permission-missing")
    assert reply.json()["permissions"] == ["manage-own-profile"]


async def test_scopes_beyond_ones_own_permissions_are_refused(api, headers):
    body = {"name": "Script", "scopes": ["view-posts", "manage-users", "view-logs"]}

    reply = await api.post(KEYS, json=body, headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (403, "scope-not-owned")
    assert reply.json()["permissions"] == ["manage-users", "view-logs"]


@pytest.mark.parametrize(
    "scopes", [[], ["everything"], ["*"], [""], "view-posts", ["view-posts"] * (len(Permission) + 1)]
)
async def test_unknown_scopes_are_refused(api, headers, scopes):
    assert (await api.post(KEYS, json={"name": "x", "scopes": scopes}, headers=headers)).status_code == 422


async def test_a_demoted_admins_key_loses_the_admins_scopes(api, session):
    admin = await make_admin(session)
    key = await make_key(api, await headers_of(api, admin), scopes=["manage-users"])
    assert (await api.get("/api/v1/admin/users", headers=bearer(key))).status_code == 200

    await session.execute(text("UPDATE user_account SET role = 'user'"))
    await session.commit()

    assert (await api.get("/api/v1/admin/users", headers=bearer(key))).status_code == 403


async def test_a_key_cannot_change_how_one_signs_in(api, headers, person):
    key = bearer(await make_key(api, headers, scopes=[p.value for p in Permission if p.value in USER]))
    requests = [
        ("POST", KEYS, {"name": "More", "scopes": ["view-posts"]}),
        ("GET", KEYS, None),
        ("DELETE", f"{KEYS}/{uuid4()}", None),
        ("POST", "/api/v1/users/change-password", {"current_password": "x", "new_password": "abcdefg1"}),
        ("DELETE", "/api/v1/users/me", {"password": "x"}),
        ("POST", "/api/v1/auth/logout-everywhere", None),
        ("POST", "/api/v1/workspaces", {"name": "More"}),
        ("DELETE", f"/api/v1/workspaces/{person.workspace_id}", None),
        ("POST", f"/api/v1/workspaces/{person.workspace_id}/invitations", {"email": "a@example.test"}),
        ("POST", "/api/v1/invitations/accept", {"token": "x"}),
    ]
    for method, path, body in requests:
        reply = await api.request(method, path, json=body, headers=key)
        assert (reply.status_code, reply.json()["code"]) == (403, "sign-in-required"), path


USER = {
    "manage-instagram-accounts",
    "view-conversations",
    "send-messages",
    "view-messages",
    "view-posts",
    "manage-posts",
    "manage-media",
    "manage-workspace",
    "manage-own-profile",
}


async def test_a_key_is_shut_into_its_workspace(api, headers, person, session):
    workspace = await workspaces.add_workspace(session, "Bakery", person.user_id)
    await session.commit()
    here = {**headers, "X-Workspace-Id": str(workspace.id)}
    key = bearer(await make_key(api, here, scopes=["manage-workspace", "manage-own-profile"]))

    me = await api.get(ME, headers=key)
    elsewhere = await api.get(ME, headers={**key, "X-Workspace-Id": str(person.workspace_id)})
    named = await api.get(ME, headers={**key, "X-Workspace-Id": str(workspace.id)})
    listed = await api.get("/api/v1/workspaces", headers=key)
    other = await api.get(f"/api/v1/workspaces/{person.workspace_id}", headers=key)

    assert me.json()["workspace_id"] == str(workspace.id)
    assert (elsewhere.status_code, named.status_code, other.status_code) == (404, 200, 404)
    assert [space["id"] for space in listed.json()] == [str(workspace.id)]


async def test_a_key_ends_with_the_membership(api, headers, person, session):
    owner = await make_user(session)
    workspace = await workspaces.add_workspace(session, "Bakery", owner.user_id)
    await workspaces.add_member(session, workspace.id, person.user_id, WorkspaceRole.MEMBER)
    await session.commit()
    key = bearer(await make_key(api, {**headers, "X-Workspace-Id": str(workspace.id)}))
    assert (await api.get(ME, headers=key)).status_code == 200

    await workspaces.remove_member(session, workspace.id, person.user_id)
    await session.commit()

    assert (await api.get(ME, headers=key)).status_code == 401


async def test_a_key_ends_when_it_says(api, headers):
    soon = clock.now() + timedelta(hours=1)
    key = bearer(await make_key(api, headers, expires_at=soon.isoformat()))

    assert (await api.get(ME, headers=key)).status_code == 200
    with clock.shifted(timedelta(minutes=61)):
        assert (await api.get(ME, headers=key)).status_code == 401


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00", "soon"])
async def test_a_key_must_end_in_the_future(api, headers, moment):
    body = {"name": "x", "scopes": ["view-posts"], "expires_at": moment}

    reply = await api.post(KEYS, json=body, headers=headers)

    assert (reply.status_code, reply.json()["errors"][0]["field"]) == (422, "expires_at")


async def test_a_deleted_key_is_refused_at_once(api, headers):
    key = await make_key(api, headers)

    assert (await api.delete(f"{KEYS}/{key['id']}", headers=headers)).status_code == 204

    assert (await api.get(ME, headers=bearer(key))).status_code == 401
    assert (await api.delete(f"{KEYS}/{key['id']}", headers=headers)).status_code == 404


async def test_somebody_elses_key_is_not_found(api, headers, session):
    key = await make_key(api, headers)
    other = await headers_of(api, await make_user(session))

    assert (await api.delete(f"{KEYS}/{key['id']}", headers=other)).status_code == 404
    assert (await api.get(KEYS, headers=other)).json()["items"] == []
    assert (await api.get(ME, headers=bearer(key))).status_code == 200


async def test_the_last_use_is_noted_at_most_once_a_minute(api, headers, session):
    key = await make_key(api, headers)

    async def last_use():
        await session.commit()
        return await session.scalar(select(ApiKey.last_used_at))

    await api.get(ME, headers=bearer(key))
    first = await last_use()
    with clock.shifted(timedelta(seconds=30)):
        await api.get(ME, headers=bearer(key))
    second = await last_use()
    with clock.shifted(timedelta(seconds=90)):
        await api.get(ME, headers=bearer(key))
    third = await last_use()

    assert first == second
    assert third > first


async def test_a_key_outlives_signing_out_everywhere_but_not_deactivation(api, headers, session):
    key = bearer(await make_key(api, headers))
    await api.post("/api/v1/auth/logout-everywhere", headers=headers)
    assert (await api.get(ME, headers=key)).status_code == 200

    await session.execute(text("UPDATE user_account SET is_active = false"))
    await session.commit()

    assert (await api.get(ME, headers=key)).status_code == 401


async def test_keys_are_listed_page_by_page(api, headers):
    made = [(await make_key(api, headers, name=f"Key {n}"))["id"] for n in range(3)]

    first = (await api.get(f"{KEYS}?limit=2", headers=headers)).json()
    second = (await api.get(f"{KEYS}?limit=2&cursor={first['next_cursor']}", headers=headers)).json()

    assert [key["id"] for key in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
