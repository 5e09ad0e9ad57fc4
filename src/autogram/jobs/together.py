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

_Asked = tuple[Item, asyncio.Future[Result]]

# Enough to share statements, few enough not to keep others waiting for what a transaction has locked.
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
    """One kind of work."""

    def __init__(self, runtime: Runtime, work: Work[Item, Result]) -> None:
        self._runtime, self._work = runtime, work
        self._waiting: deque[_Asked[Item, Result]] = deque()
        self._under_way: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Result:
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._under_way is None:
            # A context of its own: what is done for many must not be logged as one's.
            self._under_way = asyncio.create_task(self._do_all(), context=contextvars.Context())
        return await answer

    async def _do_all(self) -> None:
        """Nobody waits any more."""
        try:
            while self._waiting:
                asked = [self._waiting.popleft() for _ in range(min(AT_MOST, len(self._waiting)))]
                await self._do([one for one in asked if not one[1].done()])
        finally:
            self._under_way = None
            for _, answer in self._waiting:
                answer.cancel()

    async def _do(self, asked: Sequence[_Asked[Item, Result]]) -> None:
        """Each of them has an answer. If all together fail, each is tried alone, so that only what fails has failed."""
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
