"""Meta's two callbacks: somebody left, and somebody wants to be forgotten."""

from functools import partial
from typing import Any

import httpx2
import pytest
from tests.accounts.owners import AS_BROWSER, Owner, deauthorisation, signed_request
from tests.applications import an_application
from tests.servers import Instagram, free_port, served

from autogram.accounts import service
from autogram.accounts.models import AccountStatus
from autogram.core.runtime import Runtime, open_runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.identity.service import create_user, personal_workspace_of

DEAUTHORIZE = "/api/v1/accounts/meta/deauthorize"
DELETION = "/api/v1/accounts/meta/deletion"


async def post(owner: Owner, path: str, request: str) -> httpx2.Response:
    """As Meta posts it: a form, from nobody we know."""
    return await owner.browser.post(path, data={"signed_request": request})


async def scoped_id(owner: Owner) -> str:
    """The id by which Meta speaks of the account: not the 1784… one."""
    account = await owner.only_account()
    row = await owner.row(account["id"])
    assert row.app_scoped_id is not None
    assert row.app_scoped_id != owner.instagram.user_id
    return row.app_scoped_id


async def test_who_withdraws_permission_is_disconnected_and_told(owner: Owner) -> None:
    account = await owner.connect()

    answer = await post(owner, DEAUTHORIZE, signed_request(deauthorisation(await scoped_id(owner))))

    assert answer.status_code == 200
    row = await owner.row(account["id"])
    assert (row.status, row.token) == (AccountStatus.DISCONNECTED, None)
    (mail,) = await owner.mails()
    assert "disconnected at Instagram" in mail.subject
    assert await owner.audited("accounts.") == ["accounts.connect", "accounts.deauthorise"]


