"""What a domain needs to have work done later: messages, handlers, schedules, enqueueing."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

import structlog
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.queries import Queries
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.jobs.driver import SessionDriver
from autogram.jobs.together import Company, Item, Result, Work


class JobMessage(BaseModel):
    """What a job needs to know; stored as JSON under `name`, which therefore never changes."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    name: ClassVar[str]

    def __init_subclass__(cls, name: str, **options: Any) -> None:
        super().__init_subclass__(**options)
        if name in MESSAGES:
            raise TypeError(f"two job messages are named {name}")
        cls.name = name
        MESSAGES[name] = cls


MESSAGES: dict[str, type[JobMessage]] = {}
M = TypeVar("M", bound=JobMessage)


@dataclass(frozen=True)
class JobContext:
    """What a handler works with. `attempt` counts from 1."""

    runtime: Runtime
    job_id: int
    attempt: int
    max_attempts: int
    company: Company | None = None

    async def together(self, work: Work[Item, Result], item: Item) -> Result:
        """What `work` gives for `item`; it is given what other jobs of this worker ask of it at the moment as well."""
        return await (self.company or Company(self.runtime)).do(work, item)

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """One step's unit of work. Never keep it open while somebody outside is asked."""
        return self.runtime.database.transaction()

    def reading(self) -> AbstractAsyncContextManager[ReadSession]:
        return self.runtime.database.reading()

    @property
    def is_last_attempt(self) -> bool:
        return self.attempt >= self.max_attempts


class RetryLater(Exception):
    """The handler asks to run again after `delay`. With `counts=False` it may do so for ever."""

    def __init__(self, delay: timedelta, reason: str, *, counts: bool = True) -> None:
        super().__init__(reason)
        self.delay, self.reason, self.counts = delay, reason, counts


class GiveUp(Exception):
    """Trying again cannot help: the job is dead now, kept with this reason for a person to look at."""


Handler = Callable[[JobContext, M], Awaitable[None]]


@dataclass(frozen=True)
class JobPolicy:
    """How a kind of job is run: how often it is tried, how many run at once, and which must not overlap."""

    message: type[JobMessage]
    handler: Handler[Any]
    max_attempts: int
    at_once: int
    key: Callable[[Any], str] | None
    first_delay: timedelta
    longest_delay: timedelta


@dataclass(frozen=True)
class JobSchedule:
    """A message that is enqueued by the clock, once however many workers there are."""

    message: type[JobMessage]
    cron: str


HANDLERS: dict[str, JobPolicy] = {}
SCHEDULES: list[JobSchedule] = []


def handles(
    message: type[M],
    *,
    max_attempts: int = 8,
    at_once: int = 0,
    one_at_a_time: Callable[[M], str] | None = None,
    first_delay: timedelta = timedelta(seconds=2),
    longest_delay: timedelta = timedelta(minutes=15),
) -> Callable[[Handler[M]], Handler[M]]:
    """The decorated function runs for each `message`; it must be safe to run twice.

    A failure is retried `max_attempts` times in all, after `first_delay` doubled each time, with jitter, up to
    `longest_delay`; then the job is kept as dead. At most `at_once` run on all workers together (0: no limit), and
    of those with the same `one_at_a_time` key only one.
    """

    def register(handler: Handler[M]) -> Handler[M]:
        if message.name in HANDLERS:
            raise TypeError(f"{message.name} is handled twice")
        HANDLERS[message.name] = JobPolicy(
            message, handler, max_attempts, at_once, one_at_a_time, first_delay, longest_delay
        )
        return handler

    return register


def schedules(message: type[JobMessage], cron: str) -> None:
    """`message`, which needs no fields, is enqueued whenever `cron` (UTC) says so."""
    SCHEDULES.append(JobSchedule(message, cron))


async def enqueue(
    session: AsyncSession,
    message: JobMessage,
    *,
    run_at: datetime | None = None,
    priority: int = 0,
    once: str | None = None,
) -> None:
    """The job exists exactly when the caller's transaction commits, and runs at `run_at` or as soon as it can.

    With `once`, nothing happens while another job with the same word waits or runs.
    """
    await enqueue_all(session, [message], run_at=run_at, priority=priority, once=once)


async def enqueue_all(
    session: AsyncSession,
    messages: Sequence[JobMessage],
    *,
    run_at: datetime | None = None,
    priority: int = 0,
    once: str | None = None,
    once_each: Sequence[str] = (),
) -> None:
    """Like `enqueue`, for many messages in one statement; with `once_each` each has its own word."""
    if not messages:
        return
    delay = await _delay(session, run_at) if run_at else None
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    count = len(messages)
    words: list[str | None] = [*once_each] or [once] * count
    await Queries(SessionDriver(session)).enqueue(
        [message.name for message in messages],
        [message.model_dump_json().encode() for message in messages],
        [priority] * count,
        [delay] * count,
        words,
        [{"request_id": request_id} if request_id else None] * count,
        on_conflict="skip",
    )


def enqueue_statement() -> str:
    """The statement that enqueues, for SQL that does so by itself.

    Its parameters are arrays, with an element for each job: priority, name, payload, delay, `once` word, headers.
    """
    return QueryQueueBuilder().build_enqueue_query()


async def _delay(session: AsyncSession, run_at: datetime) -> timedelta:
    """PgQueuer counts from the beginning of the transaction, which may be a while ago."""
    age = await session.scalar(select(func.clock_timestamp() - func.now()))
    return max(run_at - clock.now() + (age or timedelta(0)), timedelta(0))
