"""Why something must not be written in an account's name now."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.core import clock
from autogram.core.errors import TooManyRequests

LOOK_AGAIN = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wait:
    """What is waited for, and when to look again. `is_final`: waiting cannot help."""

    reason: str
    delay: timedelta = LOOK_AGAIN
    is_final: bool = False


async def reason_not_to_ask(session: AsyncSession, account_id: UUID) -> Wait | None:
    """None if Instagram may be asked anything in the account's name, now."""
    account = await accounts.account_brief(session, account_id)
    if account.status is AccountStatus.DISCONNECTED:
        return Wait(f"@{account.username} is disconnected", is_final=True)
    if account.status is not AccountStatus.CONNECTED:
        return Wait(f"@{account.username} must be connected again: {account.status_reason}")
    if account.token_expires_at and account.token_expires_at < clock.now():
        return Wait(f"the token of @{account.username} has expired; connect the account again")
    try:
        await accounts.require_quota(session, account_id, accounts.QuotaKind.REQUESTS)
    except TooManyRequests as refusal:
        return _until_allowed(refusal)
    return None


async def reason_not_to_comment(session: AsyncSession, account_id: UUID) -> Wait | None:
    """None if the account may write a comment now; it is in the account's book then."""
    if await accounts.is_everything_paused(session):
        return Wait("everything is paused")
    account = await accounts.account_brief(session, account_id)
    if account.paused:
        return Wait(f"@{account.username} is paused")
    try:
        await accounts.spend_quota(session, account_id, accounts.QuotaKind.COMMENTS)
    except TooManyRequests as refusal:
        return _until_allowed(refusal)
    return None


def _until_allowed(refusal: TooManyRequests) -> Wait:
    return Wait(refusal.detail, min(timedelta(seconds=float(refusal.headers["Retry-After"])), LONGEST_WAIT))
