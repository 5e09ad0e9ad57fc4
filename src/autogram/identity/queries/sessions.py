"""Sign-ins, their refresh tokens, and tokens sent by mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.identity.models import Invitation, LoginSession, MailedToken, RefreshToken, TokenPurpose, User


@dataclass(frozen=True, slots=True)
class RefreshState:
    """A refresh token, its family and the family's user, as they are now and will stay until we commit."""

    token_id: UUID
    session_id: UUID
    user_id: UUID
    used_at: datetime | None
    expires_at: datetime
    is_revoked: bool
    is_current: bool
    epoch: int


async def lock_refresh_token(session: AsyncSession, token_hash: str) -> RefreshState | None:
    """The token's state, once nobody else is using it."""
    rows = (
        select(
            RefreshToken.id,
            LoginSession.id.label("session_id"),
            LoginSession.user_id,
            RefreshToken.used_at,
            RefreshToken.expires_at,
            LoginSession.revoked_at.is_not(None).label("is_revoked"),
            ((User.token_epoch == LoginSession.epoch) & User.is_active).label("is_current"),
            LoginSession.epoch,
        )
        .join(LoginSession, LoginSession.id == RefreshToken.session_id)
        .join(User, User.id == LoginSession.user_id)
        .where(RefreshToken.token_hash == token_hash)
        .with_for_update(of=[RefreshToken, LoginSession])
    )
    row = (await session.execute(rows)).one_or_none()
    return RefreshState(*row) if row else None


async def add_refresh_token(session: AsyncSession, session_id: UUID, token_hash: str, expires_at: datetime) -> None:
    session.add(RefreshToken(session_id=session_id, token_hash=token_hash, expires_at=expires_at))
    await session.flush()


async def use_refresh_token(session: AsyncSession, state: RefreshState, now: datetime, expires_at: datetime) -> None:
    """The token is spent; its family lives until `expires_at`."""
    await session.execute(update(RefreshToken).where(RefreshToken.id == state.token_id).values(used_at=now))
    await session.execute(update(LoginSession).where(LoginSession.id == state.session_id).values(expires_at=expires_at))


async def revoke_session(session: AsyncSession, session_id: UUID, now: datetime) -> UUID | None:
    """The sign-in has ended; returns its user, or None if it had ended before or there is none."""
    standing = update(LoginSession).where(LoginSession.id == session_id, LoginSession.revoked_at.is_(None))
    return await session.scalar(standing.values(revoked_at=now).returning(LoginSession.user_id))


async def session_of(session: AsyncSession, token_hash: str) -> UUID | None:
    return await session.scalar(select(RefreshToken.session_id).where(RefreshToken.token_hash == token_hash))


async def add_mailed_token(
    session: AsyncSession, user_id: UUID, purpose: TokenPurpose, token_hash: str, expires_at: datetime
) -> None:
    session.add(MailedToken(user_id=user_id, purpose=purpose, token_hash=token_hash, expires_at=expires_at))
    await session.flush()


async def use_mailed_token(session: AsyncSession, purpose: TokenPurpose, token_hash: str, now: datetime) -> UUID | None:
    """The user to whom the token was mailed, if it was for `purpose`, had not ended and was never used; now it is.

    With it, all other tokens the user was mailed for that purpose are used up.
    """
    good = update(MailedToken).where(
        MailedToken.token_hash == token_hash,
        MailedToken.purpose == purpose,
        MailedToken.used_at.is_(None),
        MailedToken.expires_at > now,
    )
    user_id = await session.scalar(good.values(used_at=now).returning(MailedToken.user_id))
    if user_id is not None:
        await void_mailed_tokens(session, user_id, purpose, now)
    return user_id


async def void_mailed_tokens(session: AsyncSession, user_id: UUID, purpose: TokenPurpose, now: datetime) -> None:
    unused = update(MailedToken).where(MailedToken.user_id == user_id, MailedToken.purpose == purpose)
    await session.execute(unused.where(MailedToken.used_at.is_(None)).values(used_at=now))


async def forget_ended(session: AsyncSession, now: datetime, keep: timedelta) -> None:
    """Sign-ins, mailed tokens and invitations that ended longer than `keep` ago are deleted."""
    for kind in (LoginSession, MailedToken, Invitation):
        await session.execute(delete(kind).where(kind.expires_at < now - keep))
