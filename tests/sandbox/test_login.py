"""Both logins, from the consent page to a token's end."""

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import CALLBACK, PUBLISHING, Sandbox

SECRET = {"client_id": "sandbox-app", "client_secret": "sandbox-secret"}
DAY = 86_400


def authorize(sandbox: Sandbox, **changes: str) -> Any:
    asked = {"client_id": "sandbox-app", "redirect_uri": CALLBACK, "response_type": "code", "scope": PUBLISHING}
    return sandbox.client.get("/www.instagram.com/oauth/authorize", params=asked | changes)


def code_for(sandbox: Sandbox, username: str = "sunny.bakery", **changes: str) -> str:
    reply = authorize(sandbox, _sandbox_user=username, **changes)
    return parse_qs(urlsplit(reply.headers["location"]).query)["code"][0]


def exchange(sandbox: Sandbox, code: str, **changes: str) -> Any:
    form = {**SECRET, "grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": code}
    return sandbox.client.post("/api.instagram.com/oauth/access_token", data=form | changes)


def lengthen(sandbox: Sandbox, token: str) -> Any:
    asked = {"grant_type": "ig_exchange_token", "client_secret": "sandbox-secret", "access_token": token}
    return sandbox.client.get("/graph.instagram.com/access_token", params=asked)


def refresh(sandbox: Sandbox, token: str) -> Any:
    asked = {"grant_type": "ig_refresh_token", "access_token": token}
    return sandbox.client.get("/graph.instagram.com/refresh_access_token", params=asked)


def test_the_consent_page_lists_the_accounts_and_what_the_app_asks(sandbox: Sandbox):
    page = authorize(sandbox, state="<script>").text

    assert 'value="sunny.bakery"' in page
    assert 'value="lena.paints"' in page
    assert "Publish posts, reels and stories" in page
    assert "<script>" not in page


def test_denying_sends_the_person_back_with_the_reason(sandbox: Sandbox):
    reply = authorize(sandbox, _sandbox_deny="1", state="s")

    answer = parse_qs(urlsplit(reply.headers["location"]).query)
    assert answer["error"] == ["access_denied"]
    assert answer["error_reason"] == ["user_denied"]
    assert answer["state"] == ["s"]


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"redirect_uri": "javascript:alert(1)"},
        {"scope": "instagram_business_fly"},
        {"_sandbox_user": "nobody"},
        {"response_type": "token"},
    ],
)
def test_a_wrong_request_gets_an_explaining_page_and_no_redirect(sandbox: Sandbox, changes: dict[str, str]):
    reply = authorize(sandbox, **changes)

    assert reply.status_code == 400
    assert "Something went wrong" in reply.text


def test_an_app_can_list_its_redirect_addresses(sandbox: Sandbox):
    sandbox.settings(redirect_uris=["https://app.example/callback"])

    assert authorize(sandbox).status_code == 400
    assert authorize(sandbox, redirect_uri="https://app.example/callback").status_code == 200


def test_a_code_works_once(sandbox: Sandbox):
    code = code_for(sandbox)

    assert exchange(sandbox, code + "#_").status_code == 200
    again = exchange(sandbox, code)

    assert again.status_code == 400
    assert again.json() == {
        "error_type": "OAuthException",
        "code": 400,
        "error_message": "Matching code was not found or was already used",
    }


def test_a_code_dies_after_an_hour(sandbox: Sandbox):
    code = code_for(sandbox)
    sandbox.control("PUT", "clock", {"advance_seconds": 3_601})

    assert exchange(sandbox, code).json()["error_message"] == "This authorization code has expired."


@pytest.mark.parametrize("changes", [{"redirect_uri": CALLBACK + "/"}, {"client_secret": "x"}, {"client_id": "x"}])
def test_the_exchange_checks_app_secret_and_redirect(sandbox: Sandbox, changes: dict[str, str]):
    assert exchange(sandbox, code_for(sandbox), **changes).status_code == 400


def test_the_exchange_also_takes_multipart(sandbox: Sandbox):
    form = {**SECRET, "grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": code_for(sandbox)}
    files = {name: (None, value) for name, value in form.items()}

    assert sandbox.client.post("/api.instagram.com/oauth/access_token", files=files).status_code == 200


def test_the_exchange_has_every_shape_in_circulation(sandbox: Sandbox):
    sandbox.settings(oauth_shape="docs", permissions_shape="string", user_id_shape="number", me_shape="docs")

    [answer] = exchange(sandbox, code_for(sandbox)).json()["data"]
    assert answer["permissions"] == PUBLISHING
    assert isinstance(answer["user_id"], int)
    [me] = sandbox.call("GET", "me", answer["access_token"], fields="username").json()["data"]
    assert me["username"] == "sunny.bakery"


