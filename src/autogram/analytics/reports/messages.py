"""What jobs make and forget reports."""

from uuid import UUID

from pydantic import Field

from autogram.core.ids import new_id
from autogram.jobs.api import JobMessage


class MakeReport(JobMessage, name="analytics.make_report"):
    """Write the file of a report that was asked for."""

    report_id: UUID


class ForgetReports(JobMessage, name="analytics.forget_reports"):
    """Delete reports that have expired."""


class SendDueReports(JobMessage, name="analytics.send_due_reports"):
    """Each schedule whose hour has come has its report asked for."""


class MailReport(JobMessage, name="analytics.mail_report"):
    """One recipient gets the report's file by mail."""

    report_id: UUID
    to: str
    # The same however often the job is tried.
    sending: UUID = Field(default_factory=new_id)
