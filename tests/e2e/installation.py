"""A whole installation in real processes, as `autogram up --sandbox` starts it."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

import httpx2
import psutil
from tests.content.makers import jpeg
from tests.servers import TLS, Instagram, free_port

PASSWORD = "correct-horse-1"


class Installation:
    """Started, used over HTTP, killed in part or in whole, and started again on the same home."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self.ports = (free_port(), free_port(), free_port())
        self.email = ""
        self.api = httpx2.Client(base_url=f"http://127.0.0.1:{self.ports[0]}", timeout=40, verify=TLS)
        self.sandbox = httpx2.Client(base_url=f"http://127.0.0.1:{self.ports[1]}", timeout=20, verify=TLS)
        self._settings = {
            "WORKER_HEARTBEAT_TIMEOUT_SECONDS": "2",
            "PUBLISH_GRACE_SECONDS": "3",
            "INSTAGRAM_TIMEOUT_SECONDS": "15",
            # Everybody who signs up comes from an address of their own: so many from one would be refused.
            "TRUSTED_PROXIES": "1",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Every role runs, and due work is being claimed."""
        command = [sys.executable, "-m", "autogram.cli.main", "up", "--sandbox", "--home", str(self.home)]
        names = ("--port", "--sandbox-port", "--smtp-port")
        command += [word for name, port in zip(names, self.ports, strict=True) for word in (name, str(port))]
        with (self.home / "log").open("ab") as log:
            environment = os.environ | self._settings
            self.process = subprocess.Popen(command, stderr=log, stdout=log, env=environment, start_new_session=True)
        self.wait_until(self.is_ready, "ready", seconds=60)

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.home / "log").read_text()[-3000:]
        try:
            return self.api.get("/ready").status_code == 200 and self.sandbox.get("/_sandbox/state").is_success
        except httpx2.HTTPError:
            return False

    def stop(self) -> None:
        """Nothing of it runs any more."""
        self.api.close()
        self.sandbox.close()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40)

    def kill_everything(self) -> None:
        """The power fails."""
        assert self.process is not None
        victims = [psutil.Process(self.process.pid), *self.postgres(), *self.children()]
        for victim in victims:
            with_suppressed_kill(victim)
        psutil.wait_procs(victims, timeout=10)
        self.process.wait(10)

    def kill(self, role: str) -> None:
        """`kill -9` to one role's process."""
        (victim,) = [p for p in self.children() if p.status() != psutil.STATUS_ZOMBIE and role in p.cmdline()]
        victim.kill()

    def children(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def postgres(self) -> list[psutil.Process]:
        lines = (self.home / "postgres" / "postmaster.pid").read_text().splitlines()
        parent = psutil.Process(int(lines[0]))
        return [parent, *parent.children(recursive=True)]

    @staticmethod
    def wait_until(holds: Callable[[], Any], what: str, *, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
            time.sleep(0.05)

    def sign_up(self) -> None:
        """A user who has confirmed their address; the API client is signed in as them."""
        email = f"{secrets.token_hex(4)}@example.test"
        self.api.headers = {"X-Forwarded-For": str(IPv6Address(secrets.token_bytes(16)))}
        self.ask("POST", "/auth/register", json={"email": email, "password": PASSWORD})
        mails: list[dict[str, Any]] = []

        def mailed() -> bool:
            mails[:] = self.sandbox.get("/_sandbox/mail", params={"to": email}).json()["mail"]
            return bool(mails)

        self.wait_until(mailed, "the mail with the link")
        token = mails[0]["links"][0].split("token=")[1]
        self.ask("POST", "/auth/verify-email", json={"token": token})
        self.email = email
        session = self.ask("POST", "/auth/login", data={"username": email, "password": PASSWORD})
        self.api.headers["Authorization"] = f"Bearer {session['access_token']}"

    def browser_sign_in(self) -> dict[str, Any]:
        """Another sign-in of the same user: its pair of tokens."""
        return self.ask("POST", "/auth/login", data={"username": self.email, "password": PASSWORD})

    def connect(self) -> tuple[Instagram, str]:
        """A fresh account of the sandbox, connected with its token; our id of it."""
        instagram = Instagram.with_fresh_account(self.sandbox)
        account = self.ask("POST", "/accounts/token", json={"access_token": instagram.token()})
        return instagram, account["id"]

    def upload(self) -> str:
        picture = jpeg(1080, 1080)
        media = self.ask("POST", "/media", files={"file": ("picture.jpg", picture, "image/jpeg")})
        return str(media["id"])

    def schedule(self, account_id: str, media_id: str, when: str, **wish: Any) -> str:
        body = {
            "post_type": "photo",
            "caption": "Once",
            "account_id": account_id,
            "media": [{"media_id": media_id}],
            "scheduled_time": when,
        }
        return str(self.ask("POST", "/posts", json=body | wish)["id"])

    def ask(self, method: str, path: str, **options: Any) -> Any:
        answer = self.api.request(method, f"/api/v1{path}", **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def status(self, post_id: str) -> str:
        return str(self.ask("GET", f"/posts/{post_id}")["status"])


def with_suppressed_kill(victim: psutil.Process) -> None:
    """Kill it, if it is still there."""
    try:
        victim.kill()
    except psutil.NoSuchProcess:
        return
