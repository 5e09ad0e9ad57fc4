"""What may be done with a comment now, and why not."""

from autogram.core import clock
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.comments.schemas import Allowance
from autogram.inbox.conversations.policy import AccountState, CommentReply, SendFacts, decide


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
    """Whether a private reply may be queued, and until when. Whether the account may send now is not looked at."""
    refusal = _private_refusal(comment)
    if refusal:
        return Allowance(allowed=False, reason=refusal)
    answered = CommentReply(
        comment.commented_at,
        is_live=comment.kind is CommentKind.LIVE,
        already_used=comment.private_reply_message_id is not None,
    )
    facts = SendFacts(clock.now(), sender_is_human=True, account=AccountState(""), comment=answered)
    decision = decide(facts)
    if not decision.allowed:
        return Allowance(allowed=False, reason=decision.reason)
    return Allowance(allowed=True, until=decision.closes_at)


def _private_refusal(comment: Comment) -> str | None:
    if comment.is_own:
        return "This is the account's own comment."
    if comment.kind is CommentKind.MENTION or comment.comment_id is None:
        return "Instagram allows private replies only to comments below the account's own media."
    if comment.person_id is None:
        return "Instagram has not told who wrote this."
    if comment.deleted_at:
        return "The comment is deleted."
    return None
