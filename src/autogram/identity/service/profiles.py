"""One's own profile, and what other domains ask about users."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit
from autogram.core.runtime import Runtime
from autogram.identity.errors import LastAdmin, LastOwner
from autogram.identity.permissions import Actor
from autogram.identity.queries import users, workspaces
from autogram.identity.schemas import ProfileRead, ProfileUpdate, UserRead

InstagramLookup = Callable[[AsyncSession, UUID], Awaitable[str | None]]


async def _no_instagram(_session: AsyncSession, _workspace_id: UUID) -> str | None:
    return None


_instagram_lookup: InstagramLookup = _no_instagram


def use_instagram_lookup(lookup: InstagramLookup) -> None:
    """From now on `lookup` says which Instagram name a workspace is connected to, for the profile.

    Accounts stand above identity, so they bring this along instead of being asked.
    """
    global _instagram_lookup
    _instagram_lookup = lookup


async def instagram_of(session: AsyncSession, user_id: UUID) -> str | None:
    """The Instagram name connected in the user's own workspace."""
    workspace_id = await workspaces.personal_workspace_of(session, user_id)
    return await _instagram_lookup(session, workspace_id) if workspace_id else None


async def read_profile(session: AsyncSession, actor: Actor) -> ProfileRead:
    user = UserRead.model_validate(await users.get_user(session, actor.user_id))
    instagram = await _instagram_lookup(session, actor.workspace_id)
    return ProfileRead(
        **user.model_dump(),
        workspace_id=actor.workspace_id,
        permissions=sorted(actor.permissions),
        instagram_connected=instagram is not None,
        instagram_username=instagram,
    )


async def update_profile(session: AsyncSession, actor: Actor, changes: ProfileUpdate) -> ProfileRead:
    """The given fields are changed."""
    user = await users.get_user(session, actor.user_id, lock=True)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(user, name, value)
    await session.flush()
    return await read_profile(session, actor)


async def delete_account(session: AsyncSession, actor: Actor) -> None:
    """The user is gone, with their personal workspace and every workspace nobody else was in.

    A personal workspace with another owner stays, as theirs. Raises `LastOwner`, `LastAdmin`.
    """
    if await users.lock_active_admins(session) == {actor.user_id}:
        raise LastAdmin("Promote somebody else first.")
    owned = await workspaces.lock_owned(session, actor.user_id)
    orphaned = [workspace for workspace in owned if workspace.other_members and not workspace.other_owners]
    if orphaned:
        names = ", ".join(workspace.name for workspace in orphaned)
        raise LastOwner(f"Others work there: {names}. Make somebody else an owner, or remove them, first.")
    for workspace in owned:
        if not workspace.other_members:
            await workspaces.delete_workspace(session, workspace.id)
        elif workspace.is_personal:
            await workspaces.make_shared(session, workspace.id)
    await users.delete_user(session, actor.user_id)
    audit.record(session, "identity.delete_account", f"user:{actor.user_id}", actor_id=actor.user_id)


async def count_users(session: AsyncSession) -> int:
    return await users.count_users(session)


async def find_user(session: AsyncSession, user_id: UUID) -> UserRead | None:
    """The user with this id, if there is one."""
    user = await users.find_user(session, user_id)
    return UserRead.model_validate(user) if user else None


async def find_user_by_email(session: AsyncSession, email: str) -> UserRead | None:
    """The user with this address, written in lower case, if there is one."""
    user_id = await users.user_id_of(session, email)
    return await find_user(session, user_id) if user_id else None


def public_link(runtime: Runtime, path: str) -> str:
    """The address of one of our pages, for a mail."""
    return f"{runtime.settings.core.public_url}/{path.lstrip('/')}"
