"""The running product in real processes, as the benchmarks of the inbox use it."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import psutil

PASSWORD = "bench-horse-1"


class Product:
    """An `autogram up --sandbox` in real processes, with a connected account."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.api = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        self.sandbox = httpx2.Client(base_url=f"http://127.0.0.1:{port + 1}", timeout=60)
        command = [sys.executable, "-m", "autogram.cli.main", "up", "--sandbox", "--home", str(home)]
        command += ["--port", str(port), "--sandbox-port", str(port + 1), "--smtp-port", str(port + 2)]
        with (home / "log").open("wb") as log:
            environment = os.environ | {"LOG_LEVEL": "WARNING"}
            self.group = subprocess.Popen(command, stderr=log, stdout=log, env=environment)
        # Instagram's id of the account that deliveries are for.
        self.account = ""

    def prepare(self) -> None:
        """Ready, with somebody signed in who has connected an account."""
        self.wait_until_ready()
        email = f"{secrets.token_hex(4)}@example.test"
        self.ask("POST", "/auth/register", json={"email": email, "password": PASSWORD})
        while not (mails := self.sandbox.get("/_sandbox/mail", params={"to": email}).json()["mail"]):
            time.sleep(0.1)
        self.ask("POST", "/auth/verify-email", json={"token": mails[0]["links"][0].split("token=")[1]})
        session = self.ask("POST", "/auth/login", data={"username": email, "password": PASSWORD})
        self.api.headers["Authorization"] = f"Bearer {session['access_token']}"
        username, _ = self.connect()
        self.account = str(self.sandbox.get(f"/_sandbox/accounts/{username}").json()["user_id"])

    def connect(self) -> tuple[str, str]:
        """A fresh account, connected and subscribed to webhooks: its user name and our id."""
        username = f"b.{secrets.token_hex(5)}"
        self.sandbox.post("/_sandbox/accounts", json={"username": username}).raise_for_status()
        token = self.sandbox.post(f"/_sandbox/accounts/{username}/token", json={}).json()["access_token"]
        account_id = self.ask("POST", "/accounts/token", json={"access_token": token})["id"]
        while self.query("SELECT 1 FROM pgqueuer WHERE entrypoint = 'accounts.subscribe_account'"):
            time.sleep(0.1)
        return username, account_id

    def person(self, username: str) -> str:
        """A new customer, by the id that this account knows."""
        return str(self.sandbox.post("/_sandbox/people", json={}).json()["ids"][username])

    def answers(self, username: str) -> list[float]:
        """Seconds from what each person first wrote to the account to our first answer."""
        found = self.sandbox.get(f"/_sandbox/accounts/{username}/conversations").json()["conversations"]
        return [wait for conversation in found if (wait := _wait(conversation["messages"])) is not None]

    def wait_until_ready(self) -> None:
        while True:
            try:
                if self.api.get("/ready").status_code == 200 and self.sandbox.get("/_sandbox/state").is_success:
                    return
            except httpx2.HTTPError:
                pass
            time.sleep(0.1)

    def ask(self, method: str, path: str, **options: Any) -> Any:
        answer = self.api.request(method, f"/api/v1{path}", **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def kill_api(self) -> None:
        for child in psutil.Process(self.group.pid).children():
            if "api" in child.cmdline():
                child.kill()

    def query(self, sql: str, *values: Any) -> list[Any]:
        """The journal itself is asked, not the product."""

        async def run() -> list[Any]:
            connection = await asyncpg.connect(f"postgresql://postgres@/autogram?host={self._socket()}")
            try:
                return list(await connection.fetch(sql, *values))
            finally:
                await connection.close()

        return asyncio.run(run())

    def _socket(self) -> str:
        return (self.home / "postgres" / "postmaster.pid").read_text().splitlines()[4].strip()

    def count(self, run: str) -> int:
        """Deliveries of this run that are in the journal."""
        sql = "SELECT count(*) FROM webhook_delivery WHERE position($1::bytea IN body) > 0"
        return int(self.query(sql, f"mid.{run}.".encode())[0][0])

    def unprocessed(self) -> int:
        return int(self.query("SELECT count(*) FROM webhook_delivery WHERE status = 'pending'")[0][0])

    def stop(self) -> None:
        self.group.send_signal(signal.SIGTERM)
        self.group.wait(60)


def _wait(messages: list[dict[str, Any]]) -> float | None:
    asked = [datetime.fromisoformat(message["at"]) for message in messages if not message["is_ours"]]
    answered = [datetime.fromisoformat(message["at"]) for message in messages if message["is_ours"]]
    return (min(answered) - min(asked)).total_seconds() if asked and answered else None
