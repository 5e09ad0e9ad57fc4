"""Runs one job under its policy: its key, its context in the logs, its retries."""

import json
import random
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from pgqueuer.core.executors import AbstractEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.models import Context, Job

from autogram.core import clock
from autogram.core.live import announce
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.jobs import queries
from autogram.jobs.api import SCHEDULES, GiveUp, JobContext, JobPolicy, RetryLater
from autogram.jobs.metrics import JOB_SECONDS, JOBS
from autogram.jobs.together import Company

log = get_logger(__name__)

KEY_BUSY_DELAY = timedelta(milliseconds=500)
# Workers are also killed for reasons that are not the job's: updates, restarts, a power cut.
DEATHS_ALLOWED = 20


class PolicyExecutor(AbstractEntrypointExecutor):
    """PgQueuer's executor for one kind of message."""

    def __init__(
        self,
        parameters: EntrypointExecutorParameters,
        policy: JobPolicy,
        runtime: Runtime,
        stale_after: timedelta,
        company: Company | None = None,
    ) -> None:
        self.parameters = parameters
        self._policy, self._runtime, self._stale_after, self._company = policy, runtime, stale_after, company
        self._seconds = JOB_SECONDS.labels(policy.message.name)
        self._done = JOBS.labels(policy.message.name, "done")
        self._is_scheduled = any(schedule.message is policy.message for schedule in SCHEDULES)

    async def execute(self, job: Job, context: Context) -> None:
        request_id = (job.headers or {}).get("request_id")
        # Each job runs in a task, and so in a context, of its own: nothing needs to be unbound.
        structlog.contextvars.bind_contextvars(job=self._policy.message.name, job_id=job.id)
        if request_id:
            structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        try:
            await self._run(job)
        finally:
            self._seconds.observe(time.perf_counter() - began)

    async def _run(self, job: Job) -> None:
        name, attempt = self._policy.message.name, job.attempts + 1
        try:
            if attempt > self._policy.max_attempts + DEATHS_ALLOWED:
                raise GiveUp(f"its worker has died each time, {attempt - 1} times")
            message = self._policy.message.model_validate_json(job.payload or b"{}")
            await self._run_alone(job.id, message, attempt)
        except RetryLater as wish:
            if wish.counts and attempt >= self._policy.max_attempts:
                await self._died(job, wish)
                raise
            if not wish.counts:
                async with self._runtime.database.transaction() as session:
                    await queries.forgive_attempt(session, job.id)
            JOBS.labels(name, "retried").inc()
            raise RetryRequested(wish.delay, wish.reason) from wish
        except GiveUp as error:
            await self._died(job, error)
            raise
        except Exception as error:
            if attempt >= self._policy.max_attempts:
                await self._died(job, error)
                raise
            delay = self._backoff(attempt)
            log.warning("job failed, will be retried", attempt=attempt, seconds=delay.total_seconds(), exc_info=True)
            JOBS.labels(name, "retried").inc()
            raise RetryRequested(delay, f"{type(error).__name__}: {error}") from error
        else:
            self._done.inc()

    async def _run_alone(self, job_id: int, message: Any, attempt: int) -> None:
        policy = self._policy
        context = JobContext(self._runtime, job_id, attempt, policy.max_attempts, self._company)
        if policy.key is None:
            await self._handle(context, message)
            return
        key = policy.key(message)
        async with context.transaction() as session:
            if not await queries.take_key(session, key, job_id, self._stale_after):
                raise RetryLater(KEY_BUSY_DELAY, f"another job works on {key}", counts=False)
        try:
            await self._handle(context, message)
        finally:
            async with context.transaction() as session:
                await queries.release_key(session, key, job_id)

    async def _handle(self, context: JobContext, message: Any) -> None:
        """Runs the handler; of a scheduled job it is noted how that went."""
        if not self._is_scheduled:
            await self._policy.handler(context, message)
            return
        began, failure = clock.now(), None
        try:
            await self._policy.handler(context, message)
        except Exception as error:
            failure = f"{type(error).__name__}: {error}"
            raise
        finally:
            async with context.transaction() as session:
                await queries.note_run(session, self._policy.message.name, began, failure)

    def _backoff(self, attempt: int) -> timedelta:
        full = min(self._policy.first_delay * 2 ** (attempt - 1), self._policy.longest_delay)
        return timedelta(seconds=full.total_seconds() * random.uniform(0.5, 1.0))

    async def _died(self, job: Job, error: Exception) -> None:
        JOBS.labels(self._policy.message.name, "dead").inc()
        log.error("job is dead", reason=str(error), exc_info=error)
        try:
            await self._announce_death(job)
        except Exception as failure:
            log.warning("death of a job not announced", reason=type(failure).__name__)

    async def _announce_death(self, job: Job) -> None:
        """The job's workspace is told, if its message names one."""
        with suppress(ValueError):
            workspace_id = UUID(str(json.loads(job.payload or b"{}").get("workspace_id")))
            async with self._runtime.database.transaction() as session:
                await announce(session, workspace_id, "job.dead", job_id=job.id, name=self._policy.message.name)
