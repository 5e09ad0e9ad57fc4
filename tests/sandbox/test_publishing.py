"""Containers and publishing: parameters, quotas, life and the rule that nothing is published twice."""

import hashlib
import json
from typing import Any

import pytest

from .conftest import FileServer, Sandbox, jpeg

DAY = 86_400


def create(sandbox: Sandbox, files: FileServer, **params: Any) -> Any:
    wanted = {"image_url": f"{files.url}/square.jpg"} | params
    return sandbox.call("POST", "me/media", sandbox.token(), **{name: value for name, value in wanted.items() if value})


def publish(sandbox: Sandbox, container: str) -> Any:
    return sandbox.call("POST", "me/media_publish", sandbox.token(), creation_id=container)


def code_of(reply: Any) -> tuple[int, int | None]:
    error = reply.json()["error"]
    return error["code"], error.get("error_subcode")


def test_a_container_is_published_once_and_every_attempt_is_counted(sandbox: Sandbox, sandbox_files: FileServer):
    container = create(sandbox, sandbox_files).json()["id"]
    assert publish(sandbox, container).status_code == 200

    for _ in range(2):
        assert code_of(publish(sandbox, container)) == (24, 2207008)

    assert sandbox.control("GET", f"containers/{container}")["publish_attempts"] == 3
    published = sandbox.control("GET", "published?username=sunny.bakery")
    assert (published["media_count"], published["publish_calls"]) == (1, 3)
    assert published["media"][0]["sha256"] == hashlib.sha256(jpeg()).hexdigest()


def test_every_parameter_can_be_read_as_it_was_received(sandbox: Sandbox, sandbox_files: FileServer):
    sent = {
        "image_url": f"{sandbox_files.url}/square.jpg",
        "caption": "Grüße 🙂 #bread @lena.paints",
        "alt_text": "A bun",
        "user_tags": json.dumps([{"username": "lena.paints", "x": 0.1, "y": 0.9}]),
        "collaborators": json.dumps(["lena.paints"]),
        "location_id": "105000000000001",
        "is_ai_generated": "true",
    }
    container = create(sandbox, sandbox_files, **sent).json()["id"]

    assert sandbox.control("GET", f"containers/{container}")["parameters"] == sent
    media = publish(sandbox, container).json()["id"]
    assert sandbox.control("GET", f"media/{media}")["parameters"] == sent


def test_parameters_may_come_as_query_form_json_or_multipart(sandbox: Sandbox, sandbox_files: FileServer):
    token, url = sandbox.token(), f"{sandbox_files.url}/square.jpg"
    wanted = {"image_url": url, "caption": "hi", "is_ai_generated": True}
    post = sandbox.client.post

    replies = [
        post(f"/graph.instagram.com/v25.0/me/media/?access_token={token}", data=wanted),
        post("/graph.instagram.com/me/media", params=wanted, data={"access_token": token}),
        post("/graph.instagram.com/me/media", json=wanted | {"access_token": token}),
        post("/graph.instagram.com/me/media", files={"caption": (None, "hi"), "image_url": (None, url)},
             headers={"authorization": f"OAuth {token}"}),
    ]  # fmt: skip

    for reply in replies:
        assert reply.status_code == 200, reply.text
        container = sandbox.control("GET", f"containers/{reply.json()['id']}")
        assert container["parameters"]["caption"] == "hi"
        assert "access_token" not in container["parameters"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"caption": "x" * 2201}, (36004, 2207010)),
        ({"caption": "#a " * 31}, (36004, 2207010)),
        ({"caption": "@a " * 21}, (36004, 2207010)),
        ({"media_type": "VIDEO"}, (100, 2207023)),
        ({"media_type": "PANORAMA"}, (100, 2207023)),
        ({"alt_text": "x" * 1001}, (100, None)),
        ({"user_tags": "[{}]"}, (100, None)),
        ({"user_tags": '[{"username":"a"}]'}, (100, None)),
        ({"user_tags": '[{"username":"a","x":2,"y":0}]'}, (100, None)),
        ({"user_tags": json.dumps([{"username": f"a{n}", "x": 0, "y": 0} for n in range(21)])}, (100, 2207040)),
        ({"user_tags": "not json"}, (100, None)),
        ({"collaborators": "a,b,c,d"}, (100, None)),
        ({"collaborators": "a", "media_type": "STORIES"}, (100, None)),
        ({"location_id": "Hamburg"}, (100, None)),
        ({"is_carousel_item": "true", "is_ai_generated": "true"}, (100, None)),
        ({"is_carousel_item": "true", "caption": "no"}, (100, None)),
        ({"is_paid_partnership": "true"}, (100, None)),
        ({"media_type": "REELS", "image_url": ""}, (100, None)),
        ({"media_type": "REELS", "video_url": "http://127.0.0.1:9/", "trial_params": "{}"}, (100, None)),
        ({"image_url": ""}, (100, None)),
        ({"media_type": "CAROUSEL"}, (100, 2207028)),
        ({"media_type": "CAROUSEL", "children": "1,2"}, (24, 2207006)),
    ],
)
def test_a_wrong_parameter_is_refused_with_instagram_s_code(
    sandbox: Sandbox, sandbox_files: FileServer, params: dict[str, str], expected: tuple[int, int | None]
):
    reply = create(sandbox, sandbox_files, **params)

    assert reply.status_code == 400
    assert code_of(reply) == expected


