"""Website and app beyond their libraries: what the log keeps, what the official API does not see, what control does."""

import json
from typing import Any

import pytest

from .conftest import CALLBACK, PUBLISHING, FileServer, Sandbox

PASSWORD = "open sesame"


def account(sandbox: Sandbox, username: str = "nora", **facts: Any) -> str:
    body = {"username": username, "account_type": "PERSONAL", "password": PASSWORD} | facts
    return str(sandbox.control("POST", "accounts", body)["pk"])


def log_in(sandbox: Sandbox, username: str, password: str, csrf: str = "token") -> Any:
    form = {"username": username, "enc_password": f"#PWD_INSTAGRAM_BROWSER:0:1700000000:{password}"}
    headers = {"x-csrftoken": csrf, "cookie": "csrftoken=token"}
    address = "/www.instagram.com/api/v1/web/accounts/login/ajax/"
    return sandbox.client.post(address, data=form, headers=headers)


def phone(sandbox: Sandbox, username: str = "nora") -> dict[str, str]:
    """The header of a phone that is logged in."""
    session = sandbox.control("POST", f"accounts/{username}/sessions", {"surface": "mobile"})
    return {"authorization": session["authorization"]}


def test_a_web_login_sets_the_cookies_of_instagram(sandbox: Sandbox):
    pk = account(sandbox)

    answer = log_in(sandbox, "nora", PASSWORD)

    assert answer.json() | {"userId": pk, "authenticated": True} == answer.json()
    cookies = answer.headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"sessionid", "csrftoken", "ds_user_id"}
    assert all("Domain=.instagram.com" in cookie for cookie in cookies)
    assert log_in(sandbox, "nora", PASSWORD, csrf="other").status_code == 403


def test_nobody_gets_in_without_a_password_of_the_account(sandbox: Sandbox):
    sandbox.control("POST", "accounts", {"username": "locked", "account_type": "PERSONAL"})

    assert log_in(sandbox, "locked", "").json() == {"user": True, "authenticated": False, "status": "ok"}
    assert log_in(sandbox, "nobody", "").json()["user"] is False


def test_the_first_accounts_have_a_password_everybody_knows(sandbox: Sandbox):
    assert log_in(sandbox, "sunny.bakery", "sandbox").json()["authenticated"]


def test_a_session_ends_by_revocation_by_time_and_by_logging_out(sandbox: Sandbox):
    pk = account(sandbox)

    def works(session: dict[str, Any]) -> bool:
        headers = {"authorization": session["authorization"]}
        return bool(sandbox.client.get(f"/i.instagram.com/api/v1/users/{pk}/info/", headers=headers).status_code == 200)

    first, second = (sandbox.control("POST", "accounts/nora/sessions") for _ in range(2))
    sandbox.client.delete("/_sandbox/accounts/nora/sessions", params={"session_id": first["session_id"]})
    assert (works(first), works(second)) == (False, True)

    headers = {"cookie": f"sessionid={second['session_id']}; csrftoken=c", "x-csrftoken": "c"}
    sandbox.client.post("/www.instagram.com/api/v1/web/accounts/logout/ajax/", headers=headers)
    assert not works(second)

    third = sandbox.control("POST", "accounts/nora/sessions", {"expires_in": 30})
    assert works(third)
    sandbox.control("PUT", "clock", {"advance_seconds": 31})
    assert not works(third)
    assert [one["is_good"] for one in sandbox.control("GET", "accounts/nora/sessions")["sessions"]] == [False] * 3
    unknown = sandbox.client.put("/_sandbox/accounts/nora/sessions", json={"expires_in": 0, "session_id": "1:x"})
    assert unknown.status_code == 404


