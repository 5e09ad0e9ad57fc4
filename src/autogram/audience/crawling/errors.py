"""What can be wrong with a crawl."""

from autogram.core.errors import Conflict, NotFound


class CrawlNotFound(NotFound):
    title = "Crawl not found"


class AccountBeingRead(Conflict):
    """One account is read by one crawl at a time; wait for it, or cancel it."""

    title = "The account is being read already"


class CrawlHasEnded(Conflict):
    """It is completed, failed or cancelled; begin another one."""

    title = "The crawl has ended already"


class NoStoredSession(Conflict):
    """The profile has no session that could be used; crawl once with `keep_session`."""

    title = "There is no stored session"
