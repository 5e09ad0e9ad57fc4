"""The tour: what a person would do, over HTTP, with every claim checked against what the sandbox saw."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
from rich.console import Console

from autogram.cli.tour import beginning, community, conversation, figures, followers, publishing
from autogram.cli.tour.scene import Scene, StepFailed, check

READY_SECONDS = 60.0


def tell(
    console: Console, api_url: str, sandbox_url: str, group: "subprocess.Popen[bytes]", folder: Path, began: float
) -> None:
    """Runs every step. Raises `StepFailed` at the first that does not hold."""
    with httpx2.Client(base_url=api_url, timeout=40) as api, httpx2.Client(base_url=sandbox_url, timeout=40) as sandbox:
        scene = Scene(api, sandbox, console, folder)
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


def _farewell(scene: Scene, api_url: str, sandbox_url: str) -> None:
    scene.console.print("\n[bold green]Every step held.[/bold green] See for yourself:")
    lines = {
        "the console": f"{api_url}/",
        "sign in with": f"{scene.facts['email']}  password  {scene.facts['password']}",
        "the sandbox": f"{sandbox_url}/_sandbox",
        "the API": f"{api_url}/docs",
    }
    for what, where in lines.items():
        scene.console.print(f"  {what:<14} {where}", soft_wrap=True)


STEPS: list[tuple[str, Callable[[Scene], None]]] = [
    ("A person signs up", beginning.sign_up),
    ("They connect an Instagram account, without giving us a password", beginning.connect),
    ("They upload a picture", publishing.upload),
    ("A post that Instagram would refuse is refused now, with reasons", publishing.refuse_bad_input),
    ("They schedule a post, and it goes out once, on time", publishing.schedule_and_publish),
    ("Instagram publishes but answers with an error", publishing.survive_unclear_answer),
    ("They change their mind", publishing.cancel),
    ("They let a rule answer simple questions", conversation.make_rule),
    ("A customer writes, and is answered", conversation.answer_a_customer),
    ("A customer comments, and is answered in private, once", conversation.answer_a_comment),
    ("Deliveries come twice, forged and cut off", conversation.survive_bad_deliveries),
    ("They ask who does not follow them back", followers.crawl),
    ("They compare two export files, without any login", followers.compare_exports),
    ("A community's chat becomes this week's requests", community.import_chat),
    ("Who has commented on whom, with evidence", community.verify_week),
    ("A model writes comments, and a person approves", community.write_comments),
    ("A model writes captions, and a person chooses", figures.write_caption),
    ("A campaign's week is planned, once", figures.plan_campaign),
    ("How it went: Instagram's figures", figures.collect_figures),
    ("The report for the boss", figures.write_report),
]
