"""The tour: what a person would do, over HTTP, with every claim checked against what the sandbox saw."""

import re
import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

from autogram.cli.tour.picture import draw_picture, has_place

READY_SECONDS = 60.0


class StepFailed(Exception):
    """Something the tour promised did not hold."""


def check(holds: object, what: str) -> None:
    if not holds:
        raise StepFailed(what)


@dataclass
class Scene:
    """Who does what where. `facts` is filled by the steps for those after them."""

    api: httpx2.Client
    sandbox: httpx2.Client
    console: Console
    facts: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, path: str, *, expect: int = 200, **options: Any) -> Any:
        """The answer's JSON. Raises `StepFailed` unless the status is the expected one."""
        answer = self.api.request(method, f"/api/v1{path}", **options)
        check(answer.status_code == expect, f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer.json() if answer.content else None

    def told(self, text: str) -> None:
        self.console.print(f"    [green]✓[/green] {text}")


def tell(console: Console, api_url: str, sandbox_url: str, group: "subprocess.Popen[bytes]", began: float) -> None:
    """Runs every step. Raises `StepFailed` at the first that does not hold."""
    with httpx2.Client(base_url=api_url, timeout=40) as api, httpx2.Client(base_url=sandbox_url, timeout=40) as sandbox:
        scene = Scene(api, sandbox, console)
        wait_until_ready(scene, group, began)
        for number, (title, step) in enumerate(STEPS, 1):
            console.print(f"\n[bold cyan]{number}[/bold cyan] [bold]{title}[/bold]")
            try:
                step(scene)
            except httpx2.HTTPError as error:
                raise StepFailed(f"no answer ({type(error).__name__})") from error
        _farewell(scene, api_url, sandbox_url)


def wait_until_ready(scene: Scene, group: "subprocess.Popen[bytes]", began: float) -> None:
    """Database, schema and a worker that claims jobs are there."""
    with scene.console.status("Starting database, API, worker and sandbox …"):
        while True:
            check(group.poll() is None, "Autogram ended while starting; read demo.log in its folder")
            try:
                if scene.api.get("/ready").status_code == 200 and scene.sandbox.get("/_sandbox/state").is_success:
                    break
            except httpx2.HTTPError:
                pass
            check(time.monotonic() - began < READY_SECONDS, f"not ready after {READY_SECONDS:.0f} seconds")
            time.sleep(0.1)
    scene.told(f"ready after {time.monotonic() - began:.1f} s: PostgreSQL, API, worker and sandbox, in one command")


def sign_up(scene: Scene) -> None:
    """A new user, confirmed with the link that was mailed."""
    email, password = f"demo-{secrets.token_hex(3)}@example.com", f"demo-{secrets.token_hex(6)}"
    scene.ask("POST", "/auth/register", expect=201, json={"email": email, "password": password, "full_name": "Demo"})
    token = _mailed_token(scene, email)
    scene.ask("POST", "/auth/verify-email", expect=204, json={"token": token})
    session = scene.ask("POST", "/auth/login", data={"username": email, "password": password})
    scene.api.headers["Authorization"] = f"Bearer {session['access_token']}"
    scene.facts |= {"email": email, "password": password}
    scene.told(f"{email} has confirmed the link in the sandbox's mailbox and is signed in")


def _mailed_token(scene: Scene, email: str) -> str:
    for _ in range(150):
        for mail in scene.sandbox.get("/_sandbox/mail", params={"to": email}).json()["mail"]:
            found = re.search(r"token=([\w.-]+)", mail["text"])
            if found:
                return found[1]
        time.sleep(0.1)
    raise StepFailed("the mail with the link did not arrive within 15 seconds")


def connect(scene: Scene) -> None:
    """The real OAuth round: to Instagram's consent page, back to our callback, code against token."""
    username = f"bakery.{secrets.token_hex(3)}"
    made = scene.sandbox.post("/_sandbox/accounts", json={"username": username, "name": "Demo Bakery"})
    check(made.is_success, f"the sandbox made no account: {made.text[:200]}")
    scene.facts["username"] = username
    start = scene.ask("POST", "/accounts/oauth/start")
    consent = start["authorize_url"] + f"&_sandbox_user={username}"
    back = httpx2.get(consent, follow_redirects=False).headers["location"]
    answer = scene.api.get(back.split("#")[0], follow_redirects=False)
    check(answer.status_code == 303, f"the callback answered {answer.status_code}: {answer.text[:300]}")
    account = scene.ask("GET", "/accounts")["items"][0]
    check(account["username"] == username, "another account was connected")
    check("token" not in str(account["token"]).lower() or "IGAA" not in str(account), "the token got out")
    scene.facts["account"] = account
    days = account["token"]["days_left"]
    scene.told(f"@{username} is connected through Instagram Login; its token lives {days} more days, renewed daily")
    for _ in range(100):
        fields = scene.ask("GET", f"/accounts/{account['id']}")["webhook_fields"]
        if fields:
            scene.told(f"Instagram will tell us about {len(fields)} kinds of events")
            return
        time.sleep(0.1)
    raise StepFailed("the account was not subscribed to webhooks within 10 seconds")


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
    planted = scene.sandbox.post("/_sandbox/faults", json=fault)
    check(planted.is_success, f"the fault was refused: {planted.text[:200]}")
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
    return int(
        scene.sandbox.get("/_sandbox/published", params={"username": scene.facts["username"]}).json()["media_count"]
    )


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


def _farewell(scene: Scene, api_url: str, sandbox_url: str) -> None:
    scene.console.print("\n[bold green]Every step held.[/bold green] See for yourself:")
    scene.console.print(f"  API and its documentation  {api_url}/docs")
    scene.console.print(f"  login                      {scene.facts['email']}  password  {scene.facts['password']}")
    scene.console.print(f"  the sandbox                {sandbox_url}/_sandbox")


STEPS: list[tuple[str, Callable[[Scene], None]]] = [
    ("A person signs up", sign_up),
    ("They connect an Instagram account, without giving us a password", connect),
    ("They upload a picture", upload),
    ("A post that Instagram would refuse is refused now, with reasons", refuse_bad_input),
    ("They schedule a post, and it goes out once, on time", schedule_and_publish),
    ("Instagram publishes but answers with an error", survive_unclear_answer),
    ("They change their mind", cancel),
]
