"""What members with their link, and strangers, see and do."""

from datetime import timedelta

import pytest
from tests.exchange.organiser import Organiser
from tests.exchange.rounds.asking import a_link, ask

from autogram.core import clock
from autogram.exchange.community.models import MemberStatus, Visibility
from autogram.exchange.community.schemas import MemberFacts


@pytest.fixture
async def token(organiser: Organiser, members: list[MemberFacts]) -> str:
    """Anna's."""
    return await organiser.link_of(members[0])


async def test_a_member_asks_with_the_personal_link(organiser: Organiser, token: str):
    made = await organiser.public("POST", "/me/requests", 201, token=token, json={"link": a_link("A1")})

    assert (made["username"], made["source"]) == ("anna", "member")
    assert made["week"] == str(await organiser.this_week())
    own = await organiser.public("GET", "/me/requests", token=token)
    assert own["items"] == [made]


async def test_without_the_right_link_nobody_asks(organiser: Organiser, stranger: Organiser, token: str):
    for wrong in (None, "guess"):
        await organiser.public("POST", "/me/requests", 404, token=wrong, json={"link": a_link("A1")})
    # The link of one community opens no other.
    await stranger.public("POST", "/me/requests", 404, token=token, json={"link": a_link("A1")})
    # A week of one's own choice is for organisers.
    body = {"link": a_link("A1"), "week": "2025-W01"}
    await organiser.public("POST", "/me/requests", 422, token=token, json=body)


async def test_the_limit_and_the_status_hold_for_members_too(organiser: Organiser, token: str):
    await organiser.change(requests_per_week=1)
    await organiser.public("POST", "/me/requests", 201, token=token, json={"link": a_link("A1")})
    full = await organiser.public("POST", "/me/requests", 409, token=token, json={"link": a_link("A2")})
    assert full["code"] == "week-is-full"

    suspended = await organiser.link_of(await organiser.member("dora", status=MemberStatus.SUSPENDED))
    refused = await organiser.public("POST", "/me/requests", 403, token=suspended, json={"link": a_link("D1")})
    assert refused["code"] == "member-takes-no-part"


async def test_nobody_tries_without_end(organiser: Organiser, token: str):
    for _ in range(20):
        await organiser.public("POST", "/me/requests", 422, token=token, json={"link": "nothing"})

    limited = await organiser.public("POST", "/me/requests", 429, token=token, json={"link": a_link("A1")})

    assert limited["retry_after"] > 0


async def test_a_member_withdraws_what_is_open_and_of_this_week(organiser: Organiser, token: str):
    made = await organiser.public("POST", "/me/requests", 201, token=token, json={"link": a_link("A1")})
    path = f"/me/requests/{made['id']}"
    others = await ask(organiser, "boris", "B1")
    old = await ask(organiser, "anna", "A0", week=str((await organiser.this_week()).previous))

    for _ in range(2):
        await organiser.public("DELETE", path, 204, token=token)

    [mine] = (await organiser.public("GET", "/me/requests", token=token, params={"week": made["week"]}))["items"]
    assert mine["is_withdrawn"] is True
    assert (await organiser.audited())[-1] == "requests.withdraw"
    await organiser.public("DELETE", f"/me/requests/{others['id']}", 404, token=token)
    over = await organiser.public("DELETE", f"/me/requests/{old['id']}", 409, token=token)
    assert over["code"] == "week-is-over"


async def test_what_an_organiser_closed_is_not_withdrawn(organiser: Organiser, token: str):
    made = await ask(organiser, "anna", "A1")
    await organiser.ask("POST", f"/requests/{made['id']}/close", json={"reason": "an advertisement"})

    problem = await organiser.public("DELETE", f"/me/requests/{made['id']}", 409, token=token)

    assert "an advertisement" in problem["detail"]


async def test_strangers_see_as_much_as_the_community_shows(organiser: Organiser, token: str):
    await ask(organiser, "anna", "A1")

    async def names(expect: int = 200, token: str | None = None) -> list[str]:
        page = await organiser.public("GET", "/requests", expect, token=token)
        return [item["username"] for item in page["items"]]

    await organiser.change(visibility=Visibility.NAMES)
    assert await names() == ["anna"]
    await organiser.change(visibility=Visibility.MASKED)
    assert await names() == ["a***"]
    await organiser.change(visibility=Visibility.MEMBERS)
    assert await names() == []
    assert await names(token=token) == ["anna"]


async def test_of_members_nothing_else_is_public(organiser: Organiser):
    await organiser.member("fred", display_name="Fred Real", email="fred@example.test")
    await ask(organiser, "fred", "F1")

    [shown] = (await organiser.public("GET", "/requests"))["items"]

    assert set(shown) == {"number", "username", "instagram_link", "week", "requested_at"}


async def test_the_public_list_is_of_one_week_and_of_what_is_open(organiser: Organiser, token: str):
    this = await organiser.this_week()
    await ask(organiser, "anna", "A0", week=str(this.previous))
    await ask(organiser, "anna", "A1")
    withdrawn = await ask(organiser, "boris", "B1")
    await organiser.ask("DELETE", f"/requests/{withdrawn['id']}", 204)

    async def links(**params: str) -> list[str]:
        page = await organiser.public("GET", "/requests", params=params)
        return [item["instagram_link"] for item in page["items"]]

    assert await links() == [a_link("A1")]
    assert await links(week=str(this.previous)) == [a_link("A0")]
    with clock.shifted(timedelta(weeks=1)):
        assert await links() == []
