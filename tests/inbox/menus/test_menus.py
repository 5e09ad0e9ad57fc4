"""Ice breakers and the persistent menu: written to Instagram, read back from it."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.comments.shop import Shop

from autogram.core.audit import AuditEntry
from autogram.core.ids import new_id

QUESTIONS = [{"question": "Where are you?", "payload": "WHERE"}, {"question": "What is new?", "payload": "NEW"}]
ITEMS = [{"title": "Opening hours", "payload": "HOURS"}, {"title": "Shop", "url": "https://shop.example.test/"}]


async def ask(shop: Shop, method: str, part: str, expect: int = 200, account: Any = None, body: Any = None) -> Any:
    path = f"/api/v1/inbox/automation/accounts/{account or shop.account_id}/{part}"
    answer = await shop.browser.request(method, path, headers=shop.headers, json=body)
    assert answer.status_code == expect, answer.text
    return answer.json() if answer.content else None


async def test_ice_breakers_are_shown_changed_and_removed(shop: Shop) -> None:
    assert await ask(shop, "GET", "ice-breakers") == {"questions": []}

    assert await ask(shop, "PUT", "ice-breakers", body={"questions": QUESTIONS}) == {"questions": QUESTIONS}
    assert await ask(shop, "PUT", "ice-breakers", body={"questions": QUESTIONS[1:]}) == {"questions": QUESTIONS[1:]}
    assert await ask(shop, "GET", "ice-breakers") == {"questions": QUESTIONS[1:]}

    await ask(shop, "DELETE", "ice-breakers", 204)
    await ask(shop, "DELETE", "ice-breakers", 204)
    assert await ask(shop, "GET", "ice-breakers") == {"questions": []}


async def test_the_menu_is_shown_changed_and_removed(shop: Shop, session: AsyncSession) -> None:
    shown = [{"title": "Opening hours", "payload": "HOURS", "url": None}]
    shown.append({"title": "Shop", "payload": None, "url": "https://shop.example.test/"})

    assert await ask(shop, "PUT", "persistent-menu", body={"items": ITEMS}) == {"items": shown}
    assert await ask(shop, "GET", "persistent-menu") == {"items": shown}
    await ask(shop, "PUT", "ice-breakers", body={"questions": QUESTIONS})
    await ask(shop, "DELETE", "persistent-menu", 204)

    assert await ask(shop, "GET", "persistent-menu") == {"items": []}
    assert await ask(shop, "GET", "ice-breakers") == {"questions": QUESTIONS}
    entries = await session.scalars(select(AuditEntry).where(AuditEntry.workspace_id == shop.person.workspace_id))
    changed = [entry.action for entry in entries if entry.action.startswith("automation.")]
    assert sorted(changed) == ["automation.ice_breakers", "automation.persistent_menu", "automation.persistent_menu"]


WRONG: list[tuple[str, Any]] = [
    ("ice-breakers", {"questions": []}),
    ("ice-breakers", {"questions": QUESTIONS * 3}),
    ("ice-breakers", {"questions": [{"question": "x" * 81, "payload": "P"}]}),
    ("ice-breakers", {"questions": [{"question": " ", "payload": "P"}]}),
    ("ice-breakers", {"questions": [{"question": "Who?", "payload": "x" * 1001}]}),
    ("ice-breakers", {"questions": [{"question": "Who?"}]}),
    ("persistent-menu", {"items": []}),
    ("persistent-menu", {"items": ITEMS * 3}),
    ("persistent-menu", {"items": [{"title": "x" * 31, "payload": "P"}]}),
    ("persistent-menu", {"items": [{"title": "Neither"}]}),
    ("persistent-menu", {"items": [{"title": "Both", "payload": "P", "url": "https://a.test"}]}),
    ("persistent-menu", {"items": [{"title": "Shop", "url": "javascript:alert(1)"}]}),
]


@pytest.mark.parametrize(("part", "body"), WRONG, ids=lambda case: str(case)[:40])
async def test_what_instagram_would_not_take_is_refused_before(shop: Shop, part: str, body: Any) -> None:
    problem = await ask(shop, "PUT", part, 422, body=body)

    assert problem["code"] == "invalid-input"
    assert shop.instagram.calls("menu.change") == []


async def test_instagrams_own_words_come_with_its_refusal(shop: Shop) -> None:
    shop.instagram.fault("menu.change", error={"code": 100, "message": "Param ice_breakers is odd"})

    problem = await ask(shop, "PUT", "ice-breakers", 400, body={"questions": QUESTIONS})

    assert problem["code"] == "instagram-refused"
    assert "odd" in problem["detail"]


async def test_an_unclear_answer_can_be_repeated(shop: Shop) -> None:
    shop.instagram.fault("menu.change", after=True, drop=True)

    assert (await ask(shop, "PUT", "persistent-menu", 502, body={"items": ITEMS}))["code"] == "instagram-not-answering"
    assert len((await ask(shop, "PUT", "persistent-menu", body={"items": ITEMS}))["items"]) == 2


async def test_a_dead_token_and_a_throttle_are_noticed(shop: Shop) -> None:
    shop.instagram.fault("menu.read", rate_limited=80002)
    assert (await ask(shop, "GET", "ice-breakers", 429))["code"] == "account-throttled"
    assert (await ask(shop, "GET", "persistent-menu", 429))["code"] == "account-throttled"
    assert len(shop.instagram.calls("menu.read")) == 1


async def test_an_account_whose_connection_has_ended_must_be_connected_again(shop: Shop) -> None:
    shop.instagram.refuse_tokens(463)

    assert (await ask(shop, "GET", "ice-breakers", 400))["code"] == "instagram-refused"
    assert (await ask(shop, "DELETE", "ice-breakers", 409))["code"] == "account-not-usable"


CALLS = [(method, part) for method in ("GET", "PUT", "DELETE") for part in ("ice-breakers", "persistent-menu")]
BODIES = {"ice-breakers": {"questions": QUESTIONS}, "persistent-menu": {"items": ITEMS}}


async def test_another_workspaces_account_is_not_there(shop: Shop, stranger: Shop) -> None:
    for method, part in CALLS:
        body = BODIES[part] if method == "PUT" else None
        for account in (shop.account_id, new_id()):
            assert (await ask(stranger, method, part, 404, account, body))["code"] == "account-not-found"
    assert shop.instagram.calls("menu.*") == []


async def test_it_needs_the_permission_for_automation(shop: Shop) -> None:
    headers = await shop.key("view-messages", "send-messages")

    for method, part in CALLS:
        path = f"/api/v1/inbox/automation/accounts/{shop.account_id}/{part}"
        body = BODIES[part] if method == "PUT" else None
        assert (await shop.browser.request(method, path, headers=headers, json=body)).status_code == 403
        assert (await shop.browser.request(method, path, json=body)).status_code == 401
