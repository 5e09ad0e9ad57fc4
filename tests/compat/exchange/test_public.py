"""What everybody sees of the community in front, and what admins see in its place."""

from typing import Any

import httpx2
import pytest
from tests.compat.exchange.client import Client
from tests.exchange.organiser import Organiser

from autogram.exchange.community.models import Visibility

LINK = "https://www.instagram.com/p/{}/"


async def asks(admin: Client, member: Any, code: str, **week: int) -> dict[str, Any]:
    body = {"user_id": member.number, "instagram_link": LINK.format(code)} | week
    return dict(await admin.call("POST", "/admin/requests-by-week", 201, json=body))


async def test_notices_have_link_picture_and_news(visitor: Client, organiser: Organiser, api: httpx2.AsyncClient):
    await organiser.change(chat_link="https://open.kakao.com/o/abc")
    await organiser.ask("POST", "/notices", 201, json={"title": "Hello", "content": "All is well."})

    page = await visitor.call("GET", "/notices")

    assert set(page) == {"kakao_talk_link", "qr_code_url", "notices"}
    assert page["kakao_talk_link"] == "https://open.kakao.com/o/abc"
    [notice] = page["notices"]
    assert set(notice) == {"id", "title", "content", "created_at"}
    assert (type(notice["id"]), notice["title"]) == (int, "Hello")
    drawn = await api.get(page["qr_code_url"])
    assert (drawn.status_code, drawn.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")
    await visitor.call("GET", "/notices", 422, params={"limit": 51})


async def test_requests_of_a_week_are_found_by_name_week_and_year(admin: Client, visitor: Client, organiser: Organiser):
    await organiser.change(visibility=Visibility.NAMES)
    anna, boris = await organiser.members("anna", "boris")
    first = await asks(admin, anna, "DAAAAAAAAA1", year=2025, week_number=1)
    second = await asks(admin, boris, "DAAAAAAAAA2", year=2025, week_number=1)
    third = await asks(admin, anna, "DAAAAAAAAA3")
    assert set(first) == {"id", "user_id", "username", "week_number", "year", "instagram_link", "created_at"}
    assert (first["user_id"], first["username"], first["year"], first["week_number"]) == (anna.number, "anna", 2025, 1)

    async def found(**query: Any) -> list[int]:
        return [row["id"] for row in (await visitor.call("GET", "/requests-by-week", params=query))["items"]]

    assert await found() == [first["id"], second["id"], third["id"]]
    assert await found(username="@Anna") == [first["id"], third["id"]]
    assert await found(year=2025, week_number=1, skip=1, limit=1) == [second["id"]]
    assert await found(username="nobody") == []
    for wrong in ({"week_number": 54}, {"year": 2019}, {"skip": -1}, {"limit": 501}):
        assert (await visitor.call("GET", "/requests-by-week", 422, params=wrong))["message"] == "Validation error"


async def test_admins_refuse_and_take_back_requests(admin: Client, organiser: Organiser):
    anna = await organiser.member("anna")
    made = await asks(admin, anna, "DAAAAAAAAA1")
    again = {"user_id": anna.number, "instagram_link": LINK.format("DAAAAAAAAA1") + "?igsh=x"}

    await admin.call("POST", "/admin/requests-by-week", 409, json=again)
    await admin.call("POST", "/admin/requests-by-week", 422, json=again | {"instagram_link": "https://example.com/"})
    await admin.call("POST", "/admin/requests-by-week", 422, json=again | {"year": 2025, "week_number": 53})
    await admin.call("POST", "/admin/requests-by-week", 404, json=again | {"user_id": 999_999_999})
    await admin.call("DELETE", f"/admin/requests-by-week/{made['id']}", 204)
    assert (await admin.call("GET", "/admin/requests-by-week"))["total"] == 0


@pytest.mark.parametrize(
    ("visibility", "shown"), [(Visibility.NAMES, ["anna"]), (Visibility.MASKED, ["a***"]), (Visibility.MEMBERS, [])]
)
async def test_strangers_see_names_only_as_the_community_wants(
    admin: Client, visitor: Client, organiser: Organiser, visibility: Visibility, shown: list[str]
):
    await organiser.change(visibility=visibility)
    anna = await organiser.member("anna")
    await asks(admin, anna, "DAAAAAAAAA1")

    page = await visitor.call("GET", "/requests-by-week")
    searched = await visitor.call("GET", "/requests-by-week", params={"username": "anna"})

    assert ([row["username"] for row in page["items"]], page["total"]) == (shown, len(shown))
    # Whoever may not read names cannot find out either whose they are.
    assert searched["total"] == (1 if visibility is Visibility.NAMES else 0)


async def test_members_with_their_link_and_organisers_see_names(
    admin: Client, visitor: Client, organiser: Organiser, api: httpx2.AsyncClient
):
    anna = await organiser.member("anna")
    await asks(admin, anna, "DAAAAAAAAA1")
    token = await organiser.link_of(anna)

    for headers in (admin.headers, organiser.headers, {"X-Member-Token": token}):
        page = await visitor.call("GET", "/requests-by-week", headers=headers, params={"username": "anna"})
        assert [row["username"] for row in page["items"]] == ["anna"]
    ended = await visitor.call("GET", "/requests-by-week", headers={"Authorization": "Bearer ended"})
    assert [row["username"] for row in ended["items"]] == ["a***"]
    await visitor.call("GET", "/requests-by-week", 404, headers={"X-Member-Token": "wrong"})


async def test_what_does_not_exist_is_said_in_the_same_shape(visitor: Client, organiser: Organiser):
    await visitor.call("GET", "/admin/nothing", 404)
    await visitor.call("PATCH", "/notices", 405)
    assert set(await visitor.call("GET", "/py/health")) == {"status", "app", "version"}
