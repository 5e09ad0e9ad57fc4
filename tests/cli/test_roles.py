"""One role at a time: what stops the start, and what is left behind."""

import re
import signal
import subprocess
from pathlib import Path

import httpx2
import pytest
from tests.cli.conftest import COMMAND
from tests.core.processes import clean_environment, descendants, eventually, is_running, python
from tests.servers import free_port

from autogram import __version__


def require_one_line(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """It ended with status 2 and said why in one line that holds the words."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("autogram: ")
    assert all(word in line for word in words), line
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [
        ("api", "AUTOGRAM_PORT", "http"),
        ("api", "CORS_ORIGINS", "*"),
        ("worker", "ENCRYPTION_KEYS", "hush"),
        ("worker", "WORKER_CONCURRENCY", "none"),
        ("up", "SECRET_KEY", "hush"),
        ("migrate", "DATABASE_URL", "mysql://hush@127.0.0.1/x"),
        ("sandbox", "SANDBOX_PORT", "0"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(run, command, name, value):
    done = run(command, **{name: value})

    require_one_line(done, f"{name}: ")
    assert "hush" not in done.stderr


@pytest.mark.parametrize("command", ["api", "worker"])
def test_a_damaged_key_file_stops_the_start_with_one_line(run, own_home, postgres_url, command):
    (own_home / "encryption.keys").write_text("damaged\n")

    done = run(command, DATABASE_URL=postgres_url)

    require_one_line(done, "ENCRYPTION_KEYS", "encryption.keys")
    assert "damaged" not in done.stderr


@pytest.mark.parametrize("command", ["api", "worker", "migrate"])
def test_a_database_that_does_not_answer_stops_the_start_with_one_line(run, command):
    done = run(command, DATABASE_URL=f"postgresql://autogram:hush@127.0.0.1:{free_port()}/autogram")

    require_one_line(done, "DATABASE_URL")
    assert "hush" not in done.stderr


def test_a_setting_in_the_env_file_counts(run, own_home):
    (own_home / ".env").write_text("LOG_LEVEL=LOUD\n")

    require_one_line(run("api"), "LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR")


def test_the_version_and_the_commands_are_told(run):
    assert run("--version").stdout == f"autogram {__version__}\n"

    helped = run("--help").stdout
    assert all(command in helped for command in ("up", "demo", "api", "worker", "sandbox", "migrate", "admin", "keys"))


def test_an_admin_is_made_and_a_weak_password_is_refused(run, fresh_database):
    wish = ("admin", "create", "--email", "root@example.test", "--password")

    made = run(*wish, "correct-horse-1", DATABASE_URL=fresh_database)
    weak = run(*wish, "short", DATABASE_URL=fresh_database)

    assert (made.returncode, made.stdout) == (0, "root@example.test is an admin.\n")
    require_one_line(weak, "assword")
    assert "correct-horse" not in made.stdout + made.stderr


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_the_api_alone_serves_and_stops_with_its_database(own_home):
    port = free_port()
    environment = clean_environment(AUTOGRAM_HOME=str(own_home), AUTOGRAM_PORT=str(port), LOG_LEVEL="WARNING")
    with python(*COMMAND, "api", environment=environment, folder=own_home) as api:

        def answers() -> bool:
            assert api.poll() is None, api.stderr.read()
            try:
                return httpx2.get(f"http://127.0.0.1:{port}/health").status_code == 200
            except httpx2.ConnectError:
                return False

        eventually(answers, 40)
        database = postmaster(own_home)
        assert is_running(database)

        api.send_signal(signal.SIGTERM)
        output, errors = api.communicate(timeout=20)

        assert api.returncode == 0, errors
        # Nobody has an account yet: whoever reads this may make the first.
        assert output == ""
        assert re.fullmatch(rf"Make the first admin: http://127\.0\.0\.1:{port}/setup#[0-9a-f]{{32}}\n", errors)
        assert not is_running(database)
        assert not descendants(api.pid)


def test_the_worker_alone_stops_with_its_database(own_home):
    environment = clean_environment(AUTOGRAM_HOME=str(own_home), LOG_LEVEL="WARNING")
    with python(*COMMAND, "worker", environment=environment, folder=own_home) as worker:
        database = eventually(lambda: (own_home / "secret.key").exists() and postmaster(own_home), 40)

        worker.send_signal(signal.SIGTERM)
        output, errors = worker.communicate(timeout=30)

        assert worker.returncode == 0, errors
        assert (output, errors) == ("", "")
        assert not is_running(database)
