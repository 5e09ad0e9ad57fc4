"""Helpers as those who run the community see and change them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.exchange.community.models import Community
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.schemas import HelperRead, HelperUpdate
from autogram.exchange.helpers.service.showing import all_shown, shown
from autogram.exchange.helpers.service.wellbeing import tell_browsers


async def list_helpers(
    session: AsyncSession | ReadSession, community_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[HelperRead], str | None]:
    """One page of the community's helpers, newest first."""
    rows, following = await queries.helpers_of(session, community_id, cursor=cursor, limit=limit)
    return await all_shown(session, rows), following


async def list_numbered(
    session: AsyncSession | ReadSession, community_id: UUID, *, skip: int, limit: int
) -> tuple[list[HelperRead], int]:
    """Some helpers by their order of creation, and how many there are."""
    rows, total = await queries.numbered_page(session, community_id, skip=skip, limit=limit)
    return await all_shown(session, rows), total


async def get_helper(session: AsyncSession | ReadSession, community_id: UUID, helper_id: UUID) -> HelperRead:
    """Raises `HelperNotFound`."""
    return await shown(session, await queries.helper_of(session, community_id, helper_id))


async def helper_by_number(session: AsyncSession | ReadSession, community_id: UUID, number: int) -> HelperRead:
    """Raises `HelperNotFound`."""
    return await shown(session, await queries.by_number(session, community_id, number))


async def change_helper(
    session: AsyncSession, community: Community, helper_id: UUID, change: HelperUpdate, *, by_user: UUID
) -> HelperRead:
    """The fields that are present are as given. Raises `HelperNotFound`."""
    helper = await queries.helper_of(session, community.id, helper_id, lock=True)
    changes = change.model_dump(exclude_none=True)
    for name, value in changes.items():
        setattr(helper, name, value)
    if not helper.is_active:
        # Whoever reads with it stops before the next request.
        helper.borrowed_by = helper.borrowed_until = None
    await session.flush()
    record(
        session,
        "helpers.change",
        f"helper:{helper.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        **changes,
    )
    await tell_browsers(session, community, helper)
    return await shown(session, helper)


async def delete_helper(session: AsyncSession, community: Community, helper_id: UUID, *, by_user: UUID) -> None:
    """The helper is gone with its session and password; whoever reads with it stops. Raises `HelperNotFound`."""
    helper = await queries.helper_of(session, community.id, helper_id, lock=True)
    await tell_browsers(session, community, helper)
    await session.delete(helper)
    record(
        session,
        "helpers.delete",
        f"helper:{helper_id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        username=helper.username,
    )
