"""Meta, as the webhook meets it: bodies, signatures, and a look at what the journal has of them."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.applications import running
from tests.identity.post import due_jobs
from tests.people import runtime_of

from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.inbox.journal import service
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import DeliveryStatus, EventStatus, WebhookDelivery, WebhookEvent
from autogram.inbox.journal.service import EventNote

SECRET = "sandbox-secret"
ACCOUNT, PERSON = "17841400000000001", "990000000000001"
T = TypeVar("T")


def as_meta_writes(content: Any) -> bytes:
    """JSON the way Meta spells it, which is what it signs."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def an_item(text: str = "hello", *, mid: str | None = None, person: str = PERSON) -> dict[str, Any]:
    return {
        "sender": {"id": person},
        "recipient": {"id": ACCOUNT},
        "timestamp": 1_760_000_000_000,
        "message": {"mid": mid or f"mid.{uuid4().hex}", "text": text, "attachments": [{"type": "image"}]},
    }


def a_body(*items: dict[str, Any]) -> bytes:
    """A delivery of these messages; of one unlike any other if there are none."""
    entry = {"id": ACCOUNT, "time": 1, "messaging": list(items) or [an_item()]}
    return as_meta_writes({"object": "instagram", "entry": [entry]})


def a_note(position: int = 0, status: EventStatus = EventStatus.APPLIED, **more: Any) -> EventNote:
    """An event of a message as processing notes it."""
    fields: dict[str, Any] = {
        "kind": "message",
        "instagram_user_id": ACCOUNT,
        "account_id": None,
        "workspace_id": None,
        "subject": f"mid.{uuid4().hex}",
        "person_instagram_id": PERSON,
        "occurred_at": None,
        "payload": {},
    }
    return EventNote(position=position, status=status, **fields | more)


@asynccontextmanager
async def set_up_with(runtime: Runtime, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application with these settings."""
    async with running(replace(runtime, settings=settings)) as app:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as api:
            yield api


@dataclass(frozen=True)
class Meta:
    """Posts to the webhook of the application behind `api`."""

    api: httpx2.AsyncClient
    session: AsyncSession

    @property
    def runtime(self) -> Runtime:
        return runtime_of(self.api)

    async def posts(self, body: bytes, *, secret: str = SECRET, path: str = "/api/v1/webhook") -> httpx2.Response:
        return await self.api.post(path, content=body, headers={"X-Hub-Signature-256": signature(body, secret)})

    async def delivered(self, body: bytes) -> UUID:
        """Posted and written down; its id."""
        assert (await self.posts(body)).status_code == 200
        rows = select(WebhookDelivery.id).where(WebhookDelivery.body == body)
        return (await self._fresh(rows))[0]

    async def deliveries(self) -> Sequence[WebhookDelivery]:
        """The journal, oldest first."""
        return await self._fresh(select(WebhookDelivery).order_by(WebhookDelivery.received_at, WebhookDelivery.id))

    async def delivery(self) -> WebhookDelivery:
        (delivery,) = await self.deliveries()
        return delivery

    async def events(self) -> Sequence[WebhookEvent]:
        return await self._fresh(select(WebhookEvent).order_by(WebhookEvent.delivery_id, WebhookEvent.position))

    async def _fresh(self, rows: Select[T]) -> Sequence[T]:
        """As they are stored now."""
        await self.session.rollback()
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def jobs(self) -> list[tuple[UUID, ...]]:
        """The deliveries of each job that waits to process some."""
        return [job.delivery_ids for job in await due_jobs(self.runtime) if isinstance(job, ProcessDeliveries)]

    async def processed(self, *notes: EventNote, error: str | None = None) -> None:
        """Whatever is pending is processed, with these events; with an `error` it has failed."""
        async with self.runtime.database.transaction() as session:
            ids = [row.id for row in await self.deliveries() if row.status is DeliveryStatus.PENDING]
            for delivery in await service.pending_deliveries(session, ids):
                if error:
                    await service.note_failed(session, delivery.id, notes, error)
                else:
                    await service.note_processed(session, delivery.id, notes)
