"""What can be wrong with consumers, producers and comments."""

from autogram.core.errors import BadRequest, Conflict, NotFound, ServiceUnavailable


class ConsumerNotFound(NotFound):
    title = "Consumer not found"


class ProducerNotFound(NotFound):
    title = "Producer not found"


class AiCommentNotFound(NotFound):
    title = "Comment not found"


class CommentingRunNotFound(NotFound):
    title = "Run not found"


class ConsumerExists(Conflict):
    """The account receives comments already, or waits for an admin's approval."""

    title = "The account is registered as a consumer already"


class ConsumerHasLeft(Conflict):
    """It does not wish for comments any more; only by registering again it does."""

    title = "The consumer has left"


class ProducerExists(Conflict):
    """The account writes comments already, or waits for an admin's approval."""

    title = "The account is registered as a producer already"


class ProducerLoginRefused(BadRequest):
    """`refusal`: `bad-credentials`, `two-factor-needed` (send it again with the code) or `wrong-code`."""

    title = "Instagram does not let the producer in"


class ProducerMustAct(Conflict):
    """Open Instagram yourself and do what it asks; nothing here can do it for you. `refusal` says which."""

    title = "Instagram wants something from the producer"


class ProducerLoginUnusable(ServiceUnavailable):
    """Instagram did not answer as it should; the password was not tried again. `refusal` says which."""

    title = "Instagram cannot be used for logins at the moment"


class ProducerNotUsable(Conflict):
    """It has not been approved, has left, or its session is gone."""

    title = "The producer cannot write"


class CommentNotWaiting(Conflict):
    """Only a text that waits can be approved or rejected; `comment_status` says what became of it."""

    title = "The comment does not wait for approval"


class CommentNotFailed(Conflict):
    """Only what surely was not written may be tried again; `comment_status` says what became of it."""

    title = "The comment has not failed"


class CommentNotUnconfirmed(Conflict):
    """There is no doubt about it; `comment_status` says what became of it."""

    title = "The comment is not unconfirmed"


class CommentingStopped(Conflict):
    """The stop switch, or the pause of everything, is on; nothing is written or sent until somebody resumes."""

    title = "Comments are stopped"


class CommentingRunIsOn(Conflict):
    """A community has one run at a time; wait for it, or stop it."""

    title = "A run is on already"
