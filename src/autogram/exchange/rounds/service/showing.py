"""What strangers, and members with their link, see of a week."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.paging import Page, cut_page
from autogram.exchange.community import service as communities
from autogram.exchange.community.errors import MemberLinkUnknown
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.queries import requests
from autogram.exchange.rounds.schemas import PublicFilter, PublicRequest, RequestFacts, RequestFilter, RequestRead
from autogram.exchange.rounds.service.reading import facts_of, page_of
from autogram.exchange.weeks import Week


async def public_requests(
    session: AsyncSession, slug: str, wanted: PublicFilter, *, token: str | None
) -> Page[PublicRequest]:
    """One page of what is open in a week, newest first; without a week, in the current one.

    Strangers see members as the community wants it, and none at all if only members may. Whoever sends the secret of
    a personal link sees names. Raises `CommunityNotFound` and `MemberLinkUnknown`.
    """
    community = await communities.community_by_slug(session, slug)
    is_member = await _is_member(session, community, token)
    if not is_member and communities.shown_name(community, "") is None:
        return Page(items=[])
    week = Week.parse(wanted.week) if wanted.week else Week.of(clock.now(), community.timezone)
    rows = await requests.page(
        session, community.id, week=week, member_id=None, are_open=True, cursor=wanted.cursor, limit=wanted.limit
    )
    shown, following = cut_page(rows, wanted.limit)
    facts = await facts_of(session, community.id, shown)
    return Page(items=[_shown(community, each, is_member=is_member) for each in facts], next_cursor=following)


async def _is_member(session: AsyncSession, community: Community, token: str | None) -> bool:
    if token is None:
        return False
    if (await communities.member_by_link(session, token)).community_id != community.id:
        raise MemberLinkUnknown
    return True


def _shown(community: Community, facts: RequestFacts, *, is_member: bool) -> PublicRequest:
    name = facts.username if is_member else communities.shown_name(community, facts.username)
    return PublicRequest(
        number=facts.number,
        username=name or "",
        instagram_link=facts.instagram_link,
        week=str(facts.week),
        requested_at=facts.requested_at,
    )


async def own_requests(session: AsyncSession, member: MemberFacts, wanted: PublicFilter) -> Page[RequestRead]:
    """What the member has asked, newest first, closed and withdrawn ones too."""
    return await page_of(
        session,
        member.community_id,
        RequestFilter(week=wanted.week, member_id=member.id, cursor=wanted.cursor, limit=wanted.limit),
    )
