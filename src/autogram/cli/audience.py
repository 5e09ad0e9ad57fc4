"""`autogram audience`: who follows back and who has left, without a server and without a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autogram.audience.analysis import Analysis
    from autogram.audience.people import People
    from autogram.instagram.export.results import Export

SHOWN = 20
TITLES = {
    "not_following_back": "do not follow you back",
    "fans": "follow you, and you do not follow them",
    "mutuals": "follow each other with you",
    "followers.gained": "new followers",
    "followers.lost": "lost followers",
    "following.gained": "newly followed",
    "following.lost": "no longer followed",
}
# Whose names are printed; the others are only counted.
NAMED = ("not_following_back", "followers.lost", "followers.gained")

audience = typer.Typer(help="Who follows back, who left, who is new.", no_args_is_help=True)


@audience.callback()
def group() -> None:
    """Who follows back, who left, who is new."""


@audience.command()
def analyze(
    export: Annotated[Path, typer.Argument(help="The ZIP from Instagram, or its unpacked folder.", show_default=False)],
    compare: Annotated[Path | None, typer.Option("--compare", help="An older export of the same account.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write every list to this file.")] = None,
) -> None:
    """Tell who does not follow back, from Instagram's own export file. Nothing leaves this machine.

    Ends with status 1 if a list is not complete, so that something could not be concluded.
    """
    from autogram.audience.analysis import analyse

    with _in_one_line():
        newer, older = _read(export), _read(compare) if compare else None
        if older is not None:
            _refuse_unless_older(newer, older)
        analysis = analyse(newer, older)
        if csv is not None:
            _write(csv, analysis)
    _print(newer, analysis)
    if csv is not None:
        typer.echo(f"Everything is in {csv}.")
    if analysis.missing:
        raise typer.Exit(1)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """What the person can mend is one line on standard error, and status 2."""
    from autogram.instagram.export.errors import ExportError

    try:
        yield
    except ExportError as error:
        typer.echo(f"autogram: {_printable(str(error))}", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        typer.echo(f"autogram: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(2) from None


def _read(path: Path) -> "Export":
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from autogram.instagram.export.reading import read_export

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"Reading {path.name}", total=None)
        return read_export(path, on_progress=lambda done, total: progress.update(task, completed=done, total=total))


def _refuse_unless_older(newer: "Export", older: "Export") -> None:
    """Raises an `ExportError` if the two cannot be what they are taken for."""
    from autogram.instagram.export.errors import SeveralExports

    owners = {each.facts.owner for each in (newer, older)} - {None}
    if len(owners) > 1:
        raise SeveralExports([str(owner) for owner in sorted(owners, key=str)])
    before, after = older.facts.created_at, newer.facts.created_at
    if before is not None and after is not None and before > after:
        typer.echo(f"autogram: --compare: that export is the newer one ({before:%Y-%m-%d})", err=True)
        raise typer.Exit(2)


def _print(export: "Export", analysis: "Analysis") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    made = f", {export.facts.created_at:%Y-%m-%d}" if export.facts.created_at else ""
    title = f"{_printable(export.facts.owner)}{made}" if export.facts.owner else None
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, people in analysis.lists.items():
        table.add_row(_title(name), f"{len(people):,}")
    console.print(table)
    for name in NAMED:
        if name in analysis.lists:
            _print_names(console.print, _title(name), analysis.lists[name])
    for problem in export.facts.problems:
        console.print(f"Note: {_printable(problem.message)}")
    for why in dict.fromkeys(analysis.missing.values()):
        console.print(f"Not concluded: {_printable(why)}")


def _print_names(say: Callable[[str], None], title: str, people: "People") -> None:
    if not len(people):
        return
    say(f"\n{title[:1].upper()}{title[1:]}:")
    for person in people.between(0, SHOWN):
        since = f"  since {person.since:%Y-%m-%d}" if person.since else ""
        say(f"  {_printable(person.username)}{since}")
    if len(people) > SHOWN:
        say(f"  and {len(people) - SHOWN:,} more; --csv writes all of them")


def _title(name: str) -> str:
    return TITLES.get(name, name.replace("_", " "))


def _printable(text: str) -> str:
    """Names are strangers' words: none of them steers the terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def _write(path: Path, analysis: "Analysis") -> None:
    from autogram.core.spreadsheets import csv_of
    from autogram.instagram.export.text import profile_link

    with path.open("wb") as file:
        file.write(csv_of([("list", "username", "since", "url")]))
        for name, people in analysis.lists.items():
            file.write(csv_of((name, each.username, each.since, profile_link(each.username)) for each in people))
