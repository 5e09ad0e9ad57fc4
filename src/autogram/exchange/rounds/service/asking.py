"""Members, and organisers for them, ask for comments on a post."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.errors import MemberNotFound
from autogram.exchange.community.models import Community
from autogram.exchange.community.names import normal_username
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.links import LinkRefused, link_of, shortcode_of
from autogram.exchange.rounds.models import RequestSource, WeeklyRequest
from autogram.exchange.rounds.policy import refuse_more_than, refuse_who_takes_no_part, withdrawn_before
from autogram.exchange.rounds.queries import requests
from autogram.exchange.rounds.schemas import RequestCreate, RequestFacts, RequestRead
from autogram.exchange.rounds.service.closing import tell
from autogram.exchange.rounds.service.reading import facts_of_one
from autogram.exchange.weeks import Week
from autogram.identity.permissions import Actor

OWN = RateLimit("exchange-own-request", 20, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Origin:
    """Who brought a request in, and when it was asked."""

    source: RequestSource
    requested_at: datetime
    added_by: UUID | None = None


async def add_request(session: AsyncSession, actor: Actor, wish: RequestCreate) -> RequestRead:
    """An organiser asks for a member, in the current week or one that is over.

    Raises `InvalidInput`, `MemberNotFound`, `MemberTakesNoPart`, `RequestExists` and `WeekIsFull`.
    """
    community = await communities.require_community(session, actor.workspace_id)
    member = await _meant(session, community.id, wish)
    week = Week.parse(wish.week) if wish.week else None
    return RequestRead.of(await ask_for(session, community, member.id, wish.link, week=week, by_user=actor.user_id))


async def _meant(session: AsyncSession, community_id: UUID, wish: RequestCreate) -> MemberFacts:
    if wish.member_id is not None:
        return await communities.member_by_id(session, community_id, wish.member_id)
    name = normal_username(wish.username or "")
    found = await communities.members_by_username(session, community_id, [name])
    if name not in found:
        raise MemberNotFound(f"@{name} is not a member. Add them first.")
    return found[name]


async def ask_for(
    session: AsyncSession,
    community: Community,
    member_id: UUID,
    link: str,
    *,
    week: Week | None = None,
    by_user: UUID | None = None,
) -> RequestFacts:
    """The post is in the week, on behalf of the member. Raises as `add_request` does."""
    now = clock.now()
    current = Week.of(now, community.timezone)
    week = week or current
    if week > current:
        raise InvalidInput([FieldError("week", f"has not begun yet; now it is {current}")])
    # When it was asked in a week that is over, nobody can tell: at its beginning at the earliest.
    asked_at = now if week == current else week.begins_at(community.timezone)
    return await _ask(session, community, member_id, link, week, Origin(RequestSource.ADMIN, asked_at, by_user))


async def add_own_request(runtime: Runtime, member: MemberFacts, link: str) -> RequestRead:
    """The member asks for comments on a post, in the current week.

    Raises `TooManyRequests`, and what `add_request` raises.
    """
    await spend(runtime.database, OWN, str(member.id))
    async with runtime.database.transaction() as session:
        community = await communities.get_community(session, member.community_id)
        now = clock.now()
        week, origin = Week.of(now, community.timezone), Origin(RequestSource.MEMBER, now)
        return RequestRead.of(await _ask(session, community, member.id, link, week, origin))


async def _ask(
    session: AsyncSession, community: Community, member_id: UUID, link: str, week: Week, origin: Origin
) -> RequestFacts:
    shortcode = _shortcode(link)
    await requests.claim_weeks(session, community.id)
    member = await communities.member_by_id(session, community.id, member_id)
    refuse_who_takes_no_part(member)
    asked = await requests.of_member_in_week(session, member.id, week)
    before = withdrawn_before(asked, shortcode)
    refuse_more_than(community.requests_per_week, asked, week)
    made = await _write_down(session, community.id, member.id, week, shortcode, origin, before=before)
    _audit(session, community, member, made, origin)
    await tell(session, community.workspace_id, made)
    return await facts_of_one(session, made)


def _shortcode(link: str) -> str:
    try:
        return shortcode_of(link)
    except LinkRefused as refused:
        raise InvalidInput([FieldError("link", str(refused))]) from None


async def _write_down(
    session: AsyncSession,
    community_id: UUID,
    member_id: UUID,
    week: Week,
    shortcode: str,
    origin: Origin,
    *,
    before: WeeklyRequest | None = None,
) -> WeeklyRequest:
    """The request is open; one that was withdrawn `before` is taken up again. Whoever calls has claimed the weeks."""
    if before is None:
        before = requests.put(
            session,
            community_id=community_id,
            member_id=member_id,
            week=week,
            shortcode=shortcode,
            instagram_link=link_of(shortcode),
        )
    before.source, before.requested_at, before.added_by = origin.source, origin.requested_at, origin.added_by
    before.closed_at = before.closed_reason = None
    before.is_withdrawn = False
    await session.flush()
    return before


def _audit(
    session: AsyncSession, community: Community, member: MemberFacts, made: WeeklyRequest, origin: Origin
) -> None:
    record(
        session,
        "requests.add",
        f"exchange_request:{made.id}",
        actor_id=origin.added_by,
        workspace_id=community.workspace_id,
        username=member.username,
        source=origin.source.value,
        week=str(Week(made.iso_year, made.iso_week)),
        shortcode=made.shortcode,
    )
