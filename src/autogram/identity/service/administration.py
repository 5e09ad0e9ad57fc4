"""What admins do with users."""

from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.runtime import Runtime
from autogram.identity import passwords
from autogram.identity.errors import LastAdmin, NotOneself
from autogram.identity.permissions import Actor, Role
from autogram.identity.queries import users
from autogram.identity.schemas import Register, UserRead
from autogram.identity.service.registration import create_user


async def list_users(
    session: AsyncSession, *, email_prefix: str, cursor: str | None, limit: int
) -> tuple[list[UserRead], str | None]:
    """One page of users, newest first, whose address starts with `email_prefix`."""
    page, following = await users.list_users(session, email_prefix=email_prefix, cursor=cursor, limit=limit)
    return [UserRead.model_validate(user) for user in page], following


async def read_user(session: AsyncSession, user_id: UUID) -> UserRead:
    """Raises `UserNotFound`."""
    return UserRead.model_validate(await users.get_user(session, user_id))


async def deactivate_user(session: AsyncSession, actor: Actor, user_id: UUID) -> UserRead:
    """The user is signed out and cannot sign in. Raises `UserNotFound`, `NotOneself`, `LastAdmin`."""
    await _keep_an_admin(session, actor, user_id)
    await users.end_all_sessions(session, user_id)
    return await _change(session, actor, user_id, "identity.deactivate", is_active=False)


async def activate_user(session: AsyncSession, actor: Actor, user_id: UUID) -> UserRead:
    """The user can sign in again. Raises `UserNotFound`."""
    return await _change(session, actor, user_id, "identity.activate", is_active=True)


async def promote_user(session: AsyncSession, actor: Actor, user_id: UUID) -> UserRead:
    """The user is an admin. Raises `UserNotFound`."""
    return await _change(session, actor, user_id, "identity.promote", role=Role.ADMIN)


async def demote_user(session: AsyncSession, actor: Actor, user_id: UUID) -> UserRead:
    """The user is no admin. Raises `UserNotFound`, `NotOneself`, `LastAdmin`."""
    await _keep_an_admin(session, actor, user_id)
    return await _change(session, actor, user_id, "identity.demote", role=Role.USER)


async def create_admin(runtime: Runtime, email: str, password: str, *, full_name: str | None = None) -> UserRead:
    """The address's user, made now if need be, is an active, confirmed admin with this password. For the CLI.

    Raises `InvalidInput`.
    """
    wish = _checked(email, password, full_name)
    password_hash = await passwords.hash_password(wish.password.get_secret_value())
    values = {"password_hash": password_hash, "role": Role.ADMIN, "is_active": True, "verified_at": clock.now()}
    async with runtime.database.transaction() as session:
        user_id = await create_user(session, wish.email, full_name=wish.full_name, **values)
        if user_id is None:
            user_id = await users.user_id_of(session, wish.email)
            assert user_id is not None
            await users.change_user(session, user_id, **values)
            await users.end_all_sessions(session, user_id)
        audit.record(session, "identity.create_admin", f"user:{user_id}")
        return await read_user(session, user_id)


def _checked(email: str, password: str, full_name: str | None) -> Register:
    try:
        return Register.model_validate({"email": email, "password": password, "full_name": full_name})
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise InvalidInput(
            [FieldError(str(fault["loc"][0]), fault["msg"].removeprefix("Value error, ")) for fault in faults]
        ) from None


async def _keep_an_admin(session: AsyncSession, actor: Actor, user_id: UUID) -> None:
    if user_id == actor.user_id:
        raise NotOneself("Ask another admin.")
    if await users.lock_active_admins(session) == {user_id}:
        raise LastAdmin("Promote somebody else first.")


async def _change(session: AsyncSession, actor: Actor, user_id: UUID, action: str, **values: object) -> UserRead:
    user = await users.get_user(session, user_id, lock=True)
    for name, value in values.items():
        setattr(user, name, value)
    await session.flush()
    audit.record(session, action, f"user:{user_id}", actor_id=actor.user_id)
    return UserRead.model_validate(user)
