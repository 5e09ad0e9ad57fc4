"""What can be wrong with a post."""

from autogram.core.errors import Conflict, NotFound


class PostNotFound(NotFound):
    title = "Post not found"


class PostAlreadyPublished(Conflict):
    """A published post cannot be changed; make a new one."""

    title = "The post is already published"


class PostBeingPublished(Conflict):
    """Wait for the outcome, or cancel while Instagram has not been asked to publish."""

    title = "The post is being published right now"


class NothingToDecide(Conflict):
    """Only a late, failed or unconfirmed post waits for a decision."""

    title = "There is nothing to decide about this post"


class NoAccountConnected(Conflict):
    """Connect an Instagram account, or name one of several."""

    title = "No Instagram account to post to"


class PublishingNotPermitted(Conflict):
    """The account was connected without the permission to publish; connect it again and allow it."""

    title = "The account may not publish"


class CampaignNotFound(NotFound):
    title = "Campaign not found"


class SlotNotFound(NotFound):
    title = "Posting slot not found"


class NoFreeSlot(Conflict):
    """The account has no posting slots, or all of the next weeks are taken; add some, or name a time."""

    title = "No free posting slot"


class CalendarFeedNotFound(NotFound):
    title = "Calendar not found"


class RecurringPostNotFound(NotFound):
    title = "Recurring post not found"


class PostImportNotFound(NotFound):
    title = "Import not found"


class PostImportHasFaults(Conflict):
    """Rows with faults are not written; correct the table, the mapping, or leave the rows out."""

    title = "The table has faults"


class PostImportApplied(Conflict):
    """Its rows are posts by now, or are becoming posts; upload the table anew to import it anew."""

    title = "The table is being imported already"
