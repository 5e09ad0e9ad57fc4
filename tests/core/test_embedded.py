"""The embedded PostgreSQL is found, shared, stopped by the last, and survives every kill."""

import asyncio
import os
import pwd
import signal
import subprocess
import time
from pathlib import Path

import asyncpg
import psutil
import pytest
from tests.core.processes import eventually, is_running, kill, python, run_python

from autogram.core.embedded import EmbeddedPostgres, EmbeddedPostgresError

USER = (
    "import sys, pathlib, signal\n"
    # In a terminal; whoever runs the tests in the background has told their processes to ignore it.
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from autogram.core.embedded import EmbeddedPostgres\n"
    "server = EmbeddedPostgres(pathlib.Path(sys.argv[1]))\n"
    "print(server.start(), flush=True)\n"
    "sys.stdin.readline()\n"
    "server.stop()\n"
    "print('stopped', flush=True)\n"
)


async def execute(url: str, *statements: str) -> object:
    """The one value that the last statement gives."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetchval(statements[-1])
    finally:
        await connection.close()


def ask(url: str, *statements: str) -> object:
    return asyncio.run(execute(url, *statements))


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def begin(process: "subprocess.Popen[str]") -> str:
    """The URL that a process using the server prints."""
    return process.stdout.readline().strip()


def end(process: "subprocess.Popen[str]") -> None:
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline().strip() == "stopped"


def test_the_first_start_makes_a_database_and_the_last_user_stops_it(own_home):
    with python("-c", USER, str(own_home)) as first, python("-c", USER, str(own_home)) as second:
        url = begin(first)
        assert begin(second) == url
        pid = postmaster(own_home)
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW max_connections") == "200"

        end(first)
        assert is_running(pid)
        assert ask(url, "SELECT 1") == 1

        end(second)
        eventually(lambda: not is_running(pid))


def test_it_listens_on_no_network_address(own_home):
    server = EmbeddedPostgres(own_home)
    url = server.start()

    assert ask(url, "SHOW listen_addresses") == ""
    assert not psutil.Process(postmaster(own_home)).net_connections("inet")
    server.stop()
    server.stop()


def test_data_and_server_survive_the_kill_of_their_user(own_home):
    with python("-c", USER, str(own_home)) as user:
        url = begin(user)
        ask(url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('still here') RETURNING 1")
        pid = postmaster(own_home)
        kill(user.pid)

    server = EmbeddedPostgres(own_home)
    assert ask(server.start(), "SELECT word FROM kept") == "still here"
    assert postmaster(own_home) == pid
    server.stop()
    assert not is_running(pid)


def test_data_survives_the_kill_of_the_server(own_home):
    server = EmbeddedPostgres(own_home)
    url = server.start()
    ask(url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('still here') RETURNING 1")

    async def kill_under_a_client() -> None:
        connection = await asyncpg.connect(url)
        kill(postmaster(own_home))
        restarted = EmbeddedPostgres(own_home)
        assert await execute(await asyncio.to_thread(restarted.start), "SELECT word FROM kept") == "still here"
        connection.terminate()
        restarted.stop()

    asyncio.run(kill_under_a_client())
    server.stop()


def test_whoever_looks_after_it_starts_it_again_at_the_same_address(own_home):
    server = EmbeddedPostgres(own_home)
    url = server.start()
    server.look_after()
    kill(postmaster(own_home))

    server.look_after()

    assert ask(url, "SELECT 1") == 1
    pid = postmaster(own_home)
    server.stop()
    server.look_after()
    assert not is_running(pid)


def test_two_that_start_together_after_a_crash_share_one_server(own_home):
    with python("-c", USER, str(own_home)) as user:
        begin(user)
        kill(user.pid)
    kill(postmaster(own_home))

    with python("-c", USER, str(own_home)) as first, python("-c", USER, str(own_home)) as second:
        url = begin(first)
        assert begin(second) == url
        assert ask(url, "SELECT 1") == 1
        end(first)
        end(second)


@pytest.mark.parametrize("status", ["ready", "starting"])
def test_a_stale_pid_file_that_names_another_program_is_no_obstacle(own_home, status):
    server = EmbeddedPostgres(own_home)
    server.start()
    lines = (own_home / "postgres" / "postmaster.pid").read_text().splitlines()
    server.stop()
    owner = pwd.getpwuid((own_home / "postgres").stat().st_uid)
    # Of the same user as the server would be: PostgreSQL itself would take it for a living server.
    other = subprocess.Popen(
        ["sleep", "60"], user=owner.pw_uid if os.geteuid() == 0 else None, stdout=subprocess.DEVNULL
    )
    lines[0], lines[7] = str(other.pid), f"{status:<8}"
    pid_file = own_home / "postgres" / "postmaster.pid"
    pid_file.write_text("\n".join(lines) + "\n")
    os.chown(pid_file, owner.pw_uid, owner.pw_gid)

    again = EmbeddedPostgres(own_home)
    url = again.start()

    assert ask(url, "SELECT 1") == 1
    assert other.poll() is None
    again.stop()
    other.kill()
    other.wait()


def test_a_kill_while_the_folder_is_made_leaves_nothing_half_made(own_home):
    for pause in (0.05, 0.3, 0.6):
        with python("-c", USER, str(own_home)) as user:
            eventually(lambda: (own_home / "postgres.start.lock").exists())
            time.sleep(pause)
            for process in [*psutil.Process(user.pid).children(recursive=True), psutil.Process(user.pid)]:
                process.kill()

    server = EmbeddedPostgres(own_home)
    url = server.start()

    assert ask(url, "SELECT current_database()") == "autogram"
    assert ask(url, "SHOW max_connections") == "200"
    server.stop()
    assert [folder.name for folder in own_home.iterdir() if folder.is_dir()] == ["postgres"]


def test_a_server_without_our_database_gets_one(own_home):
    server = EmbeddedPostgres(own_home)
    url = server.start()
    ask(url.replace("/autogram?", "/postgres?"), "DROP DATABASE autogram", "SELECT 1")

    second = EmbeddedPostgres(own_home)

    assert ask(second.start(), "SELECT current_database()") == "autogram"
    second.stop()
    server.stop()


def test_a_start_that_fails_says_where_to_look(own_home):
    server = EmbeddedPostgres(own_home)
    server.start()
    server.stop()
    with (own_home / "postgres" / "postgresql.conf").open("a") as configuration:
        configuration.write("max_connections = none\n")

    began = time.monotonic()
    with pytest.raises(EmbeddedPostgresError, match=r"see .*log"):
        EmbeddedPostgres(own_home).start()

    assert time.monotonic() - began < 10
    configuration_file = own_home / "postgres" / "postgresql.conf"
    configuration_file.write_text(configuration_file.read_text().replace("max_connections = none\n", ""))


def test_ctrl_c_in_a_terminal_does_not_reach_the_server(own_home):
    with python("-c", USER, str(own_home)) as user:
        url = begin(user)
        pid = postmaster(own_home)

        os.killpg(user.pid, signal.SIGINT)
        eventually(lambda: user.poll() is not None)

        assert is_running(pid)
        assert ask(url, "SELECT 1") == 1
        assert os.getpgid(pid) != user.pid


def test_the_command_line_tells_in_one_line_what_is_wrong(own_home):
    server = EmbeddedPostgres(own_home)
    server.start()
    server.stop()
    configuration = own_home / "postgres" / "postgresql.conf"
    healthy = configuration.read_text()
    configuration.write_text(healthy + "max_connections = none\n")

    done = run_python("-m", "autogram.cli.main", "migrate", "--home", str(own_home))

    configuration.write_text(healthy)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("autogram: PostgreSQL did not start; see ")


def test_a_start_while_the_server_is_going_down_waits_and_starts_it_again(own_home):
    first, second = EmbeddedPostgres(own_home), EmbeddedPostgres(own_home)
    first.start()
    first._pg_ctl("-m", "smart", "-W", "stop")

    url = second.start()

    assert ask(url, "SELECT 1") == 1
    second.stop()
    first.stop()
