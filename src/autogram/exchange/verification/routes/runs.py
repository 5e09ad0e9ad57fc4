"""HTTP for verifications of a week."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.community.access import Keeping, Viewed
from autogram.exchange.verification import service
from autogram.exchange.verification.routes.asking import Many, Next, OfWeek
from autogram.exchange.verification.schemas import RunDetail, RunRead
from autogram.exchange.weeks import Week

router = APIRouter()


@router.post("/weeks/{week}/verify", status_code=202)
async def verify_week(week: OfWeek, session: Session, keeping: Keeping) -> RunRead:
    """Read all comments of the week's posts now; every row is brought up to date."""
    run = await service.verify_week(session, keeping.community, Week.parse(week), by_user=keeping.by_user)
    return await service.read_run(session, run)


@router.get("/verification-runs")
async def list_runs(session: Reading, community: Viewed, limit: Many = 50, cursor: Next = None) -> Page[RunRead]:
    """Verifications, newest first."""
    return await service.list_runs(session, community, cursor=cursor, limit=limit)


@router.get("/verification-runs/{run_id}")
async def read_run(run_id: UUID, session: Reading, community: Viewed) -> RunDetail:
    """How far a verification is, and how each post was read."""
    return await service.run_detail(session, community, run_id)


@router.post("/verification-runs/{run_id}/stop")
async def stop_run(run_id: UUID, session: Session, keeping: Keeping) -> RunRead:
    """Read nothing more; what was found stays."""
    run = await service.stop_run(session, keeping.community, run_id, by_user=keeping.by_user)
    return await service.read_run(session, run)
