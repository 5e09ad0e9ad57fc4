"""The live streams of one process: one listening connection, and one reader for each workspace that is looked at.

A NOTIFY only wakes the reader. What is new it reads from the table, from where it stood (see `core.live`); so nothing
is missed while the listening connection is down, and any number of processes tell the same.
"""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import asyncpg
from prometheus_client import Gauge

from autogram.core import live
from autogram.core.db import Database
from autogram.core.live import Position, Told
from autogram.core.logging import get_logger

log = get_logger(__name__)

STREAMS = Gauge("autogram_live_streams", "Live streams that are open in this process.")

# Who is further behind than this is better off loading anew.
AT_MOST = 1000
# Also without a NOTIFY: it keeps the position of quiet streams fresh, and is their heartbeat.
READ_AT_LATEST_SECONDS = 15.0
# Many commits within this time are read at once.
PAUSE_SECONDS = 0.05
RECONNECT_SECONDS = 1.0


@dataclass(slots=True)
class News:
    """What came after `since` and up to `position`. `is_cut`: so much that the client must load everything anew."""

    since: Position
    position: Position
    events: list[Told] = field(default_factory=list)
    is_cut: bool = False

    def add(self, more: "News") -> None:
        """Whoever does not take it for long gets a cut instead of a queue without end."""
        self.position = more.position
        self.is_cut = self.is_cut or more.is_cut or len(self.events) + len(more.events) > AT_MOST
        self.events = [] if self.is_cut else self.events + more.events


class Stream:
    """One client's stream; iterating gives what is new, or nothing new but a fresh position, until it is ended."""

    def __init__(self) -> None:
        self._news: News | None = None
        self._changed = asyncio.Event()
        self._is_ended = False

    def tell(self, news: News) -> None:
        if self._news is None:
            self._news = replace(news)
        else:
            self._news.add(news)
        self._changed.set()

    def end(self) -> None:
        self._is_ended = True
        self._changed.set()

    async def __aiter__(self) -> AsyncIterator[News]:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._is_ended:
                return
            news, self._news = self._news, None
            if news is not None:
                yield news


def _start(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """It goes on after the request that started it, and so is not logged as a part of it."""
    return asyncio.create_task(work, context=contextvars.Context())


class Reader:
    """Reads what one workspace is told, for all streams that look at it."""

    def __init__(self, database: Database, workspace_id: UUID) -> None:
        self._database, self._workspace_id = database, workspace_id
        self._streams: set[Stream] = set()
        self._position: Position | None = None
        self._reading = asyncio.Lock()
        self.woken = asyncio.Event()
        self.visitors = 0
        self.task = _start(self._run())

    async def join(self, stream: Stream, since: Position | None) -> None:
        """The stream has been told all after `since`, and from now on is told what is new."""
        async with self._reading:
            position = await self._read()
            stream.tell(await self._missed(since, position))
            self._streams.add(stream)

    def leave(self, stream: Stream) -> None:
        self._streams.discard(stream)

    def end_streams(self) -> None:
        for stream in self._streams:
            stream.end()

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), READ_AT_LATEST_SECONDS)
            self.woken.clear()
            try:
                async with self._reading:
                    await self._read()
            except Exception as error:
                log.warning("live events not read, will try again", reason=type(error).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
                self.woken.set()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _read(self) -> Position:
        """All streams have been told up to the position returned."""
        async with self._database.reading() as session:
            position = await live.present(session)
        if self._position is not None:
            news = await self._missed(self._position, position)
            for stream in self._streams:
                stream.tell(news)
        self._position = position
        return position

    async def _missed(self, since: Position | None, until: Position) -> News:
        if since is None:
            return News(until, until)
        if not since.is_kept or since.next_xact > until.next_xact:
            return News(until, until, is_cut=True)
        async with self._database.reading() as session:
            events = await live.told_between(session, self._workspace_id, since, until, limit=AT_MOST + 1)
        return News(until, until, is_cut=True) if len(events) > AT_MOST else News(since, until, list(events))


class LiveStreams:
    """All streams of this process. Nothing runs until the first is opened."""

    def __init__(self) -> None:
        self._readers: dict[UUID, Reader] = {}
        self._listening: asyncio.Task[None] | None = None
        self._is_closed = False

    @asynccontextmanager
    async def open(self, database: Database, workspace_id: UUID, since: Position | None) -> AsyncIterator[Stream]:
        """A stream of the workspace, which begins with what was told after `since`."""
        if self._listening is None:
            self._listening = _start(self._listen(database))
        reader = self._readers.get(workspace_id)
        if reader is None:
            reader = self._readers[workspace_id] = Reader(database, workspace_id)
        stream = Stream()
        reader.visitors += 1
        STREAMS.inc()
        try:
            await reader.join(stream, since)
            if self._is_closed:
                stream.end()
            yield stream
        finally:
            STREAMS.dec()
            reader.leave(stream)
            reader.visitors -= 1
            if reader.visitors == 0:
                reader.task.cancel()
                del self._readers[workspace_id]

    def end_streams(self) -> None:
        """Every stream ends now, so that the server can stop."""
        self._is_closed = True
        for reader in self._readers.values():
            reader.end_streams()

    async def close(self) -> None:
        """Nothing of ours runs any more."""
        self.end_streams()
        tasks = [reader.task for reader in self._readers.values()]
        tasks += [self._listening] if self._listening else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self, database: Database) -> None:
        """One connection hears of every commit that tells something; lost, it is made again for ever."""
        while True:
            try:
                await self._listen_once(database)
            except Exception as error:
                log.warning("not listening for live events, will reconnect", reason=type(error).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_once(self, database: Database) -> None:
        settings = {"application_name": "autogram live"}
        connection = await asyncpg.connect(database.url, timeout=10, server_settings=settings)
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(live.CHANNEL, self._heard)
            # What was committed while nobody listened.
            for reader in self._readers.values():
                reader.woken.set()
            await lost.wait()
        finally:
            connection.terminate()

    def _heard(self, _connection: Any, _pid: int, _channel: str, payload: object) -> None:
        reader = self._readers.get(UUID(str(payload).rpartition(" ")[2]))
        if reader is not None:
            reader.woken.set()
