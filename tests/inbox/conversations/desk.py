"""Somebody who answers messages: at the API, with an account that is really connected to the sandbox."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.people import Person, headers_of, make_user
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.live import LiveEvent
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.inbox.conversations import service
from autogram.inbox.conversations.messages import SendMessage, SettleMessage
from autogram.inbox.conversations.models import Conversation, Direction, FoundBy, Message, Origin
from autogram.inbox.conversations.models import Person as Customer
from autogram.inbox.conversations.schemas import Incoming, OutgoingContent, Sender
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext, JobMessage, RetryLater

BASE = "/api/v1/inbox"
RULE = Sender(Origin.AUTOMATION)
SENDING = (SendMessage, SettleMessage)


@dataclass
class _Job:
    due: float
    number: int
    message: JobMessage
    attempt: int = 1


@dataclass
class Desk:
    """A person of a team, their account and workspace."""

    runtime: Runtime
    session: AsyncSession
    browser: httpx2.AsyncClient
    headers: dict[str, str]
    person: Person
    account_id: UUID
    instagram: Instagram
    waiting: list[_Job] = field(default_factory=list)
    # Seconds that the jobs have waited: the clock stands there when the next begins.
    elapsed: float = 0

    @property
    def actor(self) -> Actor:
        return Actor(self.person.user_id, self.person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])

    @property
    def context(self) -> JobContext:
        """That of a job of its own worker."""
        return JobContext(self.runtime, 1, 1, 5)

    @property
    def agent(self) -> Sender:
        return Sender(Origin.AGENT, user_id=self.person.user_id)

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON to the signed-in user."""
        headers = self.headers | options.pop("headers", {})
        answer = await self.browser.request(method, f"{BASE}{path}", headers=headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def key(self, *scopes: str) -> dict[str, str]:
        """Headers of a new API key of the person."""
        body = {"name": "A program", "scopes": list(scopes)}
        made = await self.browser.post("/api/v1/api-keys", headers=self.headers, json=body)
        assert made.status_code == 201, made.text
        return {"Authorization": f"Bearer {made.json()['key']}"}

    async def hears(self, who: str, said: str | None = "Are you open?", *, ago: timedelta = timedelta(0)) -> UUID:
        """The person writes at Instagram, and we have it; the id of the conversation."""
        mid = self.instagram.says(who, said)
        return await self.has(who, said, mid=mid, sent_at=clock.now() - ago)

    async def has(self, who: str, said: str | None, *, mid: str, sent_at: datetime, **more: Any) -> UUID:
        """A message is stored, whether Instagram has it or not; the id of its conversation."""
        facts: dict[str, Any] = {"direction": Direction.INBOUND, "found_by": FoundBy.WEBHOOK, "text": said}
        incoming = Incoming(
            account_id=self.account_id,
            workspace_id=self.person.workspace_id,
            person_instagram_id=who,
            mid=mid,
            sent_at=sent_at,
            **(facts | more),
        )
        async with self.runtime.database.transaction() as session:
            received = await service.receive_message(session, incoming)
        assert received is not None
        return received.conversation_id

    async def says(self, conversation_id: UUID, said: str = "Until six.", sender: Sender | None = None) -> UUID:
        (message_id,) = await self.sends(conversation_id, OutgoingContent(text=said), sender)
        return message_id

    async def sends(
        self, conversation_id: UUID, content: OutgoingContent, sender: Sender | None = None, **more: Any
    ) -> list[UUID]:
        async with self.runtime.database.transaction() as session:
            return await service.queue_message(session, conversation_id, content, sender or self.agent, **more)

    async def work(self, *, for_seconds: float = 300, at_most: int = 60) -> None:
        """Every job of sending is done, in the order in which they are due, the clock moved on by their waits."""
        for _ in range(at_most):
            await self._collect()
            self.waiting.sort(key=lambda job: (job.due, job.number))
            if not self.waiting or self.waiting[0].due > for_seconds:
                return
            job = self.waiting.pop(0)
            self.elapsed = max(self.elapsed, job.due)
            with clock.shifted(timedelta(seconds=self.elapsed)):
                await self._run(job)
        raise AssertionError(f"still not settled: {self.waiting}")

    async def _run(self, job: _Job) -> None:
        policy = HANDLERS[job.message.name]
        try:
            await policy.handler(JobContext(self.runtime, job.number, job.attempt, policy.max_attempts), job.message)
        except RetryLater as wish:
            due = self.elapsed + wish.delay.total_seconds() + 0.01
            self.waiting.append(_Job(due, job.number, job.message, job.attempt + (1 if wish.counts else 0)))

    async def _collect(self) -> None:
        names = [kind.name for kind in SENDING]
        async with self.runtime.database.transaction() as session:
            taken = await session.execute(
                text("DELETE FROM pgqueuer WHERE entrypoint = ANY(:names) RETURNING id, entrypoint, payload"),
                {"names": names},
            )
            for job_id, name, payload in sorted(taken.all()):
                message = MESSAGES[name].model_validate_json(payload)
                self.waiting.append(_Job(self.elapsed, job_id, message))

    async def jobs(self, kind: type[JobMessage]) -> list[Any]:
        """Those of a kind that wait."""
        rows = await self.session.execute(
            text("SELECT payload FROM pgqueuer WHERE entrypoint = :name ORDER BY id"), {"name": kind.name}
        )
        return [kind.model_validate_json(row.payload) for row in rows]

    async def message(self, message_id: Any) -> Message:
        """The message as it is stored now."""
        found = await self.session.get(Message, UUID(str(message_id)), populate_existing=True)
        assert found is not None
        return found

    async def messages(self, conversation_id: UUID) -> Sequence[Message]:
        rows = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.sent_at, Message.id)
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def conversation(self, conversation_id: UUID) -> Conversation:
        found = await self.session.get(Conversation, conversation_id, populate_existing=True)
        assert found is not None
        return found

    async def person_in(self, conversation_id: UUID) -> Customer:
        """Whom the conversation is with."""
        conversation = await self.conversation(conversation_id)
        return await self.session.get_one(Customer, conversation.person_id, populate_existing=True)

    async def change(self, row: Any, **values: Any) -> None:
        """The stored row is changed by the test."""
        for name, value in values.items():
            setattr(row, name, value)
        await self.session.commit()

    async def told(self, kind: str) -> list[dict[str, Any]]:
        """What screens were told of this kind, oldest first."""
        rows = select(LiveEvent).where(LiveEvent.workspace_id == self.person.workspace_id, LiveEvent.kind == kind)
        return [event.data for event in await self.session.scalars(rows.order_by(LiveEvent.id))]

    def arrived(self, who: str) -> list[str]:
        """The texts that the person has from us, oldest first; a file is told by its kind."""
        return [sent["text"] or sent["attachments"][0]["type"] for sent in self.instagram.sent_messages(who)]


@asynccontextmanager
async def a_desk(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Desk]:
    """Somebody new, with an account of their own."""
    async with runtime.database.transaction() as writing:
        person = await make_user(writing, full_name="Lena Sommer")
    actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    account = await accounts.connect_with_token(runtime, actor, instagram.token())
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=runtime.settings.core.public_url) as browser:
        yield Desk(runtime, session, browser, await headers_of(browser, person), person, account.id, instagram)
