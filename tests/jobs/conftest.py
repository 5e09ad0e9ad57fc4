"""A crew of real worker processes on a database of the test's own."""

import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.core.conftest import own_home
from tests.core.processes import clean_environment, eventually_async, is_running, kill, python

from autogram.core.db import Database
from autogram.jobs import queries
from autogram.jobs.api import JobMessage, enqueue_all
from autogram.jobs.queries import DeadJob, QueueState

TRACE = "CREATE TABLE trace (what text, word text, pid int, attempt int, at timestamptz DEFAULT clock_timestamp())"
ROOT = Path(__file__).parents[2]

__all__ = ["own_home"]


@dataclass(frozen=True)
class Worker:
    """One worker process."""

    pid: int
    log: Path

    def kill(self) -> None:
        kill(self.pid)

    def ask_to_stop(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def has_stopped(self) -> bool:
        return not is_running(self.pid)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


@dataclass
class Crew:
    """Workers, the queue they work on, and what they have done."""

    database: Database
    hire: Callable[..., Worker]
    workers: list[Worker] = field(default_factory=list)

    async def start(self, **settings: Any) -> Worker:
        """A worker that has begun to work."""
        worker = self.hire(self.database.url, settings)
        self.workers.append(worker)
        await self.until(lambda: self.value("SELECT count(*) FROM worker WHERE pid = :pid", pid=worker.pid))
        return worker

    async def give(self, *messages: JobMessage, **options: Any) -> None:
        async with self.database.transaction() as session:
            await enqueue_all(session, messages, **options)

    async def trace(self, word: str | None = None, what: str | None = None) -> Sequence[Any]:
        """What was done, in order: rows of what, word, pid, attempt, at."""
        async with self.database.reading() as session:
            rows = await session.execute(
                text(
                    "SELECT what, word, pid, attempt, at FROM trace WHERE (CAST(:word AS text) IS NULL OR word = :word)"
                    " AND (CAST(:what AS text) IS NULL OR what = :what) ORDER BY at"
                ),
                {"word": word, "what": what},
            )
            return rows.all()

    async def done(self, *words: str, seconds: float = 20) -> None:
        """All of it has been done."""

        async def all_done() -> bool:
            return set(words) <= {row.word for row in await self.trace(what="done")}

        await eventually_async(all_done, seconds)

    async def begun(self, *words: str) -> None:
        async def all_begun() -> bool:
            return set(words) <= {row.word for row in await self.trace(what="begun")}

        await eventually_async(all_begun)

    async def dead(self) -> list[DeadJob]:
        async with self.database.reading() as session:
            return await queries.dead_jobs(session, before_id=None, limit=100)

    async def state(self) -> QueueState:
        async with self.database.reading() as session:
            return await queries.queue_state(session)

    async def value(self, query: str, **values: Any) -> Any:
        async with self.database.transaction() as session:
            return await session.scalar(text(query), values)

    async def until(self, probe: Callable[[], Awaitable[Any]], seconds: float = 20) -> Any:
        return await eventually_async(probe, seconds)

    async def nothing_left(self) -> None:
        """Every job has been done or is dead, and the log of it is written."""
        await self.until(self._is_idle)

    async def _is_idle(self) -> bool:
        left = "SELECT count(*) FROM pgqueuer WHERE status <> 'failed' AND entrypoint LIKE 'test.%'"
        return bool(await self.value(left) == 0)

    async def when(self, word: str, what: str = "done") -> datetime:
        (row,) = await self.trace(word, what)
        moment: datetime = row.at
        return moment


@pytest.fixture(scope="session")
def foreman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Worker]]:
    """Starts worker processes."""
    folder = tmp_path_factory.mktemp("crew")
    environment = clean_environment(PYTHONPATH=str(ROOT))
    with python(str(Path(__file__).with_name("crew.py")), environment=environment) as process:
        assert process.stdout.readline() == "ready\n", process.stderr.read()

        def hire(url: str, settings: dict[str, Any]) -> Worker:
            log = folder / f"{len(list(folder.iterdir()))}.log"
            process.stdin.write(json.dumps({"url": url, "log": str(log), "settings": settings}) + "\n")
            process.stdin.flush()
            return Worker(int(process.stdout.readline()), log)

        yield hire


@pytest.fixture
def crew_on(foreman: Callable[..., Worker]) -> Callable[[str], AbstractAsyncContextManager[Crew]]:
    """Opens a crew on a migrated database."""

    @asynccontextmanager
    async def opened(url: str) -> AsyncIterator[Crew]:
        database = Database(url)
        async with database.transaction() as session:
            await session.execute(text(TRACE))
        crew = Crew(database, foreman)
        try:
            yield crew
        finally:
            for worker in crew.workers:
                with suppress(ProcessLookupError):
                    os.kill(worker.pid, signal.SIGKILL)
            await database.close()

    return opened


@pytest.fixture
async def crew(fresh_database: str, crew_on: Callable[[str], AbstractAsyncContextManager[Crew]]) -> AsyncIterator[Crew]:
    """A crew on a database of this test alone."""
    async with crew_on(fresh_database) as crew:
        yield crew
