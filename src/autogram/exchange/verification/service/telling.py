"""Who looks at the community sees verifications, rows and appeals change."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.live import announce
from autogram.exchange.community import service as communities
from autogram.exchange.verification.models import Appeal, Verification, VerificationRun


async def tell_run(session: AsyncSession, run: VerificationRun) -> None:
    community = await communities.get_community(session, run.community_id)
    await announce(
        session,
        community.workspace_id,
        "exchange.verification_changed",
        run_id=run.id,
        week=str(run.week),
        status=run.status.value,
        posts=run.posts,
        posts_read=run.posts_read,
    )


async def tell_row(session: AsyncSession, row: Verification) -> None:
    community = await communities.get_community(session, row.community_id)
    await announce(
        session,
        community.workspace_id,
        "exchange.finding_changed",
        verification_id=row.id,
        member_id=row.member_id,
        request_id=row.request_id,
        is_verified=row.is_verified,
    )


async def tell_appeal(session: AsyncSession, appeal: Appeal) -> None:
    community = await communities.get_community(session, appeal.community_id)
    await announce(
        session,
        community.workspace_id,
        "exchange.appeal_changed",
        appeal_id=appeal.id,
        verification_id=appeal.verification_id,
        status=appeal.status.value,
    )
