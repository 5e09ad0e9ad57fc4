"""The vocabulary of performance rows."""

from autogram.jobs.api import JobMessage


class WritePerformance(JobMessage, name="analytics.write_performance"):
    """The last finished days, week and month of each connected account are in one row each."""