def test_a_short_token_lives_an_hour_and_cannot_be_refreshed(sandbox: Sandbox):
    short = exchange(sandbox, code_for(sandbox)).json()["access_token"]
    assert refresh(sandbox, short).status_code == 400

    sandbox.control("PUT", "clock", {"advance_seconds": 3_601})

    expired = sandbox.call("GET", "me", short)
    assert (expired.status_code, expired.json()["error"]["code"]) == (401, 190)
    assert expired.json()["error"]["error_subcode"] == 463
    assert lengthen(sandbox, short).status_code == 401


def test_a_long_token_is_refreshed_from_the_second_day_to_the_sixtieth(sandbox: Sandbox):
    long = lengthen(sandbox, exchange(sandbox, code_for(sandbox)).json()["access_token"]).json()["access_token"]
    assert refresh(sandbox, long).status_code == 400

    sandbox.control("PUT", "clock", {"advance_seconds": 59 * DAY})
    fresh = refresh(sandbox, long).json()["access_token"]
    sandbox.control("PUT", "clock", {"advance_seconds": 2 * DAY})

    assert sandbox.call("GET", "me", fresh).status_code == 200
    assert refresh(sandbox, long).json()["error"]["error_subcode"] == 463


def test_a_token_for_the_other_host_cannot_be_read(sandbox: Sandbox):
    page, instagram = sandbox.token(flavour="page"), sandbox.token()

    assert "Cannot parse access token" in sandbox.call("GET", "me", page).json()["error"]["message"]
    assert sandbox.call("GET", "me", instagram, host="graph.facebook.com").status_code == 401


def test_a_call_without_a_token_is_refused(sandbox: Sandbox):
    assert sandbox.call("GET", "me").json()["error"]["code"] == 190
    assert sandbox.call("GET", "me", host="graph.facebook.com").json()["error"]["code"] == 2500


@pytest.mark.parametrize("subcode", [458, 459, 460, 463, 464, 467, 492])
def test_a_token_can_be_revoked_with_every_subcode_and_restored(sandbox: Sandbox, subcode: int):
    token = sandbox.token()
    sandbox.control("PUT", "accounts/sunny.bakery/tokens", {"refuse_with": subcode})

    assert sandbox.call("GET", "me", token).json()["error"]["error_subcode"] == subcode
    sandbox.control("PUT", "accounts/sunny.bakery/tokens", {})
    assert sandbox.call("GET", "me", token).status_code == 200


def test_a_missing_permission_is_code_10(sandbox: Sandbox):
    token = sandbox.token(permissions=["instagram_business_basic"])

    refused = sandbox.call("GET", "me/content_publishing_limit", token)

    assert (refused.status_code, refused.json()["error"]["code"]) == (403, 10)
    sandbox.settings(enforce_permissions=False)
    assert sandbox.call("GET", "me/content_publishing_limit", token).status_code == 200


def test_the_appsecret_proof_is_checked_and_can_be_demanded(sandbox: Sandbox):
    token = sandbox.token()
    proof = hmac.new(b"sandbox-secret", token.encode(), hashlib.sha256).hexdigest()
    sandbox.settings(require_appsecret_proof=True)

    assert sandbox.call("GET", "me", token, appsecret_proof=proof).status_code == 200
    assert sandbox.call("GET", "me", token).json()["error"]["code"] == 100
    assert sandbox.call("GET", "me", token, appsecret_proof="0" * 64).json()["error"]["code"] == 100


def test_facebook_login_leads_from_the_dialog_to_a_page_token_without_end(sandbox: Sandbox):
    scopes = "instagram_basic,instagram_content_publish,pages_show_list,pages_read_engagement"
    asked = {"client_id": "sandbox-app", "redirect_uri": CALLBACK, "scope": scopes, "state": "s"}
    chosen = [("_sandbox_user", "sunny.bakery"), ("_sandbox_user", "lena.paints")]
    reply = sandbox.client.get("/www.facebook.com/v25.0/dialog/oauth", params=[*asked.items(), *chosen])
    code = parse_qs(urlsplit(reply.headers["location"]).query)["code"][0]

    def graph(path: str, **params: str) -> Any:
        return sandbox.client.get(f"/graph.facebook.com/v25.0/{path}", params=params).json()

    short = graph("oauth/access_token", **SECRET, redirect_uri=CALLBACK, code=code)["access_token"]
    long = graph("oauth/access_token", **SECRET, grant_type="fb_exchange_token", fb_exchange_token=short)
    assert long["expires_in"] == 5183944
    token = long["access_token"]
    pages = graph("me/accounts", fields="id,name,access_token,instagram_business_account{username}", access_token=token)
    assert [page["instagram_business_account"]["username"] for page in pages["data"]] == ["sunny.bakery", "lena.paints"]
    granted = graph("me/permissions", access_token=token)["data"]
    assert granted[0] == {"permission": "instagram_basic", "status": "granted"}

    page_token = pages["data"][0]["access_token"]
    debugged = graph("debug_token", input_token=page_token, access_token="sandbox-app|sandbox-secret")["data"]
    assert (debugged["type"], debugged["is_valid"], debugged["expires_at"]) == ("PAGE", True, 0)
    again = graph("me/accounts", fields="access_token", access_token=token)["data"][0]["access_token"]
    assert again == page_token
    assert graph("me", access_token=page_token)["name"] == "Sunny Bakery"


