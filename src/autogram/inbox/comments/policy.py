"""What may be done with a comment now, and why not."""

from datetime import timedelta

from autogram.core import clock
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.comments.schemas import Allowance

# https://developers.facebook.com/docs/messenger-platform/instagram/features/private-replies
PRIVATE_REPLY_LIFE = timedelta(days=7)


def reply_allowance(comment: Comment, top: Comment | None) -> Allowance:
    """Whether a public reply may be queued. `top` is the comment at the top of the thread, if we know it."""
    refusal = _reply_refusal(comment, top)
    return Allowance(allowed=refusal is None, reason=refusal)


def _reply_refusal(comment: Comment, top: Comment | None) -> str | None:
    if comment.deleted_at or (top and top.deleted_at):
        return "The comment is deleted."
    if comment.hidden_at or (top and top.hidden_at):
        return "Instagram takes no reply to a hidden comment; show it again first."
    if comment.kind is CommentKind.LIVE:
        return "Instagram takes no reply in a live video; answer in private while it lasts."
    if comment.is_own and comment.comment_id is None:
        return "This reply of yours does not stand at Instagram yet."
    if comment.comment_id is None and comment.media_id is None:
        return "Instagram has not told which comment this is."
    return None


def private_reply_allowance(comment: Comment) -> Allowance:
    """Whether a private reply may be queued, and until when."""
    refusal = _private_refusal(comment)
    if refusal:
        return Allowance(allowed=False, reason=refusal)
    if comment.kind is CommentKind.LIVE:
        return Allowance(allowed=True, reason="Only while the live video lasts; Instagram decides.")
    return Allowance(allowed=True, until=comment.commented_at + PRIVATE_REPLY_LIFE)


def _private_refusal(comment: Comment) -> str | None:
    if comment.is_own:
        return "This is the account's own comment."
    if comment.kind is CommentKind.MENTION or comment.comment_id is None:
        return "Instagram allows private replies only to comments below the account's own media."
    if comment.person_id is None:
        return "Instagram has not told who wrote this."
    if comment.deleted_at:
        return "The comment is deleted."
    if comment.private_reply_message_id:
        return "There is a private reply to this comment already; Instagram allows one."
    if comment.commented_at + PRIVATE_REPLY_LIFE <= clock.now():
        return "Instagram allows a private reply for seven days after the comment."
    return None
