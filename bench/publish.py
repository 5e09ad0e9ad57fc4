"""1,000 posts due in the same second, on the real parts, with the sandbox taking 50 ms for each call.

Measures how long it takes until all are published, how late each one was, and that each is live exactly once; then
the same again with the worker killed (`kill -9`) every few seconds; then the lateness of single posts.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import psutil

from autogram.cli.tour.picture import draw_picture
from bench.machine import console, percentile, print_table

POSTS, ACCOUNTS, LATENCY_MS = 1000, 20, 50
KILL_EVERY_SECONDS = 5.0
SINGLE_POSTS = 60
PASSWORD = "bench-horse-1"


class Bench:
    """An `autogram up --sandbox` in real processes."""

    def __init__(self, home: Path, base_port: int, *, workers: int = 1) -> None:
        self.published = 0
        ports = (base_port, base_port + 1, base_port + 2)
        self.api = httpx2.Client(base_url=f"http://127.0.0.1:{ports[0]}", timeout=60)
        self.sandbox = httpx2.Client(base_url=f"http://127.0.0.1:{ports[1]}", timeout=60)
        command = [sys.executable, "-m", "autogram.cli.main", "up", "--sandbox", "--home", str(home)]
        names = ("--port", "--sandbox-port", "--smtp-port")
        command += [word for name, port in zip(names, ports, strict=True) for word in (name, str(port))]
        with (home / "log").open("wb") as log:
            environment = os.environ | {"LOG_LEVEL": "WARNING", "WORKER_PROCESSES": str(workers)}
            self.group = subprocess.Popen(command, stderr=log, stdout=log, env=environment)

    def prepare(self) -> str:
        """A signed-in user with a picture, on a sandbox without quotas in the way; the picture's id."""
        while True:
            try:
                if self.api.get("/ready").status_code == 200 and self.sandbox.get("/_sandbox/state").is_success:
                    break
            except httpx2.HTTPError:
                pass
            time.sleep(0.1)
        self.sandbox.put("/_sandbox/settings", json={"publish_quota": 100_000, "containers_per_day": 100_000})
        email = f"{secrets.token_hex(4)}@example.test"
        self.ask("POST", "/auth/register", json={"email": email, "password": PASSWORD})
        while not (mails := self.sandbox.get("/_sandbox/mail", params={"to": email}).json()["mail"]):
            time.sleep(0.1)
        self.ask("POST", "/auth/verify-email", json={"token": mails[0]["links"][0].split("token=")[1]})
        session = self.ask("POST", "/auth/login", data={"username": email, "password": PASSWORD})
        self.api.headers["Authorization"] = f"Bearer {session['access_token']}"
        media = self.ask("POST", "/media", files={"file": ("picture.jpg", draw_picture(1), "image/jpeg")})
        return str(media["id"])

    def connect(self, count: int) -> dict[str, str]:
        """That many fresh accounts, connected: our id by user name."""
        accounts = {}
        for _ in range(count):
            username = f"b.{secrets.token_hex(5)}"
            self.sandbox.post("/_sandbox/accounts", json={"username": username})
            token = self.sandbox.post(f"/_sandbox/accounts/{username}/token", json={}).json()["access_token"]
            accounts[username] = self.ask("POST", "/accounts/token", json={"access_token": token})["id"]
        return accounts

    def ask(self, method: str, path: str, **options: Any) -> Any:
        answer = self.api.request(method, f"/api/v1{path}", **options)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def schedule(self, account_id: str, media_id: str, due: datetime, number: int) -> str:
        body = {
            "post_type": "photo",
            "caption": f"Post {number}",
            "account_id": account_id,
            "media": [{"media_id": media_id}],
            "scheduled_time": due.isoformat(),
        }
        return str(self.ask("POST", "/posts", json=body)["id"])

    def live(self, username: str) -> list[str]:
        """The captions of what is live on the account."""
        found = self.sandbox.get("/_sandbox/published", params={"username": username}).json()["media"]
        return [media["parameters"]["caption"] for media in found]

    def kill_worker(self) -> None:
        for child in psutil.Process(self.group.pid).children():
            if "worker" in child.cmdline():
                child.kill()

    def stop(self) -> None:
        self.group.send_signal(signal.SIGTERM)
        self.group.wait(60)


