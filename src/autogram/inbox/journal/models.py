"""Deliveries as they came, and the events found in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, Record
from autogram.core.ids import new_id


class Signature(StrEnum):
    """What became of checking who sent it."""

    VALID = "valid"
    INVALID = "invalid"
    MISSING = "missing"


class DeliveryStatus(StrEnum):
    """How far a delivery is. `refused`: its signature was not Meta's, so it is only kept to be seen."""

    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"
    REFUSED = "refused"


class EventStatus(StrEnum):
    """What an event did. `unassigned`: no connected account has its id. `unknown`: a kind we do not know."""

    APPLIED = "applied"
    REPEATED = "repeated"
    IGNORED = "ignored"
    UNASSIGNED = "unassigned"
    UNKNOWN = "unknown"
    FAILED = "failed"


class WebhookDelivery(Model):
    """One body that was posted to the webhook. The same body delivered again only counts up `times_received`."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index(None, "received_at", "id"),
        Index("ix_webhook_delivery_open", "status", "received_at", postgresql_where=text("status <> 'processed'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_received_at: Mapped[datetime] = mapped_column(default=clock.now)
    times_received: Mapped[int] = mapped_column(default=1)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[Signature]
    status: Mapped[DeliveryStatus] = mapped_column(default=DeliveryStatus.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    processed_at: Mapped[datetime | None]
    redacted_at: Mapped[datetime | None]


class WebhookEvent(Record):
    """One thing that a delivery tells: who, to which account, what kind, and what became of it."""

    __tablename__ = "webhook_event"
    __table_args__ = (
        UniqueConstraint("delivery_id", "position"),
        Index(None, "account_id", "created_at", "id"),
        Index(
            None, "status", "created_at", "id", postgresql_where=text("status IN ('unassigned', 'unknown', 'failed')")
        ),
        # To find what must be redacted when a message is unsent or a person erased.
        Index(None, "subject", postgresql_where=text("subject IS NOT NULL")),
        Index(None, "instagram_user_id", "person_instagram_id"),
    )

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_delivery.id", ondelete="CASCADE"))
    position: Mapped[int]
    instagram_user_id: Mapped[str | None]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str]
    # The id of the message or comment that it is about.
    subject: Mapped[str | None]
    person_instagram_id: Mapped[str | None]
    occurred_at: Mapped[datetime | None]
    payload: Mapped[dict[str, Any]]
    status: Mapped[EventStatus]
    error: Mapped[str | None]
