"""HTTP for appeals, as organisers decide them."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.community.access import Keeping, Viewed
from autogram.exchange.verification import service
from autogram.exchange.verification.models import AppealStatus
from autogram.exchange.verification.routes.asking import Many, Next
from autogram.exchange.verification.schemas import AppealDecision, AppealRead

router = APIRouter(prefix="/appeals")


@router.get("")
async def list_appeals(
    session: Reading,
    community: Viewed,
    status: AppealStatus | None = None,
    limit: Many = 50,
    cursor: Next = None,
) -> Page[AppealRead]:
    """Appeals, newest first."""
    return await service.list_appeals(session, community, status=status, cursor=cursor, limit=limit)


@router.get("/{appeal_id}")
async def read_appeal(appeal_id: UUID, session: Reading, community: Viewed) -> AppealRead:
    """One appeal and the row it is about."""
    return await service.read_appeal(session, community, appeal_id)


@router.post("/{appeal_id}/accept")
async def accept_appeal(appeal_id: UUID, body: AppealDecision, session: Session, keeping: Keeping) -> AppealRead:
    """The member is right: the row counts as done."""
    return await service.decide_appeal(
        session, keeping.community, appeal_id, accept=True, reason=body.reason, by_user=keeping.by_user
    )


@router.post("/{appeal_id}/reject")
async def reject_appeal(appeal_id: UUID, body: AppealDecision, session: Session, keeping: Keeping) -> AppealRead:
    """The row stays as it is, and rules that the appeal held back speak now."""
    return await service.decide_appeal(
        session, keeping.community, appeal_id, accept=False, reason=body.reason, by_user=keeping.by_user
    )
