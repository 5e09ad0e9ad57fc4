"""What a member sees with the personal link: what is to be done, and what is known of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import MemberStatus
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds import service as rounds
from autogram.exchange.rounds.schemas import RequestFacts
from autogram.exchange.verification.models import Appeal, Finding, Verification
from autogram.exchange.verification.queries import appeals, rows
from autogram.exchange.verification.schemas import OwnAppeal, OwnTask
from autogram.exchange.weeks import Week


async def own_tasks(session: AsyncSession, member: MemberFacts, week: str | None, *, only_open: bool) -> list[OwnTask]:
    """Posts of the week, without one the current, that the member is to comment on; `only_open`: and has not yet."""
    community = await communities.get_community(session, member.community_id)
    wanted = Week.parse(week) if week else Week.of(clock.now(), community.timezone)
    asked = await rounds.requests_of_week(session, community.id, wanted)
    others = [each for each in asked if each.is_open and each.member_id != member.id]
    known = await rows.of_member(session, member.id, [request.id for request in others])
    is_due = member.status is MemberStatus.ACTIVE and member.joined_at < wanted.next.begins_at(community.timezone)
    latest = await appeals.latest_about(session, {row.id for row in known.values()})
    tasks = []
    for request in others:
        row = known.get(request.id)
        if row is None and not is_due:
            continue
        if not (only_open and row is not None and row.is_verified):
            tasks.append(_task(request, row, latest.get(row.id) if row else None))
    return tasks


def _task(request: RequestFacts, row: Verification | None, appeal: Appeal | None) -> OwnTask:
    return OwnTask(
        request_id=request.id,
        number=request.number,
        username=request.username,
        instagram_link=request.instagram_link,
        week=str(request.week),
        requested_at=request.requested_at,
        verification_id=row.id if row else None,
        finding=row.finding if row else Finding.PENDING,
        is_verified=row is not None and row.is_verified,
        reason=row.reason if row else None,
        comment_text=row.comment_text if row else None,
        commented_at=row.commented_at if row else None,
        decision_reason=row.decision_reason if row else None,
        appeal=OwnAppeal.model_validate(appeal) if appeal else None,
    )
