"""One worker process with one kind of job: wait."""

import asyncio
import signal
import sys

import uvloop

from autogram.core.logging import configure_logging
from autogram.core.runtime import open_runtime
from autogram.core.secrets import load_keyring
from autogram.core.settings import load_settings
from autogram.jobs.api import JobContext, JobMessage, handles
from autogram.jobs.worker import run_worker


class Wait(JobMessage, name="bench.wait"):
    """Waits as long as a call to somebody else would take."""

    ms: int


@handles(Wait)
async def wait(context: JobContext, message: Wait) -> None:
    await asyncio.sleep(message.ms / 1000)


async def work(home: str, url: str) -> None:
    configure_logging("WARNING")
    settings = load_settings(AUTOGRAM_HOME=home)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with open_runtime(settings, load_keyring(settings.core), url) as runtime:
        await run_worker(runtime, stop)


def main() -> None:
    uvloop.run(work(sys.argv[1], sys.argv[2]))
