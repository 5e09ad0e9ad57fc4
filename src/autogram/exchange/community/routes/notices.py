"""Notices."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.community import service
from autogram.exchange.community.access import Keeping, Viewed
from autogram.exchange.community.schemas import NoticeCreate, NoticeRead, NoticeUpdate

router = APIRouter(prefix="/notices")


@router.get("")
async def list_notices(
    session: Reading,
    community: Viewed,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[NoticeRead]:
    """All notices, pinned ones first, then the newest."""
    return await service.list_notices(session, community, cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def create_notice(wish: NoticeCreate, session: Session, keeping: Keeping) -> NoticeRead:
    """Announce something."""
    return await service.create_notice(session, keeping.community, wish, by_user=keeping.by_user)


@router.get("/{notice_id}")
async def read_notice(notice_id: UUID, session: Reading, community: Viewed) -> NoticeRead:
    """One notice."""
    return await service.read_notice(session, community, notice_id)


@router.patch("/{notice_id}")
async def update_notice(notice_id: UUID, wish: NoticeUpdate, session: Session, keeping: Keeping) -> NoticeRead:
    """Change what is sent; the rest stays."""
    return await service.update_notice(session, keeping.community, notice_id, wish, by_user=keeping.by_user)


@router.delete("/{notice_id}", status_code=204)
async def delete_notice(notice_id: UUID, session: Session, keeping: Keeping) -> None:
    """Delete a notice."""
    await service.delete_notice(session, keeping.community, notice_id, by_user=keeping.by_user)
