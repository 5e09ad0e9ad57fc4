"""Figures of accounts and publications: shapes, growth, days and refusals as the official API has them."""

from typing import Any

import pytest

from autogram.sandbox.insights.days import day_of, end_of, start_of

from .conftest import FileServer, Sandbox

DAY = 86_400


def picture(sandbox: Sandbox, files: FileServer, token: str, **params: Any) -> str:
    return sandbox.publish(token, files.url + "/square.jpg", **params)


def figures(sandbox: Sandbox, token: str, media_id: str, *metrics: str) -> dict[str, Any]:
    reply = sandbox.call("GET", f"{media_id}/insights", token, metric=",".join(metrics))
    assert reply.status_code == 200, reply.text
    return {item["name"]: item["values"][0]["value"] for item in reply.json()["data"]}


def refusal(reply: Any) -> tuple[int, str]:
    error = reply.json()["error"]
    return error["code"], error["message"]


def later(sandbox: Sandbox, seconds: float) -> None:
    sandbox.control("PUT", "clock", {"advance_seconds": seconds})


def test_a_publication_s_figures_grow_and_settle(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    media = picture(sandbox, sandbox_files, token)
    names = ("views", "reach", "likes", "saved", "shares", "total_interactions")

    fresh = figures(sandbox, token, media, *names)
    later(sandbox, 6 * 3_600)
    young = figures(sandbox, token, media, *names)
    later(sandbox, 20 * DAY)
    old = figures(sandbox, token, media, *names)
    later(sandbox, DAY)

    assert fresh["reach"] <= 20 < young["reach"] < old["reach"] < old["views"]
    assert old["likes"] + old["saved"] + old["shares"] == old["total_interactions"]
    assert figures(sandbox, token, media, *names) == old


def test_one_bad_metric_fails_the_whole_request(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    media = picture(sandbox, sandbox_files, token)

    def ask(metric: str) -> tuple[int, str]:
        return refusal(sandbox.call("GET", f"{media}/insights", token, metric=metric))

    assert ask("reach,plays")[1].startswith("(#100) metric[1] must be one of the following values: ")
    assert "impressions metric is no longer supported" in ask("reach,impressions")[1]
    assert "does not support the navigation metric for this media product type" in ask("reach,navigation")[1]
    sandbox.settings(insights_dead_metrics=["views"])
    assert ask("reach,views")[0] == 100
    sandbox.settings(insights_dead_metrics=[], insights_missing=["views"])
    assert list(figures(sandbox, token, media, "reach", "views")) == ["reach"]
    reply = sandbox.call("GET", f"{media}/insights", token, metric="profile_activity", breakdown="action_type")
    assert reply.json()["data"][0]["total_value"]["breakdowns"][0]["dimension_keys"] == ["action_type"]
    reply = sandbox.call("GET", f"{media}/insights", token, metric="reach", breakdown="action_type")
    assert refusal(reply) == (1, "An unknown error has occurred.")


def test_a_story_needs_five_viewers_and_is_gone_after_a_day(sandbox: Sandbox, sandbox_files: FileServer):
    token = sandbox.token()
    story = picture(sandbox, sandbox_files, token, media_type="STORIES")

    reply = sandbox.call("GET", f"{story}/insights", token, metric="reach,navigation")
    assert refusal(reply) == (10, "(#10) Not enough viewers for the media to show insights")

    later(sandbox, 10 * 3_600)
    assert figures(sandbox, token, story, "reach", "navigation")["reach"] >= 5
    later(sandbox, DAY)
    assert figures(sandbox, token, story, "reach") == {}


def test_an_account_s_days_end_at_midnight_pacific_time(sandbox: Sandbox):
    token, today = sandbox.token(), day_of(sandbox.server.app.state.world.clock.now())
    start = start_of(today) - 5 * DAY
    window = {"since": int(start_of(day_of(start))), "until": int(start_of(today))}

    def ask(**params: Any) -> Any:
        reply = sandbox.call("GET", "me/insights", token, period="day", **window, **params)
        assert reply.status_code == 200, reply.text
        return reply.json()

    [series] = ask(metric="reach")["data"]
    days = series["values"]

    assert len(days) == 5
    assert {day["end_time"][11:] for day in days} <= {"07:00:00+0000", "08:00:00+0000"}
    assert days[-1]["end_time"] == f"{today}T{days[-1]['end_time'][11:]}"
    assert end_of(day_of(start)) == start_of(day_of(start + 1.5 * DAY))
    [total] = ask(metric="likes", metric_type="total_value", breakdown="media_product_type")["data"]
    [parts] = total["total_value"]["breakdowns"]
    assert sum(part["value"] for part in parts["results"]) == total["total_value"]["value"]
    reply = sandbox.call(
        "GET", "me/insights", token, metric="follower_demographics", period="lifetime", metric_type="total_value",
        breakdown="age", timeframe="last_90_days",
    )  # fmt: skip
    assert reply.json()["data"][0]["total_value"]["breakdowns"][0]["dimension_keys"] == ["timeframe", "age"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"metric": "views"}, "metric_type=total_value"),
        ({"metric": "website_clicks"}, "metric[0] must be one of the following values"),
        ({"metric": "reach", "since": 1_700_000_000, "until": 1_700_000_000 + 31 * DAY}, "more than 30 days"),
        ({"metric": "reach", "period": "lifetime"}, "not supported"),
    ],
)
def test_an_account_is_refused_what_does_not_exist(sandbox: Sandbox, params: dict[str, Any], words: str):
    reply = sandbox.call("GET", "me/insights", sandbox.token(), **({"period": "day"} | params))

    assert refusal(reply)[0] == 100
    assert words in refusal(reply)[1]


def test_missing_figures_are_an_empty_list(sandbox: Sandbox):
    sandbox.control("POST", "accounts", {"username": "small", "followers_count": 99})
    token = sandbox.token("small")

    def ask(**params: Any) -> Any:
        return sandbox.call("GET", "me/insights", token, period="day", **params).json()["data"]

    assert ask(metric="follows_and_unfollows", metric_type="total_value") == []
    assert ask(metric="reach", since=1_600_000_000, until=1_600_000_000 + DAY) == []
    assert ask(metric="reach") != []
    sandbox.settings(insights_delay_seconds=2 * DAY)
    assert ask(metric="reach") == []


def test_an_account_can_be_given_months_behind_it(sandbox: Sandbox):
    made = sandbox.control("POST", "accounts/sunny.bakery/history", {"days": 90, "posts_per_week": 5})
    token = sandbox.token()

    assert 60 <= made["count"] <= 65
    first, last = made["posts"][0], made["posts"][-1]
    assert first["published_at"] < last["published_at"]
    assert {post["kind"] for post in made["posts"]} == {"image", "carousel", "reel"}
    seen = figures(sandbox, token, first["id"], "likes", "comments", "reach")
    assert (seen["likes"], seen["comments"]) == (first["like_count"], first["comments_count"])
    now = int(sandbox.server.app.state.world.clock.now())
    reply = sandbox.call("GET", "me/insights", token, metric="reach", period="day", since=now - 30 * DAY, until=now)
    busy = [day["value"] for day in reply.json()["data"][0]["values"]]
    assert max(busy) > 1.5 * min(busy[:-1]) > 0
    listed = sandbox.call("GET", "me/media", token, fields="media_url,media_type").json()["data"]
    [address] = [one["media_url"] for one in listed if one["media_type"] == "IMAGE"][:1]
    drawn = sandbox.client.get(address)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/jpeg")
