"""The library's work in the background."""

from autogram.jobs.api import JobMessage


class EraseObject(JobMessage, name="content.erase_object"):
    """Remove the files of a deleted item from the store."""

    key: str


class SweepMedia(JobMessage, name="content.sweep_media"):
    """Remove what uploads left behind that never became an item."""
