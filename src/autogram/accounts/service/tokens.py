"""The life of tokens: refreshed daily from their second day, and loudly missed when they die."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.models import AccountStatus
from autogram.accounts.service import instagram_login
from autogram.core import audit, clock
from autogram.core.runtime import Runtime
from autogram.identity import service as identity
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.oauth import LongToken

# Instagram refreshes a token only when it is a day old.
REFRESH_AFTER = timedelta(hours=24)
ALARM_DAYS = (14, 7, 3, 1)


async def due_for_refresh(session: AsyncSession) -> list[UUID]:
    """Accounts whose token is old enough to be refreshed. All of them, every day: a token is never near its end."""
    return list(await queries.accounts_to_refresh(session, clock.now() - REFRESH_AFTER))


async def refresh_token(runtime: Runtime, account_id: UUID) -> None:
    """The token lives its full time again, or the account needs its owner and they are told.

    Raises `InstagramError` when Instagram did not answer: worth trying again while the old token lives.
    """
    async with runtime.database.reading() as session:
        account = await queries.get_account(session, account_id)
        token = account.token if account.can_act else None
    if token is None:
        return
    try:
        fresh = await instagram_login.of(runtime).refresh(token)
    except GraphError as error:
        async with runtime.database.transaction() as session:
            await _refresh_refused(session, account_id, error)
        if error.refusal in {Refusal.TRANSIENT, Refusal.THROTTLED}:
            raise
    except InstagramError:
        async with runtime.database.transaction() as session:
            await _warn_of_end(session, account_id)
        raise
    else:
        async with runtime.database.transaction() as session:
            await _store(session, account_id, token, fresh)


async def _store(session: AsyncSession, account_id: UUID, old: str, fresh: LongToken) -> None:
    account = await queries.get_account(session, account_id, lock=True)
    if account.token != old:
        return  # reconnected meanwhile; that token is newer than ours
    now = clock.now()
    account.token, account.token_issued_at, account.token_checked_at = fresh.token, now, now
    account.token_expires_at, account.token_alarm_days = now + fresh.lives_for, None


async def _refresh_refused(session: AsyncSession, account_id: UUID, error: GraphError) -> None:
    if error.refusal in {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT}:
        await mark_needs_reauth(session, account_id, error.reason)
    else:
        await _warn_of_end(session, account_id)


async def _warn_of_end(session: AsyncSession, account_id: UUID) -> None:
    """A mail at 14, 7, 3 and 1 days before the end, each once, as long as refreshing fails."""
    account = await queries.get_account(session, account_id, lock=True)
    account.token_checked_at = clock.now()
    if account.token_expires_at is None:
        return
    days = (account.token_expires_at - clock.now()).days
    reached = [step for step in ALARM_DAYS if days <= step]
    if not reached or (account.token_alarm_days is not None and account.token_alarm_days <= reached[-1]):
        return
    account.token_alarm_days = reached[-1]
    await identity.mail_workspace_owners(
        session,
        account.workspace_id,
        f"@{account.username}: the connection to Instagram ends in {days} days",
        f"Autogram could not renew the connection of @{account.username}. It goes on trying every day. "
        "Connect the account again to be sure that nothing planned stays behind.",
    )


async def mark_needs_reauth(session: AsyncSession, account_id: UUID, reason: str) -> None:
    """Nothing is sent for the account until it is connected again; its people are told once."""
    account = await queries.get_account(session, account_id, lock=True)
    if account.status is not AccountStatus.CONNECTED:
        return
    account.status, account.status_reason = AccountStatus.NEEDS_REAUTH, reason
    audit.record(
        session, "accounts.needs_reauth", f"account:{account.id}", workspace_id=account.workspace_id, reason=reason
    )
    await identity.mail_workspace_owners(
        session,
        account.workspace_id,
        f"@{account.username} must be connected again",
        f"Instagram no longer accepts the connection of @{account.username}: {reason} "
        "What is planned waits until you connect the account again; what comes in is still kept.",
    )
