"""Campaigns are made, changed, listed and deleted."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from tests.people import signed_in
from tests.publishing.posts import Studio

CAMPAIGNS = "/api/v1/campaigns"


async def make(desk: httpx2.AsyncClient, **wish: Any) -> dict[str, Any]:
    answer = await desk.post(CAMPAIGNS, json={"name": "Autumn lamps"} | wish)
    assert answer.status_code == 201, answer.text
    campaign: dict[str, Any] = answer.json()
    return campaign


async def test_a_campaign_is_kept_as_it_was_given_and_changes_only_where_asked(desk, studio):
    wish = {
        "description": "Reading lamps of oak",
        "account_id": str(studio.account_id),
        "start_date": "2026-12-01T00:00:00",
        "end_date": "2026-12-24",
        "time_zone": "Asia/Seoul",
        "posts_per_day": 3,
        "content_themes": ["cosy evenings", "oak"],
        "brand_voice": "warm",
        "target_hashtags": ["#oak", "lamps"],
        "target_reach": 5000,
        "target_engagement_rate": 4.5,
        "media_ids": [str(studio.media_id)],
        "schedules_posts": True,
        "budget_cents": 250.5,
    }

    made = await make(desk, **wish)
    changed = (await desk.put(f"{CAMPAIGNS}/{made['id']}", json={"posts_per_day": 2, "brand_voice": None})).json()

    kept = {name: made[name] for name in wish}
    assert kept == wish | {"start_date": "2026-12-01", "target_hashtags": ["#oak", "#lamps"]}
    assert (made["is_active"], made["status"], made["spent_cents"]) == (True, "active", 0)
    different = {name for name in made if made[name] != changed[name]} - {"updated_at"}
    assert different == {"posts_per_day", "brand_voice"}


async def test_is_active_and_status_say_the_same(desk, studio):
    campaign = await make(desk, status="draft")
    path = f"{CAMPAIGNS}/{campaign['id']}"

    active = (await desk.put(path, json={"is_active": True})).json()
    paused = (await desk.put(path, json={"is_active": False})).json()

    assert (campaign["is_active"], active["status"], paused["status"]) == (False, "active", "paused")
    assert (await desk.put(path, json={"is_active": True, "status": "paused"})).status_code == 422
    assert (await desk.put(path, json={"status": "exhausted"})).status_code == 422


async def test_lists_are_newest_first_with_totals_for_those_who_skip(desk, studio):
    for number in range(5):
        await make(desk, name=f"no. {number}", is_active=number % 2 == 0)

    by_number = (await desk.get(CAMPAIGNS, params={"skip": 2, "limit": 2})).json()
    active = (await desk.get(CAMPAIGNS, params={"is_active": True})).json()
    first = (await desk.get(CAMPAIGNS, params={"limit": 3})).json()
    rest = (await desk.get(CAMPAIGNS, params={"limit": 3, "cursor": first["next_cursor"]})).json()

    assert [campaign["name"] for campaign in by_number["campaigns"]] == ["no. 2", "no. 1"]
    figures = {name: by_number[name] for name in ("total", "page", "pages", "has_next", "has_prev")}
    assert figures == {"total": 5, "page": 2, "pages": 3, "has_next": True, "has_prev": True}
    assert [campaign["name"] for campaign in active["campaigns"]] == ["no. 4", "no. 2", "no. 0"]
    assert [campaign["name"] for campaign in rest["campaigns"]] == ["no. 1", "no. 0"]
    assert not rest["has_next"]


async def test_the_posts_of_a_deleted_campaign_stay_and_its_media_are_free_again(desk, studio: Studio):
    campaign = await make(desk, media_ids=[str(studio.media_id)])
    other = await studio.add_picture(1080, 1080)
    post = await studio.post(campaign_id=campaign["id"], scheduled_time=None, media=[{"media_id": other}])
    path = f"{CAMPAIGNS}/{campaign['id']}"
    assert (await desk.delete(f"/api/v1/media/{studio.media_id}")).status_code == 409

    gone = await desk.delete(path)

    assert (gone.status_code, gone.json()) == (200, {"message": "Campaign deleted successfully"})
    assert (await desk.get(path)).status_code == 404
    assert (await desk.get(f"/api/v1/posts/{post.id}")).json()["campaign_id"] is None
    assert (await desk.delete(f"/api/v1/media/{studio.media_id}")).is_success


async def test_what_belongs_to_others_is_not_there(desk, studio, api):
    mine = await make(desk)
    other = await signed_in(api)
    path = f"{CAMPAIGNS}/{mine['id']}"
    taken = {"account_id": str(studio.account_id)}
    pictured = {"media_ids": [str(studio.media_id)]}
    post = {"post_type": "photo", "campaign_id": mine["id"], "account_id": str(studio.account_id)}

    assert (await api.get(path, headers=other)).json()["code"] == "campaign-not-found"
    assert (await api.put(path, json={}, headers=other)).status_code == 404
    assert (await api.delete(path, headers=other)).status_code == 404
    assert (await api.post(f"{path}/plan", headers=other)).status_code == 404
    assert (await api.get(f"{path}/plan", headers=other)).status_code == 404
    assert (await api.post(CAMPAIGNS, json={"name": "x"} | taken, headers=other)).status_code == 404
    assert (await api.post(CAMPAIGNS, json={"name": "x"} | pictured, headers=other)).status_code == 404
    assert (await desk.put(path, json={"account_id": str(uuid4())})).status_code == 404
    assert (await desk.post("/api/v1/posts", json=post | {"campaign_id": str(uuid4())})).status_code == 404
    assert (await api.get(CAMPAIGNS, headers=other)).json()["campaigns"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"posts_per_day": 11},
        {"target_engagement_rate": 101},
        {"time_zone": "Mars/Base"},
        {"start_date": "2026-12-02", "end_date": "2026-12-01"},
        {"schedules_posts": True},
        {"target_hashtags": ["12"]},
    ],
)
async def test_a_malformed_campaign_is_refused(desk, studio, wrong):
    assert (await desk.post(CAMPAIGNS, json={"name": "Autumn"} | wrong)).status_code == 422
