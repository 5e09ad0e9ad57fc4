"""What can be wrong with a crawl."""

from autogram.core.errors import BadRequest, Conflict, NotFound, ServiceUnavailable


class CrawlNotFound(NotFound):
    title = "Crawl not found"


class AccountBeingRead(Conflict):
    """One account is read by one crawl at a time; wait for it, or cancel it."""

    title = "The account is being read already"


class CrawlHasEnded(Conflict):
    """It is completed, failed or cancelled; begin another one."""

    title = "The crawl has ended already"


class CrawlIsActive(Conflict):
    """It waits or is being read; what has not ended cannot be deleted."""

    title = "The crawl has not ended yet"


class InstagramLoginRefused(BadRequest):
    """`refusal` says which: `bad-credentials` or `two-factor-needed`."""

    title = "Instagram does not let you in"


class InstagramAsksOwner(Conflict):
    """Open Instagram yourself and do what it asks; nothing here can do it for you."""

    title = "Instagram wants something from the account's owner"


class InstagramUnusable(ServiceUnavailable):
    """Instagram did not answer as it should; the password was not tried again."""

    title = "Instagram cannot be used at the moment"


class NoStoredSession(Conflict):
    """The profile has no session that could be used; crawl once with `keep_session`."""

    title = "There is no stored session"
