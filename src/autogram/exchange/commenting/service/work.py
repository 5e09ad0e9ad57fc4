"""Giving producers the job that sends what they have to send."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.commenting.messages import SendComments
from autogram.jobs.api import enqueue


async def give_work(session: AsyncSession, producers: Iterable[UUID]) -> None:
    """Each has one job, however often this is asked for; a job that waits takes up what comes meanwhile."""
    for producer_id in producers:
        await enqueue(session, SendComments(producer_id=producer_id), once=f"exchange-send:{producer_id}")
