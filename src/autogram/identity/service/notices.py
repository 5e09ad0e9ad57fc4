"""Plain mails to people, for every domain that has something to tell them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.identity.messages import SendNotice
from autogram.identity.queries import workspaces
from autogram.jobs.api import enqueue, enqueue_all


async def mail_user(session: AsyncSession, user_id: UUID, subject: str, text: str, link: str | None = None) -> None:
    """The user is sent these words when the caller's transaction commits. No secrets: they are stored until sent.

    `subject` is one line, blank lines in `text` separate paragraphs, `link` is shown as a button.
    """
    await enqueue(session, SendNotice(user_id=user_id, subject=subject, text=text, link=link))


async def mail_workspace_owners(
    session: AsyncSession, workspace_id: UUID, subject: str, text: str, link: str | None = None
) -> None:
    """Like `mail_user`, to each active owner of the workspace."""
    owners = await workspaces.owners_of(session, workspace_id)
    await enqueue_all(
        session, [SendNotice(user_id=owner.id, subject=subject, text=text, link=link) for owner in owners]
    )
