"""Workspaces and the people in them."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from tests.identity.conftest import open_api
from tests.people import Person, headers_of, make_user

from autogram.core.audit import AuditEntry
from autogram.core.db import Database
from autogram.identity.models import Membership, Workspace
from autogram.identity.permissions import WorkspaceRole
from autogram.identity.queries import workspaces

SPACES = "/api/v1/workspaces"


class Team:
    """A shared workspace with an owner and a member, and a stranger outside."""

    id: UUID
    owner: Person
    member: Person
    stranger: Person
    as_owner: dict[str, str]
    as_member: dict[str, str]
    as_stranger: dict[str, str]


@pytest.fixture
async def team(api, session):
    team = Team()
    team.owner, team.member, team.stranger = [await make_user(session) for _ in range(3)]
    workspace = await workspaces.add_workspace(session, "Bakery", team.owner.user_id)
    await workspaces.add_member(session, workspace.id, team.member.user_id, WorkspaceRole.MEMBER)
    await session.commit()
    team.id = workspace.id
    team.as_owner = await headers_of(api, team.owner)
    team.as_member = await headers_of(api, team.member)
    team.as_stranger = await headers_of(api, team.stranger)
    return team


async def roles(session, workspace_id):
    rows = await session.execute(
        select(Membership.user_id, Membership.role).where(Membership.workspace_id == workspace_id)
    )
    return {row.user_id: row.role for row in rows}


async def test_a_new_workspace_belongs_to_its_maker(api, session):
    person = await make_user(session)
    headers = await headers_of(api, person)

    made = await api.post(SPACES, json={"name": " Bakery "}, headers=headers)

    assert made.status_code == 201
    assert made.json() | {"id": "", "created_at": ""} == {
        "id": "",
        "name": "Bakery",
        "role": "owner",
        "is_personal": False,
        "created_at": "",
    }
    listed = (await api.get(SPACES, headers=headers)).json()
    assert [(space["id"], space["is_personal"]) for space in listed] == [
        (str(person.workspace_id), True),
        (made.json()["id"], False),
    ]
    assert (await api.get(f"{SPACES}/{made.json()['id']}", headers=headers)).json() == made.json()


async def test_the_header_selects_the_workspace_of_a_request(api, team):
    me = await api.get("/api/v1/auth/me", headers={**team.as_member, "X-Workspace-Id": str(team.id)})
    own = await api.get("/api/v1/auth/me", headers=team.as_member)

    assert me.json()["workspace_id"] == str(team.id)
    assert own.json()["workspace_id"] == str(team.member.workspace_id)


async def test_a_foreign_or_missing_workspace_in_the_header_is_not_found(api, team):
    for workspace_id in (team.id, team.owner.workspace_id, uuid4()):
        reply = await api.get("/api/v1/auth/me", headers={**team.as_stranger, "X-Workspace-Id": str(workspace_id)})
        assert (reply.status_code, reply.json()["code"]) == (404, "workspace-not-found")
    malformed = await api.get("/api/v1/auth/me", headers={**team.as_stranger, "X-Workspace-Id": "1 OR 1=1"})
    assert malformed.status_code == 422


async def test_a_stranger_finds_nothing(api, team, session):
    member = team.member.user_id
    requests = [
        ("GET", "", None),
        ("PUT", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("GET", "/members", None),
        ("PUT", f"/members/{member}", {"role": "owner"}),
        ("DELETE", f"/members/{member}", None),
        ("POST", "/leave", None),
        ("GET", "/invitations", None),
        ("POST", "/invitations", {"email": "ada@example.test"}),
        ("DELETE", f"/invitations/{uuid4()}", None),
    ]
    for method, path, body in requests:
        for workspace_id in (team.id, uuid4()):
            reply = await api.request(method, f"{SPACES}/{workspace_id}{path}", json=body, headers=team.as_stranger)
            assert (reply.status_code, reply.json()["code"]) == (404, "workspace-not-found"), (method, path)
    assert len(await roles(session, team.id)) == 2


async def test_a_member_looks_but_does_not_rule(api, team, session):
    owner = team.owner.user_id
    assert (await api.get(f"{SPACES}/{team.id}", headers=team.as_member)).json()["role"] == "member"
    assert len((await api.get(f"{SPACES}/{team.id}/members", headers=team.as_member)).json()) == 2
    requests = [
        ("PUT", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("PUT", f"/members/{team.member.user_id}", {"role": "owner"}),
        ("DELETE", f"/members/{owner}", None),
        ("GET", "/invitations", None),
        ("POST", "/invitations", {"email": "ada@example.test"}),
        ("DELETE", f"/invitations/{uuid4()}", None),
    ]
    for method, path, body in requests:
        reply = await api.request(method, f"{SPACES}/{team.id}{path}", json=body, headers=team.as_member)
        assert (reply.status_code, reply.json()["code"]) == (403, "workspace-owners-only"), (method, path)
    assert await roles(session, team.id) == {owner: "owner", team.member.user_id: "member"}


async def test_members_are_listed_longest_standing_first(api, team):
    listed = (await api.get(f"{SPACES}/{team.id}/members", headers=team.as_owner)).json()

    assert [(member["email"], member["role"]) for member in listed] == [
        (team.owner.email, "owner"),
        (team.member.email, "member"),
    ]


async def test_an_owner_renames(api, team):
    reply = await api.put(f"{SPACES}/{team.id}", json={"name": "Patisserie"}, headers=team.as_owner)

    assert (reply.status_code, reply.json()["name"]) == (200, "Patisserie")


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00", "a\nb"])
async def test_a_workspace_needs_a_proper_name(api, team, name):
    assert (await api.put(f"{SPACES}/{team.id}", json={"name": name}, headers=team.as_owner)).status_code == 422


async def test_an_owner_deletes_the_workspace(api, team, session):
    assert (await api.delete(f"{SPACES}/{team.id}", headers=team.as_owner)).status_code == 204

    assert (await api.get(f"{SPACES}/{team.id}", headers=team.as_owner)).status_code == 404
    assert await roles(session, team.id) == {}
    assert await session.scalar(select(AuditEntry).where(AuditEntry.action == "workspaces.delete"))


async def test_a_personal_workspace_is_not_deleted(api, team):
    reply = await api.delete(f"{SPACES}/{team.owner.workspace_id}", headers=team.as_owner)

    assert (reply.status_code, reply.json()["code"]) == (409, "personal-workspace-stays")


async def test_an_owner_makes_another_owner_and_may_then_leave(api, team, session):
    promoted = await api.put(
        f"{SPACES}/{team.id}/members/{team.member.user_id}", json={"role": "owner"}, headers=team.as_owner
    )
    left = await api.post(f"{SPACES}/{team.id}/leave", headers=team.as_owner)

    assert (promoted.status_code, left.status_code) == (204, 204)
    assert await roles(session, team.id) == {team.member.user_id: "owner"}
    assert (await api.get(f"{SPACES}/{team.id}", headers=team.as_owner)).status_code == 404


async def test_the_last_owner_stays_an_owner(api, team, session):
    me = f"{SPACES}/{team.id}/members/{team.owner.user_id}"
    replies = [
        await api.post(f"{SPACES}/{team.id}/leave", headers=team.as_owner),
        await api.put(me, json={"role": "member"}, headers=team.as_owner),
        await api.delete(me, headers=team.as_owner),
    ]

    assert [(reply.status_code, reply.json()["code"]) for reply in replies] == [(409, "last-owner")] * 3
    assert (await roles(session, team.id))[team.owner.user_id] == "owner"


async def test_nobody_is_driven_out_of_their_personal_workspace(api, team, session):
    space = team.owner.workspace_id
    await workspaces.add_member(session, space, team.member.user_id, WorkspaceRole.OWNER)
    await session.commit()

    removed = await api.delete(f"{SPACES}/{space}/members/{team.owner.user_id}", headers=team.as_member)
    left = await api.post(f"{SPACES}/{space}/leave", headers=team.as_owner)

    assert [reply.json()["code"] for reply in (removed, left)] == ["personal-workspace-stays"] * 2


async def test_a_removed_member_is_out_at_once(api, team):
    inside = {**team.as_member, "X-Workspace-Id": str(team.id)}
    assert (await api.get("/api/v1/auth/me", headers=inside)).status_code == 200

    reply = await api.delete(f"{SPACES}/{team.id}/members/{team.member.user_id}", headers=team.as_owner)

    assert reply.status_code == 204
    assert (await api.get("/api/v1/auth/me", headers=inside)).status_code == 404


async def test_a_member_leaves(api, team, session):
    assert (await api.post(f"{SPACES}/{team.id}/leave", headers=team.as_member)).status_code == 204

    assert await roles(session, team.id) == {team.owner.user_id: "owner"}


async def test_who_is_no_member_cannot_be_changed(api, team):
    for user_id in (team.stranger.user_id, uuid4()):
        path = f"{SPACES}/{team.id}/members/{user_id}"
        changed = await api.put(path, json={"role": "owner"}, headers=team.as_owner)
        removed = await api.delete(path, headers=team.as_owner)
        assert [reply.json()["code"] for reply in (changed, removed)] == ["member-not-found"] * 2


async def test_two_owners_leaving_at_the_same_time_leave_one_behind(fresh_database, runtime):
    database = Database(fresh_database)
    async with open_api(replace(runtime, database=database)) as client, database.sessions() as session:
        one, two = await make_user(session), await make_user(session)
        workspace = await workspaces.add_workspace(session, "Bakery", one.user_id)
        await workspaces.add_member(session, workspace.id, two.user_id, WorkspaceRole.OWNER)
        await session.commit()
        headers = [await headers_of(client, person) for person in (one, two)]

        replies = await asyncio.gather(*(client.post(f"{SPACES}/{workspace.id}/leave", headers=h) for h in headers))

        assert sorted(reply.status_code for reply in replies) == [204, 409]
        assert await session.scalar(select(func.count()).where(Membership.workspace_id == workspace.id)) == 1
    await database.close()


async def test_a_deleted_workspace_takes_what_is_in_it(api, team, session):
    await api.delete(f"{SPACES}/{team.id}", headers=team.as_owner)

    assert await session.scalar(select(func.count()).where(Workspace.id == team.id)) == 0
