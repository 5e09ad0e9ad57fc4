"""Deliveries that share a commit, and everybody who waits for it."""

import asyncio
from collections.abc import Callable

from autogram.core.errors import AppError
from autogram.core.ids import new_id
from autogram.inbox.journal.service import Arrival


class Batch:
    """Filled until it is written down; then every waiter is told, one way or the other."""

    __slots__ = ("_timer", "_waiters", "arrivals", "is_late", "size")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, patience_seconds: float, give_up: Callable[[], AppError]
    ) -> None:
        self.arrivals: dict[bytes, Arrival] = {}
        self.size = 0
        self.is_late = False
        self._waiters: list[asyncio.Future[None]] = []
        # Whatever becomes of the writing, nobody waits longer.
        self._timer = loop.call_later(patience_seconds, self._give_up, give_up)

    def add(self, digest: bytes, body: bytes, waiter: asyncio.Future[None]) -> None:
        same = self.arrivals.get(digest)
        if same is None:
            self.arrivals[digest] = Arrival(new_id(), digest, body)
        else:
            same.times += 1
        self.size += len(body)
        self._waiters.append(waiter)

    def __len__(self) -> int:
        return len(self._waiters)

    def written(self) -> None:
        """Everybody who still waits learns that it is written down."""
        self._timer.cancel()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def failed(self, make_error: Callable[[], AppError]) -> None:
        """Everybody who still waits learns that it is not, as far as we know."""
        self._timer.cancel()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(make_error())

    def _give_up(self, make_error: Callable[[], AppError]) -> None:
        self.is_late = True
        self.failed(make_error)
