"""The job layer's own work."""

from autogram.jobs.api import JobMessage


class ProveLiveness(JobMessage, name="jobs.prove_liveness"):
    """Does nothing; that a worker claimed it shows that due work is being claimed."""


class CleanUp(JobMessage, name="jobs.clean_up"):
    """Forgets old log lines and workers."""


class ForgetLiveEvents(JobMessage, name="jobs.forget_live_events"):
    """Live events older than a day are gone."""
