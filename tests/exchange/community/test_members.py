"""Members: adding, changing, suspending, leaving, and what is remembered of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.exchange.organiser import Organiser

from autogram.core import clock
from autogram.exchange.community import service
from autogram.exchange.community.schemas import MemberFacts

PASTED = """\ufeff홍길동 @Hong.GilDong

@anna, anna@example.test
boris
Chloe Kim https://www.instagram.com/chloe.kim/?igsh=abc
홍길동@hong2
anna
two words
nobody@example.test
@홍길동
{long}
"""


async def names(organiser: Organiser, **params: Any) -> list[str]:
    page = await organiser.ask("GET", "/members", params=params)
    return [member["username"] for member in page["items"]]


@pytest.mark.parametrize("given", ["@Some.Body", "some.body", " https://instagram.com/some.body/ ", "\u200esome.body"])
async def test_a_member_is_added_by_any_form_of_the_name_and_only_once(organiser: Organiser, given: str):
    made = await organiser.ask("POST", "/members", 201, json={"username": given, "display_name": "홍길동"})
    again = await organiser.ask("POST", "/members", 409, json={"username": "some.body"})

    assert (made["username"], made["status"], made["has_link"]) == ("some.body", "active", False)
    assert (again["code"], again["member_id"]) == ("member-exists", made["id"])


@pytest.mark.parametrize("given", ["", "홍길동", "with space", "a" * 31, "...", "https://www.instagram.com/p/Cabc/"])
async def test_what_is_no_user_name_is_refused(organiser: Organiser, given: str):
    await organiser.ask("POST", "/members", 422, json={"username": given})


async def test_two_communities_may_have_the_same_member(organiser: Organiser, stranger: Organiser):
    await organiser.ask("POST", "/members", 201, json={"username": "anna"})

    await stranger.ask("POST", "/members", 201, json={"username": "anna"})


async def test_nobody_joins_in_the_future(organiser: Organiser):
    tomorrow, last_month = (clock.now() + timedelta(days=days) for days in (1, -30))

    await organiser.ask("POST", "/members", 422, json={"username": "anna", "joined_at": tomorrow.isoformat()})
    made = await organiser.ask("POST", "/members", 201, json={"username": "anna", "joined_at": last_month.isoformat()})
    await organiser.ask("PATCH", f"/members/{made['id']}", 422, json={"joined_at": tomorrow.isoformat()})

    assert (await organiser.ask("GET", f"/members/{made['id']}"))["joined_at"][:19] == last_month.isoformat()[:19]


async def test_each_line_of_a_list_is_answered(organiser: Organiser):
    answer = await organiser.ask("POST", "/members/lines", json={"text": PASTED.format(long="x" * 400)})

    assert answer["added"] == 5
    assert [(each["line"], each["result"], each["username"]) for each in answer["lines"]] == [
        (1, "added", "hong.gildong"),
        (3, "added", "anna"),
        (4, "added", "boris"),
        (5, "added", "chloe.kim"),
        (6, "added", "hong2"),
        (7, "exists", "anna"),
        (8, "refused", None),
        (9, "refused", None),
        (10, "refused", None),
        (11, "refused", None),
    ]
    assert all(each["reason"] for each in answer["lines"] if each["result"] == "refused")
    anna = await organiser.ask("GET", f"/members/{answer['lines'][1]['member_id']}")
    hong = await organiser.ask("GET", f"/members/{answer['lines'][4]['member_id']}")
    assert (anna["email"], anna["display_name"]) == ("anna@example.test", None)
    assert hong["display_name"] == "홍길동"


async def test_the_same_list_again_adds_nobody(organiser: Organiser):
    await organiser.ask("POST", "/members/lines", json={"text": "@anna\n@boris"})

    again = await organiser.ask("POST", "/members/lines", json={"text": "@boris\n@anna\n@chloe"})

    assert (again["added"], [each["result"] for each in again["lines"]]) == (1, ["exists", "exists", "added"])
    events = await organiser.ask("GET", f"/members/{again['lines'][0]['member_id']}/events")
    assert [event["kind"] for event in events["items"]] == ["joined"]


async def test_a_list_that_is_too_long_adds_nobody(organiser: Organiser):
    await organiser.ask("POST", "/members/lines", 422, json={"text": "\n".join(f"p{n}" for n in range(1001))})

    assert await organiser.count("exchange_member") == 0


async def test_members_are_listed_newest_first_and_each_once(organiser: Organiser):
    await organiser.members("anna", "boris", "chloe", "emre", "fatima")

    first = await organiser.ask("GET", "/members", params={"limit": 2})
    second = await organiser.ask("GET", "/members", params={"limit": 2, "cursor": first["next_cursor"]})
    third = await organiser.ask("GET", "/members", params={"limit": 2, "cursor": second["next_cursor"]})

    pages = [[member["username"] for member in page["items"]] for page in (first, second, third)]
    assert pages == [["fatima", "emre"], ["chloe", "boris"], ["anna"]]
    assert third["next_cursor"] is None


async def test_members_are_found_by_part_of_a_name_and_by_status(organiser: Organiser):
    await organiser.member("anna_k", display_name="김안나")
    await organiser.member("annaxk")
    boris = await organiser.member("boris", display_name="Ann")
    await organiser.ask("POST", f"/members/{boris.id}/suspend", json={"reason": "No comments"})

    assert await names(organiser, search="ANN") == ["boris", "annaxk", "anna_k"]
    assert await names(organiser, search="anna_") == ["anna_k"]
    assert await names(organiser, search="안나") == ["anna_k"]
    assert await names(organiser, status="suspended") == ["boris"]
    assert await names(organiser, status="active", search="ann") == ["annaxk", "anna_k"]
    assert await names(organiser, search="%") == []


async def test_a_rename_stands_in_the_history_and_the_number_is_learnt_anew(organiser: Organiser):
    anna = await organiser.member("anna", instagram_id="77", display_name="Anna", email="anna@example.test")
    await organiser.member("boris")
    taken = await organiser.ask("PATCH", f"/members/{anna.id}", 409, json={"username": "boris"})
    assert taken["code"] == "member-exists"

    changed = await organiser.ask("PATCH", f"/members/{anna.id}", json={"username": "@Anna.New", "email": None})

    assert (changed["username"], changed["instagram_id"]) == ("anna.new", None)
    assert (changed["email"], changed["display_name"]) == (None, "Anna")
    events = (await organiser.ask("GET", f"/members/{anna.id}/events"))["items"]
    assert [(event["kind"], event["reason"]) for event in events] == [("renamed", "was @anna"), ("joined", None)]
    assert events[0]["by_user"] == str(organiser.person.user_id)
    await organiser.ask("PATCH", f"/members/{anna.id}", 422, json={"username": None})


async def test_a_member_is_suspended_with_a_reason_and_reinstated(organiser: Organiser, members: list[MemberFacts]):
    path = f"/members/{members[0].id}"
    await organiser.ask("POST", f"{path}/suspend", 422, json={})
    await organiser.ask("POST", f"{path}/suspend", 422, json={"reason": " "})

    suspended = await organiser.ask("POST", f"{path}/suspend", json={"reason": "No comments for a week"})
    await organiser.ask("POST", f"{path}/suspend", json={"reason": "Again"})
    back = await organiser.ask("POST", f"{path}/reinstate", json={"reason": "Was in hospital"})

    assert (suspended["status"], suspended["status_reason"]) == ("suspended", "No comments for a week")
    assert (back["status"], back["status_reason"]) == ("active", None)
    events = (await organiser.ask("GET", f"{path}/events"))["items"]
    assert [event["kind"] for event in events] == ["reinstated", "suspended", "joined"]


async def test_who_leaves_keeps_their_history_and_returns_from_now_on(organiser: Organiser, members: list[MemberFacts]):
    anna = members[0]
    path = f"/members/{anna.id}"

    gone = await organiser.ask("POST", f"{path}/leave", json={"reason": "Moved away"})
    assert (gone["status"], gone["left_at"] is None) == ("left", False)
    refused = await organiser.ask("POST", f"{path}/suspend", 409, json={"reason": "No comments"})
    assert refused["code"] == "member-has-left"
    assert "return" in (await organiser.ask("POST", "/members", 409, json={"username": "anna"}))["detail"]

    back = await organiser.ask("POST", f"{path}/return", json={})

    assert (back["status"], back["left_at"]) == ("active", None)
    assert back["joined_at"] > anna.joined_at.isoformat()
    events = (await organiser.ask("GET", f"{path}/events"))["items"]
    assert [event["kind"] for event in events] == ["returned", "left", "joined"]


async def test_a_deleted_member_leaves_nothing_behind(organiser: Organiser, members: list[MemberFacts]):
    await organiser.ask("DELETE", f"/members/{members[0].id}", 204)

    await organiser.ask("DELETE", f"/members/{members[0].id}", 404)
    assert await organiser.count("exchange_member_event", f"member_id = '{members[0].id}'") == 0
    assert await names(organiser) == ["chloe", "boris"]


async def test_members_are_paged_as_the_predecessor_does_and_found_by_number(
    organiser: Organiser, session: AsyncSession, members: list[MemberFacts]
):
    community = await service.require_community(session, organiser.person.workspace_id)

    page, total = await service.members_window(session, community, skip=1, limit=1)

    assert ([member.username for member in page], total) == (["boris"], 3)
    assert (await service.numbered_member(session, community, members[2].number)).username == "chloe"
