"""HTTP for everybody in the room: the board, one's own tasks and appeals."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from autogram.core.db import Reading
from autogram.core.paging import Page
from autogram.exchange.community.access import LinkHolder, limited
from autogram.exchange.verification import service
from autogram.exchange.verification.routes.asking import Many, Next, WishedWeek
from autogram.exchange.verification.schemas import AppealCreate, OwnAppeal, OwnTask, PublicBoard
from autogram.identity.access import Running

router = APIRouter(prefix="/public/{slug}")

PRIVATE = {"Cache-Control": "no-store"}
OnlyOpen = Annotated[bool, Query(description="Only what is still to be done.")]
MemberToken = Annotated[
    str | None, Header(max_length=200, description="The secret of a personal link; members see names.")
]


@router.get("/board", dependencies=[limited])
async def read_public_board(
    slug: str, session: Reading, week: WishedWeek = None, x_member_token: MemberToken = None
) -> PublicBoard:
    """Who commented on what in a week; of members as much as the community shows to strangers."""
    return await service.public_board(session, slug, week, token=x_member_token)


@router.get("/me/tasks")
async def list_own_tasks(
    session: Reading,
    member: LinkHolder,
    response: Response,
    week: WishedWeek = None,
    only_open: OnlyOpen = False,
) -> list[OwnTask]:
    """The posts of a week that the holder of the link is to comment on, and what is known of each."""
    response.headers.update(PRIVATE)
    return await service.own_tasks(session, member, week, only_open=only_open)


@router.get("/me/appeals")
async def list_own_appeals(
    session: Reading, member: LinkHolder, response: Response, limit: Many = 20, cursor: Next = None
) -> Page[OwnAppeal]:
    """What the holder of the link has appealed, newest first."""
    response.headers.update(PRIVATE)
    return await service.own_appeals(session, member, cursor=cursor, limit=limit)


@router.post("/me/appeals", status_code=201)
async def appeal(body: AppealCreate, runtime: Running, member: LinkHolder) -> OwnAppeal:
    """Say that a row is wrong. Until somebody decides, no rule is applied to you because of comments."""
    return await service.appeal(runtime, member, body)
