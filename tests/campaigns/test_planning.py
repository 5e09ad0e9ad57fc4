"""The coming days of a campaign are planned: what is missing, once, within the budget."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx2
import pytest
from sqlalchemy import select, text
from tests.campaigns.test_keeping import CAMPAIGNS, make
from tests.publishing.posts import Studio, make_studio

from autogram.analytics.models import PostFigures
from autogram.campaigns import service
from autogram.campaigns.hours import Hours, free_moments
from autogram.campaigns.models import CampaignPlace
from autogram.campaigns.schemas import CampaignCreate
from autogram.campaigns.service import planning
from autogram.campaigns.service.writing import with_own_hashtags
from autogram.core import clock
from autogram.core.runtime import Runtime, open_runtime
from autogram.jobs.api import JobContext, RetryLater
from autogram.publishing.models import Post

THEMES = ["oak", "evenings", "light"]


async def run(runtime: Runtime, campaign_id: str | UUID) -> None:
    await service.plan(JobContext(runtime, 1, 1, 4), UUID(str(campaign_id)))


async def posts_of(desk: httpx2.AsyncClient, campaign: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await desk.get("/api/v1/posts", params={"campaign_id": campaign["id"], "limit": 100})
    found: list[dict[str, Any]] = answer.json()["posts"]
    return found


async def plan_of(desk: httpx2.AsyncClient, campaign: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = (await desk.get(f"{CAMPAIGNS}/{campaign['id']}/plan")).json()
    return plan


def tomorrow(days: int = 1) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


async def test_a_week_is_planned_with_themes_pictures_and_hashtags_in_turn(desk, studio: Studio):
    pictures = [str(studio.media_id), str(await studio.add_picture(1080, 1080))]
    campaign = await make(
        desk,
        start_date=tomorrow(),
        content_themes=THEMES,
        media_ids=pictures,
        schedules_posts=True,
        target_hashtags=["#mylamp"],
    )

    await run(studio.runtime, campaign["id"])

    posts = sorted(await posts_of(desk, campaign), key=lambda post: post["scheduled_time"])
    plan = await plan_of(desk, campaign)
    assert [place["theme"] for place in plan["places"]] == ["oak", "evenings", "light", "oak", "evenings", "light"]
    assert [place["post_id"] for place in plan["places"]] == [post["id"] for post in posts]
    assert [post["media"][0]["media_id"] for post in posts] == pictures * 3
    assert {(post["status"], post["is_ai_generated"], post["hashtags"][0]) for post in posts} == {
        ("scheduled", True, "#mylamp")
    }
    assert {post["wall_clock"][11:16] for post in posts} == {"18:00"}
    assert all(post["caption"] and "#mylamp" not in post["caption"] for post in posts)
    assert "usual hours" in plan["hours"]
    assert plan["campaign"]["planned_at"]


async def test_only_what_is_missing_is_planned_and_nothing_that_was_deleted_or_changed(desk, studio: Studio):
    campaign = await make(desk, start_date=tomorrow(), end_date=tomorrow(3))
    await run(studio.runtime, campaign["id"])
    first, second, _ = await posts_of(desk, campaign)
    await desk.delete(f"/api/v1/posts/{first['id']}")
    await desk.put(f"/api/v1/posts/{second['id']}", json={"caption": "Mine"})
    asked = len((await desk.get("/api/v1/content/ai/uses")).json()["items"])

    await run(studio.runtime, campaign["id"])
    same = await posts_of(desk, campaign)
    await desk.put(f"{CAMPAIGNS}/{campaign['id']}", json={"posts_per_day": 2, "end_date": tomorrow(4)})
    await run(studio.runtime, campaign["id"])

    assert (first["status"], first["scheduled_time"], first["media"]) == ("draft", None, [])
    assert len(same) == 2
    assert "Mine" in {post["caption"] for post in same}
    assert asked == 3
    assert len(await posts_of(desk, campaign)) == 2 + 3 + 2
    hours = sorted(place["publish_at"][11:16] for place in (await plan_of(desk, campaign))["places"])
    assert hours == ["12:00"] * 4 + ["18:00"] * 4


async def test_the_model_draws_where_there_is_no_picture(desk, studio: Studio):
    campaign = await make(desk, start_date=tomorrow(), end_date=tomorrow(), draws_pictures=True, schedules_posts=True)

    await run(studio.runtime, campaign["id"])

    [post] = await posts_of(desk, campaign)
    assert (post["status"], post["post_type"], len(post["media"])) == ("scheduled", "photo", 1)


async def test_a_campaign_stops_at_its_budget_and_goes_on_with_a_larger_one(desk, studio: Studio, monkeypatch):
    monkeypatch.setattr("autogram.content.ai.service.cost_micros", lambda *_: 15_000)
    campaign = await make(desk, start_date=tomorrow(), budget_cents=4)
    path = f"{CAMPAIGNS}/{campaign['id']}"

    await run(studio.runtime, campaign["id"])
    spent = (await desk.get(path)).json()
    again = await desk.post(f"{path}/plan")
    larger = (await desk.put(path, json={"budget_cents": 4.5})).json()
    await run(studio.runtime, campaign["id"])

    assert (spent["status"], spent["is_active"], spent["spent_cents"]) == ("exhausted", False, 3)
    assert "budget" in spent["planning_problem"]
    assert (again.status_code, again.json()["code"]) == (409, "campaign-not-active")
    assert (larger["status"], larger["planning_problem"]) == ("active", None)
    assert len(await posts_of(desk, campaign)) == 3
    assert {place["cost_cents"] for place in (await plan_of(desk, campaign))["places"]} == {1.5}


async def test_the_workspaces_spent_budget_is_said_and_the_next_run_goes_on(desk, studio: Studio):
    campaign = await make(desk, start_date=tomorrow(), end_date=tomorrow(2))
    await desk.put("/api/v1/content/ai/budget", json={"monthly_cents": 0})

    await run(studio.runtime, campaign["id"])
    stopped = await plan_of(desk, campaign)
    await desk.put("/api/v1/content/ai/budget", json={"monthly_cents": None})
    await run(studio.runtime, campaign["id"])

    assert stopped["campaign"]["status"] == "active"
    assert "AI budget is spent" in stopped["campaign"]["planning_problem"]
    [place] = stopped["places"]
    assert (place["post_id"], place["cost_cents"]) == (None, None)
    assert "budget" in place["failure_reason"]
    done = await plan_of(desk, campaign)
    assert done["campaign"]["planning_problem"] is None
    assert [place["failure_reason"] for place in done["places"]] == [None, None]


async def test_without_an_account_the_campaign_says_so(desk, studio: Studio):
    campaign = await make(desk)
    await desk.delete(f"/api/v1/accounts/{studio.account_id}")

    await run(studio.runtime, campaign["id"])

    assert (
        "Connect an Instagram account" in (await desk.get(f"{CAMPAIGNS}/{campaign['id']}")).json()["planning_problem"]
    )


async def test_a_campaign_whose_last_day_has_passed_is_completed(desk, studio: Studio):
    campaign = await make(desk, end_date=tomorrow(-2))

    await run(studio.runtime, campaign["id"])

    assert (await desk.get(f"{CAMPAIGNS}/{campaign['id']}")).json()["status"] == "completed"
    assert await posts_of(desk, campaign) == []


async def test_a_place_whose_worker_died_is_taken_up_later_and_by_one_only(desk, studio: Studio, monkeypatch):
    campaign = await make(desk, start_date=tomorrow(), end_date=tomorrow())

    async def dies(*_: Any) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(planning, "write_post", dies)
        with pytest.raises(asyncio.CancelledError):
            await run(studio.runtime, campaign["id"])
    with pytest.raises(RetryLater):
        await run(studio.runtime, campaign["id"])
    before = await posts_of(desk, campaign)
    with clock.shifted(timedelta(minutes=16)):
        await run(studio.runtime, campaign["id"])

    assert before == []
    assert len(await posts_of(desk, campaign)) == 1


async def test_what_is_written_while_somebody_pauses_the_campaign_stays_a_draft(desk, studio: Studio, monkeypatch):
    campaign = await make(
        desk, start_date=tomorrow(), end_date=tomorrow(2), media_ids=[str(studio.media_id)], schedules_posts=True
    )
    write = planning.write_post

    async def pauses(*given: Any) -> Any:
        await desk.put(f"{CAMPAIGNS}/{campaign['id']}", json={"is_active": False})
        return await write(*given)

    monkeypatch.setattr(planning, "write_post", pauses)

    await run(studio.runtime, campaign["id"])

    assert [post["status"] for post in await posts_of(desk, campaign)] == ["draft"]


@pytest.mark.usefixtures("public_server")
async def test_two_workers_at_once_write_each_post_once(settings, keyring, committed_database, instagram):
    async with open_runtime(settings, keyring, committed_database) as runtime, runtime.database.sessions() as session:
        studio = await make_studio(runtime, session, instagram)
        wish = CampaignCreate(name="Autumn", start_date=date.fromisoformat(tomorrow()), account_id=studio.account_id)
        async with runtime.database.transaction() as writing:
            campaign = await service.create_campaign(writing, studio.actor, wish)

        await asyncio.gather(*(run(runtime, campaign.id) for _ in range(3)), return_exceptions=True)

        posts = (await session.scalars(select(Post).where(Post.campaign_id == campaign.id))).all()
        places = (await session.scalars(select(CampaignPlace).where(CampaignPlace.campaign_id == campaign.id))).all()
        assert len(posts) == len(places) == 6
        assert {place.post_id for place in places} == {post.id for post in posts}


async def test_the_daily_job_and_the_button_have_active_campaigns_planned_once(desk, studio: Studio, session):
    campaign = await make(desk)
    await make(desk, status="draft")

    asked = await desk.post(f"{CAMPAIGNS}/{campaign['id']}/plan")
    async with studio.runtime.database.transaction() as writing:
        await service.plan_all(writing)

    jobs = "SELECT convert_from(payload, 'UTF8') FROM pgqueuer WHERE entrypoint = 'campaigns.plan_campaign'"
    assert asked.status_code == 202
    [waiting] = (await session.scalars(text(jobs))).all()
    assert campaign["id"] in waiting


async def test_posts_go_out_at_the_hours_that_did_best_for_the_account(desk, studio: Studio):
    zone, day = ZoneInfo("Asia/Seoul"), date.fromisoformat(tomorrow(2))
    for number in range(20):
        wall = datetime(day.year, day.month, day.day, 7 if number % 2 else 22, 15, tzinfo=zone)
        post = await studio.post(caption=f"no. {number}", scheduled_time=None)
        studio.session.add(
            PostFigures(
                post_id=post.id,
                workspace_id=studio.actor.workspace_id,
                account_id=studio.account_id,
                post_type="photo",
                published_at=wall - timedelta(days=7),
                instagram_media_id=str(number),
                engagement_rate=5.0 if number % 2 else 9.0,
            )
        )
    await studio.session.commit()
    campaign = await make(
        desk, time_zone="Asia/Seoul", start_date=day.isoformat(), end_date=day.isoformat(), posts_per_day=3
    )

    await run(studio.runtime, campaign["id"])

    plan = await plan_of(desk, campaign)
    hours = {place["place"]: place["publish_at"][11:16] for place in plan["places"]}
    assert hours == {0: "13:00", 1: "22:00", 2: "09:00"}
    assert "20 posts" in plan["hours"]


def test_hours_that_are_past_taken_or_skipped_by_the_clocks_are_left_out():
    berlin, spring = ZoneInfo("Europe/Berlin"), date(2027, 3, 28)
    hours = Hours("history", {6: [2, 18, 7]})
    after = datetime(2027, 3, 28, 7, 30, tzinfo=UTC)

    moments = free_moments(hours, spring, berlin, after=after, taken={datetime(2027, 3, 28, 10, tzinfo=UTC)}, count=2)

    # Two o'clock does not exist, seven is past, and noon in Berlin is taken.
    assert [moment.hour for moment in moments] == [16, 18]


def test_hashtags_stand_beside_the_caption_each_once_and_never_too_many():
    written = with_own_hashtags("Light #oak\n\n#lamps #OAK #mine", ["#Mine", "#own"])
    many = with_own_hashtags("Light\n\n" + " ".join(f"#t{n}" for n in range(40)), [])

    assert (written.caption, written.hashtags) == ("Light #oak", ["#Mine", "#own", "#lamps"])
    assert len(many.hashtags) == 30
    assert with_own_hashtags("One\n\nTwo", []).caption == "One\n\nTwo"
