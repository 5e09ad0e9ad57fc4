"""Connecting an account: by Instagram Login, or with a token that Instagram confirms."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.errors import (
    AccountAlreadyConnected,
    ConnectionAttemptInvalid,
    TokenBelongsToAnother,
)
from autogram.accounts.messages import AccountConnected, RefreshToken, SubscribeAccount
from autogram.accounts.models import AccountStatus, ConnectionAttempt, InstagramAccount
from autogram.accounts.schemas import AccountRead, ConnectionStart
from autogram.accounts.service import instagram_login
from autogram.accounts.service.clients import graph_client
from autogram.accounts.service.reading import as_read, copy_profile
from autogram.accounts.service.refusals import as_app_error
from autogram.accounts.service.subscriptions import end_subscription
from autogram.core import audit, clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity.permissions import Actor
from autogram.instagram.errors import InstagramError
from autogram.instagram.graph import Profile
from autogram.jobs.api import enqueue

ATTEMPT_LIFE = timedelta(minutes=10)
CALLBACK_PATH = "/api/v1/accounts/oauth/callback"
FACEBOOK_PREFIX = "EAA"


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """A token that Instagram has just confirmed, and whose it is. What is None it has not said."""

    token: str
    lives_for: timedelta | None
    scopes: tuple[str, ...] | None
    profile: Profile


async def start_connection(runtime: Runtime, session: AsyncSession, actor: Actor) -> tuple[ConnectionStart, str]:
    """An attempt bound to this user, and the secret that binds it to their browser (for a cookie)."""
    login = instagram_login.of(runtime)
    state, browser = new_token(), new_token()
    redirect_uri = runtime.settings.core.public_url + CALLBACK_PATH
    expires_at = clock.now() + ATTEMPT_LIFE
    session.add(
        ConnectionAttempt(
            user_id=actor.user_id,
            workspace_id=actor.workspace_id,
            state_hash=runtime.keyring.keyed_hash(state),
            browser_hash=runtime.keyring.keyed_hash(browser),
            redirect_uri=redirect_uri,
            expires_at=expires_at,
        )
    )
    url = login.consent_url(redirect_uri, state)
    return ConnectionStart(authorize_url=url, state=state, expires_at=expires_at), browser


async def complete_connection(
    runtime: Runtime, *, code: str, state: str, actor: Actor | None = None, browser: str | None = None
) -> AccountRead:
    """The code has become a long-lived token, and the account is connected in the workspace of whoever began.

    Whoever completes must be the person who began: by their sign-in (`actor`) or by their browser's cookie.
    Raises `ConnectionAttemptInvalid`, `InstagramRefused`, `InstagramNotAnswering`, `AccountAlreadyConnected`.
    """
    async with runtime.database.transaction() as session:
        attempt = await _use_attempt(runtime, session, state=state, actor=actor, browser=browser)
    grant = await _redeem(runtime, code, attempt.redirect_uri)
    async with runtime.database.transaction() as session:
        return await _connect(session, grant, user_id=attempt.user_id, workspace_id=attempt.workspace_id)


async def deny_connection(runtime: Runtime, *, state: str, browser: str | None) -> bool:
    """The attempt is over because the person said no; True if it was one of this browser."""
    try:
        async with runtime.database.transaction() as session:
            await _use_attempt(runtime, session, state=state, actor=None, browser=browser)
    except ConnectionAttemptInvalid:
        return False
    return True


async def connect_with_token(
    runtime: Runtime, actor: Actor, token: str, claimed_user_id: str | None = None
) -> AccountRead:
    """The account of `token`, which Instagram names, is connected; a claim to another account is refused.

    How old the token is, and for what, a job finds out.
    """
    if token.startswith(FACEBOOK_PREFIX):
        reason = "is a token of Facebook Login (EAA…); use one of Instagram Login, which begins with IG"
        raise InvalidInput([FieldError("access_token", reason)])
    try:
        profile = await graph_client(runtime, token).profile()
    except InstagramError as error:
        raise as_app_error(error) from error
    if claimed_user_id and claimed_user_id not in {profile.user_id, profile.app_scoped_id}:
        raise TokenBelongsToAnother(f"Instagram says that the token is of @{profile.username}.")
    grant = Grant(token, None, None, profile)
    async with runtime.database.transaction() as session:
        account = await _connect(session, grant, user_id=actor.user_id, workspace_id=actor.workspace_id)
        await enqueue(session, RefreshToken(account_id=account.id))
        return account


async def disconnect(runtime: Runtime, actor: Actor, account_id: UUID) -> None:
    """The token is gone and nothing more is sent; posts and history stay. Doing it twice is doing it once.

    Instagram is asked to send no more webhooks while we still hold the token, so that no job has to keep it. Whether
    it answers or not, the connection ends; what still comes in for the account is not taken.
    """
    async with runtime.database.reading() as reading:
        account = await queries.get_account(reading, account_id, workspace_id=actor.workspace_id, with_token=True)
    token = account.token if account.status is AccountStatus.CONNECTED else None
    ended = token is not None and await end_subscription(runtime, token, account.instagram_user_id)
    async with runtime.database.transaction() as session:
        account = await queries.get_account(session, account_id, workspace_id=actor.workspace_id, lock=True)
        if account.status is AccountStatus.DISCONNECTED:
            return
        end_connection(account, "disconnected by its owner")
        audit.record(
            session,
            "accounts.disconnect",
            f"account:{account.id}",
            actor_id=actor.user_id,
            workspace_id=actor.workspace_id,
            webhooks_ended=ended,
        )


def end_connection(account: InstagramAccount, reason: str) -> None:
    """The account is disconnected and holds no token."""
    account.status, account.status_reason = AccountStatus.DISCONNECTED, reason
    account.token = account.token_issued_at = account.token_expires_at = account.token_alarm_days = None
    account.disconnected_at, account.webhook_fields = clock.now(), []


async def _use_attempt(
    runtime: Runtime, session: AsyncSession, *, state: str, actor: Actor | None, browser: str | None
) -> ConnectionAttempt:
    attempt = await queries.take_attempt(session, runtime.keyring.keyed_hash(state))
    if attempt is None:
        raise ConnectionAttemptInvalid("Start the connection again: this link is used up or older than 10 minutes.")
    same_person = actor is not None and actor.user_id == attempt.user_id
    same_browser = browser is not None and runtime.keyring.keyed_hash(browser) == attempt.browser_hash
    if not same_person and not same_browser:
        raise ConnectionAttemptInvalid("Finish the connection in the browser, or as the user, that started it.")
    attempt.used_at = clock.now()
    return attempt


async def _redeem(runtime: Runtime, code: str, redirect_uri: str) -> Grant:
    login = instagram_login.of(runtime)
    try:
        short = await login.exchange_code(code, redirect_uri)
        long = await login.long_token(short.token)
        profile = await graph_client(runtime, long.token).profile()
    except InstagramError as error:
        raise as_app_error(error) from error
    return Grant(long.token, long.lives_for, short.scopes or long.scopes, profile)


async def _connect(session: AsyncSession, grant: Grant, *, user_id: UUID, workspace_id: UUID) -> AccountRead:
    profile = grant.profile
    await queries.claim_instagram_user(session, profile.user_id)
    account = await queries.holder_of(session, profile.user_id)
    if account is not None and account.workspace_id != workspace_id:
        raise AccountAlreadyConnected(f"Disconnect @{profile.username} there first, then connect it here.")
    account = account or await queries.former_row(session, workspace_id, profile.user_id)
    if account is None:
        account = InstagramAccount(
            workspace_id=workspace_id, instagram_user_id=profile.user_id, username=profile.username, scopes=[]
        )
        session.add(account)
    _accept(account, grant, user_id)
    await session.flush()
    audit.record(
        session,
        "accounts.connect",
        f"account:{account.id}",
        actor_id=user_id,
        workspace_id=workspace_id,
    )
    await enqueue(session, SubscribeAccount(account_id=account.id))
    await enqueue(session, AccountConnected(account_id=account.id))
    return as_read(account)


def _accept(account: InstagramAccount, grant: Grant, user_id: UUID) -> None:
    now = clock.now()
    copy_profile(account, grant.profile)
    account.connected_by = user_id
    account.status, account.status_reason, account.disconnected_at = AccountStatus.CONNECTED, None, None
    account.token, account.token_checked_at, account.token_alarm_days = grant.token, now, None
    account.token_issued_at = now if grant.lives_for else None
    account.token_expires_at = now + grant.lives_for if grant.lives_for else None
    account.scopes = list(grant.scopes or ())
