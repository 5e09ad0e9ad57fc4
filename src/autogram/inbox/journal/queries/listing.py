"""The journal as people read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, defer

from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, encode_cursor, newest_first
from autogram.inbox.journal.models import DeliveryStatus, Signature, WebhookDelivery, WebhookEvent
from autogram.inbox.journal.schemas import DeliveryFilter, EventFilter


def _equals(column: InstrumentedAttribute[Any], value: Any) -> Any:
    # Written into the statement: a plan made for any value could not use the indexes of the rare ones.
    return column == literal(value, column.type, literal_execute=True)


async def delivery_page(session: ReadSession, wanted: DeliveryFilter) -> tuple[Sequence[WebhookDelivery], str | None]:
    """One page, newest first, without the bodies, and the cursor of the next."""
    rows = select(WebhookDelivery).options(defer(WebhookDelivery.body))
    if wanted.status:
        rows = rows.where(_equals(WebhookDelivery.status, wanted.status))
    if wanted.signature:
        rows = rows.where(_equals(WebhookDelivery.signature, wanted.signature))
    page = newest_first(rows, WebhookDelivery.received_at, WebhookDelivery.id, cursor=wanted.cursor, limit=wanted.limit)
    found = (await session.scalars(page)).all()
    shown = found[: wanted.limit]
    more = len(found) > wanted.limit
    return shown, encode_cursor(shown[-1].received_at, shown[-1].id) if more else None


async def find_delivery(session: AsyncSession | ReadSession, delivery_id: UUID) -> WebhookDelivery | None:
    return await session.get(WebhookDelivery, delivery_id)


async def events_of_delivery(session: ReadSession, delivery_id: UUID) -> Sequence[WebhookEvent]:
    rows = select(WebhookEvent).where(WebhookEvent.delivery_id == delivery_id).order_by(WebhookEvent.position)
    return (await session.scalars(rows)).all()


async def event_page(
    session: ReadSession, wanted: EventFilter, *, workspace_id: UUID | None
) -> tuple[Sequence[WebhookEvent], str | None]:
    """One page, newest first, of one workspace or of all, and the cursor of the next."""
    rows = select(WebhookEvent)
    if workspace_id:
        rows = rows.where(WebhookEvent.workspace_id == workspace_id)
    if wanted.account_id:
        rows = rows.where(WebhookEvent.account_id == wanted.account_id)
    if wanted.status:
        rows = rows.where(_equals(WebhookEvent.status, wanted.status))
    if wanted.kind:
        rows = rows.where(WebhookEvent.kind == wanted.kind)
    page = newest_first(rows, WebhookEvent.created_at, WebhookEvent.id, cursor=wanted.cursor, limit=wanted.limit)
    return cut_page((await session.scalars(page)).all(), wanted.limit)


async def newest_signed(session: ReadSession) -> datetime | None:
    """When Meta last told something new."""
    rows = select(WebhookDelivery.received_at).where(WebhookDelivery.signature == Signature.VALID)
    return await session.scalar(rows.order_by(WebhookDelivery.received_at.desc()).limit(1))


async def oldest_pending(session: ReadSession) -> datetime | None:
    """Since when the delivery waits that has waited longest."""
    oldest = select(func.min(WebhookDelivery.received_at))
    return await session.scalar(oldest.where(_equals(WebhookDelivery.status, DeliveryStatus.PENDING)))


async def count_failed(session: ReadSession) -> int:
    rows = select(func.count()).select_from(WebhookDelivery)
    return await session.scalar(rows.where(_equals(WebhookDelivery.status, DeliveryStatus.FAILED))) or 0
