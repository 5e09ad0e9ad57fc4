"""Requests as they stand, for other parts and for those who look."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import Page, cut_page
from autogram.exchange.community import service as communities
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.rounds.queries import requests
from autogram.exchange.rounds.schemas import RequestFacts, RequestFilter, RequestRead
from autogram.exchange.weeks import Week


async def requests_of_week(session: AsyncSession, community_id: UUID, week: Week) -> list[RequestFacts]:
    """All of the week, closed ones too, in the order in which they were written down."""
    return await facts_of(session, community_id, await requests.of_week(session, community_id, week))


async def get_request(session: AsyncSession, community_id: UUID, request_id: UUID) -> RequestFacts:
    """Raises `RequestNotFound`."""
    request = await requests.get_request(session, request_id, community_id=community_id)
    [facts] = await facts_of(session, community_id, [request])
    return facts


async def facts_of(session: AsyncSession, community_id: UUID, rows: Sequence[WeeklyRequest]) -> list[RequestFacts]:
    """The rows with the names that their members have now."""
    members = await communities.members_by_id(session, community_id, {row.member_id for row in rows})
    return [_facts(row, members[row.member_id].username) for row in rows]


def _facts(row: WeeklyRequest, username: str) -> RequestFacts:
    return RequestFacts(
        id=row.id,
        number=row.number,
        community_id=row.community_id,
        member_id=row.member_id,
        username=username,
        shortcode=row.shortcode,
        instagram_link=row.instagram_link,
        week=Week(row.iso_year, row.iso_week),
        requested_at=row.requested_at,
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
        source=row.source,
        created_at=row.created_at,
        is_withdrawn=row.is_withdrawn,
    )


async def list_requests(session: AsyncSession, workspace_id: UUID, wanted: RequestFilter) -> Page[RequestRead]:
    """One page of the workspace's requests, newest first. Raises `CommunityNotFound`."""
    community = await communities.require_community(session, workspace_id)
    return await page_of(session, community.id, wanted)


async def page_of(session: AsyncSession, community_id: UUID, wanted: RequestFilter) -> Page[RequestRead]:
    rows = await requests.page(
        session,
        community_id,
        week=Week.parse(wanted.week) if wanted.week else None,
        member_id=wanted.member_id,
        cursor=wanted.cursor,
        limit=wanted.limit,
    )
    shown, following = cut_page(rows, wanted.limit)
    facts = await facts_of(session, community_id, shown)
    return Page(items=[RequestRead.of(each) for each in facts], next_cursor=following)


async def read_request(session: AsyncSession, workspace_id: UUID, request_id: UUID) -> RequestRead:
    """Raises `CommunityNotFound` and `RequestNotFound`."""
    community = await communities.require_community(session, workspace_id)
    return RequestRead.of(await get_request(session, community.id, request_id))
