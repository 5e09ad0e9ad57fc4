"""The round board: members by posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.spreadsheets import csv_of
from autogram.exchange.community import service as communities
from autogram.exchange.community.errors import MemberLinkUnknown
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds import service as rounds
from autogram.exchange.rounds.schemas import RequestFacts
from autogram.exchange.verification.models import Finding, PostReading, Verification
from autogram.exchange.verification.queries import readings, rows, runs
from autogram.exchange.verification.schemas import (
    BoardCell,
    BoardMember,
    BoardPost,
    BoardRead,
    PublicBoard,
    PublicCell,
    PublicMember,
    PublicPost,
)
from autogram.exchange.verification.service.showing import read_run
from autogram.exchange.weeks import Week

NOT_YET = BoardCell(
    verification_id=None,
    finding=Finding.PENDING,
    is_verified=False,
    is_decided=False,
    comment_id=None,
    reason=None,
)


@dataclass(frozen=True, slots=True)
class _Round:
    """A week as it stands: the posts that were asked for, who is to comment, and what is known."""

    week: Week
    requests: Sequence[RequestFacts]
    members: Sequence[MemberFacts]
    due: frozenset[UUID]
    rows: Mapping[tuple[UUID, UUID], Verification]

    def cell(self, member: MemberFacts, request: RequestFacts) -> BoardCell | None:
        """None where the member need not comment."""
        if member.id == request.member_id:
            return None
        row = self.rows.get((member.id, request.id))
        if row is None:
            return NOT_YET if member.id in self.due and request.is_open else None
        return BoardCell(
            verification_id=row.id,
            finding=row.finding,
            is_verified=row.is_verified,
            is_decided=row.is_decided,
            comment_id=row.comment_id,
            reason=row.reason,
        )


async def read_board(session: AsyncSession, community: Community, week: Week) -> BoardRead:
    """The week as organisers see it."""
    found = await _round(session, community, week)
    run = await runs.latest_of(session, community.id, week)
    read = {each.shortcode: each for each in await readings.of_run(session, run.id)} if run else {}
    return BoardRead(
        week=str(week),
        begins_at=week.begins_at(community.timezone),
        ends_at=week.next.begins_at(community.timezone),
        run=await read_run(session, run) if run else None,
        posts=[_post(request, read.get(request.shortcode)) for request in found.requests],
        members=[
            BoardMember(
                member_id=member.id,
                username=member.username,
                status=member.status,
                cells=[found.cell(member, request) for request in found.requests],
            )
            for member in found.members
        ],
    )


async def _round(session: AsyncSession, community: Community, week: Week) -> _Round:
    asked = [each for each in await rounds.requests_of_week(session, community.id, week) if not each.is_withdrawn]
    known = await rows.of_requests(session, [request.id for request in asked])
    ends_at = week.next.begins_at(community.timezone)
    due = [each for each in await communities.active_members(session, community.id) if each.joined_at < ends_at]
    due_ids = frozenset(member.id for member in due)
    others = await communities.members_by_id(session, community.id, {row.member_id for row in known} - due_ids)
    members = sorted([*due, *others.values()], key=lambda member: member.username)
    return _Round(week, asked, members, due_ids, {(row.member_id, row.request_id): row for row in known})


def _post(request: RequestFacts, reading: PostReading | None) -> BoardPost:
    return BoardPost(
        request_id=request.id,
        number=request.number,
        member_id=request.member_id,
        username=request.username,
        instagram_link=request.instagram_link,
        requested_at=request.requested_at,
        closed_at=request.closed_at,
        closed_reason=request.closed_reason,
        reading=reading.status if reading else None,
        expected=reading.expected if reading else None,
        comments_read=reading.comments_read if reading else None,
    )


def board_as_csv(board: BoardRead) -> bytes:
    """A line for each member, a column for each post; a dash where nothing was to be done."""
    head = ["username", *(f"@{post.username} {post.instagram_link}" for post in board.posts)]
    lines = [[member.username, *(_word(cell) for cell in member.cells)] for member in board.members]
    return csv_of([head, *lines])


def _word(cell: BoardCell | None) -> str:
    if cell is None:
        return "-"
    return "verified" if cell.is_verified else cell.finding.value


async def public_board(session: AsyncSession, slug: str, week: str | None, *, token: str | None) -> PublicBoard:
    """The week as the community shows it: to strangers what they may see, to its members the names.

    Raises `CommunityNotFound` and `MemberLinkUnknown`.
    """
    community = await communities.community_by_slug(session, slug)
    wanted = Week.parse(week) if week else Week.of(clock.now(), community.timezone)
    is_member = await _is_member(session, community, token)
    if not is_member and communities.shown_name(community, "") is None:
        return PublicBoard(week=str(wanted), visibility=community.visibility, posts=[], members=[])
    found = await _round(session, community, wanted)

    def name(username: str) -> str:
        return username if is_member else communities.shown_name(community, username) or ""

    return PublicBoard(
        week=str(wanted),
        visibility=community.visibility,
        posts=[
            PublicPost(
                number=each.number,
                username=name(each.username),
                instagram_link=each.instagram_link,
                is_open=each.is_open,
            )
            for each in found.requests
        ],
        members=[
            PublicMember(
                username=name(member.username),
                cells=[_public(found.cell(member, request)) for request in found.requests],
            )
            for member in found.members
        ],
    )


def _public(cell: BoardCell | None) -> PublicCell | None:
    return PublicCell(finding=cell.finding, is_verified=cell.is_verified) if cell else None


async def _is_member(session: AsyncSession, community: Community, token: str | None) -> bool:
    if token is None:
        return False
    if (await communities.member_by_link(session, token)).community_id != community.id:
        raise MemberLinkUnknown
    return True
