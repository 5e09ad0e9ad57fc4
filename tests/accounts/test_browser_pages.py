"""What a person sees in the browser: small pages that say what happened and what to do next."""

from collections.abc import Callable
from dataclasses import replace

import httpx2
from pydantic import SecretStr
from tests.accounts.owners import AS_BROWSER, Owner

from autogram.accounts import pages
from autogram.accounts.errors import InstagramRefused


def assert_is_a_page(answer: httpx2.Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["vary"] == "accept"
    page = answer.text
    assert '<html lang="en">' in page
    assert 'name="viewport"' in page
    assert "prefers-color-scheme:dark" in page
    assert "<script" not in page
    assert "://" not in page


async def test_who_has_connected_comes_back_to_the_console(owner: Owner) -> None:
    started = await owner.start()

    answer = await owner.come_back(owner.consent(started["authorize_url"]), headers=AS_BROWSER)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/settings/accounts?connected={owner.instagram.username}"
    assert answer.headers["cache-control"] == "no-store"
    assert "autogram_connect" not in owner.browser.cookies


async def test_who_says_no_sees_what_to_do_next(owner: Owner) -> None:
    started = await owner.start()

    answer = await owner.come_back(owner.consent(started["authorize_url"], _sandbox_deny="1"), headers=AS_BROWSER)

    assert_is_a_page(answer, 400)
    assert "Instagram was not given permission" in answer.text
    assert "Nothing was changed. Go back to Autogram and start the connection again." in answer.text


async def test_a_used_link_is_explained(owner: Owner) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    await owner.come_back(appended)

    answer = await owner.come_back(appended, headers=AS_BROWSER)

    assert_is_a_page(answer, 400)
    assert "not valid any more" in answer.text
    assert appended["code"] not in answer.text


async def test_instagram_being_down_is_a_page_too(owner: Owner, fault: Callable[..., None]) -> None:
    started = await owner.start()
    appended = owner.consent(started["authorize_url"])
    fault("oauth.exchange", status=503)

    answer = await owner.come_back(appended, headers=AS_BROWSER)

    assert_is_a_page(answer, 502)
    assert "Instagram does not answer" in answer.text


async def test_an_account_of_another_workspace_is_explained(owner: Owner, stranger: Owner) -> None:
    await owner.connect()
    thief = stranger.with_account(owner.instagram)
    started = await thief.start()

    answer = await thief.come_back(thief.consent(started["authorize_url"]), headers=AS_BROWSER)

    assert_is_a_page(answer, 409)
    assert "connected in another workspace" in answer.text


def test_what_instagram_says_cannot_become_markup() -> None:
    page = pages.failed_page(InstagramRefused("Instagram said: <script>alert(1)</script>"))

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_without_a_meta_app_the_operator_is_told_what_to_set(owner: Owner) -> None:
    settings = replace(
        owner.runtime.settings,
        meta=owner.runtime.settings.meta.model_copy(update={"meta_app_id": "", "meta_app_secret": SecretStr("")}),
    )
    app = owner.browser._transport.app  # type: ignore[attr-defined]  # an ASGITransport
    app.state.runtime = replace(owner.runtime, settings=settings)

    problem = await owner.ask("POST", "/accounts/oauth/start", 409)

    assert problem["code"] == "meta-app-missing"
    assert "META_APP_ID" in problem["detail"]


async def test_a_script_gets_a_problem_document(owner: Owner) -> None:
    for accept in ("application/json", "*/*", ""):
        answer = await owner.come_back({"error": "access_denied"}, headers={"Accept": accept})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
