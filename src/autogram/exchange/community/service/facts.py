"""Members as the other parts of the exchange know them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.community.models import Member
from autogram.exchange.community.queries import members
from autogram.exchange.community.schemas import MemberFacts


def facts_of(member: Member) -> MemberFacts:
    return MemberFacts(
        id=member.id,
        number=member.number,
        community_id=member.community_id,
        username=member.username,
        display_name=member.display_name,
        email=member.email,
        instagram_id=member.instagram_id,
        status=member.status,
        joined_at=member.joined_at,
    )


async def active_members(session: AsyncSession, community_id: UUID) -> list[MemberFacts]:
    """Who takes part, in the order in which they were written down."""
    return [facts_of(member) for member in await members.active(session, community_id)]


async def members_by_username(
    session: AsyncSession, community_id: UUID, usernames: Collection[str]
) -> dict[str, MemberFacts]:
    """Those of the names, in their normal form, that belong to a member of any status."""
    found = await members.with_usernames(session, community_id, usernames)
    return {member.username: facts_of(member) for member in found}


async def members_by_id(
    session: AsyncSession, community_id: UUID, member_ids: Collection[UUID]
) -> dict[UUID, MemberFacts]:
    """Those of the ids that belong to a member of the community, of any status."""
    found = await members.with_ids(session, community_id, member_ids)
    return {member.id: facts_of(member) for member in found}


async def member_by_id(session: AsyncSession, community_id: UUID, member_id: UUID) -> MemberFacts:
    """Raises `MemberNotFound`."""
    return facts_of(await members.get_member(session, member_id, community_id=community_id))
