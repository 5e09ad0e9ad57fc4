"""The tour's steps about posts: planned, refused, published once, withdrawn."""

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from rich.table import Table

from autogram.cli.tour.picture import draw_picture, has_place
from autogram.cli.tour.scene import Scene, StepFailed, check


def upload(scene: Scene) -> None:
    """A picture that knows where it was taken, and one in the library that does not."""
    picture = draw_picture(secrets.randbelow(1000))
    check(has_place(picture), "the drawn picture should hold a place")
    media = scene.ask("POST", "/media", expect=201, files={"file": ("hills.jpg", picture, "image/jpeg")})
    served = httpx2.get(media["url"])
    check(served.is_success, "the public address does not answer")
    check(not has_place(served.content), "the place is still in the file")
    scene.facts["media"] = media
    size = f"{media['dimensions']['width']} by {media['dimensions']['height']}"
    scene.told(f"a picture of {size} is in the library; the GPS place in it is gone; its address cannot be guessed")


def refuse_bad_input(scene: Scene) -> None:
    """Instagram's limits are told when saving, not when it is too late."""
    wrong = {
        "post_type": "photo",
        "caption": "#tag " * 31,
        "media": [{"media_id": scene.facts["media"]["id"], "user_tags": [{"username": "lena.paints"}]}],
    }
    problem = scene.ask("POST", "/posts", expect=422, json=wrong)
    for error in problem["errors"]:
        scene.told(f"[yellow]{error['field']}[/yellow] {error['message']}")


def schedule_and_publish(scene: Scene) -> None:
    """A scheduled post goes out once, on time, with everything that was asked for."""
    due = datetime.now(UTC) + timedelta(seconds=3)
    post = scene.ask(
        "POST",
        "/posts",
        expect=201,
        json={
            "post_type": "photo",
            "caption": f"Good morning from the hills ({secrets.token_hex(3)})",
            "hashtags": ["#morning", "#hills"],
            "media": [
                {
                    "media_id": scene.facts["media"]["id"],
                    "alt_text": "Hills in the morning sun",
                    "user_tags": [{"username": "lena.paints", "x": 0.5, "y": 0.8}],
                }
            ],
            "first_comment": "Which way would you walk?",
            "scheduled_time": due.isoformat(),
            "time_zone": "Europe/Berlin",
        },
    )
    scene.told(f"scheduled for {post['wall_clock'][11:]} in {post['time_zone']} ({due:%H:%M:%S} UTC)")
    before = _count(scene)
    receipt = _wait_for(scene, post["id"], "published", 30)
    scene.facts["media_on_instagram"] = receipt["instagram_post_id"]
    check(_count(scene) == before + 1, f"the sandbox counts {_count(scene) - before} new posts, not one")
    check(receipt["lateness_seconds"] < 5, f"it was {receipt['lateness_seconds']:.1f} s late")
    receipt = _wait_for_step(scene, post["id"], "first comment")
    scene.told(f"published {receipt['lateness_seconds']:.2f} s after its time, once, at {receipt['permalink']}")
    _show_receipt(scene, receipt)
    sent = receipt["tries"][0]["sent"]["container"]
    check("alt_text" in sent and "user_tags" in sent, "alt text and tags were not sent")


def survive_unclear_answer(scene: Scene) -> None:
    """Instagram publishes but answers with an error: the worst case, and still one post."""
    fault = {"match": {"op": "media.publish"}, "action": {"status": 503}, "after": True, "times": 1}
    scene.play("POST", "/faults", json=fault)
    scene.told("the sandbox will publish the next post and then answer “503 Service Unavailable”")
    before = _count(scene)
    body = {"post_type": "photo", "caption": f"Only once ({secrets.token_hex(3)})", "media": _media(scene)}
    post = scene.ask("POST", "/posts", expect=201, json=body)
    scene.api.post(f"/api/v1/posts/{post['id']}/publish", params={"wait_seconds": 20})
    receipt = _wait_for(scene, post["id"], "published", 40)
    steps = [step["step"] for attempt in receipt["tries"] for step in attempt["steps"]]
    check("answer unclear" in steps, "the doubt is not in the receipt")
    check(_count(scene) == before + 1, f"the sandbox counts {_count(scene) - before} new posts, not one")
    scene.told("the answer was unclear, Instagram was asked what is true, and exactly one post is live")


def cancel(scene: Scene) -> None:
    """A withdrawn post does not go out."""
    due = datetime.now(UTC) + timedelta(seconds=2)
    body = {
        "post_type": "photo",
        "caption": "Never to be seen",
        "media": _media(scene),
        "scheduled_time": due.isoformat(),
    }
    before = _count(scene)
    post = scene.ask("POST", "/posts", expect=201, json=body)
    scene.ask("POST", f"/posts/{post['id']}/cancel")
    time.sleep(3)
    check(_count(scene) == before, "a cancelled post went out")
    scene.told("a scheduled post was cancelled, its hour has passed, and nothing went out")


def _media(scene: Scene) -> list[dict[str, str]]:
    return [{"media_id": scene.facts["media"]["id"]}]


def _count(scene: Scene) -> int:
    return int(scene.play("GET", "/published", params={"username": scene.facts["username"]})["media_count"])


def _wait_for(scene: Scene, post_id: str, status: str, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        receipt = scene.ask("GET", f"/posts/{post_id}/receipt")
        if receipt["status"] == status:
            return receipt
        check(receipt["status"] != "failed", f"the post failed: {receipt['failure_reason']}")
        time.sleep(0.1)
    raise StepFailed(
        f"the post is {receipt['status']}, not {status}, after {seconds:.0f} s: {receipt['waiting_reason']}"
    )


def _wait_for_step(scene: Scene, post_id: str, step: str) -> Any:
    for _ in range(150):
        receipt = scene.ask("GET", f"/posts/{post_id}/receipt")
        if any(step == done["step"] for attempt in receipt["tries"] for done in attempt["steps"]):
            return receipt
        time.sleep(0.1)
    raise StepFailed(f"the step “{step}” was not reached within 15 seconds")


def _show_receipt(scene: Scene, receipt: Any) -> None:
    table = Table(title="Receipt", title_style="bold", box=None, padding=(0, 2), header_style="dim")
    for heading in ("time (UTC)", "step", "proof"):
        table.add_column(heading, overflow="fold")
    for attempt in receipt["tries"]:
        for step in attempt["steps"]:
            proof = ", ".join(f"{name} {value}" for name, value in step["proof"].items() if not isinstance(value, dict))
            table.add_row(step["at"][11:23], step["step"], proof)
    scene.console.print(table)
