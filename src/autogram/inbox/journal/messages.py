"""The vocabulary of the journal."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class ProcessDeliveries(JobMessage, name="inbox.process_deliveries"):
    """These deliveries, written down in one commit, are turned into messages and comments."""

    delivery_ids: tuple[UUID, ...]


class ForgetOldDeliveries(JobMessage, name="inbox.forget_old_deliveries"):
    """Deliveries older than WEBHOOK_RETENTION_DAYS are gone."""


class WatchDeliveries(JobMessage, name="inbox.watch_deliveries"):
    """Deliveries that wait although no job is left for them have one again."""
