"""Screens learn that a comment has changed."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import live
from autogram.inbox.comments.models import Comment


async def tell(session: AsyncSession, comment: Comment) -> None:
    """Whoever looks at the workspace learns of the comment's change when the transaction commits."""
    await live.announce(
        session,
        comment.workspace_id,
        "comment.updated",
        comment_id=str(comment.id),
        account_id=str(comment.account_id),
        media_id=comment.media_id,
        status=comment.status.value,
    )
