"""A report goes to people by mail."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotFound
from autogram.analytics.models import Report, ReportFormat
from autogram.analytics.reports.errors import MailNotConfigured, ReportNotReady
from autogram.analytics.reports.messages import MailReport
from autogram.analytics.reports.service import read_report
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.letters import letter
from autogram.core.mail import Attachment, MailRefused, send_mail
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue_all

CONTENT_TYPES = {ReportFormat.PDF: "application/pdf", ReportFormat.CSV: "text/csv; charset=utf-8"}


def require_mail(settings: Settings) -> None:
    """Raises `MailNotConfigured` where no mail server is set."""
    if settings.mail.smtp_url is None:
        raise MailNotConfigured("Set SMTP_URL, or download the report instead.")


def file_name(report: Report) -> str:
    return f"report-{report.first_day}-{report.last_day}.{report.format.value}"


async def ask_to_mail(
    settings: Settings, session: AsyncSession, actor: Actor, report_id: UUID, recipients: list[str]
) -> Report:
    """A job for each recipient mails the file. Raises `ReportNotFound`, `ReportNotReady`, `MailNotConfigured`."""
    require_mail(settings)
    report = await read_report(session, actor.workspace_id, report_id)
    if report.finished_at is None or report.size_bytes is None:
        raise ReportNotReady(status_of_report=report.status.value, progress=report.progress)
    report.recipients = sorted({*report.recipients, *recipients})
    await enqueue_all(session, [MailReport(report_id=report_id, to=to) for to in recipients])
    audit.record(
        session,
        "reports.mail",
        f"report:{report_id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        recipients=len(recipients),
    )
    return report


async def send(runtime: Runtime, report_id: UUID, to: str, sending: UUID) -> None:
    """The mail server has taken the report for this person. A report that is gone is not mailed.

    Tried again after a worker died it is the same message, which many mail programs show once; asked for again, as
    another `sending`, it is a new one.

    Raises `MailRefused`, `MailNotSent`.
    """
    async with runtime.database.reading() as session:
        report = await session.scalar(select(Report).where(Report.id == report_id).options(undefer(Report.payload)))
        if report is None or report.payload is None:
            return
        about = await _subject(session, report)
    file = Attachment(file_name(report), CONTENT_TYPES[report.format], report.payload)
    words = letter(
        to,
        f"Report: {about}, {report.first_day} to {report.last_day}",
        f"The report of {about} from {report.first_day} to {report.last_day} is attached.",
        "Figures come from Instagram. What Instagram did not give is left out and not counted as zero.",
    )
    identity = f"report.{sending}.{runtime.keyring.keyed_hash(to)[:16]}"
    mail = type(words)(words.to, words.subject, words.text, words.html, (file,), identity)
    if not await send_mail(runtime.settings.mail, mail):
        raise MailRefused("SMTP_URL is not set")
    async with runtime.database.transaction() as writing:
        row = await writing.get(Report, report_id, with_for_update=True)
        if row is not None:
            row.sent_at = clock.now()


async def note_refusal(runtime: Runtime, report_id: UUID, reason: str) -> None:
    """The report says that it could not be mailed."""
    async with runtime.database.transaction() as session:
        row = await session.get(Report, report_id, with_for_update=True)
        if row is not None:
            row.failure_reason = f"Not mailed: {reason}."


async def _subject(session: ReadSession, report: Report) -> str:
    if report.account_id is None:
        return "a campaign"
    try:
        return f"@{(await accounts.account_brief(session, report.account_id)).username}"
    except AccountNotFound:
        return "an account"
