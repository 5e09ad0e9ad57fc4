"""Requests that nobody has to answer any more, and those that were taken up again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.live import announce
from autogram.exchange.community import service as communities
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.rounds.queries import requests


async def close_request(session: AsyncSession, request_id: UUID, reason: str) -> bool:
    """Nobody has to comment any more. False if it was closed already: the first reason stays.

    Raises `RequestNotFound`.
    """
    request = await requests.get_request(session, request_id, lock=True)
    if request.closed_at is not None:
        return False
    request.closed_at, request.closed_reason = clock.now(), reason
    community = await communities.get_community(session, request.community_id)
    await tell(session, community.workspace_id, request)
    return True


async def tell(session: AsyncSession, workspace_id: UUID, request: WeeklyRequest) -> None:
    """Who looks at the week sees it change."""
    await session.flush()
    await announce(
        session,
        workspace_id,
        "exchange.request_changed",
        request_id=request.id,
        week=f"{request.iso_year:04}-W{request.iso_week:02}",
        is_open=request.closed_at is None,
    )
