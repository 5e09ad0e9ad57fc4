"""The work of crawls."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class ReadLists(JobMessage, name="audience.read_lists"):
    """Some more pages of a crawl are here, or its result. A message of an earlier turn does nothing."""

    crawl_id: UUID
    turn: int


class StartCrawls(JobMessage, name="audience.start_crawls"):
    """Crawls whose turn it is are being read, as many as may be at once."""


class WatchCrawls(JobMessage, name="audience.watch_crawls"):
    """No crawl is forgotten, none lives for ever, and results that have expired are gone."""


class TakeSnapshots(JobMessage, name="audience.take_snapshots"):
    """Profiles whose next snapshot is due have a crawl with their stored session."""
