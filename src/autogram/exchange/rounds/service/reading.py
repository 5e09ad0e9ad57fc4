"""Requests as they stand, for other parts and for those who look."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import Page, cut_page
from autogram.exchange.community import service as communities
from autogram.exchange.community.names import normal_username
from autogram.exchange.rounds.errors import RequestNotFound
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.rounds.queries import requests
from autogram.exchange.rounds.schemas import RequestFacts, RequestFilter, RequestRead
from autogram.exchange.weeks import Week


async def requests_of_week(session: AsyncSession, community_id: UUID, week: Week) -> list[RequestFacts]:
    """All of the week, closed ones too, in the order in which they were written down."""
    return await facts_of(session, community_id, await requests.of_week(session, community_id, week))


async def requests_by_id(
    session: AsyncSession, community_id: UUID, request_ids: Collection[UUID]
) -> dict[UUID, RequestFacts]:
    """Those of the ids that belong to a request of the community."""
    found = await requests.with_ids(session, community_id, request_ids)
    return {facts.id: facts for facts in await facts_of(session, community_id, found)}


async def get_request(session: AsyncSession, community_id: UUID, request_id: UUID) -> RequestFacts:
    """Raises `RequestNotFound`."""
    return await facts_of_one(session, await requests.get_request(session, request_id, community_id=community_id))


async def facts_of(session: AsyncSession, community_id: UUID, rows: Sequence[WeeklyRequest]) -> list[RequestFacts]:
    """The rows with the names that their members have now; without those of members deleted at this moment."""
    members = await communities.members_by_id(session, community_id, {row.member_id for row in rows})
    return [_facts(row, members[row.member_id].username) for row in rows if row.member_id in members]


async def facts_of_one(session: AsyncSession, row: WeeklyRequest) -> RequestFacts:
    """Raises `RequestNotFound` if its member is deleted at this moment."""
    for facts in await facts_of(session, row.community_id, [row]):
        return facts
    raise RequestNotFound


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


async def requests_window(
    session: AsyncSession,
    community_id: UUID,
    *,
    username: str | None = None,
    iso_year: int | None = None,
    iso_week: int | None = None,
    skip: int,
    limit: int,
) -> tuple[list[RequestFacts], int]:
    """As the predecessor pages: oldest first, without what was withdrawn, and how many there are in all."""
    member_id = None
    if username is not None:
        name = normal_username(username)
        found = await communities.members_by_username(session, community_id, [name])
        if name not in found:
            return [], 0
        member_id = found[name].id
    rows, total = await requests.window(
        session, community_id, iso_year=iso_year, iso_week=iso_week, member_id=member_id, skip=skip, limit=limit
    )
    return await facts_of(session, community_id, rows), total


async def request_numbered(session: AsyncSession, community_id: UUID, number: int) -> RequestFacts:
    """By the number that stands for it on the predecessor's paths. Raises `RequestNotFound`."""
    return await facts_of_one(session, await requests.numbered(session, community_id, number))
