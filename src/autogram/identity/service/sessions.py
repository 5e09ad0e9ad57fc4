"""Signing in, staying signed in, signing out."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity import passwords, tokens
from autogram.identity.errors import CredentialsRefused, RefreshTokenRefused
from autogram.identity.models import LoginSession
from autogram.identity.permissions import Actor
from autogram.identity.queries import sessions, users
from autogram.identity.queries.users import Credentials
from autogram.identity.schemas import SignedInRead, SignedInUser, TokensRead, email_address
from autogram.identity.service import allowances, profiles


def needs_verification(runtime: Runtime) -> bool:
    """Whether only confirmed addresses may sign in: as set, else exactly when we can send mail."""
    wanted = runtime.settings.identity.require_verified_email
    return runtime.settings.mail.smtp_url is not None if wanted is None else wanted


async def sign_in(runtime: Runtime, email: str, password: str, *, address: str) -> SignedInRead:
    """A new sign-in with its first pair of tokens.

    Raises the one `CredentialsRefused` for an unknown address, a wrong password, a deactivated account and an
    unconfirmed address, each after the same work; and `TooManyRequests`.
    """
    email = _as_stored(email)
    await allowances.spend_for(runtime, allowances.LOGIN_BY_ADDRESS, address)
    await allowances.spend_for_email(runtime, allowances.LOGIN_BY_EMAIL, email)
    async with runtime.database.reading() as session:
        known = await users.credentials(session, email)
    matches, better_hash = await passwords.check_password(password, known.password_hash if known else None)
    async with runtime.database.transaction() as session:
        signed_in = await _sign_in(session, runtime, known, better_hash) if matches and known else None
        if signed_in is None:
            subject = f"user:{known.user_id}" if known else f"email:{runtime.keyring.keyed_hash(email)[:16]}"
            audit.record(session, "identity.sign_in_refused", subject)
    if signed_in is None:
        raise CredentialsRefused(_refusal(runtime))
    return signed_in


async def _sign_in(
    session: AsyncSession, runtime: Runtime, known: Credentials, better_hash: str | None
) -> SignedInRead | None:
    if needs_verification(runtime) and not known.is_verified:
        return None
    values = {"password_hash": better_hash} if better_hash else {}
    # A user who was deactivated or changed the password while we were hashing is not signed in.
    if not await users.note_sign_in(session, known.user_id, known.epoch, **values):
        return None
    pair = await start_session(session, runtime, known.user_id, known.epoch)
    user = await users.get_user(session, known.user_id)
    instagram = await profiles.instagram_of(session, known.user_id)
    audit.record(session, "identity.sign_in", f"user:{user.id}", actor_id=user.id)
    shown = SignedInUser(
        id=user.id, email=user.email, full_name=user.full_name, role=user.role, instagram_connected=bool(instagram)
    )
    return SignedInRead(**pair.model_dump(), user=shown)


async def start_session(session: AsyncSession, runtime: Runtime, user_id: UUID, epoch: int) -> TokensRead:
    """A new family of refresh tokens and its first pair."""
    family = LoginSession(id=new_id(), user_id=user_id, epoch=epoch, expires_at=_refresh_end(runtime))
    session.add(family)
    await session.flush()
    return await _new_pair(session, runtime, tokens.AccessClaims(user_id, family.id, epoch))


async def refresh(runtime: Runtime, refresh_token: str, *, address: str) -> TokensRead:
    """A new pair for a refresh token, which is spent by it.

    Raises `RefreshTokenRefused` for a token that is unknown, ended or spent. A token that had been spent before
    this call began is in two hands, so that its whole family is revoked; of two calls at the same time one wins.
    """
    began = clock.now()
    await allowances.spend_for(runtime, allowances.REFRESH_BY_ADDRESS, address)
    async with runtime.database.transaction() as session:
        pair = await _rotate(session, runtime, refresh_token, began)
    if pair is None:
        raise RefreshTokenRefused("Sign in again.")
    return pair


async def _rotate(session: AsyncSession, runtime: Runtime, refresh_token: str, began: datetime) -> TokensRead | None:
    state = await sessions.lock_refresh_token(session, tokens.stored_form(runtime.keyring, "refresh", refresh_token))
    now = clock.now()
    if state is None or state.is_revoked or not state.is_current or state.expires_at <= now:
        return None
    if state.used_at is not None:
        if state.used_at <= began:
            await sessions.revoke_session(session, state.session_id, now)
            audit.record(session, "identity.refresh_reused", f"user:{state.user_id}", actor_id=state.user_id)
        return None
    await sessions.use_refresh_token(session, state, now, _refresh_end(runtime))
    return await _new_pair(session, runtime, tokens.AccessClaims(state.user_id, state.session_id, state.epoch))


async def sign_out(runtime: Runtime, *, refresh_token: str | None, access_token: str | None) -> None:
    """The sign-ins these tokens belong to have ended, with their access tokens. Unknown tokens are fine."""
    claims = tokens.read_access_token(runtime.keyring, access_token) if access_token else None
    async with runtime.database.transaction() as session:
        ended = {claims.session_id} if claims else set()
        if refresh_token:
            stored = tokens.stored_form(runtime.keyring, "refresh", refresh_token)
            ended |= {found} if (found := await sessions.session_of(session, stored)) else set()
        for session_id in sorted(ended):
            if user_id := await sessions.revoke_session(session, session_id, clock.now()):
                audit.record(session, "identity.sign_out", f"user:{user_id}", actor_id=user_id)


async def sign_out_everywhere(session: AsyncSession, actor: Actor) -> None:
    """Every sign-in of the user has ended. API keys stay; they are deleted one by one."""
    await users.end_all_sessions(session, actor.user_id)
    audit.record(session, "identity.sign_out_everywhere", f"user:{actor.user_id}", actor_id=actor.user_id)


async def _new_pair(session: AsyncSession, runtime: Runtime, claims: tokens.AccessClaims) -> TokensRead:
    refresh_token, ends = new_token(), _refresh_end(runtime)
    stored = tokens.stored_form(runtime.keyring, "refresh", refresh_token)
    await sessions.add_refresh_token(session, claims.session_id, stored, ends)
    lifetime = timedelta(minutes=runtime.settings.identity.access_token_minutes)
    return TokensRead(
        access_token=tokens.sign_access_token(runtime.keyring, claims, lifetime=lifetime),
        refresh_token=refresh_token,
        expires_in=int(lifetime.total_seconds()),
        refresh_expires_at=ends,
    )


def _refresh_end(runtime: Runtime) -> datetime:
    return clock.now() + timedelta(days=runtime.settings.identity.refresh_token_days)


def _as_stored(email: str) -> str:
    try:
        return email_address(email[:320])
    except ValueError:
        return ""  # nobody's address


def _refusal(runtime: Runtime) -> str:
    unconfirmed = ", or the e-mail is not confirmed yet: look in your mailbox" if needs_verification(runtime) else ""
    return f"The e-mail or the password is wrong{unconfirmed}."
