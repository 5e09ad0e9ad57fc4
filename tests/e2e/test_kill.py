"""`kill -9` at every step of publishing: nothing lost, nothing twice, and the state shown is true."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.e2e.installation import Installation
from tests.servers import Instagram

# Where the worker stands when it is killed: the request it has made, and what becomes of that request.
STEPS: dict[str, dict[str, Any]] = {
    "asking for the quota": {"op": "limit.read"},
    "before the container is made": {"op": "media.create"},
    "after the container was made": {"op": "media.create", "after": True},
    "container request lost": {"op": "media.create", "drop": True},
    "asking for the container": {"op": "container.read"},
    "publish request still on its way": {"op": "media.publish"},
    "published, answer not heard": {"op": "media.publish", "after": True},
    "publish request lost": {"op": "media.publish", "drop": True},
    "published, address not read": {"op": "media.read"},
    "before the first comment": {"op": "comment.create"},
    "commented, answer not heard": {"op": "comment.create", "after": True},
}


def soon() -> str:
    return (datetime.now(UTC) + timedelta(seconds=2)).isoformat()


def hold_at(instagram: Instagram, step: dict[str, Any]) -> str:
    wish = dict(step)
    return instagram.fault(wish.pop("op"), hold=True, **wish)


def plant(installation: Installation) -> dict[str, tuple[Instagram, str, str]]:
    """A post for each step, on an account of its own, held there; account, fault and post by step."""
    media_id, when = installation.upload(), soon()
    posts = {}
    for name, step in STEPS.items():
        instagram, account_id = installation.connect()
        fault = hold_at(instagram, step)
        post_id = installation.schedule(account_id, media_id, when, first_comment="First!")
        posts[name] = (instagram, fault, post_id)
    for instagram, fault, _ in posts.values():
        instagram.wait_for_hold(fault)
    return posts


def require_each_once(installation: Installation, posts: dict[str, tuple[Instagram, str, str]]) -> None:
    """Every post is published, exactly one is live, with exactly one first comment, and the post says so."""
    for name, (instagram, _, post_id) in posts.items():
        installation.wait_until(lambda i=post_id: installation.status(i) == "published", name, seconds=45)
        (live,) = instagram.published()
        assert installation.ask("GET", f"/posts/{post_id}")["instagram_post_id"] == live["id"], name
    for name, (instagram, _, post_id) in posts.items():
        installation.wait_until(lambda i=post_id: "first comment" in steps_of(installation, i), name, seconds=45)
        (live,) = instagram.published()
        assert live["comments_count"] == 1, name


def steps_of(installation: Installation, post_id: str) -> list[str]:
    receipt = installation.ask("GET", f"/posts/{post_id}/receipt")
    return [step["step"] for attempt in receipt["tries"] for step in attempt["steps"]]


def test_a_worker_killed_at_every_step_loses_nothing_and_does_nothing_twice(installation: Installation) -> None:
    posts = plant(installation)

    installation.kill("worker")
    for instagram, fault, _ in posts.values():
        instagram.release(fault)

    require_each_once(installation, posts)


def test_a_power_failure_at_every_step_loses_nothing_and_does_nothing_twice(installation: Installation) -> None:
    posts = plant(installation)

    # The sandbox is Instagram here: it lives on, answers nobody, and then carries out what it was asked.
    installation.kill("api")
    installation.kill("worker")
    for instagram, fault, _ in posts.values():
        instagram.release(fault)
    time.sleep(0.5)
    installation.kill_everything()
    installation.start()

    require_each_once(installation, posts)


def test_a_database_killed_while_publishing_comes_back_and_each_post_goes_out_once(installation: Installation) -> None:
    media_id, when = installation.upload(), soon()
    instagram, account_id = installation.connect()
    fault = hold_at(instagram, {"op": "media.publish", "after": True})
    post_id = installation.schedule(account_id, media_id, when, first_comment="First!")
    instagram.wait_for_hold(fault)

    for process in installation.postgres():
        process.kill()
    instagram.release(fault)

    installation.wait_until(installation.is_ready, "ready again", seconds=60)
    require_each_once(installation, {"database": (instagram, fault, post_id)})


@pytest.mark.parametrize("role", ["worker", "api"])
def test_a_role_that_is_killed_comes_back_by_itself(installation: Installation, role: str) -> None:
    installation.kill(role)

    installation.wait_until(installation.is_ready, "ready again", seconds=60)
    instagram, account_id = installation.connect()
    post_id = installation.schedule(account_id, installation.upload(), soon())
    installation.wait_until(lambda: installation.status(post_id) == "published", "published")
    assert len(instagram.published()) == 1


def test_home_folder_is_not_shared_by_two_starts(installation: Installation) -> None:
    second = Installation(installation.home)
    with pytest.raises(AssertionError, match="in use by another"):
        second.start()
    second.stop()
