"""Deliveries on their way through processing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.journal.models import DeliveryStatus, EventStatus, WebhookDelivery, WebhookEvent


async def lock_pending(session: AsyncSession, ids: Collection[UUID]) -> Sequence[WebhookDelivery]:
    """Those that are pending, locked, oldest first. Whoever has one of them already is waited for."""
    rows = select(WebhookDelivery).where(
        WebhookDelivery.id == any_(literal(list(ids), ARRAY(Uuid))), WebhookDelivery.status == DeliveryStatus.PENDING
    )
    in_order = rows.order_by(WebhookDelivery.id).with_for_update()
    return (await session.scalars(in_order.execution_options(populate_existing=True))).all()


async def get_delivery(session: AsyncSession, delivery_id: UUID) -> WebhookDelivery | None:
    """The delivery, locked."""
    return await session.get(WebhookDelivery, delivery_id, with_for_update=True, populate_existing=True)


async def events_by_position(session: AsyncSession, delivery_id: UUID) -> dict[int, WebhookEvent]:
    rows = await session.scalars(select(WebhookEvent).where(WebhookEvent.delivery_id == delivery_id))
    return {event.position: event for event in rows}


async def delete_events_from(session: AsyncSession, delivery_id: UUID, position: int) -> None:
    """The delivery has no events from this position on."""
    await session.execute(
        delete(WebhookEvent).where(WebhookEvent.delivery_id == delivery_id, WebhookEvent.position >= position)
    )


async def unassigned_deliveries(session: AsyncSession, instagram_user_id: str) -> list[UUID]:
    """Deliveries that told something of this account before it was connected, oldest first."""
    rows = select(WebhookEvent.delivery_id).where(
        WebhookEvent.instagram_user_id == instagram_user_id, WebhookEvent.status == EventStatus.UNASSIGNED
    )
    return list(await session.scalars(rows.distinct().order_by(WebhookEvent.delivery_id)))


async def make_pending(session: AsyncSession, ids: Collection[UUID]) -> list[UUID]:
    """Those of them that were processed or failed wait again, oldest first."""
    done = WebhookDelivery.status.in_([DeliveryStatus.PROCESSED, DeliveryStatus.FAILED])
    change = update(WebhookDelivery).where(WebhookDelivery.id.in_(ids), done).values(status=DeliveryStatus.PENDING)
    return sorted(await session.scalars(change.returning(WebhookDelivery.id)))


async def make_failed_pending(session: AsyncSession) -> list[UUID]:
    """Every failed delivery waits again, oldest first."""
    failed = update(WebhookDelivery).where(WebhookDelivery.status == DeliveryStatus.FAILED)
    return sorted(await session.scalars(failed.values(status=DeliveryStatus.PENDING).returning(WebhookDelivery.id)))


async def pending_before(session: AsyncSession, moment: datetime, *, limit: int) -> list[UUID]:
    """Deliveries that have waited since before that moment, oldest first."""
    rows = select(WebhookDelivery.id).where(
        WebhookDelivery.status == DeliveryStatus.PENDING, WebhookDelivery.received_at < moment
    )
    return list(await session.scalars(rows.order_by(WebhookDelivery.received_at).limit(limit)))
