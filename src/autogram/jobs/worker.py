"""The worker: claims jobs, beats its heart, reconnects for ever, stops without losing work."""

import asyncio
import os
import socket
from contextlib import suppress
from datetime import timedelta
from functools import partial

import asyncpg
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job, Schedule

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.jobs import queries
from autogram.jobs.api import HANDLERS, SCHEDULES, JobMessage, enqueue
from autogram.jobs.executor import PolicyExecutor
from autogram.jobs.messages import ProveLiveness
from autogram.jobs.queries import WorkerReport
from autogram.jobs.together import Company

log = get_logger(__name__)

BEAT_SECONDS = 5.0
PROOF_SECONDS = 15.0
RECONNECT_SECONDS = 2.0


async def run_worker(runtime: Runtime, stop: asyncio.Event) -> None:
    """Works until `stop` is set, then finishes what it has begun, at most `WORKER_STOP_SECONDS`.

    Jobs that are not finished by then are left to be taken over, like those of a worker that was killed.
    """
    worker = WorkerReport(new_id(), socket.gethostname(), os.getpid())
    beating = asyncio.create_task(_beat(runtime, worker, stop))
    try:
        while not stop.is_set():
            try:
                await _work(runtime, worker, stop)
            except Exception as error:
                log.error("worker lost its database, will reconnect", reason=f"{type(error).__name__}: {error}")
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_SECONDS)
    finally:
        beating.cancel()
        with suppress(Exception):
            async with runtime.database.transaction() as session:
                await queries.remove_worker(session, worker.id)


async def _work(runtime: Runtime, worker: WorkerReport, stop: asyncio.Event) -> None:
    """Claim and run jobs over one connection, until `stop` or until that connection fails."""
    settings = runtime.settings.worker
    stale_after = timedelta(seconds=settings.worker_heartbeat_timeout_seconds)
    connection = await asyncpg.connect(runtime.database.url)
    queue = PgQueuer(AsyncpgDriver(connection))
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    await queries.show_life(connection, queue.qm.queue_manager_id)
    _register(queue, runtime, worker, stale_after)
    running = asyncio.create_task(
        queue.run(
            dequeue_timeout=timedelta(seconds=1),
            # Small batches: what is done is written down, and so makes room for more, that much sooner.
            batch_size=max(1, settings.worker_concurrency // 8),
            max_concurrent_tasks=settings.worker_concurrency,
            shutdown_on_listener_failure=True,
            heartbeat_timeout=stale_after,
            log_aggregation_interval=timedelta(0),
        )
    )
    stopping, losing = asyncio.create_task(stop.wait()), asyncio.create_task(lost.wait())
    try:
        await asyncio.wait({running, stopping, losing}, return_when=asyncio.FIRST_COMPLETED)
        queue.shutdown.set()
        if losing.done() and not stopping.done():
            raise ConnectionError("the connection to PostgreSQL was closed")
        await asyncio.wait({running}, timeout=settings.worker_stop_seconds)
        if running.done():
            running.result()
        else:
            log.warning("worker stopped with jobs unfinished; they will be taken over")
    finally:
        # A job that is cancelled now would be written down as done with; so nothing can be written any more.
        connection.terminate()
        for task in (running, stopping, losing):
            task.cancel()
        await asyncio.gather(running, stopping, losing, return_exceptions=True)


def _register(queue: PgQueuer, runtime: Runtime, worker: WorkerReport, stale_after: timedelta) -> None:
    async def never_called(job: Job) -> None:
        raise AssertionError("the executor runs the handler")

    company = Company(runtime)
    for name, policy in HANDLERS.items():
        queue.entrypoint(
            name,
            concurrency_limit=policy.at_once,
            accepts_context=False,
            on_failure="hold",
            executor_factory=partial(
                _CountingExecutor,
                policy=policy,
                runtime=runtime,
                stale_after=stale_after,
                company=company,
                worker=worker,
            ),
        )(never_called)
    for schedule in SCHEDULES:
        queue.schedule(schedule.message.name, schedule.cron, accepts_context=False)(
            partial(_enqueue_scheduled, runtime, schedule.message)
        )


async def _enqueue_scheduled(runtime: Runtime, message: type[JobMessage], schedule: Schedule) -> None:
    async with runtime.database.transaction() as session:
        await enqueue(session, message(), once=f"schedule:{message.name}")


class _CountingExecutor(PolicyExecutor):
    """Tells the worker's heartbeat that work was claimed."""

    def __init__(self, *args: object, worker: WorkerReport, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed through unchanged
        self._worker = worker

    async def execute(self, job: object, context: object) -> None:
        self._worker.claimed_at = clock.now()
        await super().execute(job, context)  # type: ignore[arg-type]  # passed through unchanged
        self._worker.jobs_done += 1


async def _beat(runtime: Runtime, worker: WorkerReport, stop: asyncio.Event) -> None:
    """The worker's row is fresh, nobody gone holds a job, and now and then a job proves that due work is claimed."""
    proved = float("-inf")
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        try:
            async with runtime.database.transaction() as session:
                if loop.time() - proved >= PROOF_SECONDS:
                    await enqueue(session, ProveLiveness(), once="jobs.prove_liveness")
                    proved = loop.time()
                await queries.report_worker(session, worker)
                if taken := await queries.take_over(session):
                    log.warning("took over jobs of a worker that is gone", jobs=taken)
        except Exception as error:
            log.warning("worker could not report itself", reason=f"{type(error).__name__}: {error}")
        # The first beats come soon, so that a fresh installation is ready as soon as it truly is.
        pause = BEAT_SECONDS if worker.claimed_at else 0.2
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
