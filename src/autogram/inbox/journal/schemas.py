"""Deliveries and events, on their way in and as others see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.inbox.journal.models import DeliveryStatus, EventStatus, Signature


@dataclass(slots=True)
class Arrival:
    """A signed body that has come in, `times` of them alike since they were last written down."""

    id: UUID
    digest: bytes
    body: bytes
    times: int = 1


@dataclass(frozen=True, slots=True)
class PendingDelivery:
    """A delivery to be processed now; `attempts` is how often that was tried before."""

    id: UUID
    body: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class EventNote:
    """One thing that a delivery tells and what became of it. `position` is its place in the delivery."""

    position: int
    kind: str
    status: EventStatus
    instagram_user_id: str | None
    account_id: UUID | None
    workspace_id: UUID | None
    subject: str | None
    person_instagram_id: str | None
    occurred_at: datetime | None
    payload: dict[str, Any]
    error: str | None = None


class DeliveryRead(BaseModel):
    """One body that was posted to the webhook, and how far it is."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    received_at: datetime
    last_received_at: datetime
    times_received: int
    signature: Signature
    status: DeliveryStatus
    attempts: int
    error: str | None
    processed_at: datetime | None
    redacted_at: datetime | None


class EventRead(BaseModel):
    """One thing that a delivery told, and what became of it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    delivery_id: UUID
    position: int
    created_at: datetime
    occurred_at: datetime | None
    kind: str
    status: EventStatus
    error: str | None
    instagram_user_id: str | None
    account_id: UUID | None
    subject: str | None
    person_instagram_id: str | None
    payload: dict[str, Any]


class DeliveryDetail(DeliveryRead):
    """With what was sent: `body` if it is JSON, else `text`. Of a refused one only the beginning was kept."""

    size: int
    body: Any = None
    text: str | None = None
    events: list[EventRead]


class DeliveryFilter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: DeliveryStatus | None = None
    signature: Signature | None = None
    cursor: Cursor = None
    limit: Limit = 50


class EventFilter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: EventStatus | None = None
    kind: str | None = Field(None, max_length=100)
    account_id: UUID | None = None
    cursor: Cursor = None
    limit: Limit = 50


class Replayed(BaseModel):
    """How many deliveries wait to be processed again."""

    replayed: int
