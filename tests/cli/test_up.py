"""`autogram up`: one group, one home, and nothing left behind."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.core.processes import eventually, is_running
from tests.e2e.installation import Installation


@pytest.fixture
def installation(own_home: Path) -> Iterator[Installation]:
    running = Installation(own_home, LOG_LEVEL="WARNING")
    yield running
    if running.process is not None and running.process.poll() is None:
        running.kill_everything()
    running.stop()


def members(installation: Installation) -> list[psutil.Process]:
    """Every process of the running group: the supervisor, its roles, and PostgreSQL's."""
    return [psutil.Process(installation.process.pid), *installation.children(), *installation.postgres()]


def nobody_runs(group: list[psutil.Process]) -> bool:
    return not [process for process in group if process.is_running() and is_running(process.pid)]


def require_a_clean_end(installation: Installation, number: signal.Signals) -> None:
    """Told by the signal, the whole group ends, and says nothing of it."""
    group = members(installation)
    assert {"api", "worker", "sandbox"} <= {word for process in group for word in process.cmdline()}

    installation.process.send_signal(number)

    assert installation.process.wait(30) == 0
    assert nobody_runs(group)
    assert not (installation.home / "postgres" / "postmaster.pid").exists()


def test_told_to_stop_the_whole_group_ends_cleanly(installation):
    installation.start()

    require_a_clean_end(installation, signal.SIGINT)

    log = (installation.home / "log").read_text()
    assert "Traceback" not in log
    assert "starting it again" not in log


def test_a_killed_supervisor_takes_its_roles_along_and_a_new_start_works(installation):
    installation.start()
    roles = [process for process in installation.children() if is_running(process.pid)]
    assert len(roles) >= 3

    installation.process.kill()
    installation.process.wait(10)

    eventually(lambda: nobody_runs(roles), 15)
    installation.start()
    require_a_clean_end(installation, signal.SIGTERM)


def test_a_second_start_on_the_same_home_is_refused_with_one_line(run, own_home):
    import fcntl

    with (own_home / "up.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("up")

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line == f"autogram: {own_home} is in use by another `autogram up`; stop that one or choose another --home"


@pytest.mark.parametrize("name", ["AUTOGRAM_PORT", "SANDBOX_PORT", "SANDBOX_SMTP_PORT"])
def test_a_port_in_use_is_named_before_anything_is_started(run, own_home, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("up", "--sandbox", **{name: str(port)})

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line == f"autogram: port {port} is in use; set {name} to a free one"
    assert not (own_home / "postgres").exists()
