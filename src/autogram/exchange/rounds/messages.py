"""What happens to imports outside of requests."""

from autogram.jobs.api import JobMessage


class EraseOldImports(JobMessage, name="exchange.erase_old_imports"):
    """Nothing that was read in a chat more than a day ago is kept."""
