"""Rows as organisers see them: pages, the evidence of one, everything as a spreadsheet."""

from collections.abc import AsyncIterator, Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import Page, cut_page, encode_cursor
from autogram.core.runtime import Runtime
from autogram.core.spreadsheets import csv_of
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.community.names import normal_username
from autogram.exchange.rounds import service as rounds
from autogram.exchange.verification.models import PostReading, Verification
from autogram.exchange.verification.queries import rows
from autogram.exchange.verification.queries.rows import Wanted
from autogram.exchange.verification.schemas import EvidenceRead, ReadingBrief, VerificationFilter, VerificationRead
from autogram.exchange.weeks import Week

STRETCH = 1000
COLUMNS = (
    "week",
    "username",
    "owner_username",
    "instagram_link",
    "finding",
    "is_verified",
    "verified_at",
    "reason",
    "comment_id",
    "comment_text",
    "commented_at",
    "checked_at",
    "decided_at",
    "decision_reason",
)


async def list_verifications(
    session: AsyncSession, community: Community, filters: VerificationFilter
) -> Page[VerificationRead]:
    """One page, newest first."""
    wanted = await _wanted(session, community.id, filters)
    found = await rows.page(session, wanted, cursor=filters.cursor, limit=filters.limit)
    shown, following = cut_page(found, filters.limit)
    return Page(items=await read_rows(session, community.id, shown), next_cursor=following)


async def verifications(
    session: AsyncSession,
    community_id: UUID,
    *,
    username: str | None = None,
    is_verified: bool | None = None,
    skip: int,
    limit: int,
) -> tuple[list[VerificationRead], int]:
    """As the predecessor pages: oldest first, and how many there are in all."""
    member_id = None
    if username is not None:
        name = normal_username(username)
        known = await communities.members_by_username(session, community_id, [name])
        if name not in known:
            return [], 0
        member_id = known[name].id
    wanted = Wanted(community_id, member_id=member_id, is_verified=is_verified)
    found, total = await rows.window(session, wanted, skip=skip, limit=limit)
    return await read_rows(session, community_id, found), total


async def read_verification(session: AsyncSession, community: Community, row_id: UUID) -> EvidenceRead:
    """One row with its evidence. Raises `FindingNotFound`."""
    row = await rows.get_row(session, community.id, row_id)
    [read] = await read_rows(session, community.id, [row])
    reading = await session.get(PostReading, row.reading_id) if row.reading_id else None
    link = f"{read.instagram_link}c/{row.comment_id}/" if row.comment_id else None
    return EvidenceRead(
        **read.model_dump(),
        comment_link=link,
        reading=ReadingBrief.model_validate(reading) if reading else None,
    )


async def read_rows(session: AsyncSession, community_id: UUID, found: Sequence[Verification]) -> list[VerificationRead]:
    """The rows with names and links; without those whose member or request is deleted at this moment."""
    requests = await rounds.requests_by_id(session, community_id, {row.request_id for row in found})
    members = await communities.members_by_id(session, community_id, {row.member_id for row in found})
    read = []
    for row in found:
        request, member = requests.get(row.request_id), members.get(row.member_id)
        if request is None or member is None:
            continue
        known_elsewhere = {
            "username": member.username,
            "request_number": request.number,
            "owner_id": request.member_id,
            "owner_username": request.username,
            "instagram_link": request.instagram_link,
            "week": str(request.week),
        }
        own = {name: getattr(row, name) for name in VerificationRead.model_fields.keys() - known_elsewhere.keys()}
        read.append(VerificationRead.model_validate(own | known_elsewhere))
    return read


async def _wanted(session: AsyncSession, community_id: UUID, filters: VerificationFilter) -> Wanted:
    request_ids: Collection[UUID] | None = None
    if filters.week is not None:
        of_week = await rounds.requests_of_week(session, community_id, Week.parse(filters.week))
        request_ids = [request.id for request in of_week]
    return Wanted(community_id, filters.member_id, request_ids, filters.finding, filters.is_verified)


async def verifications_as_csv(
    runtime: Runtime, community_id: UUID, filters: VerificationFilter
) -> AsyncIterator[bytes]:
    """Every row of the list, oldest first."""
    yield csv_of([COLUMNS])
    after: str | None = None
    while True:
        async with runtime.database.reading() as session:
            wanted = await _wanted(session, community_id, filters)
            found = await rows.stretch(session, wanted, after=after, limit=STRETCH)
            read = await read_rows(session, community_id, found)
        yield csv_of([[getattr(each, column) for column in COLUMNS] for each in read])
        if len(found) < STRETCH:
            return
        after = encode_cursor(found[-1].created_at, found[-1].id)
