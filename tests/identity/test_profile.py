"""One's own profile, and leaving for good."""

import pytest
from sqlalchemy import func, select
from tests.people import PASSWORD, headers_of, make_admin, make_user, signed_in

from autogram.core.audit import AuditEntry
from autogram.identity import service
from autogram.identity.models import LoginSession, Membership, User, Workspace
from autogram.identity.permissions import WorkspaceRole
from autogram.identity.queries import workspaces

PROFILE, ACCOUNT = "/api/v1/users/profile", "/api/v1/users/me"


async def leave(api, headers, password=PASSWORD):
    return await api.request("DELETE", ACCOUNT, json={"password": password}, headers=headers)


async def test_only_what_is_given_changes(api):
    headers = await signed_in(api)

    first = await api.put(PROFILE, json={"full_name": " Ada ", "timezone": "Europe/Zurich"}, headers=headers)
    second = await api.put(PROFILE, json={"locale": "de-CH"}, headers=headers)
    third = await api.put(PROFILE, json={"full_name": None}, headers=headers)
    nothing = await api.put(PROFILE, json={}, headers=headers)

    assert (first.json()["full_name"], first.json()["timezone"], first.json()["locale"]) == (
        "Ada",
        "Europe/Zurich",
        "en",
    )
    assert (second.json()["full_name"], second.json()["locale"]) == ("Ada", "de-CH")
    assert third.json()["full_name"] is None
    assert (await api.get(PROFILE, headers=headers)).json() == nothing.json() == third.json()


@pytest.mark.parametrize(
    "change",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"timezone": None},
        {"timezone": ""},
        {"locale": "german!"},
        {"locale": None},
        {"full_name": "x" * 101},
        {"full_name": "a\x00"},
    ],
)
async def test_what_makes_no_sense_is_refused(api, change):
    reply = await api.put(PROFILE, json=change, headers=await signed_in(api))

    assert (reply.status_code, reply.json()["errors"][0]["field"]) == (422, next(iter(change)))


async def test_role_and_address_are_not_changed_here(api):
    headers = await signed_in(api)
    before = (await api.get(PROFILE, headers=headers)).json()

    sneaky = {"role": "admin", "email": "x@example.test", "is_verified": True, "id": "1", "token_epoch": 9}
    after = await api.put(PROFILE, json=sneaky, headers=headers)

    assert after.json() == before


async def test_the_profile_names_the_connected_instagram_account(api, monkeypatch):
    async def lookup(_session, _workspace_id):
        return "bakery"

    headers = await signed_in(api)
    monkeypatch.setattr(service.profiles, "_instagram_lookup", service.profiles._instagram_lookup)
    service.use_instagram_lookup(lookup)

    me = (await api.get("/api/v1/auth/me", headers=headers)).json()

    assert (me["instagram_connected"], me["instagram_username"]) == (True, "bakery")


async def test_deleting_the_account_needs_the_password(api, session):
    headers = await signed_in(api)

    reply = await leave(api, headers, "wrong-pass-1")

    assert (reply.status_code, reply.json()["code"]) == (403, "password-wrong")
    assert (await api.get(PROFILE, headers=headers)).status_code == 200


async def test_deleting_the_account_takes_everything_along(api, session):
    person = await make_user(session)
    headers = await headers_of(api, person)
    await api.post("/api/v1/api-keys", json={"name": "x", "scopes": ["view-posts"]}, headers=headers)
    await api.post("/api/v1/workspaces", json={"name": "Only mine"}, headers=headers)

    reply = await leave(api, headers)

    assert (reply.status_code, reply.content) == (204, b"")
    for table in (User, Workspace, Membership, LoginSession):
        assert await session.scalar(select(func.count()).select_from(table)) == 0
    assert (await api.get(PROFILE, headers=headers)).status_code == 401
    form = {"username": person.email, "password": PASSWORD}
    assert (await api.post("/api/v1/auth/login", data=form)).status_code == 401
    assert await session.scalar(select(AuditEntry).where(AuditEntry.action == "identity.delete_account"))


@pytest.mark.parametrize("personal", [True, False])
async def test_the_only_owner_of_a_shared_workspace_stays(api, session, personal):
    person, other = await make_user(session), await make_user(session)
    space = person.workspace_id
    if not personal:
        space = (await workspaces.add_workspace(session, "Bakery", person.user_id)).id
    await workspaces.add_member(session, space, other.user_id, WorkspaceRole.MEMBER)
    await session.commit()

    reply = await leave(api, await headers_of(api, person))

    assert (reply.status_code, reply.json()["code"]) == (409, "last-owner")
    assert await session.scalar(select(func.count()).select_from(User)) == 2


@pytest.mark.parametrize("personal", [True, False])
async def test_a_workspace_with_another_owner_stays_without_its_user(api, session, personal):
    person, other = await make_user(session), await make_user(session)
    space = person.workspace_id
    if not personal:
        space = (await workspaces.add_workspace(session, "Bakery", person.user_id)).id
    await workspaces.add_member(session, space, other.user_id, WorkspaceRole.OWNER)
    await session.commit()

    reply = await leave(api, await headers_of(api, person))

    inside = {**await headers_of(api, other), "X-Workspace-Id": str(space)}
    shown = await api.get(f"/api/v1/workspaces/{space}", headers=inside)
    assert (reply.status_code, shown.status_code, shown.json()["is_personal"]) == (204, 200, False)


async def test_the_last_admin_stays(api, session):
    admin = await make_admin(session)

    reply = await leave(api, await headers_of(api, admin))

    assert (reply.status_code, reply.json()["code"]) == (409, "last-admin")
