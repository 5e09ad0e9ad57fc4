"""Inviting people by mail."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from tests.identity.conftest import open_api
from tests.identity.post import everything_stored, plain_text, run_due_jobs
from tests.people import PASSWORD, headers_of, make_user

from autogram.core import clock
from autogram.identity.models import Invitation
from autogram.identity.permissions import WorkspaceRole
from autogram.identity.queries import workspaces

SPACES, ACCEPT = "/api/v1/workspaces", "/api/v1/invitations/accept"


@pytest.fixture
async def owner(session):
    return await make_user(session, full_name="Olga <b>Owner</b>")


@pytest.fixture
async def guest(session):
    return await make_user(session, email="guest@example.test")


@pytest.fixture
async def space(session, owner):
    workspace = await workspaces.add_workspace(session, "Bakery", owner.user_id)
    await session.commit()
    return f"{SPACES}/{workspace.id}"


@pytest.fixture
async def invite(post_api, owner, space):
    headers = await headers_of(post_api, owner)

    async def invite(email, role="member"):
        return await post_api.post(f"{space}/invitations", json={"email": email, "role": role}, headers=headers)

    return invite


async def accept(client, token, headers):
    return await client.post(ACCEPT, json={"token": token}, headers=headers)


async def test_an_invited_person_joins_with_the_link(post_api, post_runtime, mailbox, invite, guest, space):
    invited = await invite("Guest@example.test")
    await run_due_jobs(post_runtime)

    joined = await accept(post_api, mailbox.token(guest.email), await headers_of(post_api, guest))

    assert invited.status_code == 201
    assert invited.json().keys() == {"id", "email", "role", "expires_at", "created_at"}
    assert (joined.status_code, joined.json()["name"], joined.json()["role"]) == (200, "Bakery", "member")
    text = plain_text(mailbox.to(guest.email)[0])
    assert "Olga" in text
    assert "Bakery" in text


async def test_names_in_the_mail_are_only_words(post_api, post_runtime, mailbox, invite):
    await invite("guest@example.test")
    await run_due_jobs(post_runtime)

    (mail,) = mailbox.mails
    assert "<b>Owner</b>" not in mail.get_body(("html",)).get_content()


async def test_the_answer_does_not_tell_who_has_an_account(invite, guest):
    known, unknown = await invite(guest.email), await invite("nobody@example.test")

    def shape(reply):
        return reply.json() | {"id": "", "email": "", "expires_at": "", "created_at": ""}

    assert known.status_code == unknown.status_code == 201
    assert shape(known) == shape(unknown)


async def test_only_the_invited_address_may_accept(post_api, post_runtime, mailbox, invite, guest, session):
    await invite(guest.email)
    await run_due_jobs(post_runtime)
    token, thief = mailbox.token(guest.email), await make_user(session)

    stolen = await accept(post_api, token, await headers_of(post_api, thief))

    assert (stolen.status_code, stolen.json()["code"]) == (404, "invitation-not-found")
    assert (await accept(post_api, token, await headers_of(post_api, guest))).status_code == 200


async def test_an_invitation_works_once_and_for_a_week(post_api, post_runtime, mailbox, invite, guest):
    headers = await headers_of(post_api, guest)
    await invite(guest.email)
    await run_due_jobs(post_runtime)
    token = mailbox.token(guest.email)

    with clock.shifted(timedelta(days=7, minutes=1)):
        late = await accept(post_api, token, await headers_of(post_api, guest))
    first, again = await accept(post_api, token, headers), await accept(post_api, token, headers)

    assert [late.status_code, first.status_code, again.status_code] == [404, 200, 404]


async def test_a_second_invitation_replaces_the_first(post_api, post_runtime, mailbox, invite, guest, session):
    first = await invite(guest.email)
    await run_due_jobs(post_runtime)
    old = mailbox.token(guest.email)
    second = await invite(guest.email, "owner")
    await run_due_jobs(post_runtime)

    headers = await headers_of(post_api, guest)
    dead = await accept(post_api, old, headers)
    joined = await accept(post_api, mailbox.token(guest.email), headers)

    assert first.json()["id"] == second.json()["id"]
    assert (dead.status_code, joined.json()["role"]) == (404, "owner")


async def test_a_withdrawn_invitation_is_dead(post_api, post_runtime, mailbox, invite, guest, owner, space):
    invitation = (await invite(guest.email)).json()
    await run_due_jobs(post_runtime)
    as_owner = await headers_of(post_api, owner)
    listed = await post_api.get(f"{space}/invitations", headers=as_owner)

    gone = await post_api.delete(f"{space}/invitations/{invitation['id']}", headers=as_owner)

    assert listed.json() == {"items": [invitation], "next_cursor": None}
    assert gone.status_code == 204
    assert (await accept(post_api, mailbox.token(guest.email), await headers_of(post_api, guest))).status_code == 404
    again = await post_api.delete(f"{space}/invitations/{invitation['id']}", headers=as_owner)
    assert (again.status_code, again.json()["code"]) == (404, "invitation-not-found")


async def test_another_workspaces_invitation_cannot_be_withdrawn(post_api, invite, guest, session):
    invitation = (await invite(guest.email)).json()
    other = await make_user(session)

    reply = await post_api.delete(
        f"{SPACES}/{other.workspace_id}/invitations/{invitation['id']}", headers=await headers_of(post_api, other)
    )

    assert reply.status_code == 404
    assert await session.scalar(select(func.count()).select_from(Invitation)) == 1


async def test_a_member_is_not_invited_again(invite, owner):
    reply = await invite(owner.email)

    assert (reply.status_code, reply.json()["code"]) == (409, "already-member")


async def test_invitations_are_not_a_way_to_flood_mailboxes(invite):
    to_one = [(await invite("victim@example.test")).status_code for _ in range(6)]
    to_many = [(await invite(f"victim{n}@example.test")).status_code for n in range(15)]

    assert to_one == [201] * 5 + [429]
    assert to_many == [201] * 14 + [429]


async def test_an_invitations_token_is_never_at_rest(post_runtime, mailbox, invite, session):
    await invite("guest@example.test")
    await run_due_jobs(post_runtime)

    assert mailbox.token("guest@example.test") not in await everything_stored(session)


async def test_a_withdrawn_invitation_is_not_mailed(post_api, post_runtime, mailbox, invite, owner, space):
    invitation = (await invite("guest@example.test")).json()
    await post_api.delete(f"{space}/invitations/{invitation['id']}", headers=await headers_of(post_api, owner))

    await run_due_jobs(post_runtime)

    assert mailbox.mails == []


async def test_the_invited_may_register_where_registration_is_closed(runtime, post_runtime, mailbox, invite):
    await invite("guest@example.test")
    await run_due_jobs(post_runtime)
    token = mailbox.token("guest@example.test")
    async with open_api(runtime, SMTP_URL=mailbox.url, REGISTRATION_OPEN="false") as client:
        wish = {"email": "guest@example.test", "password": PASSWORD, "invitation_token": token}
        other = await client.post("/api/v1/auth/register", json={**wish, "email": "other@example.test"})
        registered = await client.post("/api/v1/auth/register", json=wish)
        form = {"username": "guest@example.test", "password": PASSWORD}
        # The invitation came by mail, so the address needs no further proof.
        signed_in = (await client.post("/api/v1/auth/login", data=form)).json()
        joined = await accept(client, token, {"Authorization": f"Bearer {signed_in['access_token']}"})

    assert (other.status_code, registered.status_code, joined.status_code) == (403, 201, 200)


async def test_who_is_a_member_already_keeps_their_role(post_api, post_runtime, mailbox, invite, guest, session, space):
    await invite(guest.email)
    await run_due_jobs(post_runtime)
    await workspaces.add_member(session, UUID(space.rpartition("/")[2]), guest.user_id, WorkspaceRole.OWNER)
    await session.commit()

    joined = await accept(post_api, mailbox.token(guest.email), await headers_of(post_api, guest))

    assert joined.json()["role"] == "owner"


async def test_an_unknown_token_is_not_found(post_api, guest):
    headers = await headers_of(post_api, guest)

    for token in ("", "x", str(uuid4()), "\x00"):
        assert (await accept(post_api, token, headers)).status_code == 404
