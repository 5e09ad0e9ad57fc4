"""Posts with their figures: sorted, filtered, page by page, compared, and one over time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from tests.publishing.posts import Studio

from autogram.analytics.models import AnalyticsEvent, PostSnapshot

from .measuring import add_post, days_ago

POSTS = "/api/v1/analytics/posts"
COMPARED = "/api/v1/analytics/compared"


async def read(desk: httpx2.AsyncClient, path: str, **asked: Any) -> Any:
    answer = await desk.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def pages(desk: httpx2.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    """Every post of the list, asked for in pages of two."""
    page = await read(desk, POSTS, limit=2, **asked)
    found = page["posts"]
    while page["next_cursor"]:
        page = await read(desk, POSTS, limit=2, cursor=page["next_cursor"], **asked)
        found += page["posts"]
    return found


async def test_posts_are_sorted_by_any_figure_and_unknown_ones_come_last(desk, studio: Studio):
    for number, reach in enumerate((300, None, 900, 300, None, 100)):
        await add_post(studio, days_ago(number), reach=reach, likes=number, views=1_000)

    by_reach = [post["reach"] for post in await pages(desk, sort="reach")]
    by_rate = [post["engagement_rate"] for post in await pages(desk, sort="engagement_rate")]
    newest = await pages(desk)

    assert by_reach == [900, 300, 300, 100, None, None]
    assert by_rate == [5.0, 1.0, pytest.approx(2 / 9), 0.0, None, None]
    assert [post["likes"] for post in newest] == [0, 1, 2, 3, 4, 5]
    for sort in ("engagement_rate_by_views", "interactions"):
        assert [post["likes"] for post in await pages(desk, sort=sort)] == [5, 4, 3, 2, 1, 0]


async def test_a_post_shows_what_is_known_and_by_what_it_is_recognised(desk, studio: Studio):
    post_id = await add_post(studio, days_ago(1), caption="Bread", likes=3, views=60, problem="media not found")

    [post] = (await read(desk, POSTS))["posts"]

    assert (post["post_id"], post["caption"].startswith("Bread"), post["is_final"]) == (str(post_id), True, True)
    assert (post["interactions"], post["engagement_rate"], post["engagement_rate_by_views"]) == (3, None, 5.0)
    assert (post["reach"], post["problem"]) == (None, "media not found")


async def test_lists_are_filtered_by_account_campaign_type_and_period(desk, studio: Studio):
    campaign_id = uuid4()
    await add_post(studio, days_ago(1), likes=1, campaign_id=campaign_id)
    await add_post(studio, days_ago(2), likes=2, post_type="reel")
    await add_post(studio, days_ago(50), likes=3)

    async def likes(**asked: Any) -> list[int]:
        return [post["likes"] for post in (await read(desk, POSTS, **asked))["posts"]]

    assert await likes(account_id=str(studio.account_id)) == [1, 2]
    assert await likes(campaign_id=str(campaign_id)) == [1]
    assert await likes(post_type="reel") == [2]
    assert await likes(period="last_90_days") == [1, 2, 3]


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "WzFd", "é"])
async def test_a_cursor_that_is_not_ours_is_refused(desk, studio: Studio, cursor):
    assert (await desk.get(POSTS, params={"cursor": cursor})).status_code == 422


async def test_a_cursor_of_another_order_is_refused(desk, studio: Studio):
    for number in range(2):
        await add_post(studio, days_ago(number), reach=1)
    cursor = (await read(desk, POSTS, limit=1))["next_cursor"]

    assert (await desk.get(POSTS, params={"cursor": cursor, "sort": "reach"})).status_code == 422


async def test_types_hashtags_and_lengths_are_compared_with_how_many_there_were(desk, studio: Studio):
    await add_post(studio, days_ago(1), caption="#Oak #lamps", post_type="reel", reach=100, likes=10)
    await add_post(studio, days_ago(2), caption="#oak " + "long " * 60, post_type="reel", reach=300, likes=10)
    await add_post(studio, days_ago(3), caption="None", likes=2)

    by_type = {group["name"]: group for group in (await read(desk, COMPARED))["groups"]}
    by_length = {group["name"]: group["posts"] for group in (await read(desk, COMPARED, by="length"))["groups"]}

    reels = by_type["reel"]
    assert (reels["posts"], reels["known_posts"], reels["average_reach"], reels["engagement_rate"]) == (2, 2, 200, 5)
    photos = by_type["photo"]
    assert (photos["posts"], photos["known_posts"], photos["average_reach"]) == (1, 0, None)
    assert by_length == {"1 to 125": 2, "126 to 500": 1}


async def test_hashtags_are_the_same_in_upper_and_lower_case(desk, studio: Studio):
    for number, tags in enumerate((["#Oak", "#lamps"], ["#oak"], [])):
        post_id = await add_post(studio, days_ago(number), reach=100 * (number + 1))
        (await studio.row(post_id)).hashtags = tags
    await studio.session.commit()

    groups = (await read(desk, COMPARED, by="hashtag"))["groups"]

    assert [(group["name"], group["posts"], group["average_reach"]) for group in groups] == [
        ("#oak", 2, 150),
        ("#lamps", 1, 100),
    ]


async def test_the_performance_of_a_post_over_time(desk, studio: Studio):
    went_out = datetime(2026, 3, 2, 20, tzinfo=UTC)
    post_id = await add_post(studio, went_out, reach=200, views=400, likes=20)
    for hour, likes in ((1, 5), (2, 20)):
        studio.session.add(
            PostSnapshot(
                post_id=post_id,
                taken_at=went_out + timedelta(hours=hour),
                likes=likes,
                more={"follows": hour},
                missing={"saves": "not for this kind"},
            )
        )
    change = {"before": 5, "after": 20, "change": 15}
    studio.session.add(AnalyticsEvent(post_id=post_id, event_type="like", event_data=change))
    await studio.session.commit()

    found = await read(desk, f"{POSTS}/{post_id}/performance", time_zone="Asia/Seoul")

    figures = found["performance_data"]["figures"]
    assert {name: figure["value"] for name, figure in figures.items()} == {
        "views": 400,
        "impressions": 400,
        "reach": 200,
        "likes": 20,
        "interactions": 20,
        "comments": None,
        "shares": None,
        "saves": None,
        "engagement_rate": 10,
        "engagement_rate_by_views": 5,
    }
    assert found["performance_data"]["missing"] == {"saves": "not for this kind"}
    assert (found["audience_insights"]["follows"], found["audience_insights"]["demographics"]) == (2, None)
    times = found["time_analysis"]
    assert (times["weekday"], times["hour"], [one["likes"] for one in times["snapshots"]]) == (1, 5, [5, 20])
    assert [(event["event_type"], event["event_data"]) for event in times["events"]] == [("like", change)]


async def test_a_post_that_did_not_go_out_has_no_figures_and_an_unknown_one_is_not_found(desk, studio: Studio):
    draft = await studio.post(scheduled_time=None)

    found = await read(desk, f"{POSTS}/{draft.id}/performance")
    missing = await desk.get(f"{POSTS}/{uuid4()}/performance")

    assert (found["published_at"], found["time_analysis"]["hour"]) == (None, None)
    assert {figure["value"] for figure in found["performance_data"]["figures"].values()} == {None}
    assert (missing.status_code, missing.json()["code"]) == (404, "post-not-found")
