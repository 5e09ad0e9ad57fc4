"""What happens to members, whoever brings it about: an admin, a rule, or Instagram."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.exchange.community.errors import MemberExists, MemberHasLeft
from autogram.exchange.community.models import Community, Member, MemberEventKind, MemberStatus
from autogram.exchange.community.names import is_username, normal_username
from autogram.exchange.community.queries import communities, members
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.community.service.facts import facts_of
from autogram.exchange.weeks import Week


async def add_member(
    session: AsyncSession,
    community: Community,
    username: str,
    *,
    display_name: str | None = None,
    email: str | None = None,
    joined_at: datetime | None = None,
    by_user: UUID | None = None,
) -> MemberFacts:
    """The name, in any form, belongs to a new active member. Raises `MemberExists`, `InvalidInput`."""
    name = normal_username(username)
    if not is_username(name):
        raise InvalidInput([FieldError("username", "is not a user name of Instagram")])
    now = clock.now()
    if joined_at is not None and joined_at > now:
        raise InvalidInput([FieldError("joined_at", "is in the future")])
    member = await members.add(
        session, community.id, name, joined_at=joined_at or now, display_name=display_name, email=email
    )
    if member is None:
        raise await _exists(session, community.id, name)
    await note_event(session, member.id, MemberEventKind.JOINED, by_user=by_user)
    _audit(session, community.workspace_id, "community.add_member", member, by_user)
    await tell(session, community.workspace_id, member)
    return facts_of(member)


async def _exists(session: AsyncSession, community_id: UUID, name: str) -> MemberExists:
    existing = await members.with_usernames(session, community_id, [name])
    has_left = any(member.status is MemberStatus.LEFT for member in existing)
    return MemberExists(
        f"@{name} has left; let them return." if has_left else f"@{name} is a member already.",
        member_id=str(existing[0].id) if existing else None,
    )


async def note_event(
    session: AsyncSession,
    member_id: UUID,
    kind: MemberEventKind,
    *,
    reason: str | None = None,
    week: Week | None = None,
    rule: str | None = None,
    by_user: UUID | None = None,
) -> bool:
    """It stands in the member's history. False, and nothing is written, if this rule spoke in that week already."""
    return await members.add_event(session, member_id, kind, reason=reason, week=week, rule=rule, by_user=by_user)


async def suspend_member(
    session: AsyncSession,
    member_id: UUID,
    *,
    reason: str,
    week: Week | None = None,
    rule: str | None = None,
    by_user: UUID | None = None,
) -> MemberFacts:
    """The member does not take part until reinstated. Who is suspended already stays so. Raises `MemberHasLeft`."""
    member = await members.get_member(session, member_id, lock=True)
    if member.status is MemberStatus.LEFT:
        raise MemberHasLeft(f"@{member.username} has left the community.")
    if member.status is MemberStatus.SUSPENDED:
        return facts_of(member)
    if not await note_event(
        session, member_id, MemberEventKind.SUSPENDED, reason=reason, week=week, rule=rule, by_user=by_user
    ):
        return facts_of(member)
    return await _become(session, member, MemberStatus.SUSPENDED, "community.suspend_member", reason, by_user)


async def reinstate_member(
    session: AsyncSession, member_id: UUID, *, reason: str | None = None, by_user: UUID | None = None
) -> MemberFacts:
    """Who was suspended takes part again. Who takes part stays so. Raises `MemberHasLeft`."""
    member = await members.get_member(session, member_id, lock=True)
    if member.status is MemberStatus.LEFT:
        raise MemberHasLeft(f"@{member.username} has left the community. Let them return instead.")
    if member.status is MemberStatus.ACTIVE:
        return facts_of(member)
    await note_event(session, member_id, MemberEventKind.REINSTATED, reason=reason, by_user=by_user)
    return await _become(session, member, MemberStatus.ACTIVE, "community.reinstate_member", None, by_user)


async def let_leave(
    session: AsyncSession, member_id: UUID, *, reason: str | None = None, by_user: UUID | None = None
) -> MemberFacts:
    """The member has left, and their link ends; what they did stays on record. Who has left already stays so."""
    member = await members.get_member(session, member_id, lock=True)
    if member.status is MemberStatus.LEFT:
        return facts_of(member)
    await note_event(session, member_id, MemberEventKind.LEFT, reason=reason, by_user=by_user)
    member.left_at, member.link_hash = clock.now(), None
    return await _become(session, member, MemberStatus.LEFT, "community.let_leave", reason, by_user)


async def let_return(
    session: AsyncSession, member_id: UUID, *, reason: str | None = None, by_user: UUID | None = None
) -> MemberFacts:
    """Who has left takes part again, from now on: what was asked in between is not theirs to answer."""
    member = await members.get_member(session, member_id, lock=True)
    if member.status is not MemberStatus.LEFT:
        return facts_of(member)
    await note_event(session, member_id, MemberEventKind.RETURNED, reason=reason, by_user=by_user)
    member.left_at, member.joined_at = None, clock.now()
    return await _become(session, member, MemberStatus.ACTIVE, "community.let_return", None, by_user)


async def know_instagram_id(
    session: AsyncSession, member_id: UUID, instagram_id: str, username: str | None = None
) -> bool:
    """The member is known by Instagram's number, and by the name that the account has now. False if nothing changed.

    A number that the member has is never replaced, and neither number nor name is taken from another member: whether
    two members are the same person is for an admin to say.
    """
    member = await members.get_member(session, member_id, lock=True)
    if member.instagram_id is not None:
        return member.instagram_id == instagram_id and await _follow_name(session, member, username)
    if await members.has_instagram_id(session, member.community_id, instagram_id):
        return False
    member.instagram_id = instagram_id
    await session.flush()
    await _follow_name(session, member, username)
    return True


async def _follow_name(session: AsyncSession, member: Member, username: str | None) -> bool:
    """The member has the account's present name, unless another member has it."""
    name = normal_username(username or member.username)
    return name != member.username and is_username(name) and await rename(session, member, name)


async def rename(session: AsyncSession, member: Member, username: str, *, by_user: UUID | None = None) -> bool:
    """The member has the name, and the history says which one it was before; False if another member has it."""
    before = member.username
    if not await members.take_name(session, member, username):
        return False
    await note_event(session, member.id, MemberEventKind.RENAMED, reason=f"was @{before}", by_user=by_user)
    await tell(session, await communities.workspace_of(session, member.community_id), member)
    return True


async def _become(
    session: AsyncSession, member: Member, status: MemberStatus, act: str, reason: str | None, by_user: UUID | None
) -> MemberFacts:
    member.status, member.status_reason = status, reason
    await session.flush()
    workspace_id = await communities.workspace_of(session, member.community_id)
    _audit(session, workspace_id, act, member, by_user)
    await tell(session, workspace_id, member)
    return facts_of(member)


async def tell(session: AsyncSession, workspace_id: UUID, member: Member) -> None:
    """Who looks at the community sees the member change."""
    await announce(session, workspace_id, "exchange.member_changed", member_id=member.id, status=member.status.value)


def _audit(session: AsyncSession, workspace_id: UUID, act: str, member: Member, by_user: UUID | None) -> None:
    record(
        session,
        act,
        f"exchange_member:{member.id}",
        actor_id=by_user,
        workspace_id=workspace_id,
        username=member.username,
    )
