"""What the team has read."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock, live
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.telling import tell


async def mark_read(session: AsyncSession, workspace_id: UUID, comment_id: UUID) -> None:
    """The comment counts as read. Raises `CommentNotFound`."""
    comment = await rows.get_comment(session, comment_id, workspace_id=workspace_id, lock=True)
    if comment.read_at is None and not comment.is_own:
        comment.read_at = clock.now()
        await tell(session, comment)


async def mark_media_read(session: AsyncSession, workspace_id: UUID, account_id: UUID, media_id: str) -> int:
    """Every comment below the media counts as read; how many did not before. Raises `AccountNotFound`."""
    await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    marked = await rows.mark_media_read(session, workspace_id, account_id, media_id)
    if marked:
        await live.announce(session, workspace_id, "comment.updated", account_id=str(account_id), media_id=media_id)
    return marked
