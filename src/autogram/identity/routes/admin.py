"""What admins do."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core import audit
from autogram.core.audit import AuditRead
from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity import service
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.identity.schemas import Line, UserRead

router = APIRouter(prefix="/admin", tags=["admin"])

Admin = Annotated[Actor, requires(Permission.MANAGE_USERS)]
LogReader = Annotated[Actor, requires(Permission.VIEW_LOGS)]


@router.get("/users")
async def list_users(
    _admin: Admin,
    session: Reading,
    email: Annotated[Line | None, Query(description="The beginning of an address.")] = None,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[UserRead]:
    """All users, newest first."""
    page, following = await service.list_users(session, email_prefix=email or "", cursor=cursor, limit=limit)
    return Page(items=page, next_cursor=following)


@router.get("/users/{user_id}")
async def read_user(user_id: UUID, _admin: Admin, session: Reading) -> UserRead:
    """One user."""
    return await service.read_user(session, user_id)


@router.post("/users/{user_id}/deactivate")
async def deactivate_user(user_id: UUID, admin: Admin, session: Session) -> UserRead:
    """The user is signed out at once and cannot sign in."""
    return await service.deactivate_user(session, admin, user_id)


@router.post("/users/{user_id}/activate")
async def activate_user(user_id: UUID, admin: Admin, session: Session) -> UserRead:
    """The user can sign in again."""
    return await service.activate_user(session, admin, user_id)


@router.post("/users/{user_id}/promote")
async def promote_user(user_id: UUID, admin: Admin, session: Session) -> UserRead:
    """The user becomes an admin."""
    return await service.promote_user(session, admin, user_id)


@router.post("/users/{user_id}/demote")
async def demote_user(user_id: UUID, admin: Admin, session: Session) -> UserRead:
    """The user is an admin no more. Not oneself, and not the last one."""
    return await service.demote_user(session, admin, user_id)


@router.get("/audit")
async def list_audit(
    _reader: LogReader,
    session: Reading,
    actor_id: UUID | None = None,
    subject: Annotated[Line | None, Query(description="`kind:id`, for instance `user:…`.")] = None,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[AuditRead]:
    """Who did what, newest first."""
    page, following = await audit.list_entries(session, actor_id=actor_id, subject=subject, cursor=cursor, limit=limit)
    return Page(items=page, next_cursor=following)