def test_leaving_ends_the_tokens_and_tells_the_app_with_a_signature(sandbox: Sandbox, sandbox_files: Any):
    token = sandbox.token()

    told = sandbox.control("POST", "accounts/sunny.bakery/deauthorize", {"url": f"{sandbox_files.url}/deauthorize"})

    assert told == {"delivered": True, "status": 200, "answer": "posted"}
    assert sandbox.call("GET", "me", token).json()["error"]["error_subcode"] == 458
    signature, payload = parse_qs(sandbox_files.posts[-1].decode())["signed_request"][0].split(".")
    expected = hmac.new(b"sandbox-secret", payload.encode(), hashlib.sha256).digest()
    assert unpadded(signature) == expected
    assert b'"algorithm":"HMAC-SHA256"' in unpadded(payload)
    assert sandbox.control("GET", "accounts/sunny.bakery")["app_scoped_id"].encode() in unpadded(payload)


def unpadded(text: str) -> bytes:
    import base64

    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_facebook_s_other_grants_are_answered(sandbox: Sandbox):
    def grant(**params: str) -> Any:
        return sandbox.client.get("/graph.facebook.com/oauth/access_token", params=SECRET | params)

    assert grant(grant_type="client_credentials").json()["access_token"] == "sandbox-app|sandbox-secret"
    assert grant(grant_type="magic").status_code == 400
    assert grant(code="unknown").json()["error"]["code"] == 100
    assert grant(grant_type="fb_exchange_token", fb_exchange_token="EAAunknown").json()["error"]["code"] == 190


def test_taking_back_the_permissions_ends_the_facebook_tokens(sandbox: Sandbox):
    token = sandbox.token(flavour="facebook")
    assert sandbox.call("GET", "me", token, host="graph.facebook.com").json()["name"] == "Sandbox Owner"

    assert sandbox.call("DELETE", "me/permissions", token, host="graph.facebook.com").json() == {"success": True}

    debugged = {"input_token": token, "access_token": "sandbox-app|sandbox-secret"}
    answer = sandbox.client.get("/graph.facebook.com/debug_token", params=debugged).json()["data"]
    assert (answer["is_valid"], answer["error"]["subcode"]) == (False, 458)
    unknown = sandbox.client.get("/graph.facebook.com/debug_token", params=debugged | {"input_token": "EAAx"}).json()
    assert unknown["data"]["is_valid"] is False


def test_a_page_token_made_from_a_short_token_is_short(sandbox: Sandbox):
    user = sandbox.token(flavour="facebook", is_long_lived=False)
    fields = {"fields": "access_token", "access_token": user}
    page = sandbox.client.get("/graph.facebook.com/me/accounts", params=fields).json()["data"][0]

    listed = sandbox.control("GET", "accounts/sunny.bakery/tokens")["tokens"][0]

    assert listed["access_token"] == page["access_token"]
    assert listed["is_long_lived"] is False


def test_one_token_of_several_can_be_ended(sandbox: Sandbox):
    first, second = sandbox.token(), sandbox.token()
    sandbox.control("PUT", "accounts/sunny.bakery/tokens", {"access_token": first, "expires_in": 0})
    sandbox.control("PUT", "accounts/sunny.bakery/tokens", {"access_token": second, "permissions": []})

    assert sandbox.call("GET", "me", first).json()["error"]["error_subcode"] == 463
    assert sandbox.call("GET", "me", second).json()["error"]["code"] == 10
    unknown = sandbox.client.put("/_sandbox/accounts/sunny.bakery/tokens", json={"access_token": "x"})
    assert unknown.status_code == 404


def test_an_app_that_does_not_listen_is_reported(sandbox: Sandbox, sandbox_files: Any):
    told = sandbox.control("POST", "accounts/sunny.bakery/data-deletion", {"url": f"{sandbox_files.url}/deletion"})
    assert told["answer"] == "posted"

    deaf = sandbox.client.post("/_sandbox/accounts/sunny.bakery/data-deletion", json={"url": "http://127.0.0.1:9/"})
    assert (deaf.status_code, deaf.json()["delivered"]) == (502, False)
