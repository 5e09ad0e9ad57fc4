"""Where deliveries queue up to be written down, many in one commit."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Sequence
from functools import partial

from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.inbox.journal import service
from autogram.inbox.journal.errors import IntakeBusy, WebhookNotConfigured
from autogram.inbox.journal.intake.batch import Batch
from autogram.inbox.journal.intake.body import Reader
from autogram.inbox.journal.intake.metrics import KEPT, NOT_KEPT, REFUSED
from autogram.inbox.journal.intake.pace import Pace
from autogram.inbox.journal.intake.samples import Samples
from autogram.inbox.journal.intake.signature import check_signature, secrets_of
from autogram.inbox.journal.intake.writer import Writer
from autogram.inbox.journal.models import Signature
from autogram.inbox.journal.service import Arrival

log = get_logger(__name__)

# Meta waits five seconds for an answer.
PATIENCE_SECONDS = 4.0
WRITERS = 2
BATCH_DELIVERIES, BATCH_BYTES = service.IDS_PER_JOB, 8 * 1_048_576
QUEUE_DELIVERIES, QUEUE_BYTES = 10_000, 64 * 1_048_576


class Desk:
    """One process's intake. Two commits at most are under way; whatever comes meanwhile shares the next one.

    So the busier it is, the more deliveries share a commit, and when little comes nobody waits for company.
    """

    def __init__(self, runtime: Runtime) -> None:
        self.settings = runtime.settings
        self.reader = Reader()
        self._runtime = runtime
        self._secrets = secrets_of(runtime.settings)
        self._samples = Samples(runtime)
        self._pace = Pace(time.monotonic)
        self._queue: deque[Batch] = deque()
        self._free = [Writer(runtime) for _ in range(WRITERS)]
        self._writing: set[asyncio.Task[None]] = set()
        self._counting: set[asyncio.Task[None]] = set()
        self._deliveries = self._bytes = 0
        self._is_called = self._is_closed = False

    async def check(self, body: bytes, header: bytes | None) -> Signature:
        """Whether Meta signed the body. A sample of what it did not sign is kept. Raises `WebhookNotConfigured`."""
        if not self._secrets:
            raise WebhookNotConfigured("Set META_APP_SECRET; until then nothing can be told to be Meta's.")
        signature = check_signature(self._secrets, body, header)
        if signature is not Signature.VALID:
            REFUSED.inc()
            await self._samples.offer(body, signature)
        return signature

    def keep(self, body: bytes) -> asyncio.Future[None]:
        """Done when the body is in the journal, and stays there whatever happens. Fails with `IntakeBusy`."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()
        if self._is_closed or self._deliveries >= QUEUE_DELIVERIES or self._bytes + len(body) > QUEUE_BYTES:
            NOT_KEPT.inc()
            waiter.set_exception(_busy("Too many deliveries are waiting to be written down."))
            return waiter
        if not self._queue or not _has_room(self._queue[-1]):
            self._queue.append(Batch(loop, PATIENCE_SECONDS, _late))
        self._queue[-1].add(hashlib.sha256(body).digest(), body, waiter)
        self._deliveries += 1
        self._bytes += len(body)
        if not self._is_called:
            # Not at once: those that have come in the same moment are still to be heard.
            self._is_called = True
            loop.call_soon(self._begin)
        return waiter

    async def close(self) -> None:
        """Nothing more is taken, and everybody who waits has an answer."""
        self._is_closed = True
        self._begin()
        while under_way := self._writing | self._counting:
            await asyncio.wait(under_way)
        for writer in self._free:
            await writer.close()

    def _begin(self) -> None:
        """As many batches are being written as may be."""
        self._is_called = False
        while self._queue and self._free:
            batch, writer = self._queue.popleft(), self._free.pop()
            task = asyncio.create_task(self._write(batch, writer))
            self._writing.add(task)
            task.add_done_callback(partial(self._written, batch, writer))

    async def _write(self, batch: Batch, writer: Writer) -> None:
        if batch.is_late:
            raise TimeoutError
        is_burst = self._pace.is_burst_with(len(batch))
        async with asyncio.timeout(PATIENCE_SECONDS):
            uncounted = await writer.write(list(batch.arrivals.values()), is_burst=is_burst)
        KEPT.inc(len(batch))
        batch.written()
        if uncounted:
            self._count_later(uncounted)

    def _written(self, batch: Batch, writer: Writer, task: asyncio.Task[None]) -> None:
        """However it ended, everybody in the batch has an answer, and the next one begins."""
        self._writing.discard(task)
        self._free.append(writer)
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error is not None:
            NOT_KEPT.inc(len(batch))
            log.error("deliveries not written down", deliveries=len(batch), reason=type(error).__name__)
        batch.failed(_unwritten)
        self._deliveries -= len(batch)
        self._bytes -= batch.size
        self._begin()

    def _count_later(self, arrivals: Sequence[Arrival]) -> None:
        task = asyncio.create_task(self._count(arrivals))
        self._counting.add(task)
        task.add_done_callback(self._counting.discard)

    async def _count(self, arrivals: Sequence[Arrival]) -> None:
        """How often they came is right, once whoever works on them is done. That they came is on record already."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._runtime.database.transaction() as session:
                await service.count_repeats(session, arrivals)
        except Exception as error:
            log.warning("repeated deliveries not counted", deliveries=len(arrivals), reason=type(error).__name__)


def _has_room(batch: Batch) -> bool:
    return not batch.is_late and len(batch) < BATCH_DELIVERIES and batch.size <= BATCH_BYTES


def _busy(detail: str) -> IntakeBusy:
    return IntakeBusy(detail, headers={"Retry-After": "5"})


def _unwritten() -> IntakeBusy:
    return _busy("The database does not answer.")


def _late() -> IntakeBusy:
    return _busy("The database does not answer in time.")