def test_a_person_who_cannot_be_tagged_is_110(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(refused_usernames=["private.person"])
    tags = json.dumps([{"username": "private.person", "x": 0.5, "y": 0.5}])

    assert code_of(create(sandbox, sandbox_files, user_tags=tags)) == (110, None)


def test_a_carousel_takes_its_children_and_counts_once(sandbox: Sandbox, sandbox_files: FileServer):
    children = [create(sandbox, sandbox_files, is_carousel_item="true").json()["id"] for _ in range(3)]
    assert code_of(publish(sandbox, children[0])) == (100, None)

    carousel = create(sandbox, sandbox_files, image_url="", media_type="CAROUSEL", children=",".join(children))
    media = publish(sandbox, carousel.json()["id"]).json()["id"]

    token = sandbox.token()
    read = sandbox.call("GET", media, token, fields="children{id,media_type,permalink}").json()
    assert [set(child) for child in read["children"]["data"]] == [{"id", "media_type"}] * 3
    assert len(sandbox.call("GET", f"{media}/children", token).json()["data"]) == 3
    limit = sandbox.call("GET", "me/content_publishing_limit", token).json()
    assert limit == {"data": [{"quota_usage": 1}]}
    assert [child["container_id"] for child in sandbox.control("GET", f"media/{media}")["children"]] == children


def test_a_container_expires_after_a_day(sandbox: Sandbox, sandbox_files: FileServer):
    container = create(sandbox, sandbox_files).json()["id"]
    sandbox.control("PUT", "clock", {"advance_seconds": DAY})

    assert sandbox.control("GET", f"containers/{container}")["status_code"] == "EXPIRED"
    assert code_of(publish(sandbox, container)) == (24, 2207008)


def test_finished_may_still_be_not_ready_a_number_of_times(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(finished_but_not_ready_times=2)
    container = create(sandbox, sandbox_files).json()["id"]

    answers = [publish(sandbox, container) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [400, 400, 200]
    assert code_of(answers[0]) == (9007, 2207027)


def test_a_container_can_be_made_to_fail(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(container_error=2207082)
    container = create(sandbox, sandbox_files).json()["id"]

    assert sandbox.control("GET", f"containers/{container}")["status"].endswith("2207082")
    assert code_of(publish(sandbox, container)) == (-1, 2207082)


def test_the_quota_is_for_24_hours(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(publish_quota=1)
    assert publish(sandbox, create(sandbox, sandbox_files).json()["id"]).status_code == 200
    waiting = create(sandbox, sandbox_files).json()["id"]

    assert code_of(publish(sandbox, waiting)) == (9, 2207042)
    sandbox.control("PUT", "clock", {"advance_seconds": DAY + 1})
    late = create(sandbox, sandbox_files).json()["id"]
    assert publish(sandbox, late).status_code == 200


def test_only_so_many_containers_a_day(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(containers_per_day=1)
    assert create(sandbox, sandbox_files).status_code == 200

    assert create(sandbox, sandbox_files).status_code == 400


def test_nobody_publishes_for_another_account(sandbox: Sandbox, sandbox_files: FileServer):
    container = create(sandbox, sandbox_files).json()["id"]
    lena = sandbox.token("lena.paints")

    foreign = sandbox.call("POST", f"{sandbox.account_id()}/media_publish", lena, creation_id=container)
    assert code_of(foreign) == (100, 33)
    assert code_of(sandbox.call("POST", "me/media_publish", lena, creation_id=container)) == (24, 2207008)
    assert code_of(sandbox.call("GET", container, lena)) == (100, 33)


def test_trial_reels_need_followers_when_so_set(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(media_fetch="skipped", trial_reels_min_followers=5_000)
    reel = {"media_type": "REELS", "video_url": "http://127.0.0.1:9/reel.mp4", "image_url": ""}
    trial = {"trial_params": '{"graduation_strategy":"MANUAL"}'}

    assert code_of(create(sandbox, sandbox_files, **reel, **trial)) == (10, 2207081)
    sandbox.settings(trial_reels_min_followers=0)
    assert create(sandbox, sandbox_files, **reel, **trial).status_code == 200


def test_video_tags_have_no_position(sandbox: Sandbox, sandbox_files: FileServer):
    sandbox.settings(media_fetch="skipped")
    reel = {"media_type": "REELS", "video_url": "http://127.0.0.1:9/reel.mp4", "image_url": ""}

    placed = create(sandbox, sandbox_files, **reel, user_tags='[{"username":"a","x":0.5,"y":0.5}]')
    assert code_of(placed) == (100, 2207064)
    assert create(sandbox, sandbox_files, **reel, user_tags='[{"username":"a"}]').status_code == 200
    assert code_of(create(sandbox, sandbox_files, **reel, alt_text="no")) == (100, None)


def test_usage_can_be_asked_for_the_last_day_only(sandbox: Sandbox, sandbox_files: FileServer):
    from time import time

    publish(sandbox, create(sandbox, sandbox_files).json()["id"])

    def usage(**params: Any) -> Any:
        return sandbox.call("GET", "me/content_publishing_limit", sandbox.token(), **params)

    assert usage(since=int(time()) - 60).json()["data"][0]["quota_usage"] == 1
    assert usage(since=int(time()) - 2 * DAY).status_code == 400
    assert usage(fields="money").status_code == 400


def test_a_carousel_is_ready_when_its_slowest_child_is(sandbox: Sandbox, sandbox_files: FileServer):
    children = [create(sandbox, sandbox_files, is_carousel_item="true").json()["id"]]
    sandbox.settings(media_fetch="skipped", processing_seconds={"video": 60})
    video = {"image_url": "", "video_url": "http://127.0.0.1:9/v.mp4", "media_type": "VIDEO"}
    children.append(create(sandbox, sandbox_files, **video, is_carousel_item="true").json()["id"])

    carousel = create(sandbox, sandbox_files, image_url="", media_type="CAROUSEL", children=json.dumps(children))

    container = carousel.json()["id"]
    assert sandbox.control("GET", f"containers/{container}")["status_code"] == "IN_PROGRESS"
    sandbox.control("PUT", "clock", {"advance_seconds": 61})
    assert sandbox.control("GET", f"containers/{container}")["status_code"] == "FINISHED"


def test_only_carousel_items_go_into_a_carousel(sandbox: Sandbox, sandbox_files: FileServer):
    alone = [create(sandbox, sandbox_files).json()["id"] for _ in range(2)]

    assert code_of(create(sandbox, sandbox_files, media_type="CAROUSEL", children=",".join(alone))) == (100, None)
