"""What several jobs ask for at the same moment is done together, so that they share a transaction and statements."""

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from autogram.core.runtime import Runtime

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Runtime, Sequence[Item]], Awaitable[Sequence[Result]]]

LANES = 2
AT_MOST = 50


class Company:
    """One worker's jobs, as far as they do things together."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._kinds: dict[Work[Any, Any], _Kind[Any, Any]] = {}

    async def do(self, work: Work[Item, Result], item: Item) -> Result:
        """What `work` gives for `item`, or the error it has with it alone.

        While `work` is under way, whatever is asked of it waits, and is done next, together. So the busier it is, the
        more share a transaction, and when little comes nobody waits for company.
        """
        kind: _Kind[Item, Result] = self._kinds.setdefault(work, _Kind(self._runtime, work))
        return await kind.do(item)


class _Kind(Generic[Item, Result]):
    """One kind of work, done on a few lanes, so that one that waits for a lock does not hold up everybody."""

    def __init__(self, runtime: Runtime, work: Work[Item, Result]) -> None:
        self._runtime, self._work = runtime, work
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._under_way: set[asyncio.Task[None]] = set()
        self._is_called = False

    async def do(self, item: Item) -> Result:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, answer))
        if not self._is_called:
            # Not at once: others may be about to ask in the same moment.
            self._is_called = True
            loop.call_soon(self._begin)
        return await answer

    def _begin(self) -> None:
        self._is_called = False
        while self._waiting and len(self._under_way) < LANES:
            count = min(AT_MOST, len(self._waiting))
            asked = [self._waiting.popleft() for _ in range(count)]
            wanted = [(item, answer) for item, answer in asked if not answer.done()]
            # A context of its own: what is done for many must not be logged as one's.
            task = asyncio.create_task(self._do(wanted), context=contextvars.Context())
            self._under_way.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._begin()

    async def _do(self, asked: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        """Everybody has an answer. If all together fails, each is tried alone, so that only what fails has failed."""
        if not asked:
            return
        try:
            results = await self._work(self._runtime, [item for item, _ in asked])
        except Exception as error:
            if len(asked) > 1:
                await asyncio.gather(*(self._do([one]) for one in asked))
            elif not asked[0][1].done():
                asked[0][1].set_exception(error)
        except BaseException:
            for _, answer in asked:
                answer.cancel()
            raise
        else:
            for (_, answer), result in zip(asked, results, strict=True):
                if not answer.done():
                    answer.set_result(result)
