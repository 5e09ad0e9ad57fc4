"""Somebody who runs a community, the people in it, and the work that is done for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.people import Person, headers_of, make_user

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.exchange.community import service
from autogram.exchange.community.models import Community, Member
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.community.service.links import stored_form
from autogram.exchange.weeks import Week
from autogram.identity.permissions import Role
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext

# Members of tests have been there for a while, so that the last weeks' requests are theirs to answer.
LONG_BEFORE = timedelta(weeks=60)


async def make_community(session: AsyncSession, workspace_id: UUID, **overrides: Any) -> Community:
    """A community in Seoul, not in front."""
    facts = {"name": "품앗이", "slug": f"c-{uuid4().hex[:10]}"} | overrides
    community = Community(workspace_id=workspace_id, **facts)
    session.add(community)
    await session.flush()
    return community


async def make_member(
    session: AsyncSession, community: Community, username: str, *, joined_at: datetime | None = None, **facts: Any
) -> MemberFacts:
    """A member who joined long ago. `facts` are columns."""
    joined_at = joined_at or clock.now() - LONG_BEFORE
    made = await service.add_member(session, community, username, joined_at=joined_at)
    if facts:
        member = await session.get_one(Member, made.id)
        for name, value in facts.items():
            setattr(member, name, value)
        await session.flush()
    return await service.member_by_id(session, community.id, made.id)


async def make_link(session: AsyncSession, member_id: UUID) -> str:
    """The secret of a new personal link of the member."""
    member = await session.get_one(Member, member_id)
    secret = new_token()
    member.link_hash = stored_form(secret)
    await session.flush()
    return secret


@dataclass(frozen=True)
class Organiser:
    """A signed-in user of the API whose workspace has a community."""

    api: httpx2.AsyncClient
    runtime: Runtime
    person: Person
    headers: dict[str, str]
    community_id: UUID
    slug: str

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON, below `/api/v1/exchange`."""
        answer = await self.api.request(method, f"/api/v1/exchange{path}", headers=self.headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def public(
        self, method: str, path: str = "", expect: int = 200, *, token: str | None = None, **options: Any
    ) -> Any:
        """What a stranger gets below `/api/v1/exchange/public/{slug}`; with `token` a member with their link."""
        headers = {"X-Member-Token": token} if token else {}
        answer = await self.api.request(
            method, f"/api/v1/exchange/public/{self.slug}{path}", headers=headers, **options
        )
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def member(self, username: str, **facts: Any) -> MemberFacts:
        """Somebody who has been there for long; `facts` are columns of the table."""
        async with self.runtime.database.transaction() as session:
            community = await service.get_community(session, self.community_id)
            return await make_member(session, community, username, **facts)

    async def members(self, *usernames: str) -> list[MemberFacts]:
        return [await self.member(username) for username in usernames]

    async def link_of(self, member: MemberFacts) -> str:
        """The secret of a new personal link."""
        async with self.runtime.database.transaction() as session:
            return await make_link(session, member.id)

    async def change(self, **facts: Any) -> None:
        """The community's columns, past the API."""
        async with self.runtime.database.transaction() as session:
            community = await service.get_community(session, self.community_id)
            for name, value in facts.items():
                setattr(community, name, value)

    async def this_week(self) -> Week:
        async with self.runtime.database.reading() as session:
            community = await service.get_community(session, self.community_id)
        return Week.of(clock.now(), community.timezone)

    async def work(self) -> None:
        """All waiting jobs of the exchange are run, and those that come of them."""
        while jobs := await self._claim():
            for message in jobs:
                policy = HANDLERS[message.name]
                await policy.handler(JobContext(self.runtime, 1, 1, policy.max_attempts), message)

    async def _claim(self) -> Sequence[Any]:
        async with self.runtime.database.transaction() as session:
            rows = await session.execute(
                text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'exchange.%' RETURNING entrypoint, payload")
            )
            return [MESSAGES[name].model_validate_json(payload) for name, payload in rows]

    async def count(self, table: str, where: str = "true") -> int:
        async with self.runtime.database.reading() as session:
            return int(await session.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}")) or 0)

    async def audited(self) -> list[str]:
        """What the audit log says was done in the workspace, oldest first."""
        query = "SELECT action FROM audit_entry WHERE workspace_id = :id ORDER BY created_at, id"
        async with self.runtime.database.reading() as session:
            return list(await session.scalars(text(query), {"id": self.person.workspace_id}))

    async def announced(self, kind: str) -> list[dict[str, Any]]:
        """The data of the live events of this kind, oldest first."""
        query = "SELECT data FROM live_event WHERE workspace_id = :id AND kind = :kind ORDER BY id"
        async with self.runtime.database.reading() as session:
            return list(await session.scalars(text(query), {"id": self.person.workspace_id, "kind": kind}))


async def an_organiser(
    api: httpx2.AsyncClient, runtime: Runtime, *, role: Role = Role.USER, **community: Any
) -> Organiser:
    """Somebody whose workspace has a community; `community` are its columns."""
    async with runtime.database.transaction() as session:
        person = await make_user(session, role=role)
        made = await make_community(session, person.workspace_id, **community)
    return Organiser(api, runtime, person, await headers_of(api, person), made.id, made.slug)
