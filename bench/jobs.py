"""Jobs of 20 ms of waiting: our job layer with one worker process, against Celery on a Redis-compatible server.

Both drain a filled queue; the rate is taken while the queue is full, from the 100th to the 1,950th of every 2,000.
Celery runs in each of its pools that suits waiting, with 100 at once; the best of them counts. Needs `redis-server`
or `valkey-server` on the PATH for Celery's part.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncpg

from autogram.core.db import Database
from autogram.core.embedded import EmbeddedPostgres
from autogram.core.migrations import migrate
from autogram.core.runtime import open_runtime
from autogram.core.secrets import load_keyring
from autogram.core.settings import load_settings
from autogram.jobs.api import enqueue_all
from bench.celery_app import JOBS, PORT, SLEEP_MS, io
from bench.machine import console, median, print_table
from bench.own_worker import Wait

FROM, TO = 100, JOBS - 50
POOLS = (["-P", "threads", "-c", "100"], ["-P", "gevent", "-c", "100"])
ROUNDS = 3


async def own_rate(url: str, home: Path) -> float:
    """Jobs a second of one worker process with a filled queue."""
    settings = load_settings(AUTOGRAM_HOME=home, LOG_LEVEL="WARNING")
    async with open_runtime(settings, load_keyring(settings.core), url) as runtime:
        async with runtime.database.transaction() as session:
            await enqueue_all(session, [Wait(ms=SLEEP_MS)] * JOBS)
        worker = subprocess.Popen([sys.executable, "-c", "from bench.own_worker import main; main()", str(home), url])
        try:
            return await _drain_rate(url)
        finally:
            worker.terminate()
            worker.wait(30)


async def _drain_rate(url: str) -> float:
    connection = await asyncpg.connect(url)

    async def left() -> int:
        return int(await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'bench.wait'"))

    try:
        while JOBS - (begin := await left()) < FROM:
            await asyncio.sleep(0.005)
        began, at_begin = time.perf_counter(), JOBS - begin
        while JOBS - (end := await left()) < TO:
            await asyncio.sleep(0.01)
        return (JOBS - end - at_begin) / (time.perf_counter() - began)
    finally:
        while await left():
            await asyncio.sleep(0.01)
        await connection.close()


def celery_rate(pool: list[str]) -> float:
    """Jobs a second of Celery with this pool, counted in the server itself."""
    import redis

    server = redis.Redis(port=PORT)
    server.flushall()
    server.set("done", 0)
    for _ in range(JOBS):
        io.delay(SLEEP_MS)
    command = [sys.executable, "-m", "celery", "-A", "bench.celery_app", "worker", "-l", "ERROR", *pool]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def done() -> int:
        return int(server.get("done") or 0)  # type: ignore[arg-type]  # a synchronous client

    try:
        while (begin := done()) < FROM:
            time.sleep(0.005)
        began = time.perf_counter()
        while (end := done()) < TO:
            time.sleep(0.005)
        return (end - begin) / (time.perf_counter() - began)
    finally:
        worker.terminate()
        worker.wait(30)
        server.close()


def main() -> None:
    rates: dict[str, list[float]] = {}
    broker = shutil.which("valkey-server") or shutil.which("redis-server")
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        home = Path(folder)
        postgres = EmbeddedPostgres(home)
        server = broker and subprocess.Popen(
            [broker, "--port", str(PORT), "--save", "", "--bind", "127.0.0.1"], stdout=-3
        )
        try:
            url = postgres.start()
            asyncio.run(_migrated(url))
            for _ in range(ROUNDS):
                rates.setdefault("Autogram, one worker", []).append(asyncio.run(own_rate(url, home)))
                for pool in POOLS if server else ():
                    rates.setdefault(f"Celery + Redis, {pool[1]}", []).append(celery_rate(pool))
        finally:
            postgres.stop()
            if server:
                server.terminate()
                server.wait(10)
    own = median(rates["Autogram, one worker"])
    rows = [(name, median(found), min(found), max(found), own / median(found)) for name, found in rates.items()]
    title = f"Jobs of {SLEEP_MS} ms, {JOBS} in the queue, median of {ROUNDS} runs"
    print_table(title, ("", "jobs/s", "min", "max", "Autogram / this"), rows)
    if not server:
        console.print("No redis-server or valkey-server on the PATH: Celery was not measured.")


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


if __name__ == "__main__":
    main()