def test_the_log_keeps_no_password_no_code_and_no_session(sandbox: Sandbox):
    pk = account(sandbox)
    sandbox.control("PUT", "accounts/nora/login", {"codes": ["987654"]})
    waiting = log_in(sandbox, "nora", PASSWORD).json()["two_factor_info"]["two_factor_identifier"]
    form = {"username": "nora", "identifier": waiting, "verificationCode": "987654"}
    headers = {"x-csrftoken": "token", "cookie": "csrftoken=token"}
    sandbox.client.post("/www.instagram.com/accounts/login/ajax/two_factor/", data=form, headers=headers)
    session = sandbox.control("POST", "accounts/nora/sessions")
    sandbox.client.get(
        f"/www.instagram.com/api/v1/friendships/{pk}/followers/?count=12&sessionid={session['session_id']}",
        headers={"x-ig-app-id": "1", "cookie": f"sessionid={session['session_id']}"},
    )
    screen = {"client_input_params": {"contact_point": "nora", "password": f"#PWD_INSTAGRAM:0:1:{PASSWORD}"}}
    path = "/b.i.instagram.com/api/v1/bloks/async_action/com.bloks.www.bloks.caa.login.async.send_login_request/"
    sandbox.client.post(path, data={"params": json.dumps(screen)})

    logged = sandbox.control("GET", "requests")["requests"]

    assert [entry["op"] for entry in logged] == ["mobile.login", "web.followers", "web.two_factor", "web.login"]
    assert {entry["account"] for entry in logged} == {"nora"}
    assert logged[1]["params"] == {"count": "12"}
    for secret in (PASSWORD, "987654", waiting, session["session_id"], session["csrf_token"]):
        assert secret not in json.dumps(logged)


def test_faults_can_be_for_the_login_of_one_account(sandbox: Sandbox):
    account(sandbox, "nora")
    account(sandbox, "otto")
    rule = {"match": {"op": "web.login", "account": "nora"}, "action": {"signal": "please_wait"}}
    sandbox.control("POST", "faults", rule)

    assert log_in(sandbox, "otto", PASSWORD).json()["authenticated"]
    assert log_in(sandbox, "nora", PASSWORD).status_code == 401
    assert log_in(sandbox, "nora", PASSWORD).json()["authenticated"]


def test_any_answer_can_be_ordered_on_every_host(sandbox: Sandbox):
    reply = {"status": 418, "body": {"message": "teapot"}, "headers": {"x-tea": "yes"}}
    sandbox.control("POST", "faults", {"action": {"reply": reply}, "times": 2})

    for address in ("/www.instagram.com/", "/graph.instagram.com/me"):
        answer = sandbox.client.get(address)
        assert (answer.status_code, answer.json(), answer.headers["x-tea"]) == (418, {"message": "teapot"}, "yes")


def test_the_official_api_does_not_know_personal_accounts(sandbox: Sandbox):
    account(sandbox)
    shown = sandbox.control("GET", "accounts/nora")
    asked = {"client_id": "sandbox-app", "redirect_uri": CALLBACK, "response_type": "code", "scope": PUBLISHING}

    consent = sandbox.client.get("/www.instagram.com/oauth/authorize", params=asked)
    chosen = sandbox.client.get("/www.instagram.com/oauth/authorize", params=asked | {"_sandbox_user": "nora"})

    assert "nora" not in consent.text
    assert chosen.status_code == 400
    assert sandbox.client.post("/_sandbox/accounts/nora/token", json={}).status_code == 409
    read = sandbox.call("GET", shown["user_id"], sandbox.token())
    assert read.json()["error"]["error_subcode"] == 33


