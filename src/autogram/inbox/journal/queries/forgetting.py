"""What is too old."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.journal.models import DeliveryStatus, WebhookDelivery


async def delete_older(session: AsyncSession, *, settled_before: datetime, refused_before: datetime, limit: int) -> int:
    """At most `limit` deliveries that are done with and older are gone, with their events; how many those were.

    Those that are pending stay, however old. Whatever somebody works on at this moment is left for the next time.
    """
    settled = WebhookDelivery.status.in_([DeliveryStatus.PROCESSED, DeliveryStatus.FAILED])
    refused = WebhookDelivery.status == DeliveryStatus.REFUSED
    old = select(WebhookDelivery.id).where(
        WebhookDelivery.received_at < max(settled_before, refused_before),
        or_(
            and_(settled, WebhookDelivery.received_at < settled_before),
            and_(refused, WebhookDelivery.received_at < refused_before),
        ),
    )
    chosen = old.order_by(WebhookDelivery.received_at).limit(limit).with_for_update(skip_locked=True)
    deleted = await session.execute(
        delete(WebhookDelivery).where(WebhookDelivery.id.in_(chosen)).returning(WebhookDelivery.id)
    )
    return len(deleted.all())
