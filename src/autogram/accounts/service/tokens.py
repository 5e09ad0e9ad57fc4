"""The life of tokens: refreshed daily from their second day, and loudly missed when they die."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.accounts.service import instagram_login
from autogram.accounts.service.health import mark_healed, mark_needs_reauth
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity import service as identity
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.oauth import LongToken

# Instagram refreshes a token only when it is a day old.
REFRESH_AFTER = timedelta(hours=24)
# An account that Instagram refuses is tried more rarely.
ASK_REFUSED_AFTER = timedelta(hours=6)
ALARM_DAYS = (14, 7, 3, 1)
# What is left at least of a token that Instagram finds too young to be refreshed.
YOUNG_TOKEN_LIFE = timedelta(days=59)
PASSING = {Refusal.TRANSIENT, Refusal.THROTTLED}


async def due_for_refresh(session: AsyncSession) -> list[UUID]:
    """Accounts whose token is a day old: it is refreshed daily, so it is never near its end."""
    now = clock.now()
    return list(
        await queries.accounts_to_refresh(
            session, issued_before=now - REFRESH_AFTER, refused_before=now - ASK_REFUSED_AFTER
        )
    )


async def refresh_token(runtime: Runtime, account_id: UUID) -> None:
    """The token lives its full time again, or the account needs its owner and they are told.

    A pasted token, whose age nobody knows, has a known one afterwards. An account that Instagram had refused and
    accepts again is connected again. Raises `InstagramError` when the answer may be another in a while.
    """
    async with runtime.database.reading() as session:
        account = await queries.get_account(session, account_id, with_token=True)
        token = account.token if account.status is not AccountStatus.DISCONNECTED else None
        age_known = account.token_issued_at is not None
    if token is None:
        return
    try:
        fresh = await _fresh_token(runtime, token, age_known=age_known)
    except GraphError as error:
        async with runtime.database.transaction() as session:
            await _note_refusal(session, account_id, token, error)
        if error.refusal in PASSING:
            raise
    except InstagramError:
        async with runtime.database.transaction() as session:
            await _note_failure(session, account_id, token)
        raise
    else:
        async with runtime.database.transaction() as session:
            await _store(session, account_id, token, fresh)


async def _fresh_token(runtime: Runtime, token: str, *, age_known: bool) -> LongToken:
    """A token nobody knows the age of may be one of an hour, which only the app's secret makes a long one."""
    login = instagram_login.without_app(runtime)
    if not age_known and login.app_secret:
        try:
            return await login.long_token(token)
        except GraphError as error:
            if error.refusal in PASSING:
                raise
    return await login.refresh(token)


async def _store(session: AsyncSession, account_id: UUID, old: str, fresh: LongToken) -> None:
    account = await _holding(session, account_id, old)
    if account is None:
        return
    now = clock.now()
    account.token, account.token_issued_at, account.token_checked_at = fresh.token, now, now
    account.token_expires_at, account.token_alarm_days = now + fresh.lives_for, None
    if fresh.scopes is not None:
        account.scopes = list(fresh.scopes)
    if account.status is AccountStatus.NEEDS_REAUTH:
        await mark_healed(session, account)


async def _note_refusal(session: AsyncSession, account_id: UUID, token: str, error: GraphError) -> None:
    if error.refusal in {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT}:
        await mark_needs_reauth(session, account_id, error, token=token)
    account = await _note_failure(session, account_id, token)
    if account and account.token_issued_at is None and error.refusal is Refusal.PERMANENT:
        # Refused although alive: it is younger than a day.
        account.token_issued_at, account.token_expires_at = clock.now(), clock.now() + YOUNG_TOKEN_LIFE


async def _note_failure(session: AsyncSession, account_id: UUID, token: str) -> InstagramAccount | None:
    """It is known when we tried, and a mail goes out 14, 7, 3 and 1 days before the end, each once."""
    account = await _holding(session, account_id, token)
    if account is None:
        return None
    account.token_checked_at = clock.now()
    if account.status is AccountStatus.CONNECTED and account.token_expires_at is not None:
        await _warn_of_end(session, account, account.token_expires_at - clock.now())
    return account


async def _warn_of_end(session: AsyncSession, account: InstagramAccount, left: timedelta) -> None:
    reached = [step for step in ALARM_DAYS if left <= timedelta(days=step)]
    if not reached or (account.token_alarm_days is not None and account.token_alarm_days <= reached[-1]):
        return
    account.token_alarm_days = reached[-1]
    await identity.mail_workspace_owners(
        session,
        account.workspace_id,
        f"@{account.username}: the connection to Instagram {_end_in_words(left)}",
        f"Autogram could not renew the connection of @{account.username}. It goes on trying. "
        "Connect the account again to be sure that nothing planned stays behind.",
    )


def _end_in_words(left: timedelta) -> str:
    if left < timedelta(0):
        return "has ended"
    days = round(left / timedelta(days=1))
    return "ends within a day" if days <= 1 else f"ends in {days} days"


async def _holding(session: AsyncSession, account_id: UUID, token: str) -> InstagramAccount | None:
    """The account, locked, if that is still its token: one that was connected meanwhile has a newer one."""
    account = await queries.get_account(session, account_id, lock=True, with_token=True)
    return account if account.token == token else None