@pytest.mark.parametrize(
    "address",
    [
        "/www.instagram.com/graphql/query?query_hash=37479f2b8209594dde7facb0d904896a&variables=nonsense",
        '/www.instagram.com/graphql/query?query_hash=37479f2b8209594dde7facb0d904896a&variables={"id":"²"}',
        '/www.instagram.com/graphql/query?query_hash=97b41c52301f77ce508f55e66d17620e&variables={"shortcode":"€"}',
        "/www.instagram.com/graphql/query?query_hash=something-else",
        "/i.instagram.com/api/v1/media/99999999999999999999999999/info/",
        "/i.instagram.com/api/v1/friendships/{pk}/followers/?count=many",
        "/i.instagram.com/api/v1/friendships/{pk}/followers/?max_id=QVFE!!",
        "/i.instagram.com/api/v1/nowhere/",
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(sandbox: Sandbox, address: str):
    pk = account(sandbox)

    answer = sandbox.client.get(address.replace("{pk}", pk), headers=phone(sandbox))

    assert answer.status_code in (400, 404)
    assert answer.json()["status"] == "fail"


def test_following_somebody_changes_both_lists_unless_they_are_private(sandbox: Sandbox):
    account(sandbox, "nora")
    headers = phone(sandbox)
    for name, is_private in (("otto", False), ("shy", True)):
        number = account(sandbox, name, is_private=is_private)
        address = f"/i.instagram.com/api/v1/friendships/create/{number}/"
        status = sandbox.client.post(address, headers=headers).json()["friendship_status"]
        assert (status["following"], status["outgoing_request"]) == (not is_private, is_private)
        followers = sandbox.control("GET", f"accounts/{name}/followers")["people"]
        assert len(followers) == (not is_private)

    otto = sandbox.control("GET", "accounts/otto")["pk"]
    sandbox.client.post(f"/i.instagram.com/api/v1/friendships/destroy/{otto}/", headers=headers)
    assert sandbox.control("GET", "accounts/otto")["followers_count"] == 0


def test_hidden_comments_are_for_their_author_and_the_owner(sandbox: Sandbox, sandbox_files: FileServer):
    account(sandbox, "nora")
    account(sandbox, "otto")
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    number = sandbox.control("GET", f"media/{media}")["pk"]
    written = sandbox.control("POST", f"media/{media}/comments", {"username": "nora", "text": "Rude"})["id"]
    sandbox.call("POST", written, sandbox.token(), hide="true")

    def seen_by(username: str) -> int:
        address = f"/i.instagram.com/api/v1/media/{number}/comments/"
        return len(sandbox.client.get(address, headers=phone(sandbox, username)).json()["comments"])

    assert [seen_by(name) for name in ("nora", "sunny.bakery", "otto")] == [1, 1, 0]


@pytest.mark.parametrize(("twist", "sizes"), [("empty", [20, 0, 20]), ("duplicates", [20, 20, 15]), ("end", [20, 20])])
def test_pages_of_comments_can_be_wrong_too(sandbox: Sandbox, twist: str, sizes: list[int]):
    account(sandbox)
    made = sandbox.control("POST", "accounts/nora/posts", {"comments": 50})["posts"][0]
    sandbox.control("POST", "faults", {"match": {"op": "mobile.comments"}, "action": {"page": twist}, "skip": 1})
    headers = phone(sandbox)

    read: list[int] = []
    seen: set[str] = set()
    cursor: str | None = ""
    for _ in sizes:
        address = f"/i.instagram.com/api/v1/media/{made['pk']}/comments/"
        answer = sandbox.client.get(address, params={"min_id": cursor} if cursor else {}, headers=headers).json()
        read.append(len(answer["comments"]))
        seen |= {comment["pk"] for comment in answer["comments"]}
        cursor = answer.get("next_min_id")

    assert (read, len(seen)) == (sizes, 50 if twist == "duplicates" else 40)
    assert (cursor is None) == (twist != "empty")


def test_generated_comments_are_told_to_nobody_and_seen_by_everybody(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.control("PUT", "webhook", {"url": f"{sandbox_files.url}/hook", "verify": False})
    sandbox.call("POST", "me/subscribed_apps", sandbox.token(), subscribed_fields="comments")
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")

    made = sandbox.control("POST", f"media/{media}/comments", {"generated": 4, "usernames": ["ann", "ben"]})

    listed = sandbox.call("GET", f"{media}/comments", sandbox.token(), fields="username").json()["data"]
    assert (made["count"], [one["username"] for one in listed]) == (4, ["ben", "ann", "ben", "ann"])
    assert sandbox.control("GET", "webhooks")["count"] == 0


def test_what_the_phone_published_does_not_count_towards_the_quota(sandbox: Sandbox):
    made = sandbox.control("POST", "accounts/sunny.bakery/posts", {"count": 3})["posts"]

    limit = sandbox.call("GET", "me/content_publishing_limit", sandbox.token()).json()["data"][0]
    listed = sandbox.call("GET", "me/media", sandbox.token(), fields="id").json()["data"]

    assert limit["quota_usage"] == 0
    assert [one["id"] for one in listed] == [one["id"] for one in made[::-1]]


def test_an_account_can_be_renamed_but_not_to_somebody_s_name(sandbox: Sandbox):
    pk = account(sandbox)

    renamed = sandbox.control("PUT", "accounts/nora", {"username": "nora.new"})

    assert (renamed["username"], renamed["pk"]) == ("nora.new", pk)
    assert sandbox.client.get("/_sandbox/accounts/nora").status_code == 404
    taken = sandbox.client.put("/_sandbox/accounts/nora.new", json={"username": "lena.paints"})
    assert taken.status_code == 409


def test_who_changes_their_name_stays_the_author_of_their_comments(sandbox: Sandbox, sandbox_files: FileServer):
    account(sandbox)
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    number = sandbox.control("GET", f"media/{media}")["pk"]
    for name in ("nora", "ben"):
        sandbox.control("POST", f"media/{media}/comments", {"username": name, "text": "Nice"})
    headers = phone(sandbox)

    def authors() -> list[tuple[str, str]]:
        found = sandbox.client.get(f"/i.instagram.com/api/v1/media/{number}/comments/", headers=headers).json()
        return [(comment["user"]["pk"], comment["user"]["username"]) for comment in found["comments"]]

    before = authors()
    official = sandbox.call("GET", f"{media}/comments", sandbox.token(), fields="from").json()["data"]
    sandbox.control("PUT", "accounts/nora", {"username": "nora.new"})
    sandbox.control("POST", "accounts/nora.new/followers", {"rename": {"ben": "benny"}})
    sandbox.control("POST", f"media/{media}/comments", {"username": "benny", "text": "Again"})

    assert authors()[1:] == [(before[0][0], "benny"), (before[1][0], "nora.new")]
    assert authors()[0] == authors()[1]
    after = sandbox.call("GET", f"{media}/comments", sandbox.token(), fields="from").json()["data"]
    assert {one["from"]["id"] for one in after} == {one["from"]["id"] for one in official}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "accounts/lena.paints/followers", {}),
        ("PUT", "accounts/lena.paints/followers", {"usernames": [], "generated": 1}),
        ("POST", "accounts/lena.paints/followers", {"add": ["No Name"]}),
        ("PUT", "accounts/lena.paints/login", {"totp_secret": "not base 32!"}),
        ("PUT", "accounts/lena.paints/login", {"demand": "money"}),
        ("POST", "faults", {"action": {"signal": "smoke"}}),
    ],
)
def test_control_says_what_it_does_not_understand(sandbox: Sandbox, method: str, path: str, body: dict[str, Any]):
    answer = sandbox.client.request(method, f"/_sandbox/{path}", json=body)

    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_the_overview_shows_personal_accounts_and_how_they_log_in(sandbox: Sandbox):
    account(sandbox, "nora", followers_count=5_000)
    sandbox.control("PUT", "accounts/nora/login", {"codes": ["123456"]})

    page = sandbox.client.get("/_sandbox", headers={"accept": "text/html"}).text

    assert "nora" in page
    assert "5,000" in page
    assert "password, code" in page
    assert PASSWORD not in page
