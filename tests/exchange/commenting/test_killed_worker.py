"""`kill -9` while a comment is being written, in a whole installation: it stands there once, and its row says so."""

from typing import Any

from tests.e2e.installation import Installation
from tests.servers import Instagram

PASSWORD = "secret-word"
# Where the worker stands when it is killed.
STEPS: dict[str, dict[str, Any]] = {
    "request still on its way": {},
    "written, answer not heard": {"after": True},
}


def test_a_worker_killed_between_sending_and_noting_writes_nothing_twice(installation: Installation) -> None:
    ask, instagram = installation.ask, Instagram.with_fresh_account(installation.sandbox)
    ask("PUT", "/exchange/community", json={"name": "Bakers", "slug": "bakers-who-comment"})
    helper = instagram.personal(password=PASSWORD)
    ask("POST", "/exchange/helpers", json={"instagram_id": helper.username, "password": PASSWORD})
    star = instagram.personal()
    (post,) = star.posts(caption="Sourdough bread with rosemary")
    joins(installation, "consumers", {"username": star.username})
    held = {}
    for name, step in STEPS.items():
        writer = instagram.personal(password=PASSWORD)
        wish = {"username": writer.username, "password": PASSWORD, "approval": "automatic"}
        joins(installation, "producers", wish)
        held[name] = (writer, writer.fault("mobile.comment", hold=True, **step))
    ask("POST", "/exchange/comment-runs")
    for writer, fault in held.values():
        writer.wait_for_hold(fault)

    installation.kill("worker")
    for writer, fault in held.values():
        writer.release(fault)

    installation.wait_until(lambda: statuses(installation) == ["posted", "posted"], "both posted", seconds=60)
    written = [one["username"] for one in star.comment_list(post["id"])]
    assert sorted(written) == sorted(writer.username for writer, _ in held.values())
    assert [len(writer.calls("mobile.comment")) for writer, _ in held.values()] == [1, 1]


def joins(installation: Installation, kind: str, wish: dict[str, Any]) -> None:
    """Somebody registers, and is approved."""
    made = installation.ask("POST", f"/exchange/public/bakers-who-comment/{kind}", json=wish)
    installation.ask("POST", f"/exchange/{kind}/{made['id']}/approve")


def statuses(installation: Installation) -> list[str]:
    return [one["status"] for one in installation.ask("GET", "/exchange/comments")["items"]]
