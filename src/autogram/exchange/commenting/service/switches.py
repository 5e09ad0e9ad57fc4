"""Whether anything may be written or sent at this moment; asked in the transaction before each call outside."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core.settings import Settings
from autogram.exchange.commenting.errors import CommentingStopped
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.instagram.web.switch import UnofficialAccessDisabled, require_unofficial_access


async def open_community(session: AsyncSession, settings: Settings, community_id: UUID) -> Community:
    """The community, in which nobody can press the stop switch before the caller's transaction has ended.

    Take it before any other lock. Raises `CommentingStopped`, `UnofficialAccessDisabled`, `CommunityNotFound`.
    """
    require_unofficial_access(settings)
    community = await communities.get_community(session, community_id)
    await session.refresh(community, with_for_update={"read": True})
    if community.comments_stopped_at is not None:
        raise CommentingStopped(f"Comments were stopped: {community.comments_stop_reason or 'no reason was given'}")
    if await accounts.is_everything_paused(session):
        raise CommentingStopped("Everything is paused on this installation.")
    return community


async def reason_to_wait(session: AsyncSession, settings: Settings, community_id: UUID) -> str | None:
    """Why nothing may be written or sent, in words; None if it may. Locks like `open_community`."""
    try:
        await open_community(session, settings, community_id)
    except (CommentingStopped, UnofficialAccessDisabled) as closed:
        return closed.detail
    return None
