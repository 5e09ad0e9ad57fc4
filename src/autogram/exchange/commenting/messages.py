"""The work of writing and sending comments."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class StartComments(JobMessage, name="exchange.start_comments"):
    """Communities whose next round of comments is due have a run."""


class WriteComments(JobMessage, name="exchange.write_comments"):
    """The texts for one more consumer of a run are there, or the run has ended. An earlier turn does nothing."""

    run_id: UUID
    turn: int


class SendComments(JobMessage, name="exchange.send_comments"):
    """What a producer is to write stands on Instagram, one comment after the other."""

    producer_id: UUID


class WatchComments(JobMessage, name="exchange.watch_comments"):
    """No approved comment and no run is forgotten."""
