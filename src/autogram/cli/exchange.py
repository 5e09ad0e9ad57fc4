"""`autogram exchange`: what the organiser of a community does on the machine itself."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autogram.cli.options import Home
from autogram.core.settings import load_settings

if TYPE_CHECKING:
    from autogram.core.runtime import Runtime
    from autogram.exchange.rounds.chat.recognising import Recognised
    from autogram.exchange.rounds.schemas import ImportApplied, ImportApply, ImportPreview, PlannedLine, WeekPreview

SHOWN = 40

exchange = typer.Typer(help="A community that comments on each other.", no_args_is_help=True)
Slug = Annotated[
    str | None, typer.Option("--community", help="Its name in addresses; else the community that is in front.")
]


@exchange.callback()
def group() -> None:
    """A community that comments on each other."""


@exchange.command()
def import_chat(
    file: Annotated[Path, typer.Argument(help="The text or CSV that KakaoTalk exported.", show_default=False)],
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this it is only shown.")] = False,
    add_members: Annotated[
        bool, typer.Option("--add-members", help="Make members of the user names that nobody has.")
    ] = False,
    week: Annotated[list[str] | None, typer.Option("--week", help="Only this week, like 2026-W47; repeatable.")] = None,
    community: Slug = None,
    home: Home = None,
) -> None:
    """Find the requests in a chat export: show them, and with --apply write them. Again changes nothing twice."""
    from autogram.cli.databases import running_database
    from autogram.cli.startup import started
    from autogram.exchange.rounds.schemas import ImportApply

    settings = load_settings(autogram_home=home, log_level="WARNING")
    with in_one_line():
        choice = ImportApply(weeks=_weeks(week), add_members=add_members)
        found = _read(file)

        async def run(url: str) -> "tuple[ImportPreview, ImportApplied | None]":
            async with started(settings, url) as runtime:
                return await _imported(runtime, community, file.name, found, choice if apply else None)

        with running_database(settings) as url:
            preview, done = asyncio.run(run(url))
    _print(preview, choice)
    _print_what_was_done(done)


@contextmanager
def in_one_line() -> Iterator[None]:
    """What the person can mend is one line on standard error, and status 2."""
    from autogram.core.errors import AppError

    try:
        yield
    except AppError as error:
        typer.echo(f"autogram: {error.detail}", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        typer.echo(f"autogram: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(2) from None


def _weeks(written: list[str] | None) -> list[str] | None:
    from autogram.core.errors import FieldError, InvalidInput
    from autogram.exchange.weeks import Week

    try:
        return [str(Week.parse(week)) for week in written] if written else None
    except ValueError as error:
        raise InvalidInput([FieldError("--week", str(error))]) from None


def _read(file: Path) -> "Recognised":
    from rich.console import Console

    from autogram.exchange.rounds.chat.decoding import MOST_BYTES
    from autogram.exchange.rounds.chat.recognising import recognise

    with file.open("rb") as opened, Console(stderr=True).status(f"Reading {file.name}"):
        return recognise(opened.read(MOST_BYTES + 1))


async def _imported(
    runtime: "Runtime", slug: str | None, filename: str, found: "Recognised", choice: "ImportApply | None"
) -> "tuple[ImportPreview, ImportApplied | None]":
    """What applying does, and what was done; without a choice everything is rolled back."""
    from autogram.exchange.community import service as communities
    from autogram.exchange.rounds import service as rounds

    database = runtime.database
    async with database.transaction() if choice else database.reading() as session:
        community = await (
            communities.community_by_slug(session, slug) if slug else communities.front_community(session)
        )
        chat = await rounds.keep(session, community, filename, found)
        preview = await rounds.preview_of(session, community, chat)
        return preview, await rounds.write(session, community, chat, choice) if choice else None


def _print(preview: "ImportPreview", choice: "ImportApply") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    weeks = [week for week in preview.weeks if choice.takes(week.week)]
    table = Table(title=f"{printable(preview.filename)}: {preview.messages:,} messages", title_justify="left")
    table.add_column("Week")
    for title in ("new", "there already", "not a member", "not taken"):
        table.add_column(title, justify="right")
    for week in weeks:
        table.add_row(week.week, *(f"{count:,}" for count in _counts(week)))
    console.print(table)
    lines = [f"line {each.line}: {_name(each)} {each.why}" for week in weeks for each in week.lines if _is_left(each)]
    lines += [f"line {each.line}: {printable(each.link)} {each.why}" for each in preview.left_out]
    for line in lines[:SHOWN]:
        console.print(line, soft_wrap=True)
    if len(lines) > SHOWN:
        console.print(f"and {len(lines) - SHOWN:,} more")


def _counts(week: "WeekPreview") -> list[int]:
    from autogram.exchange.rounds.schemas import Fate

    named = [week.counts.get(fate, 0) for fate in (Fate.NEW, Fate.KNOWN, Fate.UNKNOWN_MEMBER)]
    return [*named, len(week.lines) - sum(named)]


def _is_left(line: "PlannedLine") -> bool:
    from autogram.exchange.rounds.schemas import Fate

    return line.fate not in (Fate.NEW, Fate.KNOWN)


def _name(line: "PlannedLine") -> str:
    return printable(line.nickname)


def printable(text: str) -> str:
    """Names are strangers' words: none of them steers the terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def _print_what_was_done(done: "ImportApplied | None") -> None:
    if done is None:
        typer.echo("Nothing was written. Write it with --apply.")
    else:
        typer.echo(f"Added: {done.requests_added} requests, {done.members_added} members.")
