"""The community itself, and which one is in front."""

from typing import Annotated

from fastapi import APIRouter, Response

from autogram.core.db import Reading, Session
from autogram.exchange.community import service
from autogram.exchange.community.schemas import CommunityRead, CommunityWrite, FrontMove, FrontRead
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter()

Viewer = Annotated[Actor, requires(Permission.VIEW_EXCHANGE)]
Organiser = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]
# Only admins of the installation have the second one.
Mover = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE, Permission.MANAGE_USERS)]


@router.get("/community")
async def read_community(session: Reading, actor: Viewer) -> CommunityRead:
    """The workspace's community and its settings."""
    return await service.read_community(session, actor.workspace_id)


@router.put("/community", responses={201: {"model": CommunityRead, "description": "It is new"}})
async def save_community(
    wish: CommunityWrite, response: Response, runtime: Running, session: Session, actor: Organiser
) -> CommunityRead:
    """Make the workspace's community, or change the settings that are sent."""
    saved, is_new = await service.save_community(runtime.settings, session, actor, wish)
    if is_new:
        response.status_code = 201
    return saved


@router.delete("/community", status_code=204)
async def delete_community(session: Session, actor: Organiser) -> None:
    """Delete the community with its members, requests, evidence, helpers and comments."""
    await service.delete_community(session, actor)


@router.get("/front")
async def read_front(session: Reading, actor: Viewer) -> FrontRead:
    """Which community of the installation the predecessor's paths speak of."""
    return await service.read_front(session)


@router.put("/front")
async def move_front(wish: FrontMove, session: Session, actor: Mover) -> FrontRead:
    """Put another community in front."""
    return await service.move_front(session, actor, wish.slug)
