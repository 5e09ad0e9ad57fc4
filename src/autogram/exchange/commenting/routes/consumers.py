"""HTTP for admins of consumers."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.commenting import service
from autogram.exchange.commenting.models import ParticipantStatus
from autogram.exchange.commenting.routes.asking import Manager, Viewer
from autogram.exchange.commenting.schemas import ConsumerRead

router = APIRouter(prefix="/consumers")


@router.get("")
async def list_consumers(
    session: Reading,
    actor: Viewer,
    status: ParticipantStatus | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ConsumerRead]:
    """The community's consumers, newest first."""
    return await service.list_consumers(session, actor, status=status, cursor=cursor, limit=limit)


@router.post("/{consumer_id}/approve")
async def approve_consumer(consumer_id: UUID, session: Session, actor: Manager) -> ConsumerRead:
    """Let the account receive comments from the next run on."""
    return await service.approve_consumer(session, actor, consumer_id)


@router.post("/{consumer_id}/deactivate")
async def deactivate_consumer(consumer_id: UUID, session: Session, actor: Manager) -> ConsumerRead:
    """Let the account receive nothing more; what waits for it is cancelled."""
    return await service.deactivate_consumer(session, actor, consumer_id)


@router.delete("/{consumer_id}", status_code=204)
async def delete_consumer(consumer_id: UUID, session: Session, actor: Manager) -> None:
    """Erase the account and the record of everything that was written for it."""
    await service.delete_consumer(session, actor, consumer_id)
