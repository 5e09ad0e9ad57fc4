"""Whether Instagram still accepts us for an account, and who is told when that changes."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.messages import SubscribeAccount
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.core import audit
from autogram.identity import service as identity
from autogram.instagram.errors import GraphError, Refusal
from autogram.jobs.api import enqueue


async def mark_needs_reauth(session: AsyncSession, account_id: UUID, error: GraphError, *, token: str) -> None:
    """Nothing is sent for the account until it is connected again; its owners are told once.

    Nothing happens if `token`, which Instagram refused, is no longer the account's: somebody was faster.
    """
    account = await queries.get_account(session, account_id, lock=True, with_token=True)
    if account.status is not AccountStatus.CONNECTED or account.token != token:
        return
    account.status, account.status_reason = AccountStatus.NEEDS_REAUTH, error.reason
    audit.record(
        session,
        "accounts.needs_reauth",
        f"account:{account.id}",
        workspace_id=account.workspace_id,
        reason=error.reason,
    )
    subject, text = _bad_news(account, error)
    await identity.mail_workspace_owners(session, account.workspace_id, subject, text)


async def mark_healed(session: AsyncSession, account: InstagramAccount) -> None:
    """Instagram accepts the account again without anybody having connected it; its owners are told."""
    account.status, account.status_reason = AccountStatus.CONNECTED, None
    audit.record(session, "accounts.healed", f"account:{account.id}", workspace_id=account.workspace_id)
    await enqueue(session, SubscribeAccount(account_id=account.id))
    await identity.mail_workspace_owners(
        session,
        account.workspace_id,
        f"@{account.username} works again",
        f"Instagram accepts the connection of @{account.username} again. What is planned goes out as planned.",
    )


def _bad_news(account: InstagramAccount, error: GraphError) -> tuple[str, str]:
    waiting = "What is planned waits until then; what comes in is still kept."
    if error.refusal is Refusal.PERSON_MUST_ACT:
        return (
            f"@{account.username}: Instagram wants you to do something",
            f"Instagram does not let us act for @{account.username} at the moment: {error.reason}\n\n"
            "Open Instagram as that account and do what it asks. Autogram goes on by itself within a few hours after "
            f"that, or at once when you connect the account again. {waiting}",
        )
    return (
        f"@{account.username} must be connected again",
        f"Instagram no longer accepts the connection of @{account.username}: {error.reason}\n\n"
        f"Connect the account again. {waiting}",
    )
