"""The overview says what is known, of how much, and what grew."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest
from tests.people import headers_of, make_user
from tests.publishing.posts import Studio

from autogram.core import clock

from .measuring import add_days, add_post, days_ago, pacific_today

OVERVIEW = "/api/v1/analytics/overview"
MARCH = {"start_date": "2026-03-01", "end_date": "2026-03-10"}


async def overview(desk: httpx2.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await desk.get(OVERVIEW, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def march(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


async def test_without_anything_measured_every_figure_is_null_and_none_is_zero(desk, studio):
    found = await overview(desk)

    figures = [*found["content_metrics"]["figures"].values(), *found["account_metrics"]["figures"].values()]
    assert {figure["value"] for figure in figures} == {None}
    assert {trend["change"] for trend in found["growth_trends"].values()} == {None}
    assert (found["content_metrics"]["posts"], found["top_content"]) == (0, [])
    assert (found["period"]["name"], found["period"]["days"], len(found["daily_breakdown"])) == ("last_30_days", 30, 30)


async def test_a_figure_says_of_how_many_posts_it_is_known_and_engagement_is_by_reach(desk, studio: Studio):
    await add_post(studio, march(2), reach=500, views=1_000, likes=40, comments=5, shares=3, saves=2)
    await add_post(studio, march(2), likes=10, next_snapshot_at=clock.now())
    await add_post(studio, march(11), reach=9_000)

    found = await overview(desk, **MARCH)

    figures = found["content_metrics"]["figures"]
    shown = {name: (figures[name]["value"], figures[name]["known_posts"], figures[name]["posts"]) for name in figures}
    assert shown["reach"] == (500, 1, 2)
    assert shown["likes"] == (50, 2, 2)
    assert shown["interactions"] == (60, 2, 2)
    assert (shown["engagement_rate"], shown["engagement_rate_by_views"]) == ((10.0, 1, 2), (5.0, 1, 2))
    assert (figures["reach"]["is_final"], figures["reach"]["taken_at"] is not None) == (False, True)
    second = found["daily_breakdown"][1]
    assert (second["date"], second["posts"], second["reach"]) == ("2026-03-02", 2, 500)
    assert found["daily_breakdown"][2]["reach"] is None
    assert [post["reach"] for post in found["top_content"]] == [500]


async def test_old_names_stand_beside_what_they_mean_today(desk, studio: Studio):
    await add_post(studio, march(2), views=700, saves=4)

    whole = (await overview(desk, **MARCH))["content_metrics"]["figures"]
    chosen = await overview(desk, **MARCH, metrics="impressions, saved,website_clicks")
    unknown = await desk.get(OVERVIEW, params={"metrics": "likes,fame"})

    assert (whole["impressions"]["value"], whole["impressions"]["same_as"]) == (700, "views")
    assert "replaced impressions" in whole["impressions"]["note"]
    of_posts, of_accounts = (chosen[part]["figures"] for part in ("content_metrics", "account_metrics"))
    assert {name: figure["value"] for name, figure in of_posts.items()} == {"impressions": 700, "saved": 4}
    assert of_accounts["website_clicks"]["same_as"] == "profile_links_taps"
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "metrics")


async def test_days_of_accounts_are_added_up_and_gaps_are_counted(desk, studio: Studio):
    await add_days(studio, date(2026, 3, 1), 4)
    await add_days(studio, date(2026, 3, 6), 5, is_final=False)

    figures = (await overview(desk, **MARCH))["account_metrics"]["figures"]

    reach = {name: figures["reach"][name] for name in ("value", "known_days", "days", "is_final")}
    assert reach == {"value": 900, "known_days": 9, "days": 10, "is_final": False}
    assert (figures["followers_count"]["value"], figures["likes"]["value"]) == (1_040, None)


async def test_growth_needs_two_periods_that_are_known_completely(desk, studio: Studio):
    await add_days(studio, date(2026, 2, 19), 10, reach=50)
    await add_days(studio, date(2026, 3, 1), 9, reach=100)

    gap = (await overview(desk, **MARCH))["growth_trends"]["account_reach"]
    await add_days(studio, date(2026, 3, 10), 1, reach=100)
    whole = (await overview(desk, **MARCH))["growth_trends"]["account_reach"]

    assert (gap["change"], "completely" in gap["unknown_because"]) == (None, True)
    assert (whole["value"], whole["value_before"], whole["change_percent"]) == (1_000, 500, 100.0)
    assert (whole["first_day"], whole["last_day"], whole["unknown_because"]) == ("2026-03-01", "2026-03-10", None)


async def test_growth_of_posts_needs_posts_from_before_both_periods(desk, studio: Studio):
    for day, reach in ((march(5), 300), (march(5) - timedelta(days=10), 200)):
        await add_post(studio, day, reach=reach, views=reach, likes=10)

    early = (await overview(desk, **MARCH))["growth_trends"]
    await add_post(studio, march(1) - timedelta(days=30), reach=1)
    late = (await overview(desk, **MARCH))["growth_trends"]

    assert (early["reach"]["change"], early["posts"]["change"]) == (None, None)
    assert (late["posts"]["change"], late["reach"]["change_percent"]) == (0, 50.0)
    assert (late["engagement_rate"]["value"] < late["engagement_rate"]["value_before"]) is True


async def test_today_is_marked_as_unfinished_and_growth_leaves_it_out(desk, studio: Studio):
    await add_days(studio, pacific_today() - timedelta(days=14), 15)
    await add_post(studio, days_ago(0), reach=10)

    week = await overview(desk, period="last_7_days")
    today = str(clock.now().date())
    open_days = await overview(desk, start_date="2026-01-01", end_date=today)

    assert (week["period"]["last_day"], week["period"]["last_day_is_unfinished"]) == (today, True)
    assert [day["is_unfinished"] for day in week["daily_breakdown"]] == [False] * 6 + [True]
    assert week["daily_breakdown"][-1]["posts"] == 1
    growth = week["growth_trends"]["account_reach"]
    assert (growth["last_day"], growth["change"]) == (str(pacific_today() - timedelta(days=1)), 0)
    assert "not over" in open_days["growth_trends"]["account_reach"]["unknown_because"]


async def test_a_post_belongs_to_the_day_of_the_zone_that_was_asked_for(desk, studio: Studio):
    await add_post(studio, march(10, 20), reach=5)

    utc = await overview(desk, **MARCH)
    seoul = await overview(desk, **MARCH, time_zone="Asia/Seoul")

    assert (utc["content_metrics"]["posts"], seoul["content_metrics"]["posts"]) == (1, 0)


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "custom"},
        {"start_date": "2026-03-01"},
        {"start_date": "2026-03-02", "end_date": "2026-03-01"},
        {"start_date": "2024-01-01", "end_date": "2026-03-01"},
        {"start_date": "0001-01-01", "end_date": "0001-01-02"},
        {"period": "last_7_days", "start_date": "2026-03-01", "end_date": "2026-03-02"},
        {"period": "last_year"},
        {"time_zone": "Mars/Olympus"},
    ],
)
async def test_a_period_that_makes_no_sense_is_refused(desk, asked):
    assert (await desk.get(OVERVIEW, params=asked)).status_code == 422


async def test_accounts_and_posts_of_others_are_not_seen(api, desk, studio: Studio, session):
    post_id = await add_post(studio, march(2), reach=500)
    stranger = await make_user(session)
    await session.commit()
    headers = await headers_of(api, stranger)

    whole = await api.get(OVERVIEW, params=MARCH, headers=headers)
    account = {"account_id": str(studio.account_id)}
    paths = ("overview", "posts", "best-times", "compared", "followers", f"posts/{post_id}/performance")
    answers = [await api.get(f"/api/v1/analytics/{path}", params=account, headers=headers) for path in paths]

    assert (whole.json()["content_metrics"]["posts"], whole.json()["account_metrics"]["accounts"]) == (0, 0)
    assert {answer.status_code for answer in answers} == {404}
