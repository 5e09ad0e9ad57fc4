"""How helpers are: noted, told to people once, looked after."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.live import announce
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.errors import HelperResting
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.schemas import HelperRead
from autogram.exchange.helpers.service.budget import spend_requests
from autogram.exchange.helpers.service.opening import open_reader
from autogram.exchange.helpers.service.refusals import as_app_error, health_after, rest_after
from autogram.exchange.helpers.service.showing import shown
from autogram.identity import service as identity
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.switch import require_unofficial_access

ILL = {HelperHealth.BLOCKED, HelperHealth.EXPIRED}


@dataclass(frozen=True, slots=True)
class State:
    """How a helper is from now on, and why."""

    health: HelperHealth
    problem: str | None = None
    rests_until: datetime | None = None


def state_after(failure: WebError | HelperResting) -> State | None:
    """How a helper is after this; None if it says nothing about the helper."""
    if isinstance(failure, HelperResting):
        return State(HelperHealth.RESTS, failure.detail, failure.until)
    health = health_after(failure)
    until = clock.now() + rest_after(failure) if health is HelperHealth.RESTS else None
    return State(health, str(failure), until) if health else None


async def note(session: AsyncSession, helper: Helper, state: State) -> None:
    """The helper, which is locked, is like that; its owners are told, once, if it needs somebody."""
    if helper.health in ILL and state.health is HelperHealth.RESTS:
        # Rest is not what helps it.
        return
    before = helper.health
    helper.health, helper.problem, helper.rests_until = state.health, state.problem, state.rests_until
    if state.health is HelperHealth.OK:
        helper.told_at = None
    community = await communities.get_community(session, helper.community_id)
    if before is not state.health:
        await tell_browsers(session, community, helper)
        if ILL & {before, state.health}:
            _audit(session, community, helper)
    if helper.needs_somebody(clock.now()) and helper.told_at is None:
        helper.told_at = clock.now()
        await _mail(session, community, helper)


async def check_helper(runtime: Runtime, community_id: UUID, helper_id: UUID) -> HelperRead:
    """One request with its session has said how the helper is. Call it with no transaction open.

    Raises `UnofficialAccessDisabled`, `HelperNotFound`, `TooManyRequests`, and `HelperLoginUnusable` if Instagram said
    nothing about the helper.
    """
    require_unofficial_access(runtime.settings)
    async with runtime.database.reading() as session:
        helper = await queries.helper_of(session, community_id, helper_id, with_secrets=True)
    await spend_requests(runtime, helper.username, helper.requests_per_hour)
    state = await _look(runtime, helper)
    async with runtime.database.transaction() as session:
        now = await queries.helper_of(session, community_id, helper_id, lock=True)
        # Of a session that was replaced meanwhile nothing is said, and who rests was told to by Instagram.
        is_news = now.logged_in_at == helper.logged_in_at
        if is_news and not (state.health is HelperHealth.OK and now.health is HelperHealth.RESTS):
            await note(session, now, state)
        await session.flush()
        return await shown(session, now)


async def _look(runtime: Runtime, helper: Helper) -> State:
    reader = open_reader(runtime, helper.session)
    try:
        await reader.who_am_i()
        return State(HelperHealth.OK)
    except WebError as error:
        if state := state_after(error):
            return state
        raise as_app_error(error) from None
    finally:
        await reader.close()


async def end_rests(session: AsyncSession) -> None:
    """Who has rested enough is well again."""
    for helper in await queries.rested(session, clock.now()):
        await note(session, helper, State(HelperHealth.OK))


async def tell_browsers(session: AsyncSession, community: Community, helper: Helper) -> None:
    """Whoever looks at the helpers sees the change."""
    await announce(session, community.workspace_id, "exchange.helper_changed", helper_id=helper.id)


def _audit(session: AsyncSession, community: Community, helper: Helper) -> None:
    record(
        session,
        "helpers.health",
        f"helper:{helper.id}",
        workspace_id=community.workspace_id,
        health=helper.health.value,
        problem=helper.problem,
    )


async def _mail(session: AsyncSession, community: Community, helper: Helper) -> None:
    await identity.mail_workspace_owners(
        session,
        community.workspace_id,
        f"The helper @{helper.username} can no longer read",
        f"{helper.problem}\n\nPosts of {community.name} are read with the other helpers, if there are any. Log "
        f"@{helper.username} in again when you have seen to it.",
    )
