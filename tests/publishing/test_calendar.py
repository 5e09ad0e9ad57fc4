"""Weekly slots, the next free one, calendars for other programs, and the same content twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx2
import pytest
from icalendar import Calendar
from tests.people import Person, headers_of, signed_in
from tests.publishing.posts import Studio, in_seconds, make_studio

from autogram.core import clock
from autogram.core.runtime import open_runtime
from autogram.publishing.calendar import slots
from autogram.publishing.calendar.schemas import SlotCreate
from autogram.publishing.calendar.slots import _occurrences
from autogram.publishing.models import PostingSlot


@pytest.fixture
async def desk(api: httpx2.AsyncClient, studio: Studio) -> httpx2.AsyncClient:
    """The API, signed in as the studio's owner."""
    owner = Person(studio.actor.user_id, studio.actor.workspace_id, "owner@example.test")
    api.headers.update(await headers_of(api, owner))
    return api


async def add_slots(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> list[dict[str, Any]]:
    body = {
        "account_id": str(studio.account_id),
        "weekdays": [0, 1, 2, 3, 4, 5, 6],
        "wall_clock": "09:30",
        "time_zone": "Asia/Seoul",
    }
    answer = await desk.post("/api/v1/posting-slots", json=body | wish)
    assert answer.status_code == 201, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def draft(studio: Studio, **wish: Any) -> str:
    return str((await studio.post(scheduled_time=None, **wish)).id)


async def test_posts_fill_the_slots_one_after_the_other(desk, studio):
    await add_slots(desk, studio)
    shown = (await desk.get("/api/v1/posting-slots/next", params={"account_id": str(studio.account_id)})).json()

    planned = [
        (await desk.post(f"/api/v1/posts/{await draft(studio, caption=f'no. {n}')}/schedule/next-slot")).json()
        for n in range(3)
    ]

    times = [datetime.fromisoformat(post["scheduled_time"]) for post in planned]
    assert planned[0]["scheduled_time"] == shown["scheduled_time"]
    assert [post["wall_clock"][11:16] for post in planned] == ["09:30"] * 3
    assert [later - earlier for earlier, later in pairwise(times)] == [timedelta(days=1)] * 2
    assert {post["status"] for post in planned} == {"scheduled"}


@pytest.mark.usefixtures("public_server")
async def test_two_people_at_once_never_get_the_same_slot(settings, keyring, committed_database, instagram):
    async with open_runtime(settings, keyring, committed_database) as runtime, runtime.database.sessions() as session:
        studio = await make_studio(runtime, session, instagram)
        wish = SlotCreate(account_id=studio.account_id, weekdays=[1, 4], wall_clock="09:30", time_zone="UTC")
        async with runtime.database.transaction() as adding:
            await slots.add_slots(adding, studio.actor, wish)
        posts = [(await studio.post(scheduled_time=None, caption=f"no. {n}")).id for n in range(4)]

        async def plan(post_id: UUID) -> datetime | None:
            async with runtime.database.transaction() as planning:
                post = await slots.schedule_into_next_slot(settings, planning, studio.actor, post_id)
                return post.scheduled_time

        assert len(set(await asyncio.gather(*(plan(post) for post in posts)))) == 4


async def test_a_slot_exists_once_and_goes_without_its_posts(desk, studio):
    first = await add_slots(desk, studio, weekdays=[2, 2])
    again = await add_slots(desk, studio, weekdays=[2])
    post = await draft(studio)
    await desk.post(f"/api/v1/posts/{post}/schedule/next-slot")

    gone = await desk.delete(f"/api/v1/posting-slots/{first[0]['id']}")
    left = (await desk.get("/api/v1/posting-slots")).json()["items"]
    none = await desk.get("/api/v1/posting-slots/next", params={"account_id": str(studio.account_id)})

    assert len(first) == len(again) == 1
    assert (gone.status_code, left) == (204, [])
    assert (none.status_code, none.json()["code"]) == (409, "no-free-slot")
    assert (await desk.get(f"/api/v1/posts/{post}")).json()["status"] == "scheduled"


def test_an_hour_that_the_clocks_skip_is_no_slot():
    slot = PostingSlot(weekday=6, wall_clock="02:30", time_zone="Europe/Berlin")
    before = datetime(2027, 3, 22, tzinfo=UTC)

    moments = [moment for moment, _ in _occurrences([slot], before)]

    # On 28 March 2027 there is no half past two in Berlin.
    assert [moment.isoformat() for moment in moments[:2]] == ["2027-04-04T00:30:00+00:00", "2027-04-11T00:30:00+00:00"]


async def test_a_calendar_holds_what_has_a_time_and_its_address_can_be_taken_back(desk, studio, api):
    await studio.post(caption="Autumn; lamps, and light\nsecond line", scheduled_time=in_seconds(86_400))
    await draft(studio, caption="no time yet")
    made = (await desk.post("/api/v1/calendars", json={})).json()
    path = made["url"].partition("/api/")[2]
    stranger = httpx2.AsyncClient(transport=api._transport, base_url="http://autogram.test")

    answer = await stranger.get(f"/api/{path}")
    signed = await desk.get("/api/v1/calendar.ics")
    listed = (await desk.get("/api/v1/calendars")).json()["items"]
    await desk.delete(f"/api/v1/calendars/{made['id']}")

    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert str(event["SUMMARY"]).startswith("Scheduled: Autumn; lamps, and light (@")
    assert abs(event.start - clock.now() - timedelta(days=1)) < timedelta(minutes=1)
    assert len(Calendar.from_ical(signed.content).walk("VEVENT")) == 1
    assert listed[0]["read_at"]
    assert "url" not in listed[0]
    assert (await stranger.get(f"/api/{path}")).status_code == 404


async def test_the_same_content_within_a_day_is_allowed_and_said(desk, studio):
    first = await studio.post(caption="Autumn  lamps", scheduled_time=in_seconds(3600))
    soon = await studio.post(caption="autumn lamps", scheduled_time=in_seconds(7200))
    later = await studio.post(caption="Autumn lamps", scheduled_time=in_seconds(3 * 86_400))
    other = await studio.post(caption="Winter lamps", scheduled_time=in_seconds(7200))

    assert first.warnings == later.warnings == other.warnings == []
    assert "same text and media" in soon.warnings[0]
    await desk.delete(f"/api/v1/posts/{first.id}")
    assert (await desk.get(f"/api/v1/posts/{soon.id}")).json()["warnings"] == []


async def test_slots_and_calendars_of_another_workspace_are_not_there(desk, studio, api):
    mine = await add_slots(desk, studio)
    feed = (await desk.post("/api/v1/calendars", json={})).json()
    other = await signed_in(api)

    assert (await api.delete(f"/api/v1/posting-slots/{mine[0]['id']}", headers=other)).status_code == 404
    assert (await api.delete(f"/api/v1/calendars/{feed['id']}", headers=other)).status_code == 404
    asked = await api.get("/api/v1/posting-slots/next", params={"account_id": str(studio.account_id)}, headers=other)
    assert asked.status_code == 404
    body = {"account_id": str(studio.account_id), "weekdays": [1], "wall_clock": "10:00", "time_zone": "UTC"}
    assert (await api.post("/api/v1/posting-slots", json=body, headers=other)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"wall_clock": "9:30"}, {"wall_clock": "24:00"}, {"weekdays": [7]}, {"weekdays": []}, {"time_zone": "Mars/Base"}],
)
async def test_a_malformed_slot_is_refused(desk, studio, wrong):
    body = {"account_id": str(studio.account_id), "weekdays": [1], "wall_clock": "10:00", "time_zone": "UTC"}

    assert (await desk.post("/api/v1/posting-slots", json=body | wrong)).status_code == 422
