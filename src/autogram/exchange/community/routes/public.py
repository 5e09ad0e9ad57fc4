"""What needs no account: the community's public face, and a member's own page."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from autogram.core.db import Reading
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.community import service
from autogram.exchange.community.access import LinkHolder, Named, limited
from autogram.exchange.community.schemas import CommunityPublic, MemberSelf, NoticePublic, OwnEventRead
from autogram.identity.access import Running

router = APIRouter(prefix="/public/{slug}", dependencies=[limited])

Next = Annotated[Cursor, Query()]
Many = Annotated[Limit, Query()]
PRIVATE = {"Cache-Control": "no-store"}
# The link seldom changes; who has seen the old picture for five minutes too long finds the old chat.
PICTURE_SECONDS = 300


@router.get("")
async def read_public_community(runtime: Running, community: Named) -> CommunityPublic:
    """Name, time zone, the present week and the chat link."""
    return service.public_face(runtime.settings, community)


@router.get("/notices")
async def list_public_notices(
    session: Reading, community: Named, limit: Many = 20, cursor: Next = None
) -> Page[NoticePublic]:
    """The notices of this moment, pinned ones first, then the newest."""
    return await service.shown_notices(session, community, cursor=cursor, limit=limit)


@router.get("/qr.svg", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}})
async def draw_svg(request: Request, community: Named) -> Response:
    """The chat link as a picture that scales."""
    drawing = service.chat_drawing(community)
    return _picture(request, drawing.version, "image/svg+xml", drawing.svg)


@router.get("/qr.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
async def draw_png(request: Request, community: Named) -> Response:
    """The chat link as a picture to print or send."""
    drawing = service.chat_drawing(community)
    return _picture(request, drawing.version, "image/png", drawing.png)


def _picture(request: Request, version: str, media_type: str, draw: Callable[[], bytes]) -> Response:
    headers = {"ETag": f'"{version}"', "Cache-Control": f"public, max-age={PICTURE_SECONDS}"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(draw(), media_type=media_type, headers=headers)


@router.get("/me")
async def read_self(session: Reading, holder: LinkHolder, response: Response) -> MemberSelf:
    """The member whose personal link this is. Send its secret as X-Member-Token."""
    response.headers.update(PRIVATE)
    return await service.read_self(session, holder)


@router.get("/me/events")
async def list_own_events(
    session: Reading, holder: LinkHolder, response: Response, limit: Many = 20, cursor: Next = None
) -> Page[OwnEventRead]:
    """What happened to the member who asks, newest first."""
    response.headers.update(PRIVATE)
    return await service.own_events(session, holder, cursor=cursor, limit=limit)
