"""What can be wrong with asking for a report."""

from autogram.core.errors import Conflict, NotFound


class ReportNotFound(NotFound):
    title = "There is no such report, or it has expired"


class ReportNotReady(Conflict):
    title = "The report is not written yet"
