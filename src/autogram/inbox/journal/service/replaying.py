"""Deliveries are processed again; what they had already done is not done twice."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.identity.permissions import Actor
from autogram.inbox.journal.errors import DeliveryNotFound, DeliveryRefused
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import DeliveryStatus
from autogram.inbox.journal.queries import listing, processing
from autogram.inbox.journal.schemas import Replayed
from autogram.inbox.journal.service.arriving import enqueue_processing
from autogram.jobs import queries as jobs

FORGOTTEN_AFTER = timedelta(minutes=2)
LOOK_AT_ONCE = 1000
# Each time all attempts of a job have ended without a result.
JOBS_ALLOWED = 5
NO_RESULT = f"{JOBS_ALLOWED} jobs have ended without a result; the dead jobs say why."


async def replay(session: AsyncSession, actor: Actor, delivery_id: UUID) -> Replayed:
    """The delivery is processed again. Raises `DeliveryNotFound`, and `DeliveryRefused` if Meta has not signed it."""
    delivery = await listing.find_delivery(session, delivery_id)
    if delivery is None:
        raise DeliveryNotFound
    if delivery.status is DeliveryStatus.REFUSED:
        raise DeliveryRefused("Its signature was not Meta's. Set the right META_APP_SECRET; Meta sends it again.")
    count = await replay_deliveries(session, [delivery_id])
    audit.record(session, "webhooks.replay", f"delivery:{delivery_id}", actor_id=actor.user_id)
    return Replayed(replayed=count)


async def replay_failed(session: AsyncSession, actor: Actor) -> Replayed:
    """Every failed delivery is processed again."""
    ids = await processing.make_failed_pending(session)
    await enqueue_processing(session, ids)
    audit.record(session, "webhooks.replay_failed", "deliveries:failed", actor_id=actor.user_id, deliveries=len(ids))
    return Replayed(replayed=len(ids))


async def replay_deliveries(session: AsyncSession, ids: Sequence[UUID]) -> int:
    """Those of them that were processed or failed are processed again; how many those are."""
    waiting = await processing.make_pending(session, ids)
    await enqueue_processing(session, waiting)
    return len(waiting)


async def take_up_forgotten(session: AsyncSession) -> int:
    """Deliveries that wait although no job is left for them have one again; how many those are.

    A delivery whose jobs have died again and again has failed.
    """
    old = await processing.pending_before(session, clock.now() - FORGOTTEN_AFTER, limit=LOOK_AT_ONCE)
    forgotten = await jobs.without_job(session, ProcessDeliveries.name, "delivery_ids", old)
    taken = []
    for delivery in await processing.lock_pending(session, forgotten):
        delivery.attempts += 1
        if delivery.attempts > JOBS_ALLOWED:
            delivery.status, delivery.error, delivery.processed_at = DeliveryStatus.FAILED, NO_RESULT, clock.now()
        else:
            taken.append(delivery.id)
    await enqueue_processing(session, taken)
    return len(taken)
