"""Whatever is killed or cut off, no job is lost, and none waits longer than it must."""

import asyncio
import time
from datetime import timedelta

import asyncpg
from sqlalchemy import text
from tests.core.processes import eventually, kill
from tests.jobs.crew import KeyedWork, Work

from autogram.core import clock
from autogram.core.db import Database
from autogram.core.embedded import EmbeddedPostgres
from autogram.core.migrations import migrate

SLOW_BEAT = {"worker_heartbeat_timeout_seconds": 60}
QUICK_BEAT = {"worker_heartbeat_timeout_seconds": 1}


async def test_a_killed_workers_jobs_are_taken_over_by_the_others(crew):
    first = await crew.start(**SLOW_BEAT)
    await crew.give(*(Work(word=f"word {number}", seconds=0.7) for number in range(5)))
    await crew.begun(*(f"word {number}" for number in range(5)))
    second = await crew.start(**SLOW_BEAT)

    first.kill()

    await crew.done(*(f"word {number}" for number in range(5)))
    assert {row.pid for row in await crew.trace(what="done")} == {second.pid}
    assert {row.attempt for row in await crew.trace(what="begun")} == {1, 2}


async def test_a_job_whose_worker_dies_every_time_is_dead_in_the_end(crew):
    await crew.give(Work(word="word", seconds=5))
    async with crew.database.transaction() as session:
        await session.execute(text("UPDATE pgqueuer SET attempts = 1000"))

    await crew.start(**SLOW_BEAT)

    (dead,) = await crew.until(crew.dead)
    assert dead.error == "its worker has died each time, 1000 times"
    assert await crew.trace("word") == []


async def test_a_killed_workers_jobs_are_done_at_once_by_its_successor(crew):
    first = await crew.start(**SLOW_BEAT)
    await crew.give(Work(word="word", seconds=1))
    await crew.begun("word")
    first.kill()

    began = time.monotonic()
    second = await crew.start(**SLOW_BEAT)

    await crew.done("word")
    assert time.monotonic() - began < 4
    assert [row.pid for row in await crew.trace("word", "begun")] == [first.pid, second.pid]


async def test_the_jobs_of_those_who_live_are_left_alone(crew):
    await crew.start(**SLOW_BEAT)
    await crew.give(Work(word="word", seconds=1))
    await crew.begun("word")

    await crew.start(**SLOW_BEAT)

    await crew.nothing_left()
    assert len(await crew.trace("word", "begun")) == 1


async def test_a_worker_that_hangs_is_taken_over_after_the_timeout(crew):
    import os
    import signal

    first = await crew.start(**QUICK_BEAT)
    await crew.give(Work(word="word", seconds=0.5))
    await crew.begun("word")
    os.kill(first.pid, signal.SIGSTOP)

    second = await crew.start(**QUICK_BEAT)

    await crew.done("word")
    assert second.pid in {row.pid for row in await crew.trace("word", "done")}
    os.kill(first.pid, signal.SIGCONT)


async def test_a_key_held_by_a_killed_worker_is_free_again(crew):
    first = await crew.start(**SLOW_BEAT)
    await crew.give(KeyedWork(word="killed", key="a", seconds=0.5))
    await crew.begun("killed")
    first.kill()

    await crew.start(**SLOW_BEAT)
    await crew.give(KeyedWork(word="next", key="a"))

    await crew.done("killed", "next")


async def test_told_to_stop_a_worker_finishes_what_it_has_begun(crew):
    worker = await crew.start()
    await crew.give(Work(word="begun", seconds=0.7))
    await crew.begun("begun")

    worker.ask_to_stop()
    await asyncio.sleep(0.2)
    await crew.give(Work(word="too late"))
    eventually(worker.has_stopped)

    assert {row.word for row in await crew.trace(what="done")} == {"begun"}
    assert await crew.value("SELECT count(*) FROM pgqueuer WHERE status = 'queued' AND entrypoint = 'test.work'") == 1
    assert worker.lines()[-1]["event"] == "stopped in order"


async def test_what_a_worker_cannot_finish_before_it_stops_is_done_by_others(crew):
    first = await crew.start(worker_stop_seconds=1, **SLOW_BEAT)
    await crew.give(Work(word="long", seconds=3), Work(word="short", seconds=0.5))
    await crew.begun("long", "short")

    first.ask_to_stop()
    eventually(first.has_stopped, 5)
    assert any("unfinished" in line["event"] for line in first.lines())
    assert first.lines()[-1]["event"] == "stopped in order"
    assert await crew.value("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'test.work'") == 1

    second = await crew.start(**SLOW_BEAT)
    await crew.done("long", "short")
    assert [row.pid for row in await crew.trace("long", "begun")] == [first.pid, second.pid]
    assert len(await crew.trace("short", "done")) == 1


async def test_an_idle_worker_stops_at_once(crew):
    worker = await crew.start()

    began = time.monotonic()
    worker.ask_to_stop()
    eventually(worker.has_stopped)

    assert time.monotonic() - began < 3


async def cut_connections(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_a_worker_whose_connections_are_cut_goes_on_by_itself(crew):
    worker = await crew.start(**SLOW_BEAT)
    await crew.give(Work(word="running", seconds=1))
    await crew.begun("running")

    await cut_connections(crew.database.url)
    await crew.give(Work(word="next"))

    await crew.done("running", "next")
    assert {row.pid for row in await crew.trace()} == {worker.pid}
    assert any("reconnect" in line["event"] for line in worker.lines())


async def test_a_worker_survives_the_restart_of_its_server(own_home, foreman, crew_on):
    server = EmbeddedPostgres(own_home)
    url = server.start()
    database = Database(url)
    await migrate(database)
    async with crew_on(url) as crew:
        worker = await crew.start(**SLOW_BEAT)
        await crew.give(Work(word="running", seconds=1))
        await crew.give(Work(word="later"), run_at=clock.now() + timedelta(seconds=1))
        await crew.begun("running")

        kill(int((own_home / "postgres" / "postmaster.pid").read_text().splitlines()[0]))
        await asyncio.sleep(1)
        await asyncio.to_thread(server.look_after)

        await crew.done("running", "later", seconds=30)
        assert not worker.has_stopped()
        worker.ask_to_stop()
        eventually(worker.has_stopped)
    await database.close()
    server.stop()
