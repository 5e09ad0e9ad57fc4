"""People who have their own lists read, at the API and at the sandbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer
from tests.people import Person, headers_of, make_user
from tests.servers import Instagram

from autogram.audience.models import AudienceJob, AudienceProfile
from autogram.core.runtime import Runtime
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext

PASSWORD = "secret-word"
FOLLOWERS, FOLLOWING = 100, 60


@dataclass
class Owner:
    """A signed-in person and their personal account."""

    api: httpx2.AsyncClient
    runtime: Runtime
    person: Person
    headers: dict[str, str]
    instagram: Instagram

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON to the person."""
        answer = await self.api.request(method, f"/api/v1/audience{path}", headers=self.headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def cookies(self) -> dict[str, str]:
        """What the person copies from the browser."""
        session = self.instagram.session()
        return {"csrf_token": session["csrf_token"], "session_id": session["session_id"]}

    async def begins(self, expect: int = 202, **more: Any) -> dict[str, Any]:
        """A crawl with the browser's cookies."""
        return dict(await self.ask("POST", "/crawls", expect, json={"source": "web"} | self.cookies() | more))

    async def logs_in(self, expect: int = 202, **more: Any) -> dict[str, Any]:
        """A crawl with name and password."""
        body = {"source": "instaloader", "username": self.instagram.username, "password": PASSWORD}
        return dict(await self.ask("POST", "/crawls", expect, json=body | more))

    async def sees(self, crawl: dict[str, Any]) -> dict[str, Any]:
        return dict(await self.ask("GET", f"/crawls/{crawl['id']}"))

    async def row(self, crawl: dict[str, Any]) -> AudienceJob:
        return await stored(self.runtime, UUID(crawl["id"]))

    async def profile(self) -> AudienceProfile:
        async with self.runtime.database.reading() as session:
            wanted = select(AudienceProfile).where(AudienceProfile.workspace_id == self.person.workspace_id)
            return (await session.scalars(wanted.options(undefer(AudienceProfile.session_secrets)))).one()

    def pages_asked(self, op: str = "web.followers") -> int:
        """How many pages of a list Instagram was asked for."""
        return len(self.instagram.calls(op))


async def an_owner(api: httpx2.AsyncClient, runtime: Runtime, instagram: Instagram) -> Owner:
    async with runtime.database.transaction() as session:
        person = await make_user(session)
    account = instagram.personal(password=PASSWORD)
    account.has_list("followers", generated=FOLLOWERS)
    account.has_list("following", generated=FOLLOWING, mutual_share=0.5)
    return Owner(api, runtime, person, await headers_of(api, person), account)


def with_settings(owner: Owner, **changes: Any) -> Runtime:
    """The owner's runtime, and the application's, with other settings."""
    runtime = owner.runtime
    unofficial = runtime.settings.unofficial.model_copy(update=changes)
    owner.runtime = replace(runtime, settings=replace(runtime.settings, unofficial=unofficial))
    owner.api._transport.app.state.runtime = owner.runtime  # type: ignore[attr-defined]
    return owner.runtime


async def stored(runtime: Runtime, crawl_id: UUID) -> AudienceJob:
    """The crawl's row with everything that is secret."""
    async with runtime.database.reading() as session:
        wanted = select(AudienceJob).where(AudienceJob.id == crawl_id)
        return (await session.scalars(wanted.options(undefer(AudienceJob.secrets), undefer(AudienceJob.result)))).one()


@dataclass(frozen=True)
class Task:
    """A job of the queue."""

    number: int
    name: str
    payload: bytes
    due: datetime


async def tasks(session: AsyncSession, *, take: bool) -> Sequence[Task]:
    """The waiting jobs of crawls, in their order; taken out of the queue if so wished."""
    named = "entrypoint IN ('audience.read_lists', 'audience.start_crawls')"
    columns = "id, entrypoint, payload, execute_after"
    removal = f"DELETE FROM pgqueuer WHERE {named} AND execute_after <= clock_timestamp() RETURNING {columns}"
    rows = await session.execute(text(removal if take else f"SELECT {columns} FROM pgqueuer WHERE {named}"))
    return sorted((Task(*row) for row in rows), key=lambda task: task.number)


async def work(runtime: Runtime, *, attempt: int = 1) -> None:
    """Every job of crawls that is due is done, and what follows from it."""
    while True:
        async with runtime.database.transaction() as session:
            waiting = await tasks(session, take=True)
        if not waiting:
            return
        for task in waiting:
            await do(runtime, task, attempt=attempt)


async def do(runtime: Runtime, task: Task, *, attempt: int = 1) -> None:
    policy, message = HANDLERS[task.name], MESSAGES[task.name].model_validate_json(task.payload)
    await policy.handler(JobContext(runtime, task.number, attempt, policy.max_attempts), message)
