"""Who may do what with accounts, and that another workspace's do not exist."""

from typing import Any

from tests.accounts.owners import Owner

from autogram.core.ids import new_id

LOOKING: list[tuple[str, str, Any]] = [
    ("GET", "/accounts", None),
    ("GET", "/accounts/{id}", None),
    ("GET", "/accounts/{id}/quota", None),
    ("GET", "/accounts/{id}/profile", None),
]
MANAGING: list[tuple[str, str, Any]] = [
    ("POST", "/accounts/oauth/start", None),
    ("POST", "/accounts/oauth/complete", {"code": "c", "state": "s"}),
    ("POST", "/auth/instagram/connect", {"auth_code": "c", "state": "s"}),
    ("POST", "/accounts/token", {"access_token": "IGAA" + "x" * 30}),
    ("PATCH", "/accounts/{id}", {"comments_per_hour": 1}),
    ("PUT", "/accounts/{id}", {"comments_per_hour": 1}),
    ("DELETE", "/accounts/{id}", None),
    ("POST", "/accounts/{id}/pause", None),
    ("POST", "/accounts/{id}/resume", None),
]
ADMINISTERING = [("POST", "/admin/pause", None), ("POST", "/admin/resume", None)]
OF_ONE = [case for case in [*LOOKING, *MANAGING] if "{id}" in case[1]]


async def key(owner: Owner, *scopes: str) -> dict[str, str]:
    """The headers of a script with these permissions."""
    made = await owner.ask("POST", "/api-keys", 201, json={"name": "script", "scopes": scopes})
    return {"Authorization": f"Bearer {made['key']}"}


async def test_a_key_that_may_only_look_cannot_manage(owner: Owner) -> None:
    account = await owner.connect()
    headers = await key(owner, "view-posts")

    for method, path, body in [*MANAGING, *ADMINISTERING]:
        answer = await owner.browser.request(method, f"/api/v1{path.format(**account)}", headers=headers, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission-missing"), path


async def test_a_key_for_something_else_cannot_even_look(owner: Owner) -> None:
    account = await owner.connect()
    headers = await key(owner, "manage-media")

    for method, path, _ in LOOKING:
        answer = await owner.browser.request(method, f"/api/v1{path.format(**account)}", headers=headers)
        assert answer.status_code == 403, path


async def test_a_key_with_the_permission_can(owner: Owner) -> None:
    account = await owner.connect()
    headers = await key(owner, "view-posts", "manage-instagram-accounts")

    for method, path in [("GET", ""), ("POST", "/pause"), ("POST", "/resume"), ("GET", "/quota")]:
        answer = await owner.browser.request(method, f"/api/v1/accounts/{account['id']}{path}", headers=headers)
        assert answer.status_code == 200, path


async def test_an_account_of_another_workspace_is_not_there(owner: Owner, stranger: Owner) -> None:
    account = await owner.connect()

    for method, path, body in OF_ONE:
        for account_id in (account["id"], str(new_id())):
            problem = await stranger.ask(method, path.format(id=account_id), 404, json=body)
            assert problem["code"] == "account-not-found", path

    assert await owner.only_account() == account


async def test_lists_are_of_the_own_workspace(owner: Owner, stranger: Owner) -> None:
    await owner.connect()

    assert (await stranger.ask("GET", "/accounts?with_disconnected=true"))["items"] == []


async def test_without_a_sign_in_nothing_happens(owner: Owner) -> None:
    for method, path, body in [*LOOKING, *MANAGING, *ADMINISTERING]:
        answer = await owner.browser.request(method, f"/api/v1{path.format(id=new_id())}", json=body)
        assert answer.status_code == 401, path
