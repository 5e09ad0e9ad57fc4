"""Requests that organisers write down, and what becomes of them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from tests.exchange.organiser import Organiser, make_community, make_member
from tests.exchange.rounds.asking import a_link, ask, shortcodes
from tests.people import make_user

from autogram.core import clock
from autogram.core.db import Database
from autogram.core.secrets import Keyring
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import MemberStatus
from autogram.exchange.rounds import service
from autogram.exchange.rounds.errors import RequestExists, WeekIsFull
from autogram.exchange.weeks import Week

pytestmark = pytest.mark.usefixtures("members")


async def test_an_organiser_asks_for_a_member(organiser: Organiser):
    link = "https://m.instagram.com/anna/reel/DBx-3Yh_7Sa/?igsh=MzRl 보세요"

    made = await organiser.ask("POST", "/requests", 201, json={"username": " @Anna ", "link": link})

    assert made["username"] == "anna"
    assert made["shortcode"] == "DBx-3Yh_7Sa"
    assert made["instagram_link"] == "https://www.instagram.com/p/DBx-3Yh_7Sa/"
    assert made["week"] == str(await organiser.this_week())
    assert made["source"] == "admin"
    assert made["closed_at"] is None
    assert await organiser.ask("GET", f"/requests/{made['id']}") == made
    assert await organiser.announced("exchange.request_changed") == [
        {"request_id": made["id"], "week": made["week"], "is_open": True}
    ]
    assert "requests.add" in await organiser.audited()


async def test_a_share_link_is_refused_in_words(organiser: Organiser):
    body = {"username": "anna", "link": "https://www.instagram.com/share/BAmC9vXw1y"}

    problem = await organiser.ask("POST", "/requests", 422, json=body)

    assert "copy the post's own link" in problem["detail"]


async def test_the_same_post_is_in_a_week_once_but_letters_have_their_case(organiser: Organiser):
    first = await ask(organiser, "anna", "DBx3Yh7Sabc")

    problem = await ask(organiser, "anna", "DBx3Yh7Sabc", 409)

    assert (problem["code"], problem["existing_id"]) == ("request-exists", first["id"])
    await ask(organiser, "anna", "dBx3Yh7Sabc")
    await ask(organiser, "boris", "DBx3Yh7Sabc")
    await ask(organiser, "anna", "DBx3Yh7Sabc", week=str((await organiser.this_week()).previous))


async def test_nobody_asks_more_often_than_the_community_allows(organiser: Organiser):
    await organiser.change(requests_per_week=2)
    made = [await ask(organiser, "anna", code) for code in ("A1", "A2")]

    problem = await ask(organiser, "anna", "A3", 409)

    assert (problem["code"], problem["limit"]) == ("week-is-full", 2)
    await ask(organiser, "boris", "A3")
    # What an organiser closes was an upload; what is withdrawn was none.
    await organiser.ask("POST", f"/requests/{made[0]['id']}/close", json={"reason": "deleted"})
    await ask(organiser, "anna", "A3", 409)
    await organiser.ask("DELETE", f"/requests/{made[1]['id']}", 204)
    await ask(organiser, "anna", "A3")


async def test_who_is_suspended_or_has_left_cannot_ask(organiser: Organiser):
    await organiser.member("dora", status=MemberStatus.SUSPENDED)
    await organiser.member("emil", status=MemberStatus.LEFT)

    assert "is suspended" in (await ask(organiser, "dora", "A1", 403))["detail"]
    assert "has left" in (await ask(organiser, "emil", "A1", 403))["detail"]
    assert (await ask(organiser, "nobody", "A1", 404))["code"] == "member-not-found"


async def test_an_organiser_adds_to_weeks_that_are_over_but_not_to_those_to_come(organiser: Organiser):
    this = await organiser.this_week()

    made = await ask(organiser, "anna", "A1", week=str(this.previous))

    assert made["week"] == str(this.previous)
    # Nobody knows when it was asked, so no comment of the week is too early.
    assert datetime.fromisoformat(made["requested_at"]) == this.previous.begins_at("Asia/Seoul")
    assert "has not begun" in (await ask(organiser, "anna", "A2", 422, week=str(this.next)))["detail"]
    assert (await ask(organiser, "anna", "A2", 422, week="2025-W53"))["code"] == "invalid-input"


async def test_the_week_changes_at_midnight_in_seoul(organiser: Organiser):
    monday = (await organiser.this_week()).next.begins_at("Asia/Seoul")
    until = monday - clock.now()

    with clock.shifted(until - timedelta(minutes=1)):
        before = await organiser.this_week()
    with clock.shifted(until + timedelta(minutes=1)):
        after = await organiser.this_week()

    assert monday.astimezone(UTC).hour == 15
    assert after == before.next


async def test_lists_are_of_a_week_or_of_a_member_and_are_paged(organiser: Organiser):
    week = str((await organiser.this_week()).previous)
    anna = await ask(organiser, "anna", "A1", week=week)
    for username, code in (("anna", "A2"), ("boris", "B1"), ("chloe", "C1")):
        await ask(organiser, username, code)

    assert await shortcodes(organiser) == ["C1", "B1", "A2", "A1"]
    assert await shortcodes(organiser, week=week) == ["A1"]
    assert await shortcodes(organiser, member_id=anna["member_id"]) == ["A2", "A1"]
    first = await organiser.ask("GET", "/requests", params={"limit": 3})
    rest = await organiser.ask("GET", "/requests", params={"limit": 3, "cursor": first["next_cursor"]})
    assert [item["shortcode"] for item in first["items"] + rest["items"]] == ["C1", "B1", "A2", "A1"]
    assert rest["next_cursor"] is None


async def test_a_request_is_closed_and_taken_up_again_with_reasons(organiser: Organiser):
    path = f"/requests/{(await ask(organiser, 'anna', 'A1'))['id']}"

    closed = await organiser.ask("POST", f"{path}/close", json={"reason": "the post is private"})

    assert closed["closed_reason"] == "the post is private"
    assert (await organiser.ask("POST", f"{path}/close", 409, json={"reason": "again"}))["code"] == "request-is-closed"
    reopened = await organiser.ask("POST", f"{path}/reopen", json={"reason": "it is public again"})
    assert reopened["closed_at"] is None
    assert (await organiser.ask("POST", f"{path}/reopen", 409, json={"reason": "x"}))["code"] == "request-is-open"
    assert (await organiser.audited())[-2:] == ["requests.close", "requests.reopen"]


async def test_what_was_withdrawn_can_be_asked_again(organiser: Organiser):
    await organiser.change(requests_per_week=1)
    first = await ask(organiser, "anna", "A1")

    for _ in range(2):
        await organiser.ask("DELETE", f"/requests/{first['id']}", 204)

    assert (await organiser.ask("GET", f"/requests/{first['id']}"))["is_withdrawn"] is True
    again = await ask(organiser, "anna", "A1")
    assert (again["id"], again["is_withdrawn"], again["closed_at"]) == (first["id"], False, None)
    await organiser.ask("DELETE", f"/requests/{first['id']}", 204)
    await ask(organiser, "anna", "A2")
    problem = await organiser.ask("POST", f"/requests/{first['id']}/reopen", 409, json={"reason": "x"})
    assert problem["code"] == "week-is-full"


async def test_requests_of_others_are_not_found(organiser: Organiser, stranger: Organiser):
    path = f"/requests/{(await ask(organiser, 'anna', 'A1'))['id']}"

    await stranger.ask("GET", path, 404)
    await stranger.ask("DELETE", path, 404)
    await stranger.ask("POST", f"{path}/close", 404, json={"reason": "x"})
    assert await shortcodes(stranger) == []
    await ask(stranger, "anna", "A1", 404)


async def test_the_other_parts_learn_of_a_week(organiser: Organiser, session):
    week = await organiser.this_week()
    first, second = await ask(organiser, "anna", "A1"), await ask(organiser, "anna", "A2")
    await ask(organiser, "boris", "B1")
    await organiser.ask("DELETE", f"/requests/{second['id']}", 204)

    assert await service.close_request(session, (await _facts(session, organiser, "B1")).id, "gone")
    assert not await service.close_request(session, (await _facts(session, organiser, "B1")).id, "again")

    facts = await service.requests_of_week(session, organiser.community_id, week)
    assert [(each.username, each.shortcode, each.is_open) for each in facts] == [
        ("anna", "A1", True),
        ("anna", "A2", False),
        ("boris", "B1", False),
    ]
    assert facts[2].closed_reason == "gone"
    uploads = await service.uploads_of_week(session, organiser.community_id, week)
    assert {str(member): count for member, count in uploads.items()} == {
        first["member_id"]: 1,
        str(facts[2].member_id): 1,
    }
    window, total = await service.requests_window(
        session, organiser.community_id, username="@ANNA", iso_year=week.year, iso_week=week.number, skip=0, limit=5
    )
    assert ([each.shortcode for each in window], total) == (["A1"], 1)
    numbered = await service.request_numbered(session, organiser.community_id, first["number"])
    assert str(numbered.id) == first["id"]


async def _facts(session, organiser: Organiser, shortcode: str):
    week = await organiser.this_week()
    facts = await service.requests_of_week(session, organiser.community_id, week)
    return next(each for each in facts if each.shortcode == shortcode)


async def test_at_the_same_moment_too_nobody_asks_more_often_than_allowed(fresh_database: str, keyring: Keyring):
    database = Database(fresh_database)
    async with database.transaction() as session:
        person = await make_user(session)
        community = await make_community(session, person.workspace_id, requests_per_week=2)
        member = await make_member(session, community, "anna")

    async def add(shortcode: str) -> bool:
        try:
            async with database.transaction() as session:
                mine = await communities.get_community(session, community.id)
                await service.ask_for(session, mine, member.id, a_link(shortcode))
        except (RequestExists, WeekIsFull):
            return False
        return True

    outcomes = await asyncio.gather(*(add(code) for code in ("A1", "A1", "A2", "A3", "A4")))

    assert sum(outcomes) == 2
    async with database.transaction() as session:
        week = Week.of(clock.now(), community.timezone)
        assert len(await service.requests_of_week(session, community.id, week)) == 2
    await database.close()
