"""Members."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.community import service
from autogram.exchange.community.access import Keeping, Kept, Viewed
from autogram.exchange.community.models import MemberStatus
from autogram.exchange.community.schemas import (
    Because,
    LinesRead,
    MemberCreate,
    MemberEventRead,
    MemberLines,
    MemberRead,
    MemberUpdate,
    Suspension,
)
from autogram.exchange.community.service import StatusChange

router = APIRouter(prefix="/members")

Next = Annotated[Cursor, Query()]
Many = Annotated[Limit, Query()]
Search = Annotated[str, Query(max_length=100, description="Part of the user name or of the name in the chat.")]


@router.get("")
async def list_members(
    session: Reading,
    community: Viewed,
    search: Search = "",
    status: MemberStatus | None = None,
    limit: Many = 50,
    cursor: Next = None,
) -> Page[MemberRead]:
    """The members, newest first."""
    return await service.list_members(session, community, search=search, status=status, cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def create_member(wish: MemberCreate, session: Session, keeping: Keeping) -> MemberRead:
    """Add somebody."""
    return await service.create_member(session, keeping.community, wish, by_user=keeping.by_user)


@router.post("/lines")
async def add_lines(wish: MemberLines, session: Session, keeping: Keeping) -> LinesRead:
    """Add everybody on a list, a line each; each line is answered. The same list again adds nobody."""
    return await service.add_lines(session, keeping.community, wish, by_user=keeping.by_user)


@router.get("/{member_id}")
async def read_member(member_id: UUID, session: Reading, community: Viewed) -> MemberRead:
    """One member."""
    return await service.read_member(session, community, member_id)


@router.patch("/{member_id}")
async def update_member(member_id: UUID, wish: MemberUpdate, session: Session, keeping: Keeping) -> MemberRead:
    """Change user name, name in the chat, e-mail address or the day of joining; what is not sent stays."""
    return await service.update_member(session, keeping.community, member_id, wish, by_user=keeping.by_user)


@router.delete("/{member_id}", status_code=204)
async def delete_member(member_id: UUID, session: Session, keeping: Keeping) -> None:
    """Delete a member with their requests, findings and history."""
    await service.delete_member(session, keeping.community, member_id, by_user=keeping.by_user)


@router.get("/{member_id}/events")
async def list_events(
    member_id: UUID, session: Reading, community: Viewed, limit: Many = 50, cursor: Next = None
) -> Page[MemberEventRead]:
    """What happened to a member, newest first."""
    return await service.member_events(session, community, member_id, cursor=cursor, limit=limit)


@router.post("/{member_id}/suspend")
async def suspend_member(member_id: UUID, wish: Suspension, session: Session, keeping: Keeping) -> MemberRead:
    """The member does not take part until reinstated."""
    return await _changed(session, keeping, member_id, service.suspend_member, wish.reason)


@router.post("/{member_id}/reinstate")
async def reinstate_member(member_id: UUID, wish: Because, session: Session, keeping: Keeping) -> MemberRead:
    """A suspended member takes part again."""
    return await _changed(session, keeping, member_id, service.reinstate_member, wish.reason)


@router.post("/{member_id}/leave")
async def let_leave(member_id: UUID, wish: Because, session: Session, keeping: Keeping) -> MemberRead:
    """The member has left; what they did stays on record."""
    return await _changed(session, keeping, member_id, service.let_leave, wish.reason)


@router.post("/{member_id}/return")
async def let_return(member_id: UUID, wish: Because, session: Session, keeping: Keeping) -> MemberRead:
    """A member who has left takes part again, from now on."""
    return await _changed(session, keeping, member_id, service.let_return, wish.reason)


async def _changed(
    session: AsyncSession, keeping: Kept, member_id: UUID, change: StatusChange, reason: str | None
) -> MemberRead:
    return await service.change_status(
        session, keeping.community, member_id, change, reason=reason, by_user=keeping.by_user
    )
