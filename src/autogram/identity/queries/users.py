"""Users: finding, adding, changing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import cut_page, newest_first
from autogram.identity.errors import UserNotFound
from autogram.identity.models import Membership, User, Workspace
from autogram.identity.roles import Role, WorkspaceRole


@dataclass(frozen=True, slots=True)
class Credentials:
    """What it takes to decide on a sign-in."""

    user_id: UUID
    password_hash: str
    is_active: bool
    is_verified: bool
    epoch: int


async def credentials(session: AsyncSession, who: UUID | str) -> Credentials | None:
    """Those of the user with this id or address."""
    columns = select(User.id, User.password_hash, User.is_active, User.verified_at.is_not(None), User.token_epoch)
    row = (await session.execute(columns.where(User.id == who if isinstance(who, UUID) else User.email == who))).first()
    return Credentials(*row) if row else None


async def user_id_of(session: AsyncSession, email: str) -> UUID | None:
    return await session.scalar(select(User.id).where(User.email == email))


async def get_user(session: AsyncSession, user_id: UUID, *, lock: bool = False) -> User:
    """Raises `UserNotFound`."""
    user = await session.get(User, user_id, with_for_update=True if lock else None, populate_existing=lock)
    if user is None:
        raise UserNotFound
    return user


async def find_user(session: AsyncSession, user_id: UUID) -> User | None:
    return await session.get(User, user_id)


async def add_user(session: AsyncSession, values: dict[str, Any], *, workspace_name: str) -> UUID | None:
    """A new user with their personal workspace; None if the address is taken, also by somebody a moment ago."""
    write = insert(User).values(id=new_id(), **values).on_conflict_do_nothing(index_elements=[User.email])
    user_id = await session.scalar(write.returning(User.id))
    if user_id is not None:
        workspace_id = new_id()
        session.add(Workspace(id=workspace_id, name=workspace_name, personal_of=user_id))
        await session.flush()
        session.add(Membership(workspace_id=workspace_id, user_id=user_id, role=WorkspaceRole.OWNER))
        await session.flush()
    return user_id


async def change_user(session: AsyncSession, user_id: UUID, **values: Any) -> None:
    await session.execute(update(User).where(User.id == user_id).values(**values))


async def note_sign_in(session: AsyncSession, user_id: UUID, epoch: int, **values: Any) -> bool:
    """The sign-in is on the user's row; False if the user is gone, deactivated or was signed out in the meantime."""
    current = update(User).where(User.id == user_id, User.is_active, User.token_epoch == epoch)
    written = await session.scalar(current.values(last_login_at=clock.now(), **values).returning(User.id))
    return written is not None


async def end_all_sessions(session: AsyncSession, user_id: UUID) -> None:
    """Every access and refresh token given so far has ended."""
    await session.execute(update(User).where(User.id == user_id).values(token_epoch=User.token_epoch + 1))


async def delete_user(session: AsyncSession, user_id: UUID) -> None:
    """The user is gone, with everything that hangs on them in the database."""
    await session.execute(delete(User).where(User.id == user_id))


async def lock_active_admins(session: AsyncSession) -> set[UUID]:
    """The ids of all active admins, none of whom can change before this transaction ends."""
    admins = select(User.id).where(User.role == Role.ADMIN, User.is_active).order_by(User.id)
    return set(await session.scalars(admins.with_for_update()))


async def lock_first_admin(session: AsyncSession) -> None:
    """Until the transaction ends nobody else makes the first admin."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("first-admin", 0))))


async def count_users(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(User)) or 0


async def list_users(
    session: AsyncSession, *, email_prefix: str, cursor: str | None, limit: int
) -> tuple[list[User], str | None]:
    """One page of users, newest first, whose address starts with `email_prefix`, taken literally."""
    rows: Select[Any] = select(User)
    if email_prefix:
        rows = rows.where(User.email.startswith(email_prefix.lower(), autoescape=True))
    page = newest_first(rows, User.created_at, User.id, cursor=cursor, limit=limit)
    return cut_page(list(await session.scalars(page)), limit)


async def verify_user(session: AsyncSession, user_id: UUID, now: datetime) -> None:
    """The user's address is confirmed, since `now` if it was not before."""
    await session.execute(
        update(User).where(User.id == user_id).values(verified_at=func.coalesce(User.verified_at, now))
    )
