"""The fairness ledger: given and received by member and week, and over a span."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.spreadsheets import csv_of
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.verification.schemas import LedgerMember, LedgerRead, LedgerWeek
from autogram.exchange.verification.service.figures import WeekFigures, week_figures
from autogram.exchange.weeks import Week

USUAL_WEEKS, MOST_WEEKS = 4, 53
FIGURES = ("uploads", "given", "received", "missing", "unknown")


async def read_ledger(
    session: AsyncSession, community: Community, first_week: str | None, last_week: str | None
) -> LedgerRead:
    """Both weeks and those between; without them the last four. Raises `InvalidInput` for a span that is none."""
    span = _span(community, first_week, last_week)
    figures = [await week_figures(session, community.id, week) for week in span]
    people = {member_id for each in figures for member_id in each.people}
    members = await communities.members_by_id(session, community.id, people)
    active = {member.id: member for member in await communities.active_members(session, community.id)}
    everybody = sorted((members | active).values(), key=lambda member: member.username)
    lines = [_line(member, figures) for member in everybody]
    return LedgerRead(first_week=str(span[0]), last_week=str(span[-1]), members=lines)


def _span(community: Community, first_week: str | None, last_week: str | None) -> list[Week]:
    last = Week.parse(last_week) if last_week else Week.of(clock.now(), community.timezone)
    if first_week is not None:
        first = Week.parse(first_week)
    else:
        first = last
        for _ in range(USUAL_WEEKS - 1):
            first = first.previous
    if first > last:
        raise InvalidInput([FieldError("first_week", "is after last_week")])
    span = [first]
    while span[-1] != last:
        if len(span) == MOST_WEEKS:
            raise InvalidInput([FieldError("first_week", f"is more than {MOST_WEEKS} weeks before last_week")])
        span.append(span[-1].next)
    return span


def _line(member: MemberFacts, figures: Sequence[WeekFigures]) -> LedgerMember:
    weeks = [_week(member, each) for each in figures]
    totals = {name: sum(getattr(week, name) for week in weeks) for name in FIGURES}
    return LedgerMember(member_id=member.id, username=member.username, status=member.status, weeks=weeks, **totals)


def _week(member: MemberFacts, figures: WeekFigures) -> LedgerWeek:
    standing = figures.standing_of(member.id)
    return LedgerWeek(
        week=str(figures.week),
        uploads=figures.uploads.get(member.id, 0),
        given=standing.given,
        received=figures.received.get(member.id, 0),
        missing=standing.missing,
        unknown=standing.unknown,
    )


def ledger_as_csv(ledger: LedgerRead) -> bytes:
    """A line for each member and week."""
    lines = [
        [member.username, member.status.value, week.week, *(getattr(week, name) for name in FIGURES)]
        for member in ledger.members
        for week in member.weeks
    ]
    return csv_of([["username", "status", "week", *FIGURES], *lines])
