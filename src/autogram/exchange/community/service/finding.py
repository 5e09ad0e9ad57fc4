"""Which community is meant, and what others may know of it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.exchange.community.errors import CommunityNotFound
from autogram.exchange.community.models import Community, Visibility
from autogram.exchange.community.names import masked
from autogram.exchange.community.queries import communities
from autogram.exchange.community.queries.communities import get_community

__all__ = ["community_by_slug", "front_community", "get_community", "require_community", "shown_name"]


async def require_community(session: AsyncSession, workspace_id: UUID, *, lock: bool = False) -> Community:
    """The workspace's community. Raises `CommunityNotFound`."""
    community = await communities.of_workspace(session, workspace_id, lock=lock)
    if community is None:
        raise CommunityNotFound("This workspace has no community yet. Make one: PUT /api/v1/exchange/community.")
    return community


async def community_by_slug(session: AsyncSession, slug: str) -> Community:
    """Raises `CommunityNotFound`."""
    community = await communities.with_slug(session, slug.lower())
    if community is None:
        raise CommunityNotFound
    return community


async def front_community(session: AsyncSession) -> Community:
    """The one that paths without a name speak of. Raises `CommunityNotFound`."""
    community = await communities.in_front(session)
    if community is None:
        raise CommunityNotFound("No community is in front on this installation.")
    return community


def shown_name(community: Community, username: str) -> str | None:
    """How strangers see a member; None if they may not even know that there is one."""
    match community.visibility:
        case Visibility.NAMES:
            return username
        case Visibility.MASKED:
            return masked(username)
        case Visibility.MEMBERS:
            return None


async def find_community_id(session: AsyncSession, workspace_id: UUID) -> UUID | None:
    """The workspace's community, if it has one."""
    found = await communities.of_workspace(session, workspace_id)
    return found.id if found else None
