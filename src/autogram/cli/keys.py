"""`autogram keys`: new encryption keys, without anybody noticing."""

import asyncio
from typing import Annotated

import typer

from autogram.cli.options import Home
from autogram.core.settings import Settings, load_settings

keys = typer.Typer(help="The keys that secrets are encrypted with.", no_args_is_help=True)


@keys.callback()
def group() -> None:
    """The keys that secrets are encrypted with."""


@keys.command()
def rotate(
    prune: Annotated[
        bool, typer.Option("--prune", help="Then forget the older keys. Restart every process first.")
    ] = False,
    home: Home = None,
) -> None:
    """Encrypt every stored secret with a new key. Running processes pick the key up by themselves.

    With ENCRYPTION_KEYS in the environment, put the new key in front of the old ones there, restart, and then run this.
    """
    from autogram.cli.databases import running_database
    from autogram.core import secrets

    settings = load_settings(autogram_home=home, log_level="WARNING")
    from_file = settings.core.encryption_keys is None
    if from_file and not prune:
        secrets.load_keyring(settings.core)
        secrets.add_encryption_key(settings.home)
    with running_database(settings) as url:
        count = asyncio.run(_rotate(settings, url))
    typer.echo(f"{count} secrets are encrypted with the newest key.")
    if prune and from_file:
        secrets.drop_older_encryption_keys(settings.home)
        typer.echo("The older keys are forgotten.")


async def _rotate(settings: Settings, url: str) -> int:
    from autogram.cli.startup import started
    from autogram.core.rotation import rotate_secrets

    async with started(settings, url) as runtime:
        return await rotate_secrets(runtime.database)
