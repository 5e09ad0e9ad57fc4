"""People decide what readings cannot: a row is accepted or taken back, with a reason."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.exchange.community.models import Community
from autogram.exchange.verification.errors import NothingDecided
from autogram.exchange.verification.models import Finding, Verification
from autogram.exchange.verification.queries import rows
from autogram.exchange.verification.schemas import EvidenceRead
from autogram.exchange.verification.service.listing import read_verification
from autogram.exchange.verification.service.telling import tell_row


async def decide(
    session: AsyncSession, community: Community, row_id: UUID, *, accept: bool, reason: str, by_user: UUID
) -> EvidenceRead:
    """The row counts as done, or does not, whatever readings say from now on. Raises `FindingNotFound`."""
    row = await rows.get_row(session, community.id, row_id, lock=True)
    put_decision(row, accept=accept, reason=reason, by_user=by_user)
    act = "verification.accept" if accept else "verification.take_back"
    return await _done(session, community, row, act, by_user, reason)


async def release(session: AsyncSession, community: Community, row_id: UUID, *, by_user: UUID) -> EvidenceRead:
    """What readings say counts again. Raises `FindingNotFound` and `NothingDecided`."""
    row = await rows.get_row(session, community.id, row_id, lock=True)
    if not row.is_decided:
        raise NothingDecided
    row.decided_by = row.decided_at = row.decision_reason = None
    _count(row, done=row.finding is Finding.SEEN)
    return await _done(session, community, row, "verification.release", by_user, None)


def put_decision(row: Verification, *, accept: bool, reason: str, by_user: UUID) -> None:
    row.decided_by, row.decided_at, row.decision_reason = by_user, clock.now(), reason
    _count(row, done=accept)


def _count(row: Verification, *, done: bool) -> None:
    if row.is_verified != done:
        row.is_verified, row.verified_at = done, clock.now() if done else None


async def _done(
    session: AsyncSession, community: Community, row: Verification, act: str, by_user: UUID, reason: str | None
) -> EvidenceRead:
    await session.flush()
    record(
        session,
        act,
        f"exchange_verification:{row.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        **({"reason": reason} if reason else {}),
    )
    await tell_row(session, row)
    return await read_verification(session, community, row.id)
