"""`autogram`: the command line."""

import sys
from typing import Annotated

import typer

from autogram import __version__
from autogram.cli import accounts, audience, audience_crawl, exchange, exchange_verify, keys, roles, supervisor, tour
from autogram.core.settings import SettingsError

app = typer.Typer(
    name="autogram",
    help="Run an Instagram presence yourself. Start with: autogram demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("up")(supervisor.up)
app.command("demo")(tour.demo)
app.command("api")(roles.api)
app.command("worker")(roles.worker)
app.command("sandbox")(roles.sandbox)
app.command("migrate")(roles.migrate)
app.add_typer(accounts.admin, name="admin")
app.add_typer(keys.keys, name="keys")
audience.audience.command("crawl")(audience_crawl.crawl)
app.add_typer(audience.audience, name="audience")
exchange.exchange.command("verify")(exchange_verify.verify)
app.add_typer(exchange.exchange, name="exchange")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"autogram {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """Every command takes --home: the folder with database, media and generated secrets."""


def main() -> None:
    """Entry point. What the person can mend is one line on standard error, and status 2."""
    from autogram.cli.databases import DatabaseUnusable
    from autogram.core.embedded import EmbeddedPostgresError

    try:
        app()
    except (SettingsError, EmbeddedPostgresError, DatabaseUnusable, supervisor.CannotStart) as error:
        print(f"autogram: {error}", file=sys.stderr)  # noqa: T201  this is the command line
        sys.exit(2)


if __name__ == "__main__":
    main()
