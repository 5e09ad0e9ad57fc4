"""Members say that a row is wrong, and organisers decide."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.limits import RateLimit, spend
from autogram.core.paging import Page, cut_page
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds import service as rounds
from autogram.exchange.verification.errors import AppealDecided, AppealExists, FindingNotFound, NothingToAppeal
from autogram.exchange.verification.messages import MailMember
from autogram.exchange.verification.models import Appeal, AppealStatus, Verification
from autogram.exchange.verification.queries import appeals, rows
from autogram.exchange.verification.schemas import AppealCreate, AppealRead, OwnAppeal
from autogram.exchange.verification.service.deciding import put_decision
from autogram.exchange.verification.service.listing import read_rows
from autogram.exchange.verification.service.ruling import rule_again
from autogram.exchange.verification.service.telling import tell_appeal, tell_row
from autogram.jobs.api import enqueue

OWN = RateLimit("exchange-own-appeal", 20, timedelta(hours=1))


async def appeal(runtime: Runtime, member: MemberFacts, wish: AppealCreate) -> OwnAppeal:
    """The organisers see the member's words, and no rule is applied to the member before somebody has decided.

    Raises `TooManyRequests`, `FindingNotFound`, `NothingToAppeal` and `AppealExists`.
    """
    await spend(runtime.database, OWN, str(member.id))
    async with runtime.database.transaction() as session:
        row = await rows.get_row(session, member.community_id, wish.verification_id, lock=True)
        if row.member_id != member.id:
            raise FindingNotFound
        await _require_harm(session, row)
        made = await appeals.add(session, member.community_id, row.id, wish.text)
        if made is None:
            existing = await appeals.open_about(session, row.id)
            raise AppealExists(
                "You have appealed already; somebody will decide.", appeal_id=str(existing.id) if existing else None
            )
        await tell_appeal(session, made)
        return OwnAppeal.model_validate(made)


async def _require_harm(session: AsyncSession, row: Verification) -> None:
    if row.is_verified:
        raise NothingToAppeal("The row counts as done.")
    request = await rounds.get_request(session, row.community_id, row.request_id)
    if not request.is_open:
        raise NothingToAppeal("The request is closed; nobody has to comment on it any more.")


async def own_appeals(session: AsyncSession, member: MemberFacts, *, cursor: str | None, limit: int) -> Page[OwnAppeal]:
    """What the member has appealed, newest first."""
    found, following = cut_page(await appeals.of_member(session, member.id, cursor=cursor, limit=limit), limit)
    return Page(items=[OwnAppeal.model_validate(each) for each in found], next_cursor=following)


async def list_appeals(
    session: AsyncSession, community: Community, *, status: AppealStatus | None, cursor: str | None, limit: int
) -> Page[AppealRead]:
    """Newest first."""
    found = await appeals.page(session, community.id, status=status, cursor=cursor, limit=limit)
    shown, following = cut_page(found, limit)
    return Page(items=await _read(session, community.id, shown), next_cursor=following)


async def read_appeal(session: AsyncSession, community: Community, appeal_id: UUID) -> AppealRead:
    """Raises `AppealNotFound`."""
    [read] = await _read(session, community.id, [await appeals.get_appeal(session, community.id, appeal_id)])
    return read


async def decide_appeal(
    session: AsyncSession, community: Community, appeal_id: UUID, *, accept: bool, reason: str, by_user: UUID
) -> AppealRead:
    """The appeal is over, its member is told, and rules that it held back speak now.

    Accepted, the row counts as done; rejected, it stays as it is. Raises `AppealNotFound` and `AppealDecided`.
    """
    made = await appeals.get_appeal(session, community.id, appeal_id, lock=True)
    if made.status is not AppealStatus.OPEN:
        raise AppealDecided(f"It was {made.status.value} already.")
    made.status = AppealStatus.ACCEPTED if accept else AppealStatus.REJECTED
    made.decided_by, made.decided_at, made.decision_reason = by_user, clock.now(), reason
    row = await rows.get_row(session, community.id, made.verification_id, lock=True)
    if accept:
        put_decision(row, accept=True, reason=reason, by_user=by_user)
    await session.flush()
    await _conclude(session, community, made, row, by_user)
    return await read_appeal(session, community, appeal_id)


async def _conclude(
    session: AsyncSession, community: Community, made: Appeal, row: Verification, by_user: UUID
) -> None:
    record(
        session,
        f"appeals.{made.status.value}",
        f"exchange_appeal:{made.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        reason=made.decision_reason,
    )
    await tell_appeal(session, made)
    await tell_row(session, row)
    request = await rounds.get_request(session, community.id, row.request_id)
    await rule_again(session, community.id, request.week)
    member = await communities.member_by_id(session, community.id, row.member_id)
    if member.email is not None:
        subject = f"Your appeal in {community.name} was {made.status.value}"
        text = f"It was about the post of @{request.username} in {request.week}: {made.decision_reason}"
        await enqueue(session, MailMember(community_id=community.id, member_id=member.id, subject=subject, text=text))


async def _read(session: AsyncSession, community_id: UUID, found: Sequence[Appeal]) -> list[AppealRead]:
    about = await rows.with_ids(session, {each.verification_id for each in found})
    read = {each.id: each for each in await read_rows(session, community_id, list(about.values()))}
    return [
        AppealRead(
            id=each.id,
            status=each.status,
            text=each.text,
            created_at=each.created_at,
            decided_by=each.decided_by,
            decided_at=each.decided_at,
            decision_reason=each.decision_reason,
            verification=read[each.verification_id],
        )
        for each in found
        if each.verification_id in read
    ]


async def count_open_appeals(session: AsyncSession, community_id: UUID) -> int:
    """How many appeals nobody has decided."""
    return await appeals.count_open(session, community_id)
