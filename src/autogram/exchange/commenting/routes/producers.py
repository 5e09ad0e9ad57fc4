"""HTTP for admins of producers."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.commenting import service
from autogram.exchange.commenting.models import ParticipantStatus
from autogram.exchange.commenting.routes.asking import Manager, SwitchedOn, Viewer
from autogram.exchange.commenting.schemas import Because, BudgetChange, ProducerRead

router = APIRouter(prefix="/producers")


@router.get("")
async def list_producers(
    session: Reading,
    actor: Viewer,
    status: ParticipantStatus | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ProducerRead]:
    """The community's producers, newest first; never their sessions."""
    return await service.list_producers(session, actor, status=status, cursor=cursor, limit=limit)


@router.post("/{producer_id}/approve")
async def approve_producer(producer_id: UUID, session: Session, actor: Manager) -> ProducerRead:
    """Let the account write comments from the next run on."""
    return await service.approve_producer(session, actor, producer_id)


@router.post("/{producer_id}/pause")
async def pause_producer(producer_id: UUID, session: Session, actor: Manager, body: Because) -> ProducerRead:
    """Send nothing in its name for now; what waits still waits."""
    return await service.pause_producer(session, actor, producer_id, body.reason)


@router.post("/{producer_id}/resume")
async def resume_producer(producer_id: UUID, runtime: SwitchedOn, actor: Manager) -> ProducerRead:
    """Go on, if Instagram still knows the session; it is asked first."""
    return await service.resume_producer(runtime, actor, producer_id)


@router.patch("/{producer_id}")
async def change_budget(producer_id: UUID, session: Session, actor: Manager, body: BudgetChange) -> ProducerRead:
    """Change how many comments an hour it writes at most, 60 being the most there is."""
    return await service.set_budget(session, actor, producer_id, body.comments_per_hour)


@router.delete("/{producer_id}", status_code=204)
async def delete_producer(producer_id: UUID, session: Session, actor: Manager) -> None:
    """Erase the account, its session and the record of its texts."""
    await service.delete_producer(session, actor, producer_id)
