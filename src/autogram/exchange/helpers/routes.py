"""Helper accounts over HTTP, for those who run the community."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.community import service as communities
from autogram.exchange.community.access import Keeping, Viewed
from autogram.exchange.community.models import Community
from autogram.exchange.helpers import service
from autogram.exchange.helpers.schemas import HelperCreate, HelperLogin, HelperRead, HelperUpdate
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.instagram.web.switch import require_unofficial_access

router = APIRouter(prefix="/exchange", tags=["exchange"])

Keeper = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]


def _switched_on(runtime: Running) -> None:
    """The operator has allowed it; else nobody is even asked for a password."""
    require_unofficial_access(runtime.settings)


switched_on: Any = Depends(_switched_on)


async def _community(runtime: Running, actor: Keeper) -> Community:
    async with runtime.database.reading() as session:
        return await communities.require_community(session, actor.workspace_id)


Its = Annotated[Community, Depends(_community)]
"""The keeper's community, read before and without a transaction: a login takes seconds."""


@router.get("/helpers")
async def list_helpers(
    session: Reading,
    community: Viewed,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[HelperRead]:
    """The accounts that read for the community, and how they are."""
    items, following = await service.list_helpers(session, community.id, cursor=cursor, limit=limit)
    return Page(items=items, next_cursor=following)


@router.post("/helpers", status_code=201, dependencies=[switched_on])
async def add_helper(wish: HelperCreate, runtime: Running, community: Its, actor: Keeper) -> HelperRead:
    """Log in, once, and keep the session. 400 with `refusal: two-factor-needed`: send it again with the code."""
    return await service.add_helper(runtime, community, wish, by_user=actor.user_id)


@router.get("/helpers/{helper_id}")
async def get_helper(helper_id: UUID, session: Reading, community: Viewed) -> HelperRead:
    """One helper."""
    return await service.get_helper(session, community.id, helper_id)


@router.patch("/helpers/{helper_id}")
async def change_helper(helper_id: UUID, change: HelperUpdate, kept: Keeping, session: Session) -> HelperRead:
    """Switch it off or on, or change how much it reads in an hour."""
    return await service.change_helper(session, kept.community, helper_id, change, by_user=kept.by_user)


@router.post("/helpers/{helper_id}/login", dependencies=[switched_on])
async def log_in_again(
    helper_id: UUID, login: HelperLogin, runtime: Running, community: Its, actor: Keeper
) -> HelperRead:
    """A fresh session after the old one has ended, or after Instagram was satisfied."""
    return await service.log_in_again(runtime, community, helper_id, login, by_user=actor.user_id)


@router.post("/helpers/{helper_id}/check", dependencies=[switched_on])
async def check_helper(helper_id: UUID, runtime: Running, community: Its) -> HelperRead:
    """Ask Instagram now whether the session is good."""
    return await service.check_helper(runtime, community.id, helper_id)


@router.delete("/helpers/{helper_id}", status_code=204)
async def delete_helper(helper_id: UUID, kept: Keeping, session: Session) -> None:
    """Forget it, with its session."""
    await service.delete_helper(session, kept.community, helper_id, by_user=kept.by_user)
