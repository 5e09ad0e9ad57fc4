"""Members and what happened to them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.exchange.community.errors import MemberLinkUnknown, MemberNotFound
from autogram.exchange.community.models import Member, MemberEvent, MemberEventKind, MemberStatus
from autogram.exchange.community.roster import Entry
from autogram.exchange.weeks import Week


async def get_member(
    session: AsyncSession, member_id: UUID, *, community_id: UUID | None = None, lock: bool = False
) -> Member:
    """The member, of that community if one is named. Raises `MemberNotFound`."""
    found = select(Member).where(Member.id == member_id)
    if community_id is not None:
        found = found.where(Member.community_id == community_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    member = (await session.scalars(found)).one_or_none()
    if member is None:
        raise MemberNotFound(member_id=str(member_id))
    return member


async def numbered(session: AsyncSession, community_id: UUID, number: int) -> Member:
    """Raises `MemberNotFound`."""
    found = select(Member).where(Member.community_id == community_id, Member.number == number)
    member = (await session.scalars(found)).one_or_none()
    if member is None:
        raise MemberNotFound
    return member


async def of_link(session: AsyncSession, link_hash: str) -> Member:
    """Raises `MemberLinkUnknown`."""
    member = (await session.scalars(select(Member).where(Member.link_hash == link_hash))).one_or_none()
    if member is None:
        raise MemberLinkUnknown
    return member


async def active(session: AsyncSession, community_id: UUID) -> Sequence[Member]:
    rows = select(Member).where(Member.community_id == community_id, Member.status == MemberStatus.ACTIVE)
    return (await session.scalars(rows.order_by(Member.created_at, Member.id))).all()


async def with_usernames(session: AsyncSession, community_id: UUID, usernames: Collection[str]) -> Sequence[Member]:
    """Those who have one of these names, whatever their status."""
    rows = select(Member).where(Member.community_id == community_id, Member.username.in_(usernames))
    return (await session.scalars(rows)).all()


async def with_ids(session: AsyncSession, community_id: UUID, member_ids: Collection[UUID]) -> Sequence[Member]:
    rows = select(Member).where(Member.community_id == community_id, Member.id.in_(member_ids))
    return (await session.scalars(rows)).all()


async def has_instagram_id(session: AsyncSession, community_id: UUID, instagram_id: str) -> bool:
    rows = select(Member.id).where(Member.community_id == community_id, Member.instagram_id == instagram_id)
    return await session.scalar(rows.limit(1)) is not None


async def page(
    session: AsyncSession,
    community_id: UUID,
    *,
    search: str,
    status: MemberStatus | None,
    cursor: str | None,
    limit: int,
) -> Sequence[Member]:
    """Newest first; `search` stands somewhere in the user name or in the name of the chat."""
    rows = select(Member).where(Member.community_id == community_id)
    if status is not None:
        rows = rows.where(Member.status == status)
    if search:
        named = Member.username.contains(search.lower(), autoescape=True)
        rows = rows.where(named | Member.display_name.icontains(search, autoescape=True))
    return (await session.scalars(newest_first(rows, Member.created_at, Member.id, cursor=cursor, limit=limit))).all()


async def window(session: AsyncSession, community_id: UUID, *, skip: int, limit: int) -> tuple[Sequence[Member], int]:
    """As the predecessor pages: oldest first, and how many there are."""
    mine = Member.community_id == community_id
    rows = select(Member).where(mine).order_by(Member.created_at, Member.id).offset(skip).limit(limit)
    total = await session.scalar(select(func.count()).select_from(Member).where(mine))
    return (await session.scalars(rows)).all(), total or 0


async def add(
    session: AsyncSession, community_id: UUID, username: str, *, joined_at: datetime, **facts: Any
) -> Member | None:
    """A new member, or None if the community has the name already."""
    now = clock.now()
    row = insert(Member).values(
        id=new_id(),
        community_id=community_id,
        username=username,
        joined_at=joined_at,
        created_at=now,
        updated_at=now,
        **facts,
    )
    made = row.on_conflict_do_nothing(index_elements=[Member.community_id, Member.username]).returning(Member)
    return (await session.scalars(made)).one_or_none()


async def add_many(
    session: AsyncSession, community_id: UUID, entries: Sequence[Entry], *, joined_at: datetime
) -> Sequence[Member]:
    """Those of the entries whose name the community did not have; they are in it now."""
    if not entries:
        return []
    now = clock.now()
    rows = [
        {
            "id": new_id(),
            "community_id": community_id,
            "username": entry.username,
            "display_name": entry.display_name,
            "email": entry.email,
            "joined_at": joined_at,
            "created_at": now,
            "updated_at": now,
        }
        for entry in entries
    ]
    made = insert(Member).on_conflict_do_nothing(index_elements=[Member.community_id, Member.username])
    return (await session.scalars(made.returning(Member), rows)).all()


async def note_joined(session: AsyncSession, member_ids: Sequence[UUID], *, by_user: UUID | None) -> None:
    """Their history begins."""
    session.add_all(
        MemberEvent(member_id=member_id, kind=MemberEventKind.JOINED, by_user=by_user) for member_id in member_ids
    )
    await session.flush()


async def add_event(
    session: AsyncSession,
    member_id: UUID,
    kind: MemberEventKind,
    *,
    reason: str | None,
    week: Week | None,
    rule: str | None,
    by_user: UUID | None,
) -> bool:
    """It is written down; False if this rule has spoken of the member in this week already."""
    now = clock.now()
    row = insert(MemberEvent).values(
        id=new_id(),
        member_id=member_id,
        kind=kind,
        reason=reason,
        iso_year=week and week.year,
        iso_week=week and week.number,
        rule=rule,
        by_user=by_user,
        created_at=now,
        updated_at=now,
    )
    return await session.scalar(row.on_conflict_do_nothing().returning(MemberEvent.id)) is not None


async def events(session: AsyncSession, member_id: UUID, *, cursor: str | None, limit: int) -> Sequence[MemberEvent]:
    rows = select(MemberEvent).where(MemberEvent.member_id == member_id)
    paged = newest_first(rows, MemberEvent.created_at, MemberEvent.id, cursor=cursor, limit=limit)
    return (await session.scalars(paged)).all()


async def take_name(session: AsyncSession, member: Member, username: str) -> bool:
    """The member has the name; False, and nothing is changed, if another member of the community has it."""
    try:
        async with session.begin_nested():
            member.username = username
            await session.flush()
    except IntegrityError:
        await session.refresh(member)
        return False
    return True
