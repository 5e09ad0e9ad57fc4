"""Real processes for tests: started, watched with short deadlines, and never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psutil

T = TypeVar("T")


def clean_environment(**changes: str) -> dict[str, str]:
    """This environment without any setting of Autogram's, and with `changes`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONUNBUFFERED": "1", **changes}


@contextmanager
def python(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """A Python process with piped output; at the end it and what it started are killed."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=dict(environment or clean_environment()),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        for member in [*descendants(process.pid), process]:
            with suppress(ProcessLookupError, psutil.NoSuchProcess):
                member.kill()
        process.communicate(timeout=10)


def run_python(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path | None = None, seconds: float = 60
) -> "subprocess.CompletedProcess[str]":
    """A Python process, run to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=dict(environment or clean_environment()),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def descendants(pid: int) -> list[psutil.Process]:
    """The processes started by `pid`, and theirs."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_running(pid: int) -> bool:
    """Whether the process still does anything: one that has ended and was not waited for does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill(pid: int) -> None:
    """As `kill -9` does; returns when the process is gone."""
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not is_running(pid))


def eventually(probe: Callable[[], T], seconds: float = 20, pause: float = 0.02) -> T:
    """The first true answer of `probe`."""
    deadline = time.monotonic() + seconds
    while not (answer := probe()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds} s"
        time.sleep(pause)
    return answer


async def eventually_async(probe: Callable[[], Awaitable[T]], seconds: float = 20, pause: float = 0.05) -> T:
    """Like `eventually`, for probes that are awaited."""
    deadline = time.monotonic() + seconds
    while not (answer := await probe()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds} s"
        await asyncio.sleep(pause)
    return answer
