"""A long-lived process that keeps secrets. One command a line: `write TEXT` gives an id, `read ID` the text."""
# ruff: noqa: T201  it answers on standard output

import asyncio
import sys
from uuid import UUID

from sqlalchemy import select

from autogram import registry
from autogram.accounts.models import InstagramAccount
from autogram.core.runtime import open_runtime
from autogram.core.secrets import load_keyring
from autogram.core.settings import load_settings


async def keep(home: str, url: str, workspace_id: str) -> None:
    registry.load()
    settings = load_settings(autogram_home=home)
    async with open_runtime(settings, load_keyring(settings.core), url) as runtime:
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            word, _, rest = line.strip().partition(" ")
            async with runtime.database.transaction() as session:
                if word == "write":
                    account = InstagramAccount(
                        workspace_id=UUID(workspace_id), instagram_user_id=rest, username=rest, token=rest
                    )
                    session.add(account)
                    await session.flush()
                    print(account.id, flush=True)
                else:
                    query = select(InstagramAccount.token).where(InstagramAccount.id == UUID(rest))
                    print(await session.scalar(query), flush=True)


asyncio.run(keep(*sys.argv[1:]))
