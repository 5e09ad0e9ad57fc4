"""Long calculations in a process of their own: the event loop goes on, and their memory is given back at once.

    python -m autogram.audience.apart < call > result

Parent and child are the same program and trust each other, so they speak pickle. Progress comes as lines on standard
error.
"""

import asyncio
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
# Below this a new process would take longer than the calculation.
SMALL_BYTES = 524_288


class CalculationFailed(Exception):
    """The process ended without a result, for want of memory perhaps."""


async def run(
    function: Callable[..., Result], *arguments: Any, size_bytes: int, on_progress: Progress | None = None
) -> Result:
    """What `function` makes of the arguments, which are about `size_bytes` large.

    A function that can tell how far it is takes `on_progress` as its last argument. Both must be of module level.
    """
    extra = () if on_progress is None else (on_progress,)
    if size_bytes < SMALL_BYTES:
        return await asyncio.to_thread(function, *arguments, *extra)
    return await _run_in_process(function, arguments, on_progress)


async def _run_in_process(
    function: Callable[..., Result], arguments: tuple[Any, ...], on_progress: Progress | None
) -> Result:
    call = await asyncio.to_thread(pickle.dumps, (function, arguments, on_progress is not None))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, answer, last_line = await asyncio.gather(
            _send(process, call), _everything(process), _watch(process, on_progress)
        )
        status = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if status != 0:
        raise CalculationFailed(f"status {status}: {last_line}")
    result: Result = await asyncio.to_thread(pickle.loads, answer)
    return result


async def _send(process: asyncio.subprocess.Process, call: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(call)
        await process.stdin.drain()
        process.stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        return  # it has ended, and its status tells


async def _everything(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None
    return await process.stdout.read()


async def _watch(process: asyncio.subprocess.Process, on_progress: Progress | None) -> str:
    """Passes progress on; the last line that is none of it, which is the reason of a failure."""
    assert process.stderr is not None
    last = ""
    async for raw in process.stderr:
        word, *numbers = raw.decode("utf-8", "replace").split()[:3] or [""]
        if word == "progress" and on_progress is not None:
            on_progress(int(numbers[0]), int(numbers[1]))
        elif word:
            last = raw.decode("utf-8", "replace").strip()[:200]
    return last


def _tell(done: int, total: int) -> None:
    sys.stderr.write(f"progress {done} {total}\n")
    sys.stderr.flush()


def main() -> None:
    os.nice(5)
    function, arguments, tells = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own parent
    result = function(*arguments, *([_tell] if tells else []))
    pickle.dump(result, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
