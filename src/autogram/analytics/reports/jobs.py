"""Reports are written and forgotten outside of requests."""

from autogram.accounts.errors import AccountNotFound
from autogram.analytics.reports import mailing, scheduling, service
from autogram.analytics.reports.messages import ForgetReports, MailReport, MakeReport, SendDueReports
from autogram.core.mail import MailNotSent, MailRefused
from autogram.jobs.api import GiveUp, JobContext, handles, schedules


@handles(MakeReport, max_attempts=4, at_once=2, one_at_a_time=lambda message: f"report:{message.report_id}")
async def make_report(context: JobContext, message: MakeReport) -> None:
    try:
        await service.make_report(context.runtime, message.report_id)
    except AccountNotFound:
        await service.give_up(context.runtime, message.report_id)
    except Exception:
        if context.is_last_attempt:
            await service.give_up(context.runtime, message.report_id)
        raise


@handles(MailReport, at_once=4)
async def mail_report(context: JobContext, message: MailReport) -> None:
    try:
        await mailing.send(context.runtime, message.report_id, message.to, message.sending)
    except MailRefused as error:
        await mailing.note_refusal(context.runtime, message.report_id, str(error))
        raise GiveUp(str(error)) from None
    except MailNotSent as error:
        if context.is_last_attempt:
            await mailing.note_refusal(context.runtime, message.report_id, str(error))
        raise


@handles(SendDueReports, one_at_a_time=lambda message: "analytics.send_due_reports")
async def send_due_reports(context: JobContext, message: SendDueReports) -> None:
    async with context.transaction() as session:
        await scheduling.start_due(session)


@handles(ForgetReports)
async def forget_reports(context: JobContext, message: ForgetReports) -> None:
    async with context.transaction() as session:
        await service.forget_expired(session)


schedules(ForgetReports, "53 4 * * *")
schedules(SendDueReports, "*/10 * * * *")
