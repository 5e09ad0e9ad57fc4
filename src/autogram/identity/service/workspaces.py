"""Workspaces and the people in them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit
from autogram.identity.errors import (
    LastOwner,
    MemberNotFound,
    PersonalWorkspaceStays,
    WorkspaceNotFound,
    WorkspaceOwnersOnly,
)
from autogram.identity.models import Workspace
from autogram.identity.permissions import Actor, WorkspaceRole
from autogram.identity.queries import workspaces
from autogram.identity.schemas import MemberRead, WorkspaceRead


async def list_workspaces(session: AsyncSession, actor: Actor) -> list[WorkspaceRead]:
    """The actor's workspaces, their own first; with an API key only the key's."""
    only = actor.workspace_id if actor.api_key_id else None
    return [_shown(*row) for row in await workspaces.workspaces_of(session, actor.user_id, only)]


async def read_workspace(session: AsyncSession, actor: Actor, workspace_id: UUID) -> WorkspaceRead:
    """Raises `WorkspaceNotFound`."""
    return _shown(*await _entered(session, actor, workspace_id))


async def create_workspace(session: AsyncSession, actor: Actor, name: str) -> WorkspaceRead:
    """A workspace with the actor as its owner."""
    workspace = await workspaces.add_workspace(session, name, actor.user_id)
    _record(session, actor, "workspaces.create", workspace.id)
    return _shown(workspace, WorkspaceRole.OWNER)


async def rename_workspace(session: AsyncSession, actor: Actor, workspace_id: UUID, name: str) -> WorkspaceRead:
    """Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`."""
    await owned_workspace(session, actor, workspace_id)
    await workspaces.rename_workspace(session, workspace_id, name)
    _record(session, actor, "workspaces.rename", workspace_id)
    return await read_workspace(session, actor, workspace_id)


async def delete_workspace(session: AsyncSession, actor: Actor, workspace_id: UUID) -> None:
    """The workspace and everything in it are gone.

    Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`, `PersonalWorkspaceStays`.
    """
    workspace = await owned_workspace(session, actor, workspace_id)
    if workspace.personal_of is not None:
        raise PersonalWorkspaceStays("It goes when its user deletes their account.")
    await workspaces.delete_workspace(session, workspace_id)
    _record(session, actor, "workspaces.delete", workspace_id)


async def list_members(session: AsyncSession, actor: Actor, workspace_id: UUID) -> list[MemberRead]:
    """Everybody in the workspace, longest-standing first. Raises `WorkspaceNotFound`."""
    await _entered(session, actor, workspace_id)
    return [
        MemberRead(user_id=user.id, email=user.email, full_name=user.full_name, role=role, joined_at=since)
        for user, role, since in await workspaces.members_of(session, workspace_id)
    ]


async def change_member(
    session: AsyncSession, actor: Actor, workspace_id: UUID, user_id: UUID, role: WorkspaceRole
) -> None:
    """The member has the role.

    Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`, `MemberNotFound`, `PersonalWorkspaceStays`, `LastOwner`.
    """
    workspace = await owned_workspace(session, actor, workspace_id)
    before = await workspaces.member_role(session, workspace_id, user_id)
    if before is WorkspaceRole.OWNER and role is WorkspaceRole.MEMBER:
        await _refuse_losing_owner(session, workspace, user_id)
    await workspaces.set_member_role(session, workspace_id, user_id, role)
    _record(session, actor, "workspaces.change_member", workspace_id, member=str(user_id), role=role.value)


async def remove_member(session: AsyncSession, actor: Actor, workspace_id: UUID, user_id: UUID) -> None:
    """The member has no access any more, neither with API keys. Raises what `change_member` raises."""
    workspace = await owned_workspace(session, actor, workspace_id)
    if await workspaces.member_role(session, workspace_id, user_id) is WorkspaceRole.OWNER:
        await _refuse_losing_owner(session, workspace, user_id)
    await workspaces.remove_member(session, workspace_id, user_id)
    _record(session, actor, "workspaces.remove_member", workspace_id, member=str(user_id))


async def leave_workspace(session: AsyncSession, actor: Actor, workspace_id: UUID) -> None:
    """The actor does not belong to the workspace any more.

    Raises `WorkspaceNotFound`, `PersonalWorkspaceStays`, `LastOwner`.
    """
    workspace, role = await _entered(session, actor, workspace_id, lock=True)
    if role is WorkspaceRole.OWNER:
        await _refuse_losing_owner(session, workspace, actor.user_id)
    await workspaces.remove_member(session, workspace_id, actor.user_id)
    _record(session, actor, "workspaces.leave", workspace_id)


async def owned_workspace(session: AsyncSession, actor: Actor, workspace_id: UUID, *, lock: bool = True) -> Workspace:
    """A workspace the actor owns; with `lock`, its members stay as they are until we commit.

    Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`.
    """
    workspace, role = await _entered(session, actor, workspace_id, lock=lock)
    if role is not WorkspaceRole.OWNER:
        raise WorkspaceOwnersOnly
    return workspace


async def workspace_exists(session: AsyncSession, workspace_id: UUID) -> bool:
    return await workspaces.workspace_exists(session, workspace_id)


async def is_member(session: AsyncSession, workspace_id: UUID, user_id: UUID) -> bool:
    """Whether the user belongs to the workspace, in whichever role."""
    try:
        await workspaces.member_role(session, workspace_id, user_id)
    except MemberNotFound:
        return False
    return True


async def owner_emails(session: AsyncSession, workspace_id: UUID) -> list[str]:
    """The addresses of the workspace's active owners, longest-standing first."""
    return [owner.email for owner in await workspaces.owners_of(session, workspace_id)]


async def personal_workspace_of(session: AsyncSession, user_id: UUID) -> UUID | None:
    """The user's own workspace; None if there is no such user."""
    return await workspaces.personal_workspace_of(session, user_id)


async def _entered(
    session: AsyncSession, actor: Actor, workspace_id: UUID, *, lock: bool = False
) -> tuple[Workspace, WorkspaceRole]:
    """An API key is shut into the workspace it was made for."""
    if actor.api_key_id and workspace_id != actor.workspace_id:
        raise WorkspaceNotFound
    return await workspaces.workspace_of(session, actor.user_id, workspace_id, lock=lock)


async def _refuse_losing_owner(session: AsyncSession, workspace: Workspace, user_id: UUID) -> None:
    if workspace.personal_of == user_id:
        raise PersonalWorkspaceStays
    if await workspaces.count_owners(session, workspace.id) <= 1:
        raise LastOwner("Make somebody else an owner first, or delete the workspace.")


def _shown(workspace: Workspace, role: WorkspaceRole) -> WorkspaceRead:
    return WorkspaceRead(
        id=workspace.id,
        name=workspace.name,
        role=role,
        is_personal=workspace.personal_of is not None,
        created_at=workspace.created_at,
    )


def _record(session: AsyncSession, actor: Actor, action: str, workspace_id: UUID, **details: str) -> None:
    audit.record(
        session, action, f"workspace:{workspace_id}", actor_id=actor.user_id, workspace_id=workspace_id, **details
    )
