"""Meta, as the webhook meets it: bodies, signatures, and a look at what the journal has of them."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.identity.post import due_jobs
from tests.people import runtime_of

from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import WebhookDelivery, WebhookEvent

SECRET = "sandbox-secret"


def as_meta_writes(content: Any) -> bytes:
    """JSON the way Meta spells it, which is what it signs."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def a_message(text: str = "hello", *, account: str = "178414", person: str = "99001", mid: str | None = None) -> bytes:
    """A delivery with one message, unlike any other."""
    item = {
        "sender": {"id": person},
        "recipient": {"id": account},
        "timestamp": 1_760_000_000_000,
        "message": {"mid": mid or f"mid.{uuid4().hex}", "text": text},
    }
    return as_meta_writes({"object": "instagram", "entry": [{"id": account, "time": 1, "messaging": [item]}]})


@dataclass(frozen=True)
class Meta:
    """Posts to the webhook of the application behind `api`."""

    api: httpx2.AsyncClient
    session: AsyncSession

    async def posts(self, body: Any, *, secret: str = SECRET, path: str = "/api/v1/webhook") -> httpx2.Response:
        """`body` is bytes, or something that streams them; then `signs` says what the signature is made of."""
        return await self.api.post(path, content=body, headers={"X-Hub-Signature-256": signature(body, secret)})

    async def deliveries(self) -> Sequence[WebhookDelivery]:
        """The journal, oldest first."""
        rows = select(WebhookDelivery).order_by(WebhookDelivery.received_at, WebhookDelivery.id)
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def delivery(self) -> WebhookDelivery:
        (delivery,) = await self.deliveries()
        return delivery

    async def events(self) -> Sequence[WebhookEvent]:
        rows = select(WebhookEvent).order_by(WebhookEvent.delivery_id, WebhookEvent.position)
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def jobs(self) -> list[ProcessDeliveries]:
        return [job for job in await due_jobs(runtime_of(self.api)) if isinstance(job, ProcessDeliveries)]
