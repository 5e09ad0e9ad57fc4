"""A week, from the request to who is still missing, on the predecessor's paths."""

from typing import Any

from tests.compat.exchange.client import Client
from tests.exchange.organiser import Organiser
from tests.servers import Instagram

from autogram.exchange.community.models import Visibility
from autogram.exchange.community.schemas import MemberFacts

ROW = {
    "id", "user_id", "username", "request_id", "instagram_link", "link_owner_username", "is_verified", "verified_at",
    "finding", "created_at",
}  # fmt: skip


async def a_week(admin: Client, organiser: Organiser, instagram: Instagram) -> tuple[dict[str, Any], list[MemberFacts]]:
    """Anna asked, Boris commented, Chloe did not, and a helper has looked; the request and the three."""
    members = await organiser.members("anna", "boris", "chloe")
    reader, owner = instagram.personal(password="secret-word"), instagram.personal()
    [post] = owner.posts(1)
    said = instagram.client.post(f"/_sandbox/media/{post['id']}/comments", json={"username": "boris", "text": "Nice!"})
    assert said.is_success
    await admin.call("POST", "/admin/helpers", 201, json={"instagram_id": reader.username, "password": "secret-word"})
    wish = {"user_id": members[0].number, "instagram_link": f"https://www.instagram.com/p/{post['shortcode']}/"}
    made = await admin.call("POST", "/admin/requests-by-week", 201, json=wish)
    await organiser.ask("POST", f"/weeks/{await organiser.this_week()}/verify", 202)
    await organiser.work()
    return made, members


async def test_who_has_commented_and_who_has_not_is_listed_and_found(
    admin: Client, visitor: Client, organiser: Organiser, instagram: Instagram
):
    await organiser.change(visibility=Visibility.NAMES)
    request, (anna, boris, chloe) = await a_week(admin, organiser, instagram)

    page = await visitor.call("GET", "/user-action-verification")

    assert {name: page[name] for name in ("total", "skip", "limit")} == {"total": 2, "skip": 0, "limit": 100}
    rows = {row["username"]: row for row in page["items"]}
    assert all(set(row) == ROW for row in rows.values())
    assert {row["request_id"] for row in rows.values()} == {request["id"]}
    assert {row["link_owner_username"] for row in rows.values()} == {anna.username}
    assert (rows["boris"]["user_id"], rows["boris"]["is_verified"], rows["boris"]["finding"]) == (
        boris.number, True, "seen",
    )  # fmt: skip
    assert (rows["chloe"]["user_id"], rows["chloe"]["is_verified"], rows["chloe"]["verified_at"]) == (
        chloe.number, False, None,
    )  # fmt: skip
    missing = await visitor.call("GET", "/user-action-verification", params={"is_verified": False})
    assert [row["username"] for row in missing["items"]] == ["chloe"]
    his = await visitor.call("GET", "/user-action-verification", params={"username": "boris", "limit": 1})
    assert [row["id"] for row in his["items"]] == [rows["boris"]["id"]]


async def test_strangers_do_not_learn_whose_comment_is_missing_unless_the_community_wants_it(
    admin: Client, visitor: Client, organiser: Organiser, instagram: Instagram
):
    await a_week(admin, organiser, instagram)

    masked = await visitor.call("GET", "/user-action-verification")
    assert sorted(row["username"] for row in masked["items"]) == ["bo***", "ch***"]
    assert (await visitor.call("GET", "/user-action-verification", params={"username": "chloe"}))["total"] == 0
    assert (await admin.call("GET", "/user-action-verification", params={"username": "chloe"}))["total"] == 1
    await organiser.change(visibility=Visibility.MEMBERS)
    assert await visitor.call("GET", "/user-action-verification") == {"items": [], "total": 0, "skip": 0, "limit": 100}
