"""Performance rows over HTTP."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from autogram.analytics.models import PeriodType
from autogram.analytics.performance import service
from autogram.analytics.performance.schemas import PerformanceRead
from autogram.analytics.periods import Window
from autogram.core import clock
from autogram.core.db import Reading
from autogram.core.errors import FieldError, InvalidInput
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission

LONGEST_DAYS = 1_100
DEFAULT_DAYS = {PeriodType.DAILY: 60, PeriodType.WEEKLY: 366, PeriodType.MONTHLY: 1_100}

router = APIRouter(prefix="/analytics/performance", tags=["analytics"])


@router.get("")
async def list_performance(
    session: Reading,
    actor: Annotated[Actor, requires(Permission.VIEW_POSTS)],
    account_id: UUID | None = None,
    period_type: PeriodType = PeriodType.DAILY,
    first_day: date | None = None,
    last_day: date | None = None,
) -> list[PerformanceRead]:
    """Days, weeks or months of accounts in one row each, as written every morning at 08:00 UTC, latest first."""
    last = last_day or clock.now().date()
    first = first_day or last - timedelta(days=DEFAULT_DAYS[period_type])
    if not timedelta(0) <= last - first <= timedelta(days=LONGEST_DAYS):
        raise InvalidInput([FieldError("first_day", f"is not after last_day and at most {LONGEST_DAYS} days before")])
    found = await service.list_performance(
        session, actor.workspace_id, account_id=account_id, period_type=period_type, window=Window(first, last)
    )
    return [PerformanceRead.model_validate(row) for row in found]
