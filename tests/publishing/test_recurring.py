"""Posts that recur: made ahead, each once, at the right hour, until they pause or end."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest
from tests.people import Person, headers_of, signed_in
from tests.publishing.posts import Studio

from autogram.core import clock
from autogram.publishing.models import RecurringPost
from autogram.publishing.recurring import making
from autogram.publishing.recurring.days import occurrences

RECURRING = "/api/v1/recurring-posts"
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


@pytest.fixture
async def desk(api: httpx2.AsyncClient, studio: Studio) -> httpx2.AsyncClient:
    """The API, signed in as the studio's owner."""
    owner = Person(studio.actor.user_id, studio.actor.workspace_id, "owner@example.test")
    api.headers.update(await headers_of(api, owner))
    return api


async def recur(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> dict[str, Any]:
    in_an_hour = (clock.now() + timedelta(hours=1)).strftime("%H:%M")
    template = {"post_type": "photo", "caption": "Open today", "media": [{"media_id": str(studio.media_id)}]}
    body = {"template": template, "weekdays": [tomorrow().weekday()], "wall_clock": in_an_hour, "time_zone": "UTC"}
    answer = await desk.post(RECURRING, json=body | wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def tomorrow() -> date:
    return clock.now().date() + timedelta(days=1)


async def posts(desk: httpx2.AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await desk.get("/api/v1/posts", params={"limit": 100})).json()["posts"]
    return sorted(found, key=lambda post: post["scheduled_time"] or "")


async def test_two_weeks_are_made_ahead_and_each_occurrence_once(desk, studio: Studio):
    made = await recur(desk, studio)
    first, second = await posts(desk)
    await desk.delete(f"/api/v1/posts/{first['id']}")

    await making.make_all(studio.runtime)
    after_deleting = await posts(desk)
    with clock.shifted(timedelta(days=7)):
        await making.make_all(studio.runtime)
        await making.make_all(studio.runtime)

    assert [first["scheduled_time"], second["scheduled_time"]] == made["next_times"][:2]
    assert (first["status"], first["caption"]) == ("scheduled", "Open today")
    assert [post["id"] for post in after_deleting] == [second["id"]]
    assert [post["scheduled_time"] for post in await posts(desk)] == made["next_times"][1:]


async def test_a_pause_withdraws_what_nobody_has_touched_and_going_on_makes_it_anew(desk, studio: Studio):
    made = await recur(desk, studio)
    touched, _ = await posts(desk)
    await desk.put(f"/api/v1/posts/{touched['id']}", json={"caption": "Mine"})
    path = f"{RECURRING}/{made['id']}"

    paused = (await desk.put(path, json={"is_active": False})).json()
    during = await posts(desk)
    await desk.put(path, json={"is_active": True})

    assert (paused["is_active"], paused["next_times"], paused["made_until"]) == (False, [], None)
    assert [post["caption"] for post in during] == ["Mine"]
    assert [post["caption"] for post in await posts(desk)] == ["Mine", "Open today"]


async def test_a_change_and_an_end_hold_for_posts_that_were_made_ahead(desk, studio: Studio):
    made = await recur(desk, studio, weekdays=EVERY_DAY)
    path = f"{RECURRING}/{made['id']}"
    before = len(await posts(desk))

    last = tomorrow() + timedelta(days=1)
    template = made["template"] | {"caption": "Closed today"}
    changed = await desk.put(path, json={"last_day": last.isoformat(), "template": template})

    after = await posts(desk)
    assert before >= 14
    assert changed.status_code == 200
    assert {post["caption"] for post in after} == {"Closed today"}
    assert max(post["scheduled_time"] for post in after)[:10] == last.isoformat()
    assert (await desk.delete(path)).status_code == 204
    assert await posts(desk) == []
    assert (await desk.get(path)).status_code == 404


async def test_what_cannot_be_made_is_said_and_made_up_for(desk, studio: Studio):
    made = await recur(desk, studio)
    path = f"{RECURRING}/{made['id']}"
    row = await studio.session.get(RecurringPost, made["id"])
    assert row is not None
    good = dict(row.template)
    row.template, row.made_until = good | {"caption": "x" * 2190, "hashtags": ["#" + "y" * 40]}, None
    await studio.session.commit()

    with clock.shifted(timedelta(days=14)):
        await making.make_all(studio.runtime)
    problem = (await desk.get(path)).json()["problem"]
    row.template = good
    await studio.session.commit()
    with clock.shifted(timedelta(days=14)):
        await making.make_all(studio.runtime)

    assert "Instagram allows 2200" in problem
    assert (await desk.get(path)).json()["problem"] is None


def test_the_wall_clock_stays_when_the_clocks_change():
    recurring = RecurringPost(
        first_day=date(2027, 3, 22), weekdays=[5, 6], wall_clock="02:30", time_zone="Europe/Berlin", every_weeks=1
    )

    moments = [moment for _, moment in occurrences(recurring, date(2027, 3, 27), date(2027, 4, 4))]

    # On 28 March the clocks skip half past two: an hour later they show half past three.
    assert moments == [
        datetime(2027, 3, 27, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2027, 4, 3, 0, 30, tzinfo=UTC),
        datetime(2027, 4, 4, 0, 30, tzinfo=UTC),
    ]


def test_every_other_week_is_counted_from_the_week_of_the_first_day():
    recurring = RecurringPost(
        first_day=date(2027, 1, 6), weekdays=[0, 4], wall_clock="09:00", time_zone="UTC", every_weeks=2
    )

    days = [day for day, _ in occurrences(recurring, date(2027, 1, 1), date(2027, 1, 31))]

    assert days == [date(2027, 1, 8), date(2027, 1, 18), date(2027, 1, 22)]


async def test_recurring_posts_of_others_are_not_there_and_malformed_ones_refused(desk, studio: Studio, api):
    made = await recur(desk, studio)
    other = await signed_in(api)
    path = f"{RECURRING}/{made['id']}"
    body = {"template": {"post_type": "photo"}, "weekdays": [1], "wall_clock": "10:00", "time_zone": "UTC"}
    timed = made["template"] | {"scheduled_time": "2027-01-01T10:00:00Z"}

    assert (await api.get(path, headers=other)).json()["code"] == "recurring-post-not-found"
    assert (await api.put(path, json={}, headers=other)).status_code == 404
    assert (await api.delete(path, headers=other)).status_code == 404
    assert (await api.get(RECURRING, headers=other)).json()["items"] == []
    assert [item["id"] for item in (await desk.get(RECURRING)).json()["items"]] == [made["id"]]
    assert (await desk.post(RECURRING, json=body)).status_code == 422
    assert (await desk.post(RECURRING, json=body | {"template": timed})).status_code == 422
    assert (await desk.delete(f"/api/v1/media/{studio.media_id}")).status_code == 409
