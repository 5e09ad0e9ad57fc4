"""Announcements of a community."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.core.paging import Page
from autogram.exchange.community.models import Community, Notice
from autogram.exchange.community.queries import notices
from autogram.exchange.community.schemas import NoticeCreate, NoticePublic, NoticeRead, NoticeUpdate
from autogram.exchange.community.validation import require_present

NULLABLE = frozenset({"starts_at", "ends_at"})


async def list_notices(
    session: AsyncSession, community: Community, *, cursor: str | None, limit: int
) -> Page[NoticeRead]:
    """All of them, pinned ones first, then the newest."""
    found = await notices.page(session, community.id, shown_at=None, cursor=cursor, limit=limit)
    following = notices.cursor_after(found[limit - 1]) if len(found) > limit else None
    return Page(items=[_read(notice) for notice in found[:limit]], next_cursor=following)


async def shown_notices(
    session: AsyncSession, community: Community, *, cursor: str | None, limit: int
) -> Page[NoticePublic]:
    """What everybody sees now, in the same order."""
    found = await notices.page(session, community.id, shown_at=clock.now(), cursor=cursor, limit=limit)
    following = notices.cursor_after(found[limit - 1]) if len(found) > limit else None
    return Page(items=[NoticePublic.model_validate(notice) for notice in found[:limit]], next_cursor=following)


async def notices_window(
    session: AsyncSession, community: Community, *, skip: int, limit: int, only_shown: bool
) -> tuple[list[NoticeRead], int]:
    """As the predecessor pages, with how many there are."""
    shown_at = clock.now() if only_shown else None
    found, total = await notices.window(session, community.id, shown_at=shown_at, skip=skip, limit=limit)
    return [_read(notice) for notice in found], total


async def read_notice(session: AsyncSession, community: Community, notice_id: UUID) -> NoticeRead:
    """Raises `NoticeNotFound`."""
    return _read(await notices.get_notice(session, community.id, notice_id=notice_id))


async def numbered_notice(session: AsyncSession, community: Community, number: int) -> NoticeRead:
    """By the number that the predecessor's paths name. Raises `NoticeNotFound`."""
    return _read(await notices.get_notice(session, community.id, number=number))


async def create_notice(
    session: AsyncSession, community: Community, wish: NoticeCreate, *, by_user: UUID
) -> NoticeRead:
    """Everybody sees it when its time has come. Raises `InvalidInput` for dates that cannot be."""
    _require_order(wish.starts_at, wish.ends_at)
    notice = Notice(community_id=community.id, created_by=by_user, **wish.model_dump())
    session.add(notice)
    await session.flush()
    await _note(session, community, notice, "community.create_notice", by_user)
    return _read(notice)


async def update_notice(
    session: AsyncSession, community: Community, notice_id: UUID, wish: NoticeUpdate, *, by_user: UUID
) -> NoticeRead:
    """What was sent is changed. Raises `NoticeNotFound`, `InvalidInput`."""
    notice = await notices.get_notice(session, community.id, notice_id=notice_id)
    require_present(wish, nullable=NULLABLE)
    for name in wish.model_fields_set:
        setattr(notice, name, getattr(wish, name))
    _require_order(notice.starts_at, notice.ends_at)
    await session.flush()
    await _note(session, community, notice, "community.update_notice", by_user, fields=sorted(wish.model_fields_set))
    return _read(notice)


async def delete_notice(session: AsyncSession, community: Community, notice_id: UUID, *, by_user: UUID) -> None:
    """Nobody sees it any more. Raises `NoticeNotFound`."""
    notice = await notices.get_notice(session, community.id, notice_id=notice_id)
    await session.delete(notice)
    await _note(session, community, notice, "community.delete_notice", by_user)


def _require_order(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise InvalidInput([FieldError("ends_at", "must be later than starts_at")])


def _read(notice: Notice) -> NoticeRead:
    return NoticeRead.model_validate(
        {name: getattr(notice, name) for name in NoticeRead.model_fields if name != "is_shown"}
        | {"is_shown": notice.is_shown_at(clock.now())}
    )


async def _note(
    session: AsyncSession, community: Community, notice: Notice, act: str, by_user: UUID, **details: Any
) -> None:
    record(
        session,
        act,
        f"exchange_notice:{notice.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        title=notice.title,
        **details,
    )
    await announce(session, community.workspace_id, "exchange.notice_changed", notice_id=notice.id)
