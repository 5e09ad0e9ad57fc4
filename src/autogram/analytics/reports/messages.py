"""What jobs make and forget reports."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class MakeReport(JobMessage, name="analytics.make_report"):
    """Write the file of a report that was asked for."""

    report_id: UUID


class ForgetReports(JobMessage, name="analytics.forget_reports"):
    """Delete reports that have expired."""
