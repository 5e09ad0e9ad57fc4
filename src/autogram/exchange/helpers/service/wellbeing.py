"""How helpers are: noted after each use, told to people once, looked after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.schemas import HelperRead
from autogram.exchange.helpers.service.opening import open_reader
from autogram.exchange.helpers.service.refusals import health_after, rest_after
from autogram.identity import service as identity
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.switch import require_unofficial_access

NEEDS_A_PERSON = {HelperHealth.BLOCKED, HelperHealth.EXPIRED}


async def note_refusal(runtime: Runtime, community_id: UUID, helper_id: UUID, error: WebError) -> None:
    """The helper's health says what Instagram said; its community's owners are told once of what needs them."""
    health = health_after(error)
    if health is None:
        return
    until = clock.now() + rest_after(error) if health is HelperHealth.RESTS else None
    await _note(runtime, community_id, helper_id, health, str(error), until)


async def note_rest(runtime: Runtime, community_id: UUID, helper_id: UUID, until: datetime, reason: str) -> None:
    """The helper is left alone until then."""
    await _note(runtime, community_id, helper_id, HelperHealth.RESTS, reason, until)


async def check_helper(runtime: Runtime, community_id: UUID, helper_id: UUID) -> HelperRead:
    """One request with its session has said how the helper is. Raises `HelperNotFound`, `UnofficialAccessDisabled`."""
    require_unofficial_access(runtime.settings)
    async with runtime.database.reading() as session:
        helper = await queries.helper_of(session, community_id, helper_id, with_secrets=True)
    reader = open_reader(runtime, helper)
    try:
        await reader.who_am_i()
    except WebError as error:
        await note_refusal(runtime, community_id, helper_id, error)
    else:
        await _note(runtime, community_id, helper_id, HelperHealth.OK, None, None)
    finally:
        await reader.close()
    async with runtime.database.reading() as session:
        return HelperRead.model_validate(await queries.helper_of(session, community_id, helper_id))


async def end_rests(session: AsyncSession) -> None:
    """Who has rested enough is well again."""
    await queries.end_rests(session, clock.now())


async def _note(
    runtime: Runtime,
    community_id: UUID,
    helper_id: UUID,
    health: HelperHealth,
    problem: str | None,
    rests_until: datetime | None,
) -> None:
    async with runtime.database.transaction() as session:
        helper = await queries.helper_of(session, community_id, helper_id, lock=True)
        # Rest is not what somebody who is blocked needs.
        if helper.health in NEEDS_A_PERSON and health is HelperHealth.RESTS:
            return
        is_news = helper.health is not health
        helper.health, helper.problem, helper.rests_until = health, problem, rests_until
        if is_news:
            await _tell(session, helper)


async def _tell(session: AsyncSession, helper: Helper) -> None:
    community = await communities.get_community(session, helper.community_id)
    record(
        session,
        "helpers.health",
        f"helper:{helper.id}",
        workspace_id=community.workspace_id,
        health=helper.health.value,
        problem=helper.problem,
    )
    await tell_browsers(session, helper)
    if helper.health not in NEEDS_A_PERSON or (helper.health is HelperHealth.EXPIRED and helper.keeps_password):
        return
    await identity.mail_workspace_owners(
        session,
        community.workspace_id,
        f"The helper @{helper.username} can no longer read",
        f"{helper.problem}\n\nPosts of {community.name} are read with the other helpers, if there are any. Log "
        f"@{helper.username} in again when you have seen to it.",
    )


async def tell_browsers(session: AsyncSession | ReadSession, helper: Helper) -> None:
    """Whoever looks at the helpers sees the change."""
    community = await communities.get_community(session, helper.community_id)
    await announce(session, community.workspace_id, "exchange.helper_changed", helper_id=helper.id)
