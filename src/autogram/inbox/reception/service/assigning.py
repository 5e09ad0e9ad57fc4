"""What came in for an account before it was connected finds it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotFound
from autogram.accounts.schemas import AccountStatus
from autogram.inbox.journal import service as journal


async def process_unassigned(session: AsyncSession, account_id: UUID) -> None:
    """Deliveries that were kept because no connected account had their id are processed again, if this one has it."""
    try:
        account = await accounts.account_brief(session, account_id)
    except AccountNotFound:
        return
    if account.status is not AccountStatus.DISCONNECTED:
        waiting = await journal.events_of_unknown_account(session, account.instagram_user_id)
        await journal.replay_deliveries(session, waiting)
