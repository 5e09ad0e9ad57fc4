"""How soon `autogram up --sandbox` is ready, and how much memory the whole process group takes when idle.

The first start makes the database; the second finds it. Memory is the sum of the proportional set sizes (PSS) of all
processes, PostgreSQL's included: shared pages are counted once.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx2
import psutil

from bench.machine import print_table

IDLE_SECONDS = 20


def start(home: Path, port: int) -> tuple[float, dict[str, float]]:
    """Seconds until ready, and MiB by role after a while of idling."""
    command = [sys.executable, "-m", "autogram.cli.main", "up", "--sandbox", "--home", str(home)]
    command += ["--port", str(port), "--sandbox-port", str(port + 1), "--smtp-port", str(port + 2)]
    began = time.monotonic()
    with (home / "log").open("ab") as log:
        group = subprocess.Popen(command, stderr=log, stdout=log, env=os.environ | {"LOG_LEVEL": "WARNING"})
    try:
        while not _ready(port):
            assert group.poll() is None, (home / "log").read_text()[-2000:]
            time.sleep(0.02)
        seconds = time.monotonic() - began
        time.sleep(IDLE_SECONDS)
        return seconds, _memory(group.pid, home)
    finally:
        group.send_signal(signal.SIGTERM)
        group.wait(60)


def _ready(port: int) -> bool:
    try:
        api = httpx2.get(f"http://127.0.0.1:{port}/ready")
        return api.status_code == 200 and httpx2.get(f"http://127.0.0.1:{port + 1}/_sandbox/state").is_success
    except httpx2.HTTPError:
        return False


def _memory(pid: int, home: Path) -> dict[str, float]:
    supervisor = psutil.Process(pid)
    found = {"supervisor": _pss(supervisor)}
    for child in supervisor.children():
        found[child.cmdline()[3]] = _pss(child)
    postmaster = psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().split()[0]))
    found["postgres"] = sum(_pss(process) for process in (postmaster, *postmaster.children()))
    return found


def _pss(process: psutil.Process) -> float:
    return process.memory_full_info().pss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=18400)
    options = parser.parse_args()
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        for name in ("first start", "second start", "third start"):
            seconds, memory = start(Path(folder), options.port)
            rows.append((name, seconds, sum(memory.values()), *(memory[role] for role in memory)))
            roles = list(memory)
    print_table("autogram up --sandbox", ("", "ready after (s)", "memory (MiB)", *roles), rows)


if __name__ == "__main__":
    main()
