"""HTTP for the journal: for admins all of it, for a workspace the events of its accounts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.journal import service
from autogram.inbox.journal.schemas import (
    DeliveryDetail,
    DeliveryFilter,
    DeliveryRead,
    EventFilter,
    EventRead,
    Replayed,
)

router = APIRouter(prefix="/admin/webhooks", tags=["admin"])
inbox_router = APIRouter(prefix="/inbox/webhook-events", tags=["inbox"])

LogReader = Annotated[Actor, requires(Permission.VIEW_LOGS)]
Admin = Annotated[Actor, requires(Permission.MANAGE_JOBS)]
Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]


@router.get("/deliveries")
async def list_deliveries(
    session: Reading, actor: LogReader, wanted: Annotated[DeliveryFilter, Query()]
) -> Page[DeliveryRead]:
    """What was posted to the webhook, newest first, with how its signature was and what became of it."""
    return await service.list_deliveries(session, wanted)


@router.get("/deliveries/{delivery_id}")
async def read_delivery(delivery_id: UUID, session: Reading, actor: LogReader) -> DeliveryDetail:
    """One delivery: what was sent, and each event in it with its result."""
    return await service.read_delivery(session, delivery_id)


@router.post("/deliveries/{delivery_id}/replay", status_code=202)
async def replay_delivery(delivery_id: UUID, session: Session, actor: Admin) -> Replayed:
    """Process a delivery again. What it has already done is not done twice."""
    return await service.replay(session, actor, delivery_id)


@router.post("/replay-failed", status_code=202)
async def replay_failed(session: Session, actor: Admin) -> Replayed:
    """Process every failed delivery again."""
    return await service.replay_failed(session, actor)


@router.get("/events")
async def list_events(session: Reading, actor: LogReader, wanted: Annotated[EventFilter, Query()]) -> Page[EventRead]:
    """What deliveries told, newest first: also what is unknown, failed, or of no connected account."""
    return await service.list_events(session, wanted)


@inbox_router.get("")
async def list_own_events(session: Reading, actor: Reader, wanted: Annotated[EventFilter, Query()]) -> Page[EventRead]:
    """What Instagram told of your accounts, newest first, and what became of it."""
    return await service.list_events(session, wanted, workspace_id=actor.workspace_id)
