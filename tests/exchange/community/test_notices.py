"""Announcements: their order, their dates, and who sees them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.exchange.organiser import Organiser

from autogram.core import clock
from autogram.exchange.community import service


async def announce(organiser: Organiser, title: str, **more: Any) -> str:
    made = await organiser.ask("POST", "/notices", 201, json={"title": title, "content": f"About {title}"} | more)
    return str(made["id"])


def days(number: float) -> str:
    return (clock.now() + timedelta(days=number)).isoformat()


async def titles(organiser: Organiser, **params: Any) -> list[str]:
    page = await organiser.public("GET", "/notices", params=params)
    return [notice["title"] for notice in page["items"]]


async def test_pinned_notices_come_first_then_the_newest(organiser: Organiser):
    for title, is_pinned in (("old pin", True), ("old", False), ("new", False), ("new pin", True)):
        await announce(organiser, title, is_pinned=is_pinned)

    assert await titles(organiser) == ["new pin", "old pin", "new", "old"]
    seen: list[str] = []
    params: dict[str, Any] = {"limit": 1}
    while len(seen) < 5:
        page = await organiser.ask("GET", "/notices", params=params)
        seen += [notice["title"] for notice in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == ["new pin", "old pin", "new", "old"]


async def test_a_cursor_of_another_list_is_refused(organiser: Organiser):
    for cursor in ("x", "pabc", "n"):
        await organiser.ask("GET", "/notices", 422, params={"cursor": cursor})


async def test_everybody_sees_what_is_active_between_its_dates(organiser: Organiser):
    await announce(organiser, "now", starts_at=days(-1), ends_at=days(1))
    await announce(organiser, "over", ends_at=days(-1))
    await announce(organiser, "to come", starts_at=days(1))
    off = await announce(organiser, "off", is_active=False)

    assert await titles(organiser) == ["now"]
    shown = {each["title"]: each["is_shown"] for each in (await organiser.ask("GET", "/notices"))["items"]}
    assert shown == {"now": True, "over": False, "to come": False, "off": False}
    await organiser.ask("PATCH", f"/notices/{off}", json={"is_active": True})
    assert await titles(organiser) == ["off", "now"]


async def test_a_notice_changes_only_where_something_was_sent(organiser: Organiser):
    notice = await announce(organiser, "Rules", is_important=True, ends_at=days(3))

    changed = await organiser.ask("PATCH", f"/notices/{notice}", json={"content": "One\r\nTwo", "ends_at": None})

    assert (changed["title"], changed["content"], changed["ends_at"]) == ("Rules", "One\nTwo", None)
    assert (changed["is_important"], changed["is_pinned"]) == (True, False)
    assert await organiser.ask("GET", f"/notices/{notice}") == changed


@pytest.mark.parametrize(
    "wish",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"title": "two\nlines"},
        {"content": " "},
        {"content": "a\u0000b"},
        {"starts_at": "2026-11-02T00:00:00Z", "ends_at": "2026-11-01T00:00:00Z"},
        {"starts_at": "2026-11-02T00:00:00"},
        {"author": "me"},
    ],
)
async def test_what_cannot_be_announced_is_refused(organiser: Organiser, wish: dict[str, Any]):
    await organiser.ask("POST", "/notices", 422, json={"title": "T", "content": "C"} | wish)

    notice = await announce(organiser, "T")
    await organiser.ask("PATCH", f"/notices/{notice}", 422, json=wish)


async def test_a_deleted_notice_is_gone_and_those_of_others_are_not_found(organiser: Organiser, stranger: Organiser):
    notice = await announce(organiser, "Rules")
    for method in ("GET", "PATCH", "DELETE"):
        assert (await stranger.ask(method, f"/notices/{notice}", 404, json={}))["code"] == "notice-not-found"

    await organiser.ask("DELETE", f"/notices/{notice}", 204)

    await organiser.ask("GET", f"/notices/{notice}", 404)
    assert await titles(organiser) == []


async def test_notices_are_paged_as_the_predecessor_does_and_found_by_number(
    organiser: Organiser, session: AsyncSession
):
    for title, is_pinned, is_active in (("pin", True, True), ("off", False, False), ("new", False, True)):
        await announce(organiser, title, is_pinned=is_pinned, is_active=is_active)
    community = await service.require_community(session, organiser.person.workspace_id)

    shown, total = await service.notices_window(session, community, skip=1, limit=5, only_shown=True)

    assert ([notice.title for notice in shown], total) == (["new"], 2)
    assert (await service.numbered_notice(session, community, shown[0].number)).title == "new"
