"""Who may do what with comments, and that another workspace's do not exist."""

from typing import Any

from tests.inbox.comments.shop import BASE, Shop

from autogram.core.ids import new_id

LOOKING: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/media?account_id={account}", None),
    ("POST", "/media/1/read", {"account_id": "{account}"}),
    ("GET", "/{id}", None),
    ("POST", "/{id}/read", None),
]
WRITING: list[tuple[str, str, Any]] = [
    ("POST", "/{id}/reply", {"text": "Hello"}),
    ("POST", "/{id}/private-reply", {"text": "Hello"}),
    ("POST", "/{id}/hide", None),
    ("POST", "/{id}/unhide", None),
    ("DELETE", "/{id}", None),
]


def filled(case: tuple[str, str, Any], comment_id: Any, account_id: Any) -> tuple[str, str, Any]:
    method, path, body = case
    body = {name: value.replace("{account}", str(account_id)) for name, value in body.items()} if body else None
    return method, path.format(id=comment_id, account=account_id), body


async def test_a_key_that_may_only_look_cannot_write(shop: Shop) -> None:
    comment_id, headers = await shop.comment(), await shop.key("view-messages")

    for case in WRITING:
        method, path, body = filled(case, comment_id, shop.account_id)
        answer = await shop.browser.request(method, BASE + path, headers=headers, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission-missing"), path
    for case in LOOKING:
        method, path, body = filled(case, comment_id, shop.account_id)
        answer = await shop.browser.request(method, BASE + path, headers=headers, json=body)
        assert answer.is_success, path


async def test_a_key_for_something_else_cannot_even_look(shop: Shop) -> None:
    comment_id, headers = await shop.comment(), await shop.key("send-messages")

    for case in LOOKING:
        method, path, body = filled(case, comment_id, shop.account_id)
        answer = await shop.browser.request(method, BASE + path, headers=headers, json=body)
        assert answer.status_code == 403, path


async def test_a_comment_of_another_workspace_is_not_there(shop: Shop, stranger: Shop) -> None:
    comment_id = await shop.comment()
    before = await shop.ask("GET", f"/{comment_id}")

    for case in [*LOOKING[1:], *WRITING]:
        for row, account in ((comment_id, shop.account_id), (new_id(), new_id())):
            method, path, body = filled(case, row, account)
            problem = await stranger.ask(method, path, 404, json=body)
            assert problem["code"] in {"comment-not-found", "account-not-found"}, path

    assert await stranger.ask("GET") == {"items": [], "next_cursor": None}
    assert await shop.ask("GET", f"/{comment_id}") == before


async def test_without_a_sign_in_nothing_happens(shop: Shop) -> None:
    for case in [*LOOKING, *WRITING]:
        method, path, body = filled(case, new_id(), new_id())
        answer = await shop.browser.request(method, BASE + path, json=body)
        assert answer.status_code == 401, path


async def test_an_empty_or_endless_reply_is_refused(shop: Shop) -> None:
    comment_id = await shop.comment()

    for text in ("", "  ", "x" * 2201):
        assert (await shop.reply(comment_id, text, 422))["code"] == "invalid-input"
