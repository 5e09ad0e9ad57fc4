"""An account that people write to, and what the tests look at afterwards."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.identity.post import due_jobs
from tests.people import make_user
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.accounts.models import InstagramAccount
from autogram.core import clock
from autogram.core.live import LiveEvent
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.inbox.comments.models import Comment
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.models import (
    Conversation,
    Direction,
    FoundBy,
    Message,
    MessageStatus,
    Origin,
    Person,
)
from autogram.inbox.conversations.schemas import Incoming
from autogram.inbox.journal.models import Signature, WebhookDelivery, WebhookEvent
from autogram.inbox.reception.service import processing
from autogram.jobs.api import JobMessage

T = TypeVar("T")


@dataclass(frozen=True)
class Inbox:
    """An account's inbox. `instagram_id` is Instagram's id of the account, `person` that of somebody who writes."""

    runtime: Runtime
    session: AsyncSession
    workspace_id: UUID
    account_id: UUID
    instagram_id: str
    person: str = field(default_factory=lambda: f"99{uuid4().int % 10**13:013d}")

    def incoming(self, mid: str, said: str | None = "hi", **more: Any) -> Incoming:
        """A message that has just been written by the person."""
        fields: dict[str, Any] = {
            "account_id": self.account_id,
            "workspace_id": self.workspace_id,
            "person_instagram_id": self.person,
            "direction": Direction.INBOUND,
            "mid": mid,
            "sent_at": clock.now(),
            "found_by": FoundBy.WEBHOOK,
            "text": said,
        }
        return Incoming(**fields | more)

    async def receive(self, *incoming: Incoming) -> list[conversations.Received | None]:
        async with self.runtime.database.transaction() as session:
            return await conversations.receive_messages(session, incoming)

    async def messages(self) -> Sequence[Message]:
        """All that was said with the account, oldest first."""
        rows = select(Message).where(Message.account_id == self.account_id)
        return await self._fresh(rows.order_by(Message.sent_at, Message.id))

    async def message(self) -> Message:
        (message,) = await self.messages()
        return message

    async def conversations(self) -> Sequence[Conversation]:
        return await self._fresh(select(Conversation).where(Conversation.account_id == self.account_id))

    async def conversation(self) -> Conversation:
        (conversation,) = await self.conversations()
        return conversation

    async def people(self) -> Sequence[Person]:
        return await self._fresh(select(Person).where(Person.account_id == self.account_id))

    async def comments(self) -> Sequence[Comment]:
        rows = select(Comment).where(Comment.account_id == self.account_id)
        return await self._fresh(rows.order_by(Comment.commented_at, Comment.id))

    async def _fresh(self, rows: Select[T]) -> Sequence[T]:
        """As they are stored now."""
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def told(self, kind: str | None = None) -> list[dict[str, Any]]:
        """What screens were told of the workspace, oldest first."""
        rows = select(LiveEvent.data).where(LiveEvent.workspace_id == self.workspace_id).order_by(LiveEvent.id)
        return list(await self.session.scalars(rows.where(LiveEvent.kind == kind) if kind else rows))

    async def jobs(self, kind: type[JobMessage]) -> list[Any]:
        return [job for job in await due_jobs(self.runtime) if isinstance(job, kind)]

    async def change(self, row: Any, **values: Any) -> None:
        """The stored row is changed by the test."""
        for name, value in values.items():
            setattr(row, name, value)
        await self.session.commit()

    async def sending(self, said: str, *, asked_ago: timedelta = timedelta(seconds=1), **more: Any) -> UUID:
        """A message of ours that Instagram was asked to send a moment ago; the conversation must be there."""
        conversation = await self.conversation()
        fields: dict[str, Any] = {
            "workspace_id": self.workspace_id,
            "account_id": self.account_id,
            "conversation_id": conversation.id,
            "direction": Direction.OUTBOUND,
            "origin": Origin.AGENT,
            "found_by": FoundBy.OURSELVES,
            "text": said,
            "sent_at": clock.now() - asked_ago,
            "request_started_at": clock.now() - asked_ago,
            "status": MessageStatus.SENDING,
        }
        message = Message(**fields | more)
        self.session.add(message)
        await self.session.commit()
        return message.id

    async def forget_jobs(self) -> None:
        await self.session.execute(text("DELETE FROM pgqueuer"))
        await self.session.commit()


async def make_inbox(runtime: Runtime, session: AsyncSession, *, person: str | None = None, **account: Any) -> Inbox:
    """An account that is stored as connected; no Instagram is behind it."""
    owner = await make_user(session)
    fields: dict[str, Any] = {
        "workspace_id": owner.workspace_id,
        "instagram_user_id": f"1784{uuid4().int % 10**13:013d}",
        "username": f"shop.{uuid4().hex[:8]}",
        "scopes": [],
    }
    row = InstagramAccount(**fields | account)
    session.add(row)
    await session.commit()
    known = {"person": person} if person else {}
    return Inbox(runtime, session, owner.workspace_id, row.id, row.instagram_user_id, **known)


def ago(**span: float) -> datetime:
    return clock.now() - timedelta(**span)


async def make_connected_inbox(runtime: Runtime, session: AsyncSession, instagram: Instagram) -> Inbox:
    """An account that is really connected, with a token of the sandbox, and its first customer."""
    person = await make_user(session)
    await session.commit()
    actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    account = await accounts.connect_with_token(runtime, actor, instagram.token())
    return Inbox(runtime, session, person.workspace_id, account.id, account.instagram_user_id, instagram.customer())


def publish(instagram: Instagram) -> str:
    """The id of a new picture of the account."""
    headers = {"authorization": f"Bearer {instagram.token()}"}
    picture = f"{instagram.client.base_url}/_sandbox/samples/sample.jpg"
    made = instagram.client.post("/graph.instagram.com/me/media", data={"image_url": picture}, headers=headers)
    assert made.is_success, made.text
    wish = {"creation_id": made.json()["id"]}
    for _ in range(200):
        live = instagram.client.post("/graph.instagram.com/me/media_publish", data=wish, headers=headers)
        if live.is_success:
            return str(live.json()["id"])
        time.sleep(0.05)
    raise AssertionError(live.text)


async def deliver(inbox: Inbox, body: Any) -> UUID:
    """A delivery in the journal, not processed yet; `body` is JSON, or the bytes themselves."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    row = WebhookDelivery(body=written, digest=uuid4().bytes, signature=Signature.VALID)
    inbox.session.add(row)
    await inbox.session.commit()
    return row.id


async def process(inbox: Inbox, *delivery_ids: UUID) -> None:
    """The job of these deliveries, as the worker runs it."""
    await processing.process_deliveries(inbox.runtime, delivery_ids)


async def events(inbox: Inbox) -> Sequence[WebhookEvent]:
    """All that was read from deliveries, in the order of their coming."""
    rows = select(WebhookEvent).join(WebhookDelivery, WebhookDelivery.id == WebhookEvent.delivery_id)
    ordered = rows.order_by(WebhookDelivery.id, WebhookEvent.position).execution_options(populate_existing=True)
    return (await inbox.session.scalars(ordered)).all()
