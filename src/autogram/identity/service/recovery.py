"""Proving that a mailbox is one's own, and setting a new password."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity import passwords, tokens
from autogram.identity.errors import MailedTokenRefused, PasswordWrong
from autogram.identity.messages import SendPasswordReset, SendVerification
from autogram.identity.models import TokenPurpose
from autogram.identity.permissions import Actor
from autogram.identity.queries import sessions, users
from autogram.identity.schemas import TokensRead
from autogram.identity.service import allowances
from autogram.identity.service.notices import mail_user
from autogram.identity.service.sessions import start_session
from autogram.jobs.api import enqueue

LIFETIMES = {TokenPurpose.RESET_PASSWORD: timedelta(hours=1), TokenPurpose.VERIFY_EMAIL: timedelta(days=3)}
_CHANGED = (
    "The password of your Autogram account was changed, and every sign-in has ended.\n\n"
    "If it was not you, set a new password with “forgot password” and delete API keys you do not know."
)


async def ask_for_reset(runtime: Runtime, email: str, *, address: str) -> None:
    """The address's user, if there is one, is mailed a link to set a new password. Raises `TooManyRequests`."""
    await _spend_for_mail(runtime, email, address)
    async with runtime.database.transaction() as session:
        # For an unknown address the same is done, and the job finds nobody: the time taken tells nothing.
        user_id = await users.user_id_of(session, email) or new_id()
        await enqueue(session, SendPasswordReset(user_id=user_id))


async def ask_for_verification(runtime: Runtime, email: str, *, address: str) -> None:
    """The address's user, if it is not confirmed yet, is mailed the link to confirm it. Raises `TooManyRequests`."""
    await _spend_for_mail(runtime, email, address)
    async with runtime.database.transaction() as session:
        user_id = await users.user_id_of(session, email) or new_id()
        await enqueue(session, SendVerification(user_id=user_id))


async def issue_token(session: AsyncSession, runtime: Runtime, user_id: UUID, purpose: TokenPurpose) -> str:
    """A token to mail to the user; only its hash is stored."""
    token = new_token()
    ends = clock.now() + LIFETIMES[purpose]
    await sessions.add_mailed_token(
        session, user_id, purpose, tokens.stored_form(runtime.keyring, purpose, token), ends
    )
    return token


async def verify_email(runtime: Runtime, token: str, *, address: str) -> None:
    """The address of the token's user is confirmed. Raises `MailedTokenRefused`, `TooManyRequests`."""
    await allowances.spend_for(runtime, allowances.TOKEN_BY_ADDRESS, address)
    async with runtime.database.transaction() as session:
        user_id = await _use_token(session, runtime, TokenPurpose.VERIFY_EMAIL, token)
        await users.verify_user(session, user_id, clock.now())
        audit.record(session, "identity.verify_email", f"user:{user_id}", actor_id=user_id)


async def reset_password(runtime: Runtime, token: str, password: str, *, address: str) -> None:
    """The token's user has a new password and a confirmed address; every earlier sign-in has ended.

    Raises `MailedTokenRefused`, `TooManyRequests`.
    """
    await allowances.spend_for(runtime, allowances.TOKEN_BY_ADDRESS, address)
    password_hash = await passwords.hash_password(password)
    async with runtime.database.transaction() as session:
        user_id = await _use_token(session, runtime, TokenPurpose.RESET_PASSWORD, token)
        await users.verify_user(session, user_id, clock.now())
        # A verification link of somebody who registered with a foreign address must not outlive this.
        await sessions.void_mailed_tokens(session, user_id, TokenPurpose.VERIFY_EMAIL, clock.now())
        await _set_password(session, user_id, password_hash, action="identity.reset_password")


async def change_password(runtime: Runtime, actor: Actor, current: str, new: str) -> TokensRead:
    """The user has the new password; every sign-in has ended but the one that begins with the returned pair.

    Raises `PasswordWrong`, `TooManyRequests`.
    """
    known = await confirm_password(runtime, actor, current)
    password_hash = await passwords.hash_password(new)
    async with runtime.database.transaction() as session:
        user = await users.get_user(session, actor.user_id, lock=True)
        if user.password_hash != known:
            raise PasswordWrong("It was changed a moment ago.")
        epoch = user.token_epoch + 1
        await sessions.void_mailed_tokens(session, user.id, TokenPurpose.RESET_PASSWORD, clock.now())
        await _set_password(session, user.id, password_hash, action="identity.change_password")
        return await start_session(session, runtime, user.id, epoch)


async def confirm_password(runtime: Runtime, actor: Actor, password: str) -> str:
    """The stored hash, of which `password` is the password. Raises `PasswordWrong`, `TooManyRequests`."""
    await allowances.spend_for(runtime, allowances.PASSWORD_BY_USER, actor.user_id)
    async with runtime.database.reading() as session:
        known = await users.credentials(session, actor.user_id)
    matches, _ = await passwords.check_password(password, known.password_hash if known else None)
    if known is None or not matches:
        raise PasswordWrong
    return known.password_hash


async def _set_password(session: AsyncSession, user_id: UUID, password_hash: str, *, action: str) -> None:
    await users.change_user(session, user_id, password_hash=password_hash)
    await users.end_all_sessions(session, user_id)
    audit.record(session, action, f"user:{user_id}", actor_id=user_id)
    await mail_user(session, user_id, "Your password was changed", _CHANGED)


async def _use_token(session: AsyncSession, runtime: Runtime, purpose: TokenPurpose, token: str) -> UUID:
    stored = tokens.stored_form(runtime.keyring, purpose, token)
    user_id = await sessions.use_mailed_token(session, purpose, stored, clock.now())
    if user_id is None:
        raise MailedTokenRefused("It has ended or was used before. Ask for a new mail.")
    return user_id


async def _spend_for_mail(runtime: Runtime, email: str, address: str) -> None:
    await allowances.spend_for(runtime, allowances.MAIL_BY_ADDRESS, address)
    await allowances.spend_for_email(runtime, allowances.MAIL_BY_EMAIL, email)
