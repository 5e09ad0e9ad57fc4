"""The end of a run: the rules speak, and the summary goes out; each once."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.exchange.community import service as communities
from autogram.exchange.verification.messages import CallSummaryWebhook, MailSummary
from autogram.exchange.verification.models import RunStatus
from autogram.exchange.verification.queries import runs
from autogram.exchange.verification.service.ruling import apply_rules
from autogram.jobs.api import enqueue, enqueue_all


async def conclude(session: AsyncSession, run_id: UUID) -> None:
    """What follows from the run has happened and its summary is on its way. Again changes nothing."""
    run = await runs.locked(session, run_id)
    if run is None or run.status is not RunStatus.COMPLETED:
        return
    community = await communities.get_community(session, run.community_id)
    if run.rules_applied_at is None:
        followed = await apply_rules(session, community, run.week)
        run.consequences = [each.model_dump(mode="json") for each in followed]
        run.rules_applied_at = clock.now()
    if run.summary_sent_at is None:
        await enqueue_all(session, [MailSummary(run_id=run.id, to=address) for address in community.summary_emails])
        if community.summary_webhook_url is not None:
            await enqueue(session, CallSummaryWebhook(run_id=run.id))
        run.summary_sent_at = clock.now()
