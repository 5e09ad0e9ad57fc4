"""Jobs for tests, and real worker processes to do them.

Run as a script it is the foreman: for each line of JSON on standard input (`url`, `log`, `settings`) it forks a worker,
which costs a hundredth of starting Python, and answers with its process id.
"""

# ruff: noqa: T201  the foreman answers on standard output

import asyncio
import json
import os
import signal
import sys
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import text

from autogram.core.logging import configure_logging, get_logger
from autogram.core.runtime import open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import load_settings
from autogram.jobs import jobs as own_jobs
from autogram.jobs.api import (
    HANDLERS,
    MESSAGES,
    SCHEDULES,
    GiveUp,
    JobContext,
    JobMessage,
    RetryLater,
    enqueue,
    handles,
    schedules,
)
from autogram.jobs.worker import run_worker

log = get_logger(__name__)
SOON = timedelta(milliseconds=50)


class Work(JobMessage, name="test.work"):
    """Takes `seconds`; what it does before and after is in the table `trace`."""

    word: str
    seconds: float = 0


class LimitedWork(Work, name="test.limited_work"):
    """Of these at most two at once."""


class KeyedWork(Work, name="test.keyed_work"):
    """Of these one at a time for each key."""

    key: str


class Failure(JobMessage, name="test.failure"):
    """Fails the first `times` times."""

    word: str
    times: int


class SlowFailure(JobMessage, name="test.slow_failure"):
    """Fails for ever, with the usual pauses."""

    word: str


class Wish(JobMessage, name="test.wish"):
    """Asks to run later the first `times` times."""

    word: str
    times: int
    counts: bool


class Hopeless(JobMessage, name="test.hopeless"):
    word: str


class Chain(JobMessage, name="test.chain"):
    """Enqueues work, and then fails if told so."""

    word: str
    fail: bool


class Tick(JobMessage, name="test.tick"):
    """Enqueued by the clock."""


async def note(context: JobContext, what: str, word: str) -> None:
    async with context.transaction() as session:
        await session.execute(
            text("INSERT INTO trace (what, word, pid, attempt) VALUES (:what, :word, :pid, :attempt)"),
            {"what": what, "word": word, "pid": os.getpid(), "attempt": context.attempt},
        )


async def work(context: JobContext, message: Any) -> None:
    await note(context, "begun", message.word)
    await asyncio.sleep(message.seconds)
    await note(context, "done", message.word)
    log.info("worked", word=message.word)


handles(Work)(work)
handles(LimitedWork, at_once=2)(work)
handles(KeyedWork, one_at_a_time=lambda message: f"test:{message.key}")(work)


@handles(Failure, max_attempts=4, first_delay=SOON, longest_delay=SOON * 2)
async def fail(context: JobContext, message: Failure) -> None:
    await note(context, "begun", message.word)
    if context.attempt <= message.times:
        raise RuntimeError(f"failure {context.attempt} of {message.word}")
    await note(context, "done", message.word)


@handles(SlowFailure)
async def fail_slowly(context: JobContext, message: SlowFailure) -> None:
    await note(context, "begun", message.word)
    raise RuntimeError("fails for ever")


@handles(Wish, max_attempts=2)
async def wish(context: JobContext, message: Wish) -> None:
    await note(context, "begun", message.word)
    async with context.reading() as session:
        begun = await session.scalar(text("SELECT count(*) FROM trace WHERE word = :word"), {"word": message.word})
    if begun <= message.times:
        raise RetryLater(SOON, "not yet", counts=message.counts)
    await note(context, "done", message.word)


@handles(Hopeless, first_delay=SOON)
async def give_up(context: JobContext, message: Hopeless) -> None:
    await note(context, "begun", message.word)
    raise GiveUp("there is no hope")


@handles(Chain, max_attempts=1)
async def chain(context: JobContext, message: Chain) -> None:
    async with context.transaction() as session:
        await enqueue(session, Work(word=f"{message.word}, next"))
        if message.fail:
            raise GiveUp("after enqueueing")


@handles(Tick)
async def tick(context: JobContext, message: Tick) -> None:
    await note(context, "done", "tick")


schedules(Tick, "0 0 1 1 *")

TEST_POLICIES = {name: HANDLERS[name] for name in HANDLERS if name.startswith("test.")}

if __name__ != "__main__":
    # Messages can be enqueued by tests, but the product's own lists stay as they are.
    for mine in TEST_POLICIES:
        del HANDLERS[mine], MESSAGES[mine]
    SCHEDULES[:] = [schedule for schedule in SCHEDULES if schedule.message is not Tick]


async def run(url: str, options: dict[str, Any]) -> None:
    structlog.reset_defaults()
    settings = load_settings(**options)
    configure_logging("DEBUG", as_json=True)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    keyring = Keyring("k" * 40, lambda: "A" * 43 + "=")
    async with open_runtime(settings, keyring, url) as runtime:
        log.info("working")
        await run_worker(runtime, stop)
    log.info("stopped in order")


def become_worker(order: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    number = os.open(order["log"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(number, 2)
    os.dup2(number, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        asyncio.run(run(order["url"], order["settings"]))
    finally:
        os._exit(0)


def lead() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them, so they vanish when they end
    print("ready", flush=True)
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            become_worker(json.loads(line))
        print(child, flush=True)


if __name__ == "__main__":
    assert own_jobs
    lead()
