"""What processing is given, and what it notes."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.inbox.journal.errors import DeliveryNotFound
from autogram.inbox.journal.models import DeliveryStatus, EventStatus, WebhookDelivery, WebhookEvent
from autogram.inbox.journal.queries import processing
from autogram.inbox.journal.redaction import is_erased
from autogram.inbox.journal.schemas import EventNote, PendingDelivery

# Rows that were locked in this session: what is noted of them is written with few statements at its end.
_LOCKED = "journal.locked"


async def pending_deliveries(session: AsyncSession, ids: Sequence[UUID]) -> list[PendingDelivery]:
    """Those of them that are pending, locked until the caller's transaction ends, oldest first."""
    rows = await processing.lock_pending(session, ids)
    session.info.setdefault(_LOCKED, {}).update({row.id: row for row in rows})
    return [PendingDelivery(row.id, row.body, row.attempts) for row in rows]


async def note_processed(session: AsyncSession, delivery_id: UUID, events: Sequence[EventNote]) -> None:
    """The delivery is processed, and has exactly these events."""
    await _note(session, delivery_id, events, DeliveryStatus.PROCESSED, None)


async def note_failed(session: AsyncSession, delivery_id: UUID, events: Sequence[EventNote], error: str) -> None:
    """The delivery has failed with this reason and has exactly these events; it can be replayed."""
    await _note(session, delivery_id, events, DeliveryStatus.FAILED, error)


async def events_of_unknown_account(session: AsyncSession, instagram_user_id: str) -> list[UUID]:
    """Deliveries with events of this account that came before it was connected; `replay_deliveries` brings them in."""
    return await processing.unassigned_deliveries(session, instagram_user_id)


async def _note(
    session: AsyncSession, delivery_id: UUID, events: Sequence[EventNote], status: DeliveryStatus, error: str | None
) -> None:
    delivery = await _locked(session, delivery_id)
    if delivery.attempts:
        await _write_over(session, delivery_id, events)
    else:
        session.add_all(WebhookEvent(delivery_id=delivery_id, **asdict(note)) for note in events)
    delivery.status, delivery.error = status, error
    delivery.attempts += 1
    delivery.processed_at = clock.now()


async def _locked(session: AsyncSession, delivery_id: UUID) -> WebhookDelivery:
    held: dict[UUID, WebhookDelivery] = session.info.get(_LOCKED, {})
    delivery = held.pop(delivery_id, None) or await processing.get_delivery(session, delivery_id)
    if delivery is None:
        raise DeliveryNotFound
    return delivery


async def _write_over(session: AsyncSession, delivery_id: UUID, events: Sequence[EventNote]) -> None:
    """The delivery was processed before: what it tells has its rows already."""
    present = await processing.events_by_position(session, delivery_id)
    for note in events:
        row = present.get(note.position)
        if row is None:
            session.add(WebhookEvent(delivery_id=delivery_id, **asdict(note)))
        elif not _says_less(note, row):
            for name, value in asdict(note).items():
                setattr(row, name, value)
    await processing.delete_events_from(session, delivery_id, len(events))


def _says_less(note: EventNote, row: WebhookEvent) -> bool:
    """What once had its effect has had it, and of what was erased nothing more is to be said."""
    done = row.status is EventStatus.APPLIED and note.status in {EventStatus.REPEATED, EventStatus.IGNORED}
    return done or is_erased(note.payload)
