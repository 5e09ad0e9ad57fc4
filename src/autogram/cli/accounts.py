"""`autogram admin`: people with all permissions."""

import asyncio
from typing import Annotated

import typer

from autogram.cli.options import Home
from autogram.core.errors import AppError
from autogram.core.settings import load_settings

admin = typer.Typer(help="People who may administer this installation.", no_args_is_help=True)


@admin.callback()
def group() -> None:
    """People who may administer this installation."""


@admin.command()
def create(
    email: Annotated[str, typer.Option(prompt=True, help="Their e-mail address.")],
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="At least 8 characters.")
    ],
    home: Home = None,
) -> None:
    """Make a user an admin; one that does not exist yet is created."""
    from autogram.cli.databases import running_database
    from autogram.cli.startup import started
    from autogram.identity import service as identity

    settings = load_settings(autogram_home=home, log_level="WARNING")

    async def run(url: str) -> None:
        async with started(settings, url) as runtime:
            await identity.create_admin(runtime, email, password)

    try:
        with running_database(settings) as url:
            asyncio.run(run(url))
    except AppError as error:
        typer.echo(f"autogram: {error.detail}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{email} is an admin.")
