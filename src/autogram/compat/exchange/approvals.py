"""What admins decide about consumers and producers; the predecessor had no paths for it, and flipped rows by hand."""

from fastapi import APIRouter

from autogram.compat.exchange.asking import FrontFetched, FrontRead, FrontWritten, Limit, Number, Skip
from autogram.compat.exchange.shapes import Activation, PageOf, Participant, Provider
from autogram.core.db import Reading, Session
from autogram.exchange.commenting import service
from autogram.identity.access import Running

router = APIRouter(prefix="/api/admin")

PAUSED = "An admin has switched the account off."


@router.get("/consumers")
async def list_consumers(session: Reading, front: FrontRead, skip: Skip = 0, limit: Limit = 100) -> PageOf[Participant]:
    """Who wishes for comments, oldest first."""
    found, total = await service.consumers_window(session, front.community.id, skip=skip, limit=limit)
    return PageOf(items=[Participant.of_account(one) for one in found], total=total, skip=skip, limit=limit)


@router.patch("/consumers/{consumer_id}")
async def decide_on_consumer(
    consumer_id: Number, body: Activation, session: Session, front: FrontWritten
) -> Participant:
    """Approve the account, or let it receive nothing more."""
    known = await service.numbered_consumer(session, front.community.id, consumer_id)
    decide = service.approve_consumer if body.is_active else service.deactivate_consumer
    return Participant.of_account(await decide(session, front.actor, known.id))


@router.delete("/consumers/{consumer_id}", status_code=204)
async def delete_consumer(consumer_id: Number, session: Session, front: FrontWritten) -> None:
    """Nothing of the account is left, nor of what was written for it."""
    known = await service.numbered_consumer(session, front.community.id, consumer_id)
    await service.delete_consumer(session, front.actor, known.id)


@router.get("/producers")
async def list_producers(session: Reading, front: FrontRead, skip: Skip = 0, limit: Limit = 100) -> PageOf[Provider]:
    """Who lends an account, oldest first; never a session."""
    found, total = await service.producers_window(session, front.community.id, skip=skip, limit=limit)
    return PageOf(items=[Provider.of_producer(one) for one in found], total=total, skip=skip, limit=limit)


@router.patch("/producers/{producer_id}")
async def decide_on_producer(producer_id: Number, body: Activation, runtime: Running, front: FrontFetched) -> Provider:
    """Approve the account, or pause it. One that was paused goes on, if Instagram still knows its session."""
    async with runtime.database.transaction() as session:
        known = await service.numbered_producer(session, front.community.id, producer_id)
        if body.is_active:
            decided = await service.approve_producer(session, front.actor, known.id)
        else:
            decided = await service.pause_producer(session, front.actor, known.id, PAUSED)
    if body.is_active and decided.paused_at is not None:
        decided = await service.resume_producer(runtime, front.actor, known.id)
    return Provider.of_producer(decided)


@router.delete("/producers/{producer_id}", status_code=204)
async def delete_producer(producer_id: Number, session: Session, front: FrontWritten) -> None:
    """Nothing of the account is left, neither its session nor what was written with it."""
    known = await service.numbered_producer(session, front.community.id, producer_id)
    await service.delete_producer(session, front.actor, known.id)