async def test_being_told_twice_changes_nothing_more(owner: Owner) -> None:
    await owner.connect()
    request = signed_request(deauthorisation(await scoped_id(owner)))

    answers = [await post(owner, DEAUTHORIZE, request) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(await owner.mails()) == 1


async def test_an_account_nobody_has_is_fine(owner: Owner) -> None:
    assert (await post(owner, DEAUTHORIZE, signed_request(deauthorisation("1")))).status_code == 200


async def test_only_the_one_who_left_is_disconnected(owner: Owner, stranger: Owner) -> None:
    await owner.connect()
    await stranger.connect()

    await post(owner, DEAUTHORIZE, signed_request(deauthorisation(await scoped_id(owner))))

    assert (await stranger.only_account())["status"] == "connected"


async def test_old_news_do_not_end_a_newer_connection(owner: Owner) -> None:
    account = await owner.connect()
    old = deauthorisation(await scoped_id(owner))
    old["issued_at"] -= 3600

    assert (await post(owner, DEAUTHORIZE, signed_request(old))).status_code == 200

    assert (await owner.row(account["id"])).status is AccountStatus.CONNECTED


@pytest.mark.parametrize("path", [DEAUTHORIZE, DELETION])
async def test_what_meta_did_not_sign_changes_nothing(owner: Owner, path: str) -> None:
    account = await owner.connect()
    payload = deauthorisation(await scoped_id(owner))
    forged = {
        "wrong secret": signed_request(payload, "another-secret"),
        "wrong algorithm": signed_request(payload | {"algorithm": "HMAC-MD5"}),
        "no algorithm": signed_request({"user_id": payload["user_id"]}),
        "garbage": "garbage",
        "nobody": signed_request({"algorithm": "HMAC-SHA256"}),
        "changed": signed_request(payload)[:-2] + "AA",
    }

    for how, request in forged.items():
        answer = await post(owner, path, request)
        assert (answer.status_code, answer.json()["code"]) == (400, "signed-request-rejected"), how

    assert (await owner.row(account["id"])).status is AccountStatus.CONNECTED


@pytest.mark.parametrize("path", [DEAUTHORIZE, DELETION])
async def test_a_form_without_the_request_is_malformed(owner: Owner, path: str) -> None:
    answer = await owner.browser.post(path, data={"something": "else"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "signed_request"


async def erased(owner: Owner) -> dict[str, Any]:
    """The account's person asked Meta to have everything deleted; our answer."""
    answer = await post(owner, DELETION, signed_request(deauthorisation(await scoped_id(owner))))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_who_wants_to_be_forgotten_is_forgotten(owner: Owner) -> None:
    account = await owner.connect()
    await owner.change(account["id"], name="Ms Sunny", biography="Bread", throttle_reason="@sunny is limited")

    answer = await erased(owner)

    assert answer["confirmation_code"].isalnum()
    assert answer["url"] == f"{owner.runtime.settings.core.public_url}{DELETION}/{answer['confirmation_code']}"
    row = await owner.row(account["id"])
    assert (row.status, row.token, row.app_scoped_id) == (AccountStatus.DISCONNECTED, None, None)
    left = {name: str(getattr(row, name)) for name in row.__table__.columns.keys()}  # noqa: SIM118  a collection
    traces = (owner.instagram.username, owner.instagram.user_id, "Sunny", "Bread", "sunny")
    assert [name for name, value in left.items() if any(trace in value for trace in traces)] == []
    assert all(owner.instagram.username not in str(entry.details) for entry in await owner.entries())


async def test_who_was_forgotten_can_come_back(owner: Owner) -> None:
    account = await owner.connect()
    await erased(owner)

    again = await owner.connect()

    assert again["id"] != account["id"]
    assert again["username"] == owner.instagram.username


async def test_the_status_is_there_for_programs(owner: Owner) -> None:
    await owner.connect()
    answer = await erased(owner)

    status = (await owner.browser.get(answer["url"])).json()

    assert status["status"] == "completed"
    assert status["confirmation_code"] == answer["confirmation_code"]
    assert status["accounts_erased"] == 1


async def test_the_status_is_a_page_for_people(owner: Owner) -> None:
    await owner.connect()
    answer = await erased(owner)

    page = await owner.browser.get(answer["url"], headers=AS_BROWSER)

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "Your data has been deleted" in page.text
    assert answer["confirmation_code"] in page.text
    assert "UTC" in page.text


async def test_who_was_never_here_is_told_so(owner: Owner) -> None:
    answer = await post(owner, DELETION, signed_request(deauthorisation("1")))

    page = await owner.browser.get(answer.json()["url"], headers=AS_BROWSER)

    assert "We held nothing" in page.text


async def test_a_code_nobody_was_given_is_not_found(owner: Owner) -> None:
    for code in ("unknown", "%3Cscript%3E", "x" * 300):
        for headers, kind in ((AS_BROWSER, "text/html"), ({}, "application/problem+json")):
            answer = await owner.browser.get(f"{DELETION}/{code}", headers=headers)
            assert answer.status_code == 404
            assert answer.headers["content-type"].startswith(kind)
            assert "<script" not in answer.text


@pytest.fixture
async def own_server(runtime: Runtime, fresh_database: str) -> Any:
    """The product over real HTTP on a database of its own, so that Instagram can really call it."""
    settings, keyring = runtime.settings, runtime.keyring
    port = free_port()
    opened = partial(open_runtime, settings, keyring, fresh_database)
    with an_application(settings, opened) as app, served(app, port):
        async with opened() as own:
            yield own, f"http://127.0.0.1:{port}"


async def test_instagram_itself_calls_and_is_understood(own_server: Any, instagram: Instagram) -> None:
    own, url = own_server
    async with own.database.transaction() as session:
        user_id = await create_user(session, "leaver@example.test", full_name=None, password_hash="-")
        workspace_id = await personal_workspace_of(session, user_id)
    actor = Actor(user_id, workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    account = await service.connect_with_token(own, actor, instagram.token())
    person = f"/_sandbox/accounts/{instagram.username}"

    left = instagram.client.post(f"{person}/deauthorize", json={"url": url + DEAUTHORIZE}).json()
    async with own.database.reading() as session:
        brief = await service.account_brief(session, account.id)
    forgotten = instagram.client.post(f"{person}/data-deletion", json={"url": url + DELETION}).json()

    assert (left["status"], left["answer"]) == (200, '{"success":true}')
    assert brief.status is AccountStatus.DISCONNECTED
    assert forgotten["status"] == 200
    assert "confirmation_code" in forgotten["answer"]
    async with own.database.reading() as session:
        assert (await service.account_brief(session, account.id)).username.startswith("erased-")
