"""A connection of intake's own: it neither waits for one of the pool nor keeps one from anybody else."""

from collections.abc import Sequence

import asyncpg

from autogram.core.runtime import Runtime
from autogram.inbox.journal import service
from autogram.inbox.journal.service import Arrival


class Writer:
    """Writes batches, one after the other. Opens its connection when it is first needed, and after every failure."""

    def __init__(self, runtime: Runtime) -> None:
        self._database = runtime.database
        self._connection: asyncpg.Connection | None = None

    async def write(self, arrivals: Sequence[Arrival], *, is_burst: bool) -> Sequence[Arrival]:
        """All of them are in the journal; those whose repetition is still to be counted."""
        known = await self._keep(arrivals, is_burst)
        if not known:
            return ()
        async with self._database.transaction() as session:
            return await service.keep_known(session, known)

    async def _keep(self, arrivals: Sequence[Arrival], is_burst: bool) -> Sequence[Arrival]:
        if self._connection is None or self._connection.is_closed():
            self._connection = await service.connect_to_keep(self._database.url)
        try:
            return await service.keep_arrivals(self._connection, arrivals, is_burst=is_burst)
        except BaseException:
            # Whatever it was doing may still be going on; a new one begins with nothing.
            self._connection.terminate()
            raise

    async def close(self) -> None:
        if self._connection is not None and not self._connection.is_closed():
            await self._connection.close(timeout=2)
