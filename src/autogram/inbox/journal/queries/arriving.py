"""Writing deliveries down. Nothing here waits for a delivery that is being processed, so intake never does."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, LargeBinary, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import DeliveryStatus, Signature, WebhookDelivery
from autogram.inbox.journal.schemas import Arrival
from autogram.jobs.api import enqueue_statement

# What intake lives on. One statement is one transaction and one way to the server and back: each further one would
# wait until the process that is busy with the next deliveries has time for it.
_KEEP_ARRIVALS = """
CREATE FUNCTION pg_temp.keep_arrivals(
  ids uuid[], digests bytea[], bodies bytea[], times int[], at timestamptz, priority int, delay interval
) RETURNS uuid[] LANGUAGE plpgsql AS $keep$
DECLARE
  fresh uuid[];
BEGIN
  WITH written AS (
    INSERT INTO webhook_delivery
      (id, digest, body, times_received, received_at, last_received_at, signature, status, attempts)
    SELECT arrived.*, at, at, 'valid', 'pending', 0 FROM unnest(ids, digests, bodies, times) AS arrived
    ON CONFLICT (digest) DO NOTHING RETURNING id
  )
  SELECT coalesce(array_agg(id), '{{}}') INTO fresh FROM written;
  IF cardinality(fresh) > 0 THEN
    EXECUTE $enqueue${enqueue}$enqueue$ USING
      ARRAY[priority], ARRAY['{name}'], ARRAY[convert_to(jsonb_build_object('delivery_ids', fresh)::text, 'UTF8')],
      ARRAY[delay], ARRAY[NULL]::text[], ARRAY['null']::jsonb[];
  END IF;
  RETURN fresh;
END
$keep$
"""


async def prepare_to_keep(connection: asyncpg.Connection) -> None:
    """`insert_arrivals` can be used over the connection for as long as it lives."""
    await connection.execute(_KEEP_ARRIVALS.format(enqueue=enqueue_statement(), name=ProcessDeliveries.name))


async def insert_arrivals(
    connection: asyncpg.Connection, arrivals: Sequence[Arrival], *, priority: int, delay: timedelta
) -> list[UUID]:
    """Those that had not been here before are written down, with one job for all of them; their ids."""
    fresh: list[UUID] = await connection.fetchval(
        "SELECT pg_temp.keep_arrivals($1, $2, $3, $4, $5, $6, $7)",
        [arrival.id for arrival in arrivals],
        [arrival.digest for arrival in arrivals],
        [arrival.body for arrival in arrivals],
        [arrival.times for arrival in arrivals],
        clock.now(),
        priority,
        delay,
    )
    return fresh


async def revive_refused(session: AsyncSession, arrivals: Sequence[Arrival]) -> set[UUID]:
    """What was refused before, and comes properly signed now, is a delivery like any other; the ids it now has."""
    digests = [arrival.digest for arrival in arrivals]
    refused = WebhookDelivery.status == DeliveryStatus.REFUSED
    samples = select(WebhookDelivery.digest).where(WebhookDelivery.digest.in_(digests), refused)
    revived = set()
    by_digest = {arrival.digest: arrival for arrival in arrivals}
    for digest in await session.scalars(samples):
        arrival, now = by_digest[digest], clock.now()
        change = update(WebhookDelivery).where(WebhookDelivery.digest == digest, refused)
        accepted = change.values(
            id=arrival.id,
            body=arrival.body,
            times_received=arrival.times,
            received_at=now,
            last_received_at=now,
            signature=Signature.VALID,
            status=DeliveryStatus.PENDING,
            error=None,
        )
        if await session.scalar(accepted.returning(WebhookDelivery.id)):
            revived.add(arrival.id)
    return revived


async def count_again(session: AsyncSession, arrivals: Sequence[Arrival], *, wait: bool) -> set[bytes]:
    """Deliveries that were here before have come again; the digests of those that were counted.

    Without `wait`, those that somebody is working on at this moment are left out.
    """
    digests = bindparam("digests", [arrival.digest for arrival in arrivals], ARRAY(LargeBinary))
    known = select(WebhookDelivery.digest).where(WebhookDelivery.digest == func.any(digests))
    free = set(await session.scalars(known.order_by(WebhookDelivery.digest).with_for_update(skip_locked=not wait)))
    for arrival in arrivals:
        if arrival.digest in free:
            change = update(WebhookDelivery).where(WebhookDelivery.digest == arrival.digest)
            times = WebhookDelivery.times_received + arrival.times
            await session.execute(change.values(times_received=times, last_received_at=clock.now()))
    return free


async def present(session: AsyncSession, digests: Collection[bytes]) -> set[bytes]:
    """Those that are in the journal, whoever holds them."""
    return set(await session.scalars(select(WebhookDelivery.digest).where(WebhookDelivery.digest.in_(digests))))


async def insert_refused(
    session: AsyncSession, *, delivery_id: UUID, digest: bytes, body: bytes, signature: Signature, at: datetime
) -> None:
    """A sample of what was refused, unless the same body is here already."""
    sample = insert(WebhookDelivery).values(
        id=delivery_id,
        received_at=at,
        last_received_at=at,
        digest=digest,
        body=body,
        signature=signature,
        status=DeliveryStatus.REFUSED,
        error="The signature is missing." if signature is Signature.MISSING else "The signature is wrong.",
    )
    await session.execute(sample.on_conflict_do_nothing(index_elements=[WebhookDelivery.digest]))
