"""The helpers' work."""

from autogram.jobs.api import JobMessage


class EndRests(JobMessage, name="exchange.end_rests"):
    """Helpers that have rested enough are well again."""
