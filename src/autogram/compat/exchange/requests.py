"""`/api/requests-by-week`: who asked for comments, and what admins do with it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, model_validator
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.compat.exchange.asking import LARGEST, FrontRead, FrontWritten, Limit, Number, SeenBy, Skip
from autogram.compat.exchange.shapes import PageOf, RequestRow
from autogram.core.db import Reading, Session
from autogram.core.errors import FieldError, InvalidInput
from autogram.exchange.community import service as communities
from autogram.exchange.community.access import limited
from autogram.exchange.rounds import service as rounds
from autogram.exchange.rounds.schemas import RequestFacts
from autogram.exchange.weeks import Week
from autogram.identity.access import public

router = APIRouter()

Username = Annotated[str | None, Query(max_length=255, description="The whole name.")]
WeekNumber = Annotated[int | None, Query(ge=1, le=53)]
Year = Annotated[int | None, Query(ge=2020, le=9999)]


class RequestWish(BaseModel):
    """A request for a member; without a week, in the current one."""

    user_id: Annotated[int, Field(ge=1, le=LARGEST)]
    instagram_link: Annotated[str, Field(min_length=1, max_length=2000)]
    week_number: Annotated[int | None, Field(ge=1, le=53)] = None
    year: Annotated[int | None, Field(ge=2020, le=9999)] = None

    @model_validator(mode="after")
    def _names_a_whole_week(self) -> Self:
        if (self.week_number is None) != (self.year is None):
            raise ValueError("send week_number and year together, or neither")
        return self


@router.get("/api/requests-by-week", dependencies=[public, limited])
async def list_requests(
    session: Reading,
    onlooker: SeenBy,
    username: Username = None,
    week_number: WeekNumber = None,
    year: Year = None,
    skip: Skip = 0,
    limit: Limit = 100,
) -> PageOf[RequestRow]:
    """What was asked, oldest first. Names are as open as the community wants; who sees none cannot search for one."""
    if not onlooker.sees_members or (username is not None and not onlooker.sees_names):
        return PageOf(items=[], total=0, skip=skip, limit=limit)
    found, total = await rounds.requests_window(
        session,
        onlooker.community_id,
        username=username,
        iso_year=year,
        iso_week=week_number,
        skip=skip,
        limit=limit,
    )
    rows = await _rows(session, onlooker.community_id, found, onlooker.name_of)
    return PageOf(items=rows, total=total, skip=skip, limit=limit)


@router.get("/api/admin/requests-by-week")
async def list_all_requests(
    session: Reading,
    front: FrontRead,
    username: Username = None,
    week_number: WeekNumber = None,
    year: Year = None,
    skip: Skip = 0,
    limit: Limit = 100,
) -> PageOf[RequestRow]:
    """The same with everybody's names."""
    found, total = await rounds.requests_window(
        session, front.community.id, username=username, iso_year=year, iso_week=week_number, skip=skip, limit=limit
    )
    rows = await _rows(session, front.community.id, found, lambda name: name)
    return PageOf(items=rows, total=total, skip=skip, limit=limit)


@router.post("/api/admin/requests-by-week", status_code=201)
async def create_request(body: RequestWish, session: Session, front: FrontWritten) -> RequestRow:
    """Ask for a member, in the current week or one that is over."""
    member = await communities.numbered_member(session, front.community, body.user_id)
    made = await rounds.ask_for(
        session, front.community, member.id, body.instagram_link, week=_week(body), by_user=front.by_user
    )
    [row] = await _rows(session, front.community.id, [made], lambda name: name)
    return row


@router.delete("/api/admin/requests-by-week/{request_id}", status_code=204)
async def delete_request(request_id: Number, session: Session, front: FrontWritten) -> None:
    """Take a request back: it counts neither for its member nor against others, and stays on record."""
    known = await rounds.request_numbered(session, front.community.id, request_id)
    await rounds.withdraw(session, front.actor, known.id)


def _week(body: RequestWish) -> Week | None:
    if body.year is None or body.week_number is None:
        return None
    try:
        return Week(body.year, body.week_number)
    except ValueError:
        raise InvalidInput([FieldError("week_number", f"{body.year} has no week {body.week_number}")]) from None


async def _rows(
    session: AsyncSession,
    community_id: UUID,
    found: Sequence[RequestFacts],
    name_of: Callable[[str], str | None],
) -> list[RequestRow]:
    members = await communities.members_by_id(session, community_id, {request.member_id for request in found})
    return [
        RequestRow(
            id=request.number,
            user_id=members[request.member_id].number,
            username=name_of(request.username) or "",
            week_number=request.week.number,
            year=request.week.year,
            instagram_link=request.instagram_link,
            created_at=request.created_at,
        )
        for request in found
        if request.member_id in members
    ]
