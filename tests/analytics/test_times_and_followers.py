"""Best hours from the account's own history, and followers day by day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
from tests.publishing.posts import Studio

from autogram.analytics.rates import by_reach, by_views, interactions

from .measuring import add_days, add_post, days_ago


async def read(desk: httpx2.AsyncClient, path: str, studio: Studio, **asked: Any) -> Any:
    answer = await desk.get(f"/api/v1/analytics/{path}", params={"account_id": str(studio.account_id)} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_engagement_is_null_where_nothing_is_known_and_never_zero_for_it():
    assert (interactions(None, None, None, None), interactions(3, None, 0, None)) == (None, 3)
    assert (by_reach(None, 10), by_reach(3, None), by_reach(3, 0), by_reach(0, 10)) == (None, None, None, 0)
    assert (by_reach(3, 60), by_views(3, 100)) == (5, 3)


async def history(studio: Studio, hours: dict[int, tuple[int, float]]) -> datetime:
    """A Monday some weeks ago, at whose hours (UTC) so many posts went out with such a rate."""
    day = days_ago(20).astimezone(UTC).replace(hour=0, minute=30)
    monday = day - timedelta(days=day.weekday())
    for hour, (count, rate) in hours.items():
        for _ in range(count):
            await add_post(studio, monday + timedelta(hours=hour), engagement_rate=rate)
    return monday


async def test_there_are_no_best_times_while_there_are_few_posts(desk, studio: Studio):
    await history(studio, {7: (19, 5.0)})

    few = await read(desk, "best-times", studio)
    await add_post(studio, days_ago(1), reach=None)
    await add_post(studio, days_ago(200), engagement_rate=5.0)

    assert (few["slots"], few["heat_map"], few["posts"], few["posts_needed"]) == ([], None, 19, 20)
    assert (await read(desk, "best-times", studio))["posts"] == 19


async def test_one_lucky_post_does_not_make_the_best_hour(desk, studio: Studio):
    await history(studio, {7: (12, 4.0), 22: (8, 12.0), 13: (1, 14.0)})

    found = await read(desk, "best-times", studio)
    in_seoul = await read(desk, "best-times", studio, time_zone="Asia/Seoul")

    assert [(slot["weekday"], slot["hour"], slot["posts"]) for slot in found["slots"]] == [
        (0, 22, 8),
        (0, 13, 1),
        (0, 7, 12),
    ]
    assert (found["posts"], found["slots"][0]["score"] > 1 > found["slots"][2]["score"]) == (21, True)
    assert (found["heat_map"][0][22], found["heat_map"][0][0]) == (found["slots"][0]["score"], None)
    assert [(slot["weekday"], slot["hour"]) for slot in in_seoul["slots"]] == [(1, 7), (0, 22), (0, 16)]


async def test_followers_have_gaps_where_nothing_was_measured(desk, studio: Studio):
    await add_days(studio, date(2026, 3, 1), 2, follows=7, unfollows=2)
    await add_days(studio, date(2026, 3, 4), 2)

    found = await read(desk, "followers", studio, start_date="2026-03-02", end_date="2026-03-05")

    days = [(day["followers_count"], day["change"], day["gained"], day["lost"]) for day in found["days"]]
    assert days == [(1_010, 10, 7, 2), (None, None, None, None), (1_000, None, None, None), (1_010, 10, None, None)]
    gained = found["gained"]
    assert (gained["value"], gained["known_days"], gained["days"], gained["is_final"]) == (7, 1, 4, False)
    assert (found["change"], found["change_first_day"], found["change_last_day"]) == (0, "2026-03-02", "2026-03-05")
    assert (found["followers_count"]["value"], found["lost"]["value"]) == (1_010, 2)


async def test_without_days_there_are_no_followers_rather_than_none(desk, studio: Studio):
    found = await read(desk, "followers", studio)

    assert (found["followers_count"]["value"], found["change"], found["gained"]["value"]) == (None, None, None)
    assert found["days"][-1]["is_unfinished"]