def burst(bench: Bench, media_id: str, *, kill: bool) -> tuple[str, float, list[float], int, int]:
    """Plans all posts for one moment and watches: name, seconds until all are out, lateness of each, live, kills."""
    bench.sandbox.put("/_sandbox/settings", json={"latency_ms": 0})
    accounts = bench.connect(ACCOUNTS)
    ids = list(accounts.values())
    due = datetime.now(UTC) + timedelta(seconds=max(20, POSTS * 0.025))
    posts = [bench.schedule(ids[number % ACCOUNTS], media_id, due, number) for number in range(POSTS)]
    bench.sandbox.put("/_sandbox/settings", json={"latency_ms": LATENCY_MS})
    spare = (due - datetime.now(UTC)).total_seconds()
    assert spare > 0, "planning took longer than thought"
    time.sleep(spare)
    began, kills, over = time.monotonic(), 0, threading.Event()

    def killer() -> None:
        nonlocal kills
        while not over.wait(KILL_EVERY_SECONDS):
            bench.kill_worker()
            kills += 1

    if kill:
        threading.Thread(target=killer, daemon=True).start()
    seconds = _wait_for_all(bench, posts, began)
    over.set()
    live = sum(len(bench.live(username)) for username in accounts)
    late = [_lateness(bench, post_id) for post_id in posts]
    how = f"all workers killed every {KILL_EVERY_SECONDS:.0f} s" if kill else "undisturbed"
    return how, seconds, late, live, kills


def _wait_for_all(bench: Bench, posts: list[str], began: float) -> float:
    waiting = set(posts)
    while waiting and time.monotonic() - began < 120:
        page = bench.ask("GET", "/posts", params={"status": "published", "limit": 1, "skip": 0})
        if page["total"] >= len(posts) + bench.published:
            return time.monotonic() - began
        time.sleep(0.1)
    states = {
        status: bench.ask("GET", "/posts", params={"status": status, "limit": 3, "skip": 0})
        for status in ("scheduled", "publishing", "unconfirmed", "late", "published", "failed")
    }
    for status, page in states.items():
        reasons = {post["waiting_reason"] or post["failure_reason"] for post in page["posts"]}
        console.print(status, page["total"], reasons)
    raise SystemExit("not all posts were published within two minutes")


def _lateness(bench: Bench, post_id: str) -> float:
    post = bench.ask("GET", f"/posts/{post_id}")
    return (
        datetime.fromisoformat(post["published_at"]) - datetime.fromisoformat(post["scheduled_time"])
    ).total_seconds()


def singles(bench: Bench, media_id: str) -> list[float]:
    """The lateness of posts that are due one by one."""
    (account_id,) = bench.connect(1).values()
    due = datetime.now(UTC) + timedelta(seconds=3)
    posts = [
        bench.schedule(account_id, media_id, due + timedelta(seconds=0.77 * number), 10_000 + number)
        for number in range(SINGLE_POSTS)
    ]
    while bench.ask("GET", f"/posts/{posts[-1]}")["status"] != "published":
        time.sleep(0.2)
    return [_lateness(bench, post_id) for post_id in posts]


def _row(bench: Bench, media_id: str, workers: int, *, kill: bool) -> tuple[object, ...]:
    name, seconds, late, live, kills = burst(bench, media_id, kill=kill)
    bench.published += POSTS
    once = "yes" if live == POSTS else f"NO: {live}"
    what = f"{workers} worker{'s' if workers > 1 else ''}, {name}"
    return what, seconds, percentile(late, 0.5), percentile(late, 0.99), max(late), once, kills


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=18300)
    options = parser.parse_args()
    rows: list[tuple[object, ...]] = []
    for workers in (1, 2):
        with tempfile.TemporaryDirectory(prefix="ag-") as folder:
            bench = Bench(Path(folder), options.port, workers=workers)
            try:
                media_id = bench.prepare()
                rows += [_row(bench, media_id, workers, kill=kill) for kill in (False, True)]
                if workers == 1:
                    alone = singles(bench, media_id)
            finally:
                bench.stop()
    print_table(
        f"{POSTS} posts due at once on {ACCOUNTS} accounts, {LATENCY_MS} ms per call",
        ("", "all out after (s)", "late p50 (s)", "p99", "max", "each exactly once", "kills"),
        rows,
    )
    print_table(
        f"{SINGLE_POSTS} posts due one by one, {LATENCY_MS} ms per call",
        ("", "p50 (s)", "p99", "max"),
        [("lateness", percentile(alone, 0.5), percentile(alone, 0.99), max(alone))],
    )
    console.print("Lateness: from the planned moment to Instagram's answer that it is published.")


if __name__ == "__main__":
    main()
