"""Deliveries are written down, with the job that processes them."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

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


async def keep_arrivals(session: AsyncSession, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """All are in the journal, and those that were not before have a job; what is still to be counted.

    What came again is only counted up, unless somebody works on it now: `count_repeats` does that later, so that
    intake never waits for processing.
    """
    in_order = sorted(arrivals, key=lambda arrival: arrival.digest)
    fresh = await arriving.insert_arrivals(session, in_order)
    known = [arrival for arrival in in_order if arrival.id not in fresh]
    uncounted: list[Arrival] = []
    if known:
        fresh |= await arriving.revive_refused(session, known)
        uncounted = await _count(session, [arrival for arrival in known if arrival.id not in fresh])
    await enqueue_processing(session, sorted(fresh))
    return uncounted


async def _count(session: AsyncSession, known: Sequence[Arrival]) -> list[Arrival]:
    counted = await arriving.count_again(session, known, wait=False)
    left = [arrival for arrival in known if arrival.digest not in counted]
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


async def enqueue_processing(session: AsyncSession, ids: Sequence[UUID], *, once: str | None = None) -> None:
    """Each of these deliveries is in a job."""
    parts = [tuple(ids[start : start + IDS_PER_JOB]) for start in range(0, len(ids), IDS_PER_JOB)]
    await enqueue_all(session, [ProcessDeliveries(delivery_ids=part) for part in parts], once=once)


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
