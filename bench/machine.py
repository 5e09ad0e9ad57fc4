"""What the numbers were measured on, and how tables are printed."""

import os
import platform
import statistics
import subprocess
from collections.abc import Sequence
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

console = Console(width=110, highlight=False)


def machine() -> str:
    """Processor, cores, memory, system and the versions that matter, on one line."""
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo") as info:
            model = next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (OSError, StopIteration):
        memory = 0.0
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, PgQueuer {version('pgqueuer')}, commit {commit.strip() or 'unknown'}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*(f"{value:,.2f}" if isinstance(value, float) else str(value) for value in row))
    console.print(table)
    console.print(f"[dim]{machine()}[/dim]\n")


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
