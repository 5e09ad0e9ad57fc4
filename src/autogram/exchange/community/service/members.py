"""What organisers do with members."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.core.paging import Page, cut_page
from autogram.exchange.community.errors import MemberExists
from autogram.exchange.community.models import Community, Member, MemberStatus
from autogram.exchange.community.queries import members
from autogram.exchange.community.schemas import MemberCreate, MemberEventRead, MemberFacts, MemberRead, MemberUpdate
from autogram.exchange.community.service.changing import add_member, rename, tell
from autogram.exchange.community.validation import require_present

StatusChange = Callable[..., Awaitable[MemberFacts]]
NULLABLE = frozenset({"display_name", "email"})


async def list_members(
    session: AsyncSession,
    community: Community,
    *,
    search: str,
    status: MemberStatus | None,
    cursor: str | None,
    limit: int,
) -> Page[MemberRead]:
    """Newest first; `search` stands somewhere in the user name or in the name of the chat."""
    rows = await members.page(session, community.id, search=search, status=status, cursor=cursor, limit=limit)
    found, following = cut_page(rows, limit)
    return Page(items=[MemberRead.model_validate(member) for member in found], next_cursor=following)


async def members_window(
    session: AsyncSession, community: Community, *, skip: int, limit: int
) -> tuple[list[MemberRead], int]:
    """As the predecessor pages, oldest first, with how many there are."""
    found, total = await members.window(session, community.id, skip=skip, limit=limit)
    return [MemberRead.model_validate(member) for member in found], total


async def read_member(session: AsyncSession, community: Community, member_id: UUID) -> MemberRead:
    """Raises `MemberNotFound`."""
    return MemberRead.model_validate(await members.get_member(session, member_id, community_id=community.id))


async def numbered_member(session: AsyncSession, community: Community, number: int) -> MemberRead:
    """By the number that the predecessor's paths name. Raises `MemberNotFound`."""
    return MemberRead.model_validate(await members.numbered(session, community.id, number))


async def create_member(
    session: AsyncSession, community: Community, wish: MemberCreate, *, by_user: UUID
) -> MemberRead:
    """Raises `MemberExists`, `InvalidInput`."""
    made = await add_member(session, community, **wish.model_dump(), by_user=by_user)
    return await read_member(session, community, made.id)


async def update_member(
    session: AsyncSession, community: Community, member_id: UUID, wish: MemberUpdate, *, by_user: UUID
) -> MemberRead:
    """What was sent is changed. Raises `MemberNotFound`, `MemberExists`, `InvalidInput`."""
    require_present(wish, nullable=NULLABLE)
    member = await members.get_member(session, member_id, community_id=community.id, lock=True)
    if wish.username is not None and wish.username != member.username:
        await _rename(session, member, wish.username, by_user)
    for name in wish.model_fields_set - {"username"}:
        setattr(member, name, getattr(wish, name))
    require_past(wish.joined_at)
    await session.flush()
    await _note(session, community, member, "community.update_member", by_user, fields=sorted(wish.model_fields_set))
    return MemberRead.model_validate(member)


async def _rename(session: AsyncSession, member: Member, username: str, by_user: UUID) -> None:
    """The number that Instagram gave to the account of the old name is forgotten, and learnt anew with the next look.

    Whether the account was renamed, or the name was a wrong one, only Instagram knows.
    """
    if not await rename(session, member, username, by_user=by_user):
        raise MemberExists(f"@{username} is a member already.")
    member.instagram_id = None


async def change_status(
    session: AsyncSession,
    community: Community,
    member_id: UUID,
    change: StatusChange,
    *,
    reason: str | None,
    by_user: UUID,
) -> MemberRead:
    """One of suspending, reinstating, leaving and returning has happened to a member of this community.

    Raises `MemberNotFound`, `MemberHasLeft`.
    """
    await members.get_member(session, member_id, community_id=community.id)
    await change(session, member_id, reason=reason, by_user=by_user)
    return await read_member(session, community, member_id)


async def delete_member(session: AsyncSession, community: Community, member_id: UUID, *, by_user: UUID) -> None:
    """Nothing of the member is left: no requests, no findings, no history. Raises `MemberNotFound`."""
    member = await members.get_member(session, member_id, community_id=community.id, lock=True)
    record(
        session,
        "community.delete_member",
        f"exchange_member:{member.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
    )
    await announce(session, community.workspace_id, "exchange.member_changed", member_id=member.id, status="deleted")
    await session.delete(member)


async def member_events(
    session: AsyncSession, community: Community, member_id: UUID, *, cursor: str | None, limit: int
) -> Page[MemberEventRead]:
    """What happened to the member, newest first. Raises `MemberNotFound`."""
    member = await members.get_member(session, member_id, community_id=community.id)
    found, following = cut_page(await members.events(session, member.id, cursor=cursor, limit=limit), limit)
    return Page(items=[MemberEventRead.model_validate(event) for event in found], next_cursor=following)


def require_past(joined_at: datetime | None) -> None:
    if joined_at is not None and joined_at > clock.now():
        raise InvalidInput([FieldError("joined_at", "is in the future")])


async def _note(
    session: AsyncSession, community: Community, member: Member, act: str, by_user: UUID, **details: Any
) -> None:
    record(
        session,
        act,
        f"exchange_member:{member.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        username=member.username,
        **details,
    )
    await tell(session, community.workspace_id, member)
