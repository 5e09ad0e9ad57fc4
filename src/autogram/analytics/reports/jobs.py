"""Reports are written and forgotten outside of requests."""

from autogram.accounts.errors import AccountNotFound
from autogram.analytics.reports import service
from autogram.analytics.reports.messages import ForgetReports, MakeReport
from autogram.jobs.api import JobContext, handles, schedules


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


@handles(ForgetReports)
async def forget_reports(context: JobContext, message: ForgetReports) -> None:
    async with context.transaction() as session:
        await service.forget_expired(session)


schedules(ForgetReports, "53 4 * * *")
