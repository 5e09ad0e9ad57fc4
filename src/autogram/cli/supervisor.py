"""`autogram up`: every role in one supervised group of processes."""

import fcntl
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from autogram.cli.databases import embedded_database, running_database
from autogram.cli.options import Home, Host, Port, SandboxPort, SmtpPort
from autogram.cli.parent import VARIABLE
from autogram.core.embedded import EmbeddedPostgres, EmbeddedPostgresError
from autogram.core.settings import Settings, child_environment, load_settings

RESTART_PAUSES = (0.0, 0.0, 0.5, 1.0, 2.0, 5.0)
STABLE_SECONDS = 4.0
STOP_SECONDS = 25.0


class CannotStart(Exception):
    """The group cannot be started; the text says what to do."""


@dataclass
class Role:
    """One process of the group, started again when it ends by itself."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float = 0.0

    def start(self) -> None:
        command = [sys.executable, "-m", "autogram.cli.main", self.name, *self.arguments]
        # Its own session, so that Ctrl-C reaches the supervisor alone, which then stops all in order.
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True)  # noqa: S603  our own
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """If it has ended, it is started again, after a pause that grows as long as it keeps failing."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            if now - self.started_at > STABLE_SECONDS:
                self.failures = 0
            pause = RESTART_PAUSES[min(self.failures, len(RESTART_PAUSES) - 1)]
            typer.echo(f"autogram: {self.name} ended with {self.process.returncode}, starting it again", err=True)
            self.failures, self.process, self.start_again_at = self.failures + 1, None, now + pause
        if self.process is None and now >= self.start_again_at:
            self.start()

    def stop(self, deadline: float) -> None:
        """The process has ended, by itself or by force at `deadline` (monotonic seconds)."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(max(0.5, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()


@dataclass
class Group:
    """The running roles. `stop_wanted` is set by Ctrl-C or SIGTERM."""

    roles: list[Role] = field(default_factory=list)
    database: EmbeddedPostgres | None = None
    stop_wanted: bool = False

    def run(self) -> None:
        """Looks after the database and every role until told to stop."""
        for role in self.roles:
            role.start()
        while not self.stop_wanted:
            self._look_after_database()
            for role in self.roles:
                role.look_after()
            time.sleep(0.1)

    def _look_after_database(self) -> None:
        if self.database is None:
            return
        try:
            self.database.look_after()
        except EmbeddedPostgresError as error:
            typer.echo(f"autogram: {error}", err=True)

    def stop(self) -> None:
        """No role runs any more: the worker ends first, the sandbox last; one that does not end in time is killed."""
        deadline = time.monotonic() + STOP_SECONDS
        for role in reversed(self.roles):
            role.stop(deadline)


def up(
    sandbox: Annotated[bool, typer.Option("--sandbox", help="With an Instagram of our own; needs no key.")] = False,
    home: Home = None,
    host: Host = None,
    port: Port = None,
    sandbox_port: SandboxPort = None,
    smtp_port: SmtpPort = None,
) -> None:
    """Run everything: API, worker and database in one group. Ctrl-C stops all of it cleanly."""
    settings = load_settings(
        autogram_home=home,
        autogram_host=host,
        autogram_port=port,
        sandbox_port=sandbox_port,
        sandbox_smtp_port=smtp_port,
    )
    with _only_one(settings.home):
        _require_free_ports(settings, sandbox=sandbox)
        group = Group()

        def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
            group.stop_wanted = True

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, ask_to_stop)
        with _database(settings, group) as url:
            group.roles = _roles(settings, url, sandbox=sandbox)
            core = settings.core
            typer.echo(f"Autogram is starting at http://{core.autogram_host}:{core.autogram_port}", err=True)
            try:
                group.run()
            finally:
                group.stop()


@contextmanager
def _database(settings: Settings, group: Group) -> Iterator[str]:
    if settings.core.database_url:
        with running_database(settings) as url:
            yield url
        return
    with embedded_database(settings) as (url, server):
        group.database = server
        yield url


def _roles(settings: Settings, database_url: str, *, sandbox: bool) -> list[Role]:
    core = settings.core
    environment = child_environment(
        AUTOGRAM_HOME=str(settings.home),
        AUTOGRAM_HOST=core.autogram_host,
        AUTOGRAM_PORT=str(core.autogram_port),
        DATABASE_URL=database_url,
        PUBLIC_URL=core.public_url,
        **{VARIABLE: str(_own_pid())},
    )
    roles = []
    if sandbox:
        environment |= sandbox_environment(core.sandbox_port, core.sandbox_smtp_port)
        state = settings.home / "sandbox.state"
        ports = ["--sandbox-port", str(core.sandbox_port), "--smtp-port", str(core.sandbox_smtp_port)]
        webhook = ["--webhook", f"http://{_reached_at(core.autogram_host)}:{core.autogram_port}/api/v1/webhook"]
        roles.append(Role("sandbox", [*ports, *webhook, "--state", str(state)], environment))
    workers = [Role("worker", [], environment) for _ in range(settings.worker.worker_processes)]
    return [*roles, Role("api", [], environment), *workers]


def _reached_at(host: str) -> str:
    """Where this machine reaches a server that listens at `host`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104  compared, not listened at
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def sandbox_environment(port: int, smtp_port: int) -> dict[str, str]:
    """The settings that make a process talk to the sandbox instead of Instagram. Nothing else differs."""
    base = f"http://127.0.0.1:{port}"
    return {
        "INSTAGRAM_GRAPH_URL": f"{base}/graph.instagram.com",
        "FACEBOOK_GRAPH_URL": f"{base}/graph.facebook.com",
        "INSTAGRAM_API_URL": f"{base}/api.instagram.com",
        "INSTAGRAM_LOGIN_URL": f"{base}/www.instagram.com",
        "INSTAGRAM_WEB_URL": f"{base}/www.instagram.com",
        "INSTAGRAM_MOBILE_URL": f"{base}/i.instagram.com",
        # The switch is the operator's where real accounts are at stake; here there are none, and no reason to be slow.
        "UNOFFICIAL_ENABLED": "true",
        "AUDIENCE_PAGE_SECONDS": "0.1",
        "AUDIENCE_PAGES_PER_HOUR": "1000000",
        "OPENAI_BASE_URL": f"{base}/api.openai.com/v1",
        "OPENAI_API_KEY": "sandbox",
        "META_APP_ID": "sandbox-app",
        "META_APP_SECRET": "sandbox-secret",
        "META_VERIFY_TOKEN": "sandbox-verify",
        "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        # Whoever tries out outgoing webhooks receives them on this machine.
        "OUTGOING_WEBHOOKS_PRIVATE": "true",
    }


def _own_pid() -> int:
    import os

    return os.getpid()


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Holds the data folder; a second start on it is refused."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"{home} is in use by another `autogram up`; stop that one or choose another --home"
            ) from None
        yield


def _require_free_ports(settings: Settings, *, sandbox: bool) -> None:
    core = settings.core
    wanted = {"AUTOGRAM_PORT": core.autogram_port}
    if sandbox:
        wanted |= {"SANDBOX_PORT": core.sandbox_port, "SANDBOX_SMTP_PORT": core.sandbox_smtp_port}
    for name, port in wanted.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((core.autogram_host, port))
            except OSError:
                raise CannotStart(f"port {port} is in use; set {name} to a free one") from None
