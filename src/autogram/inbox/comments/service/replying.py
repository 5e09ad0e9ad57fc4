"""Answering a comment: below it for everybody, or in private."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.accounts.schemas import AccountStatus
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.comments.errors import CommentNotAnswerable, PrivateReplyNotAllowed
from autogram.inbox.comments.messages import SendCommentReply
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.comments.policy import private_reply_allowance, reply_allowance
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.telling import tell
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.models import FoundBy
from autogram.inbox.conversations.schemas import Sender
from autogram.jobs.api import enqueue

COMMENTS_SCOPE = "instagram_business_manage_comments"


async def queue_reply(
    session: AsyncSession, comment_id: UUID, text: str, sender: Sender, *, workspace_id: UUID | None = None
) -> UUID:
    """Our reply is a row that is `sending`, with its job; its id. The same words twice, while the first are on their
    way, are one reply.

    Raises `CommentNotFound`, `CommentNotAnswerable`, `AccountNotUsable`.
    """
    # Locked, so that of two clicks the second sees what the first has queued.
    comment = await rows.get_comment(session, comment_id, workspace_id=workspace_id, lock=True)
    tops = await rows.tops_of(session, [comment])
    allowance = reply_allowance(comment, tops.get((comment.account_id, comment.parent_comment_id)))
    if not allowance.allowed:
        raise CommentNotAnswerable(allowance.reason or "", comment_id=str(comment_id))
    await _require_comments(session, comment.account_id)
    again = await rows.reply_on_its_way(session, comment, text)
    if again is not None:
        return again.id
    reply = _reply_to(comment, text, sender)
    session.add(reply)
    await session.flush()
    await enqueue(session, SendCommentReply(comment_id=reply.id, answers_id=comment.id))
    if sender.is_human and comment.read_at is None and not comment.is_own:
        comment.read_at = clock.now()
    await tell(session, reply)
    return reply.id


def _reply_to(comment: Comment, text: str, sender: Sender) -> Comment:
    """A row of ours, about to be sent. Below a reply it belongs to the top comment, as Instagram does it."""
    return Comment(
        id=new_id(),
        workspace_id=comment.workspace_id,
        account_id=comment.account_id,
        kind=comment.kind,
        parent_comment_id=comment.parent_comment_id or comment.comment_id,
        media_id=comment.media_id,
        media_product_type=comment.media_product_type,
        text=text,
        commented_at=clock.now(),
        found_by=FoundBy.OURSELVES,
        is_own=True,
        status=CommentStatus.SENDING,
        sender_id=sender.user_id,
        rule_id=sender.rule_id,
    )


async def _require_comments(session: AsyncSession, account_id: UUID) -> None:
    """Something queued for the account can go out one day."""
    account = await accounts.account_brief(session, account_id)
    if account.status is AccountStatus.DISCONNECTED:
        raise AccountNotUsable(f"@{account.username} is disconnected.", account_id=str(account_id))
    if COMMENTS_SCOPE in account.missing_scopes:
        raise CommentNotAnswerable(
            f"@{account.username} was connected without the permission to manage comments; connect it again and "
            "allow it."
        )


async def private_reply(
    session: AsyncSession, comment_id: UUID, text: str, sender: Sender, *, workspace_id: UUID | None = None
) -> UUID:
    """The private reply, one per comment for ever, is queued as a message; its id.

    Raises `CommentNotFound`, `PrivateReplyNotAllowed`, and what `conversations.queue_private_reply` raises.
    """
    # Locked, so that two clicks cannot queue two.
    comment = await rows.get_comment(session, comment_id, workspace_id=workspace_id, lock=True)
    allowance = private_reply_allowance(comment)
    if not allowance.allowed or comment.person_id is None or comment.comment_id is None:
        raise PrivateReplyNotAllowed(allowance.reason or "", comment_id=str(comment_id))
    comment.private_reply_message_id = await conversations.queue_private_reply(
        session,
        account_id=comment.account_id,
        person_id=comment.person_id,
        comment_instagram_id=comment.comment_id,
        comment_row_id=comment.id,
        commented_at=comment.commented_at,
        is_live=comment.kind is CommentKind.LIVE,
        text=text,
        sender=sender,
    )
    if sender.is_human and comment.read_at is None:
        comment.read_at = clock.now()
    await tell(session, comment)
    return comment.private_reply_message_id
