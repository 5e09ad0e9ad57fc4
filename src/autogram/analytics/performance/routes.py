"""Performance rows over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.analytics.models import PeriodType
from autogram.analytics.performance import service
from autogram.analytics.performance.schemas import PerformanceRead
from autogram.core.db import Reading
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/analytics/performance", tags=["analytics"])


@router.get("")
async def list_performance(
    session: Reading,
    actor: Annotated[Actor, requires(Permission.VIEW_POSTS)],
    account_id: UUID | None = None,
    period_type: PeriodType = PeriodType.DAILY,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[PerformanceRead]:
    """Days, weeks or months of accounts in one row each, as written every morning at 08:00 UTC, latest first."""
    found, following = await service.list_performance(
        session, actor.workspace_id, account_id=account_id, period_type=period_type, cursor=cursor, limit=limit
    )
    return Page(items=[PerformanceRead.model_validate(row) for row in found], next_cursor=following)
