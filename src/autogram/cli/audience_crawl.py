"""`autogram audience crawl`: who follows back, read with one's own session, without a server and without a database."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autogram.cli.options import Home
from autogram.core.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autogram.audience.people import Person
    from autogram.audience.service import FollowComparison
    from autogram.instagram.export.kinds import ListKind
    from autogram.instagram.web.client import WebLists
    from autogram.instagram.web.instaloader_client import InstaloaderLists
    from autogram.instagram.web.lists import WebProfile

SHOWN = 20


@dataclass(frozen=True)
class Read:
    """What was read: the profile's own counts before and after, and both lists as number and name."""

    before: "WebProfile"
    after: "WebProfile"
    lists: "dict[ListKind, dict[str, str]]"


def crawl(
    username: Annotated[
        str | None, typer.Option("--username", help="Log in with this name; without it, cookies are asked for.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write everybody who does not follow back there.")] = None,
    home: Home = None,
) -> None:
    """Tell who does not follow back, with your own session. Secrets are asked for, and forgotten in the end.

    It breaches Instagram's terms, so it needs UNOFFICIAL_ENABLED=true. Ends with status 1 if a list is not complete.
    """
    from autogram.core.errors import AppError
    from autogram.instagram.web.errors import WebError
    from autogram.instagram.web.switch import require_unofficial_access

    settings = load_settings(autogram_home=home, log_level="WARNING")
    try:
        require_unofficial_access(settings)
        read = asyncio.run(_read(settings, username))
    except (WebError, AppError) as error:
        typer.echo(f"autogram: {error}", err=True)
        raise typer.Exit(2) from None
    compared = _compare(read)
    if compared is None:
        raise typer.Exit(1)
    _print(read, compared)
    if csv is not None:
        _write(csv, compared.not_following_back)
        typer.echo(f"Everybody is in {csv}.")


async def _read(settings: Settings, username: str | None) -> Read:
    from autogram.audience.crawling.progress import PHASE_OF

    reader = await (_logged_in(settings, username) if username else _with_cookies(settings))
    try:
        before = await reader.profile()
        lists = {kind: await _read_list(settings, reader, kind, before.count(kind)) for kind in PHASE_OF}
        return Read(before, await reader.profile(), lists)
    finally:
        await reader.close()


async def _with_cookies(settings: Settings) -> "WebLists":
    from autogram.instagram.web.client import WebLists
    from autogram.instagram.web.errors import SessionExpired
    from autogram.instagram.web.lists import WebSession

    typer.echo("In the browser that is logged in to Instagram: developer tools, Application, Cookies.", err=True)
    session = WebSession(_ask("sessionid"), _ask("csrftoken"))
    if not session.user_id:
        raise SessionExpired("That is no session of Instagram's: it must begin with the account's number.")
    return WebLists(settings.unofficial.instagram_web_url, session)


async def _logged_in(settings: Settings, username: str) -> "InstaloaderLists":
    from autogram.audience.crawling.credentials import open_instaloader
    from autogram.instagram.web.errors import TwoFactorNeeded

    password = _ask("Password")
    reader = open_instaloader(settings)
    try:
        try:
            await reader.log_in(username, password, None)
        except TwoFactorNeeded:
            await reader.send_code(_ask("Two-factor code"))
    except BaseException:
        await reader.close()
        raise
    return reader


def _ask(what: str) -> str:
    """Hidden, and never an argument: those stand in the list of processes and in the shell's history."""
    answer: str = typer.prompt(what, hide_input=True, err=True)
    return answer.strip()


async def _read_list(
    settings: Settings, reader: "WebLists | InstaloaderLists", kind: "ListKind", expected: int
) -> dict[str, str]:
    """Names by number, each person once, at the pace of the settings."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from autogram.instagram.web.walking import read_list

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    names: dict[str, str] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"Reading {kind.value}", total=expected)
        async for users in read_list(reader, kind):
            names |= {user.id: user.username for user in users}
            progress.update(task, completed=len(names))
            await asyncio.sleep(settings.unofficial.audience_page_seconds * random.uniform(1, 1.5))
    return names


def _compare(read: Read) -> "FollowComparison | None":
    """What both lists say together; None, with the reason on standard error, if one of them has gaps."""
    from autogram.audience.service import ReadList, compare_lists
    from autogram.instagram.export.kinds import ListKind
    from autogram.instagram.web.errors import Incomplete

    is_whole = True
    for kind, names in read.lists.items():
        expected = min(read.before.count(kind), read.after.count(kind))
        if len(names) < expected:
            is_whole = False
            typer.echo(f"Not concluded: {Incomplete(kind.value, len(names), expected)}", err=True)
    if not is_whole:
        return None
    followers, following = (
        ReadList([(number, name, None) for number, name in read.lists[kind].items()], is_complete=True)
        for kind in (ListKind.FOLLOWERS, ListKind.FOLLOWING)
    )
    return compare_lists(followers, following)


def _print(read: Read, compared: "FollowComparison") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    table = Table(title=f"@{_printable(read.before.username)}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    rows = {
        "followers": compared.followers_count,
        "following": compared.following_count,
        "do not follow you back": len(compared.not_following_back),
        "follow you, and you do not follow them": len(compared.fans),
        "follow each other with you": len(compared.mutuals),
    }
    for title, count in rows.items():
        table.add_row(title, f"{count:,}")
    console.print(table)
    _print_names(console.print, compared.not_following_back)


def _print_names(say: "Callable[[str], None]", people: "Sequence[Person]") -> None:
    if not people:
        return
    say("\nDo not follow you back:")
    for person in people[:SHOWN]:
        say(f"  {_printable(person.username)}")
    if len(people) > SHOWN:
        say(f"  and {len(people) - SHOWN:,} more; --csv writes all of them")


def _printable(text: str) -> str:
    """Names are strangers' words: none of them steers the terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def _write(path: Path, people: "Sequence[Person]") -> None:
    from autogram.core.spreadsheets import csv_of
    from autogram.instagram.export.text import profile_link

    rows = (("not_following_back", each.username, profile_link(each.username)) for each in people)
    path.write_bytes(csv_of([("list", "username", "url"), *rows]))
