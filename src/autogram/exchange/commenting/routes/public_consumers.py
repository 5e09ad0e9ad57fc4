"""HTTP for accounts that wish to receive comments; nobody signs in."""

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.exchange.commenting import service
from autogram.exchange.commenting.routes.asking import (
    LinkSecret,
    ReadCommunity,
    WrittenCommunity,
    only_registering,
    only_switched_on,
    only_visiting,
)
from autogram.exchange.commenting.schemas import ConsumerRead, ConsumerRegister, ConsumerRegistered
from autogram.identity.access import public

router = APIRouter(prefix="/public/{slug}/consumers", dependencies=[public, only_visiting])


@router.post("", status_code=201, dependencies=[only_switched_on, only_registering])
async def register_consumer(
    community: WrittenCommunity, session: Session, body: ConsumerRegister
) -> ConsumerRegistered:
    """Ask for comments below an account's posts. An admin decides; `secret` is shown this once."""
    return await service.register_consumer(session, community, body)


@router.get("/me")
async def read_own_consumer(community: ReadCommunity, session: Reading, secret: LinkSecret) -> ConsumerRead:
    """What became of one's own registration."""
    return await service.consumer_by_secret(session, community, secret)


@router.delete("/me", status_code=204)
async def leave_as_consumer(community: WrittenCommunity, session: Session, secret: LinkSecret) -> None:
    """Receive nothing more. Works also while unofficial access is switched off."""
    await service.leave_as_consumer(session, community, secret)
