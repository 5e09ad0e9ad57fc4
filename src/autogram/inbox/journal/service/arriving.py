"""Deliveries are written down, with the job that processes them."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.journal.messages import ProcessDeliveries
from autogram.inbox.journal.models import Signature
from autogram.inbox.journal.queries import arriving
from autogram.inbox.journal.schemas import Arrival
from autogram.jobs.api import enqueue_all

# A job that is not finished is done again as a whole, so it is not too large.
IDS_PER_JOB = 200
SAMPLE_BYTES = 2048
# Intake needs the processor more than processing does, which begins a little later and after what else there is to do.
BURST_DELAY = timedelta(seconds=10)
BURST_PRIORITY = -10


async def keep_arrivals(
    connection: asyncpg.Connection, arrivals: Sequence[Arrival], *, is_burst: bool = False
) -> list[Arrival]:
    """Those that were not in the journal before are now, with a job; the others come back, for `keep_known`.

    The job of a burst waits a little, so that first everything is taken in.
    The connection comes from `connect_to_keep`.
    """
    # In one order, so that two who write the same deliveries at once wait for each other and not in a circle.
    in_order = sorted(arrivals, key=lambda arrival: arrival.digest)
    written = set(
        await arriving.insert_arrivals(
            connection,
            in_order,
            priority=BURST_PRIORITY if is_burst else 0,
            delay=BURST_DELAY if is_burst else timedelta(0),
        )
    )
    return [arrival for arrival in in_order if arrival.id not in written]


async def connect_to_keep(url: str) -> asyncpg.Connection:
    """A connection for `keep_arrivals`."""
    connection = await asyncpg.connect(url)
    await arriving.prepare_to_keep(connection)
    return connection


async def keep_known(session: AsyncSession, known: Sequence[Arrival]) -> list[Arrival]:
    """What came again is counted up, and what was refused before is processed now; what is still to be counted.

    Whatever somebody works on at this moment is left to `count_repeats`, so that intake never waits for processing.
    """
    revived = await arriving.revive_refused(session, known)
    await enqueue_processing(session, sorted(revived))
    again = [arrival for arrival in known if arrival.id not in revived]
    counted = await arriving.count_again(session, again, wait=False)
    left = [arrival for arrival in again if arrival.digest not in counted]
    present = await arriving.present(session, [arrival.digest for arrival in left]) if left else set()
    if any(arrival.digest not in present for arrival in left):
        # It was here a moment ago and has just been forgotten: only as a new delivery will it be there.
        raise ForgottenMeanwhile
    return left


class ForgottenMeanwhile(Exception):
    """A delivery came again at the moment at which the old one was deleted."""


async def count_repeats(session: AsyncSession, arrivals: Sequence[Arrival]) -> None:
    """These have come again; whoever works on them is waited for."""
    await arriving.count_again(session, arrivals, wait=True)


async def enqueue_processing(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """Each of these deliveries is in a job."""
    parts = (tuple(ids[start : start + IDS_PER_JOB]) for start in range(0, len(ids), IDS_PER_JOB))
    await enqueue_all(session, [ProcessDeliveries(delivery_ids=part) for part in parts])


async def keep_refused(session: AsyncSession, body: bytes, signature: Signature) -> None:
    """The beginning of a body that was not signed by Meta is kept to be seen, and never processed."""
    await arriving.insert_refused(
        session,
        delivery_id=new_id(),
        digest=hashlib.sha256(body).digest(),
        body=body[:SAMPLE_BYTES],
        signature=signature,
        at=clock.now(),
    )
