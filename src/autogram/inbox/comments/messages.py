"""The vocabulary of comments."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class CommentArrived(JobMessage, name="inbox.comment_arrived"):
    """Somebody else commented; the row is committed. Automation listens."""

    comment_id: UUID


class SendCommentReply(JobMessage, name="inbox.send_comment_reply"):
    """Our reply, whose status is `sending`, stands below the comment that it answers, once."""

    comment_id: UUID
    answers_id: UUID


class ReadMention(JobMessage, name="inbox.read_mention"):
    """A mention, of which the webhook tells only where it is, says what Instagram shows; then it has arrived."""

    comment_id: UUID
