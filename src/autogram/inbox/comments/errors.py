"""What can be wrong with answering and moderating comments."""

from autogram.core.errors import Conflict, NotFound


class CommentNotFound(NotFound):
    title = "Comment not found"


class CommentNotAnswerable(Conflict):
    """Instagram takes no reply here: hidden, deleted, in a live video, or not sent yet."""

    title = "This comment cannot be answered"


class CommentNotModeratable(Conflict):
    """Only comments of others below the account's own media can be hidden; only those below it deleted."""

    title = "This cannot be done with this comment"


class PrivateReplyNotAllowed(Conflict):
    """Once per comment, within seven days, and only below the account's own media."""

    title = "No private reply to this comment"


class ReplyBeingSent(Conflict):
    """Wait until it is clear whether the reply stands at Instagram."""

    title = "The reply is being sent right now"
