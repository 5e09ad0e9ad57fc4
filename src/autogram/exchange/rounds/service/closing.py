"""Requests that nobody has to answer any more, and those that were taken up again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.live import announce
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.errors import RequestIsClosed, RequestIsOpen, RequestNotFound, WeekIsOver
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.rounds.policy import refuse_more_than
from autogram.exchange.rounds.queries import requests
from autogram.exchange.rounds.schemas import RequestRead
from autogram.exchange.rounds.service.reading import facts_of_one
from autogram.exchange.weeks import Week
from autogram.identity.permissions import Actor

BY_MEMBER = "Withdrawn by its member."
BY_ORGANISER = "Withdrawn by an organiser."


async def close_request(session: AsyncSession, request_id: UUID, reason: str) -> bool:
    """Nobody has to comment any more. False if it was closed already: the first reason stays.

    Raises `RequestNotFound`.
    """
    request = await requests.get_request(session, request_id, lock=True)
    if request.closed_at is not None:
        return False
    request.closed_at, request.closed_reason = clock.now(), reason
    community = await communities.get_community(session, request.community_id)
    await tell(session, community.workspace_id, request)
    return True


async def close_by_hand(session: AsyncSession, actor: Actor, request_id: UUID, reason: str) -> RequestRead:
    """Nobody has to comment any more; it stays an upload of the week. Raises `RequestNotFound`, `RequestIsClosed`."""
    community, request = await _mine(session, actor, request_id)
    if not await close_request(session, request_id, reason):
        raise _is_closed(request)
    _audit(session, community, "requests.close", request, reason, actor.user_id)
    return RequestRead.of(await facts_of_one(session, request))


async def reopen(session: AsyncSession, actor: Actor, request_id: UUID, reason: str) -> RequestRead:
    """The others are to comment again; what was withdrawn counts again too.

    Raises `RequestNotFound`, `RequestIsOpen` and `WeekIsFull`.
    """
    community, request = await _mine(session, actor, request_id, claimed=True)
    if request.closed_at is None:
        raise RequestIsOpen
    week = Week(request.iso_year, request.iso_week)
    if request.is_withdrawn:
        asked = await requests.of_member_in_week(session, request.member_id, week)
        refuse_more_than(community.requests_per_week, asked, week)
    request.closed_at, request.closed_reason, request.is_withdrawn = None, None, False
    _audit(session, community, "requests.reopen", request, reason, actor.user_id)
    await tell(session, community.workspace_id, request)
    return RequestRead.of(await facts_of_one(session, request))


async def withdraw(session: AsyncSession, actor: Actor, request_id: UUID) -> None:
    """It was never asked, as far as limits and uploads go. Again changes nothing. Raises `RequestNotFound`."""
    community, request = await _mine(session, actor, request_id, claimed=True)
    if request.is_withdrawn:
        return
    _withdraw(request, BY_ORGANISER)
    _audit(session, community, "requests.withdraw", request, BY_ORGANISER, actor.user_id)
    await tell(session, community.workspace_id, request)


async def withdraw_own(session: AsyncSession, member: MemberFacts, request_id: UUID) -> None:
    """The member's own request of the current week is withdrawn. Again changes nothing.

    Raises `RequestNotFound`, `RequestIsClosed` and `WeekIsOver`.
    """
    community = await communities.get_community(session, member.community_id)
    await requests.claim_weeks(session, community.id)
    request = await requests.get_request(session, request_id, community_id=community.id, lock=True)
    if request.member_id != member.id:
        raise RequestNotFound
    if request.is_withdrawn:
        return
    if request.closed_at is not None:
        raise _is_closed(request)
    week = Week(request.iso_year, request.iso_week)
    if week != Week.of(clock.now(), community.timezone):
        raise WeekIsOver(f"{week} is over. Ask an organiser.")
    _withdraw(request, BY_MEMBER)
    _audit(session, community, "requests.withdraw", request, BY_MEMBER, None)
    await tell(session, community.workspace_id, request)


def _withdraw(request: WeeklyRequest, reason: str) -> None:
    request.is_withdrawn = True
    request.closed_at, request.closed_reason = request.closed_at or clock.now(), reason


async def _mine(
    session: AsyncSession, actor: Actor, request_id: UUID, *, claimed: bool = False
) -> tuple[Community, WeeklyRequest]:
    """The request of the actor's community, locked; `claimed` before it, in the order in which all take them."""
    community = await communities.require_community(session, actor.workspace_id)
    if claimed:
        await requests.claim_weeks(session, community.id)
    return community, await requests.get_request(session, request_id, community_id=community.id, lock=True)


def _is_closed(request: WeeklyRequest) -> RequestIsClosed:
    return RequestIsClosed(
        f"It is closed already: {request.closed_reason}", closed_at=f"{request.closed_at:%Y-%m-%dT%H:%M:%SZ}"
    )


def _audit(
    session: AsyncSession, community: Community, act: str, request: WeeklyRequest, reason: str, actor_id: UUID | None
) -> None:
    record(
        session,
        act,
        f"exchange_request:{request.id}",
        actor_id=actor_id,
        workspace_id=community.workspace_id,
        shortcode=request.shortcode,
        reason=reason,
    )


async def tell(session: AsyncSession, workspace_id: UUID, request: WeeklyRequest) -> None:
    """Who looks at the week sees it change."""
    await session.flush()
    await announce(
        session,
        workspace_id,
        "exchange.request_changed",
        request_id=request.id,
        week=str(Week(request.iso_year, request.iso_week)),
        is_open=request.closed_at is None,
    )
