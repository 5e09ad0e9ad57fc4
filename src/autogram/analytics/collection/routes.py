"""Fresh figures on demand."""

from typing import Annotated

from fastapi import APIRouter

from autogram.analytics.collection import service
from autogram.analytics.collection.schemas import Collecting, CollectNow
from autogram.core.db import Session
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/analytics/collect", tags=["analytics"])


@router.post("", status_code=202)
async def collect_now(
    body: CollectNow, actor: Annotated[Actor, requires(Permission.MANAGE_POSTS)], runtime: Running, session: Session
) -> Collecting:
    """Ask Instagram for an account's figures now, at most every five minutes. 202."""
    await service.ask_now(runtime, session, actor.workspace_id, body.account_id)
    return Collecting(account_id=body.account_id)
