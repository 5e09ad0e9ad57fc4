"""HTTP for requests, as organisers handle them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.rounds import service
from autogram.exchange.rounds.schemas import Because, RequestCreate, RequestFilter, RequestRead
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/requests")

Viewer = Annotated[Actor, requires(Permission.VIEW_EXCHANGE)]
Organiser = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]


@router.get("")
async def list_requests(
    session: Reading, actor: Viewer, wanted: Annotated[RequestFilter, Query()]
) -> Page[RequestRead]:
    """What members asked for, newest first: all of it, of a week, of a member."""
    return await service.list_requests(session, actor.workspace_id, wanted)


@router.post("", status_code=201)
async def add_request(wish: RequestCreate, session: Session, actor: Organiser) -> RequestRead:
    """Ask for comments on a member's post, in the current week or one that is over."""
    return await service.add_request(session, actor, wish)


@router.get("/{request_id}")
async def read_request(request_id: UUID, session: Reading, actor: Viewer) -> RequestRead:
    """One request."""
    return await service.read_request(session, actor.workspace_id, request_id)


@router.delete("/{request_id}", status_code=204)
async def withdraw_request(request_id: UUID, session: Session, actor: Organiser) -> None:
    """Take a request back: it counts neither as an upload nor towards the limit. It stays in the list, marked."""
    await service.withdraw(session, actor, request_id)


@router.post("/{request_id}/close")
async def close_request(request_id: UUID, body: Because, session: Session, actor: Organiser) -> RequestRead:
    """Nobody has to comment any more; it stays an upload of its member."""
    return await service.close_by_hand(session, actor, request_id, body.reason)


@router.post("/{request_id}/reopen")
async def reopen_request(request_id: UUID, body: Because, session: Session, actor: Organiser) -> RequestRead:
    """The others are to comment again."""
    return await service.reopen(session, actor, request_id, body.reason)
