"""The pages that links in mails lead to."""

import pytest
from tests.identity.post import run_due_jobs
from tests.people import PASSWORD, headers_of, make_user

from autogram.identity.queries import workspaces

NEW = "brand-new-pass-2"


async def login(client, email, password=PASSWORD):
    return await client.post("/api/v1/auth/login", data={"username": email, "password": password})


@pytest.fixture
async def reset_token(post_api, post_runtime, mailbox, person):
    await post_api.post("/api/v1/auth/forgot-password", json={"email": person.email})
    await run_due_jobs(post_runtime)
    return mailbox.token(person.email)


@pytest.fixture
async def person(session):
    return await make_user(session, verified=False)


async def test_opening_the_verification_link_changes_nothing(post_api, post_runtime, mailbox, person):
    """Mail scanners open every link."""
    await post_api.post("/api/v1/auth/resend-verification", json={"email": person.email})
    await run_due_jobs(post_runtime)
    token = mailbox.token(person.email)

    for _ in range(3):
        page = await post_api.get("/verify-email", params={"token": token})
        assert page.status_code == 200
        assert f'value="{token}"' in page.text
    assert (await login(post_api, person.email)).status_code == 401

    done = await post_api.post("/verify-email", data={"token": token})

    assert (done.status_code, "confirmed" in done.text) == (200, True)
    assert (await login(post_api, person.email)).status_code == 200


async def test_a_new_password_is_set_on_the_page(post_api, person, reset_token):
    page = await post_api.get("/reset-password", params={"token": reset_token})
    weak = await post_api.post("/reset-password", data={"token": reset_token, "password": "weak"})
    done = await post_api.post("/reset-password", data={"token": reset_token, "password": NEW})
    again = await post_api.post("/reset-password", data={"token": reset_token, "password": NEW})

    assert 'autocomplete="new-password"' in page.text
    assert (weak.status_code, done.status_code, again.status_code) == (422, 200, 400)
    assert "8 to 200 characters" in weak.text
    assert reset_token in weak.text
    assert (await login(post_api, person.email, NEW)).status_code == 200


@pytest.mark.parametrize("path", ["/verify-email", "/reset-password", "/accept-invitation"])
async def test_the_pages_give_their_token_to_nobody(post_api, path):
    page = await post_api.get(path, params={"token": '"><script>alert(1)</script>'})

    assert page.status_code == 200
    assert "<script" not in page.text
    assert "http" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in page.headers


async def test_a_page_without_a_token_says_what_to_do(post_api):
    assert (await post_api.post("/verify-email", data={"token": "x"})).status_code == 400
    assert (await post_api.get("/verify-email")).status_code == 200


async def test_an_invitation_is_accepted_on_the_page(post_api, post_runtime, mailbox, session):
    owner, guest = await make_user(session), await make_user(session)
    workspace = await workspaces.add_workspace(session, "Bakery & <Sons>", owner.user_id)
    await session.commit()
    path = f"/api/v1/workspaces/{workspace.id}/invitations"
    await post_api.post(path, json={"email": guest.email}, headers=await headers_of(post_api, owner))
    await run_due_jobs(post_runtime)
    token = mailbox.token(guest.email)

    form = {"token": token, "email": guest.email}
    page = await post_api.get("/accept-invitation", params={"token": token})
    wrong = await post_api.post("/accept-invitation", data={**form, "password": "wrong-pass-1"})
    done = await post_api.post("/accept-invitation", data={**form, "password": PASSWORD})
    again = await post_api.post("/accept-invitation", data={**form, "password": PASSWORD})

    assert [reply.status_code for reply in (page, wrong, done, again)] == [200, 401, 200, 404]
    assert "Bakery &amp; &lt;Sons&gt;" in done.text
    members = await workspaces.members_of(session, workspace.id)
    assert [user.email for user, _, _ in members] == [owner.email, guest.email]
