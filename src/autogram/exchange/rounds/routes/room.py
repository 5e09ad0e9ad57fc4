"""HTTP for everybody in the room: what is asked this week, and one's own requests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.community.access import LinkHolder, limited
from autogram.exchange.rounds import service
from autogram.exchange.rounds.schemas import OwnRequestCreate, PublicFilter, PublicRequest, RequestRead
from autogram.identity.access import Running

router = APIRouter(prefix="/public/{slug}")

Wanted = Annotated[PublicFilter, Query()]
MemberToken = Annotated[
    str | None, Header(max_length=200, description="The secret of a personal link; members see names.")
]


@router.get("/requests", dependencies=[limited])
async def list_public_requests(
    slug: str, session: Reading, wanted: Wanted, x_member_token: MemberToken = None
) -> Page[PublicRequest]:
    """What is asked in a week; of members as much as the community shows to strangers."""
    return await service.public_requests(session, slug, wanted, token=x_member_token)


@router.get("/me/requests")
async def list_own_requests(session: Reading, member: LinkHolder, wanted: Wanted) -> Page[RequestRead]:
    """What the holder of the personal link has asked, newest first."""
    return await service.own_requests(session, member, wanted)


@router.post("/me/requests", status_code=201)
async def add_own_request(body: OwnRequestCreate, runtime: Running, member: LinkHolder) -> RequestRead:
    """Ask for comments on one's own post, in the current week."""
    return await service.add_own_request(runtime, member, body.link)


@router.delete("/me/requests/{request_id}", status_code=204)
async def withdraw_own_request(request_id: UUID, session: Session, member: LinkHolder) -> None:
    """Take one's own request of the current week back."""
    await service.withdraw_own(session, member, request_id)
