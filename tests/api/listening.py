"""Clients of the live stream for its tests, and somebody who has things to tell."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx2
from tests.people import Person, make_user

from autogram.core.live import announce
from autogram.core.runtime import Runtime
from autogram.identity import service as identity

PATIENCE_SECONDS = 15


@dataclass
class Heard:
    """One block of a stream; without a kind it is no event."""

    id: str | None = None
    kind: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Ear:
    """An open stream."""

    answer: httpx2.Response
    blocks: AsyncIterator[Heard]

    async def block(self) -> Heard:
        """The next block, also one without an event."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(self.blocks)

    async def event(self) -> Heard:
        while not (heard := await self.block()).kind:
            pass
        return heard

    async def ended(self) -> list[Heard]:
        """Waits for the end; what came before it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return [heard async for heard in self.blocks]


@asynccontextmanager
async def listening(
    server: str, headers: dict[str, str] | None = None, *, since: str | None = None, **query: str
) -> AsyncIterator[Ear]:
    """The stream of this server, from after the id `since` on."""
    sent = (headers or {}) | ({"Last-Event-ID": since} if since is not None else {})
    async with (
        httpx2.AsyncClient(base_url=server, timeout=30) as client,
        client.stream("GET", "/api/v1/events", headers=sent, params=query) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        yield Ear(answer, _blocks(answer))


async def _blocks(answer: httpx2.Response) -> AsyncIterator[Heard]:
    heard = Heard()
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if not line:
            yield heard
            heard = Heard()
        elif name == "id":
            heard.id = value
        elif name == "event":
            heard.kind = value
        elif name == "data":
            heard.data = json.loads(value)


@dataclass(frozen=True)
class Teller:
    """A user whose workspace things happen in."""

    runtime: Runtime
    person: Person
    headers: dict[str, str]

    @property
    def workspace_id(self) -> UUID:
        return self.person.workspace_id

    async def tell(self, kind: str = "post.updated", **data: Any) -> None:
        async with self.runtime.database.transaction() as session:
            await announce(session, self.workspace_id, kind, **data)


async def make_teller(runtime: Runtime) -> Teller:
    async with runtime.database.transaction() as session:
        person = await make_user(session)
        pair = await identity.start_session(session, runtime, person.user_id, 0)
    return Teller(runtime, person, {"Authorization": f"Bearer {pair.access_token}"})
