"""`autogram exchange verify`: has the workers verify a week, and shows who is missing."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from autogram.cli.exchange import Slug, in_one_line
from autogram.cli.options import Home
from autogram.core.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rich.progress import Progress, TaskID

    from autogram.core.runtime import Runtime
    from autogram.exchange.verification.schemas import BoardCell, BoardRead, RunDetail
    from autogram.exchange.weeks import Week

POLL_SECONDS = 0.3
RESULTS = ("seen", "missing", "unknown")


NO_WORKER = "No worker is running that could read the posts. Start one: autogram up, or autogram worker."


def verify(
    week: Annotated[str | None, typer.Option("--week", help="Like 2026-W47; else the week before this one.")] = None,
    community: Slug = None,
    home: Home = None,
) -> None:
    """Verify a week: who commented, who did not, and of whom nothing can be said.

    The installation's workers read the posts; this waits for them. Ends with status 1 if one was not read completely.
    """
    from autogram.cli.databases import running_database
    from autogram.cli.startup import started

    settings = load_settings(autogram_home=home, log_level="WARNING")

    async def run(url: str) -> "tuple[RunDetail, BoardRead]":
        async with started(settings, url) as runtime:
            return await _verified(runtime, community, week)

    with in_one_line(), running_database(settings) as url:
        ended, board = asyncio.run(run(url))
    _print(ended, board)
    if ended.status != "completed" or any(reading.status != "complete" for reading in ended.readings):
        raise typer.Exit(1)


async def _verified(runtime: "Runtime", slug: str | None, written: str | None) -> "tuple[RunDetail, BoardRead]":
    from autogram.core.db import ReadSession
    from autogram.exchange.community import service as communities
    from autogram.exchange.verification import service
    from autogram.jobs.queries import queue_state

    async with runtime.database.transaction() as session:
        found = communities.community_by_slug(session, slug) if slug else communities.front_community(session)
        community = await found
        week = _week(community.timezone, written)
        if not (await queue_state(ReadSession(session))).workers:
            typer.echo(f"autogram: {NO_WORKER}", err=True)
            raise typer.Exit(2)
        begun = await service.verify_week(session, community, week, by_user=None)

    async def look() -> "RunDetail":
        async with runtime.database.reading() as reading:
            return await service.run_detail(reading, community, begun.id)

    ended = await _awaited(look)
    async with runtime.database.reading() as reading:
        return ended, await service.read_board(reading, community, week)


def _week(timezone: str, written: str | None) -> "Week":
    from autogram.core import clock
    from autogram.core.errors import FieldError, InvalidInput
    from autogram.exchange.weeks import Week

    if written is None:
        return Week.of(clock.now(), timezone).previous
    try:
        return Week.parse(written)
    except ValueError as error:
        raise InvalidInput([FieldError("--week", str(error))]) from None


async def _awaited(look: "Callable[[], Awaitable[RunDetail]]") -> "RunDetail":
    """The run when it has ended and the rules have spoken, with a bar until then."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading posts", total=None)
        while True:
            run = await look()
            _show(progress, task, run)
            if run.status == "failed" or run.summary_sent_at is not None:
                return run
            await asyncio.sleep(POLL_SECONDS)


def _show(progress: "Progress", task: "TaskID", run: "RunDetail") -> None:
    waits = f", waits until {run.resumes_at:%H:%M} UTC" if run.resumes_at else ""
    progress.update(task, description=f"Reading posts of {run.week}{waits}", total=run.posts, completed=run.posts_read)


def _print(run: "RunDetail", board: "BoardRead") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    table = Table("member", *RESULTS, title=f"{run.week}: {run.posts} posts", title_justify="left")
    for member in board.members:
        cells = [cell for cell in member.cells if cell is not None]
        counts = [sum(_word(cell) == result for cell in cells) for result in RESULTS]
        table.add_row(f"@{member.username}", *map(str, counts))
    console.print(table)
    for reading in run.readings:
        if reading.status != "complete":
            gap = f"{reading.comments_read} of {reading.expected} comments were shown"
            console.print(f"Not read completely: {reading.instagram_link} ({reading.failure_reason or gap})")
    for followed in run.consequences:
        console.print(f"{followed.then.value}: @{followed.username}. {followed.reason}")
    if run.failure_reason:
        console.print(run.failure_reason)


def _word(cell: "BoardCell") -> str:
    """Its column; what a person has accepted or taken back is as good as seen or missing."""
    if cell.is_verified:
        return "seen"
    taken_back = cell.is_decided and cell.finding == "seen"
    return "missing" if cell.finding == "missing" or taken_back else "unknown"
