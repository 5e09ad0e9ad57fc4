"""What can be wrong with asking for a report."""

from autogram.core.errors import Conflict, NotFound


class ReportNotFound(NotFound):
    title = "There is no such report, or it has expired"


class ReportNotReady(Conflict):
    title = "The report is not written yet"


class ReportScheduleNotFound(NotFound):
    """The workspace has no such schedule."""

    title = "There is no such report schedule"


class MailNotConfigured(Conflict):
    """Nothing can be mailed until the operator sets `SMTP_URL`."""

    title = "No mail can be sent here"
