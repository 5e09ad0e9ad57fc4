"""HTTP for reception."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.reception import service
from autogram.inbox.reception.schemas import Coverage

router = APIRouter(prefix="/inbox/coverage", tags=["inbox"])

Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]


@router.get("")
async def read_coverage(session: Reading, actor: Reader, account_id: UUID | None = None) -> Coverage:
    """How much of the last 24 hours the webhooks told, and how much was found only by looking."""
    return await service.coverage(session, actor.workspace_id, account_id)
