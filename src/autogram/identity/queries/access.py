"""What each request asks: is this token still good, and for which workspace."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.identity.models import ApiKey, LoginSession, Membership, User, Workspace
from autogram.identity.roles import Role


@dataclass(frozen=True, slots=True)
class SessionHolder:
    """The user of a good access token; `workspace_id` is None if they do not belong to the one asked for."""

    role: Role
    workspace_id: UUID | None


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A good API key and the user whose it is."""

    key_id: UUID
    user_id: UUID
    workspace_id: UUID
    role: Role
    scopes: list[str]
    last_used_at: datetime | None


async def session_holder(
    session: ReadSession, user_id: UUID, session_id: UUID, epoch: int, workspace_id: UUID | None
) -> SessionHolder | None:
    """The active user whose sign-in `session_id` still stands, in `workspace_id` or else in their own workspace."""
    wanted = Workspace.personal_of == User.id if workspace_id is None else Workspace.id == workspace_id
    rows = (
        select(User.role, Membership.workspace_id)
        .join(LoginSession, and_(LoginSession.user_id == User.id, LoginSession.id == session_id))
        .outerjoin(Workspace, wanted)
        .outerjoin(Membership, and_(Membership.workspace_id == Workspace.id, Membership.user_id == User.id))
        .where(User.id == user_id, User.is_active, User.token_epoch == epoch, LoginSession.revoked_at.is_(None))
    )
    row = (await session.execute(rows)).one_or_none()
    return SessionHolder(row.role, row.workspace_id) if row else None


async def key_holder(session: ReadSession, key_hash: str, now: datetime) -> KeyHolder | None:
    """The active user of a key that has not ended and who still belongs to the key's workspace."""
    rows = (
        select(ApiKey.id, ApiKey.user_id, ApiKey.workspace_id, User.role, ApiKey.scopes, ApiKey.last_used_at)
        .join(User, User.id == ApiKey.user_id)
        .join(Membership, and_(Membership.workspace_id == ApiKey.workspace_id, Membership.user_id == User.id))
        .where(ApiKey.key_hash == key_hash, User.is_active, or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))
    )
    row = (await session.execute(rows)).one_or_none()
    return KeyHolder(row.id, row.user_id, row.workspace_id, row.role, row.scopes, row.last_used_at) if row else None


async def note_key_use(session: AsyncSession, key_id: UUID, now: datetime, unless_since: datetime) -> None:
    """The key's last use is `now`, unless one after `unless_since` is on record."""
    stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= unless_since)
    await session.execute(
        update(ApiKey)
        .where(ApiKey.id == key_id, stale)
        .values(last_used_at=now)
        .execution_options(synchronize_session=False)
    )
