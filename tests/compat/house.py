"""A whole installation: server, worker, a database of its own, and the sandbox as Instagram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2
from sqlalchemy import delete
from tests.compat.front_end import FrontEnd
from tests.servers import Instagram, free_port, served

from autogram.api.app import create_app
from autogram.core.limits import RateLimitState
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.jobs.worker import run_worker

PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class House:
    """The installation as its clients reach it."""

    runtime: Runtime
    client: httpx2.AsyncClient
    webhook_url: str


@asynccontextmanager
async def open_house(settings: Settings, keyring: Keyring, url: str) -> AsyncIterator[House]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # Instagram fetches what is sent from here.
    settings = replace(settings, core=settings.core.model_copy(update={"public_url": address}))
    stop = asyncio.Event()
    with served(create_app(settings, lambda: open_runtime(settings, keyring, url)), port):
        async with (
            open_runtime(settings, keyring, url) as runtime,
            httpx2.AsyncClient(base_url=address, timeout=30) as client,
        ):
            working = asyncio.create_task(run_worker(runtime, stop))
            yield House(runtime, client, f"{address}/v1/webhook")
            stop.set()
            await working


@dataclass
class Shop:
    """Somebody with a connected account, seen through the predecessor's front end, and a customer of theirs."""

    front_end: FrontEnd
    instagram: Instagram
    customer: str
    conversation: dict[str, Any] = field(default_factory=dict)

    @property
    def account_id(self) -> str:
        return str(self.front_end.account["id"])

    async def conversations(self, **query: int) -> dict[str, Any]:
        found = await self.front_end.call("GET", f"/conversations/{self.account_id}", params=query)
        return dict(found)

    async def messages(self, **query: int) -> dict[str, Any]:
        path = f"/messages/{self.conversation['id']}"
        return dict(await self.front_end.call("GET", path, params=query))

    async def send(self, expect: int = 201, **body: Any) -> Any:
        return await self.front_end.call("POST", f"/messages/{self.conversation['id']}", expect, json=body)

    async def hears(self, text: str, **more: Any) -> str:
        """The customer writes, and the front end, which asks again and again, sees it in the list."""
        mid = self.instagram.says(self.customer, text, **more)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self._shows(text):
                await asyncio.sleep(0.05)
        return mid

    async def _shows(self, text: str) -> bool:
        for conversation in (await self.conversations())["conversations"]:
            if conversation["igUserId"] == self.customer and conversation["lastMessage"] == text:
                self.conversation = conversation
                return True
        return False


async def make_shop(house: House, instagram: Instagram) -> Shop:
    async with house.runtime.database.transaction() as session:
        # So many people do not register in an hour.
        await session.execute(delete(RateLimitState))
    front_end = FrontEnd(house.client)
    await front_end.register()
    await front_end.connect(instagram)
    instagram.webhooks_to(house.webhook_url, "messages")
    return Shop(front_end, instagram, instagram.customer())
