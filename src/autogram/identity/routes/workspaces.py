"""Workspaces, members and invitations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity import service
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.identity.schemas import (
    InvitationCreate,
    InvitationRead,
    MemberRead,
    MemberUpdate,
    TokenGiven,
    WorkspaceRead,
    WorkspaceWrite,
)

router = APIRouter(tags=["workspaces"])

Manager = Annotated[Actor, requires(Permission.MANAGE_WORKSPACE)]
Person = Annotated[Actor, requires(Permission.MANAGE_WORKSPACE, api_keys=False)]


@router.get("/workspaces")
async def list_workspaces(actor: Manager, session: Reading) -> list[WorkspaceRead]:
    """All workspaces you belong to, your own first."""
    return await service.list_workspaces(session, actor)


@router.post("/workspaces", status_code=201)
async def create_workspace(body: WorkspaceWrite, actor: Person, session: Session) -> WorkspaceRead:
    """Make a workspace with you as its owner."""
    return await service.create_workspace(session, actor, body.name)


@router.get("/workspaces/{workspace_id}")
async def read_workspace(workspace_id: UUID, actor: Manager, session: Reading) -> WorkspaceRead:
    """One of your workspaces."""
    return await service.read_workspace(session, actor, workspace_id)


@router.put("/workspaces/{workspace_id}")
async def rename_workspace(workspace_id: UUID, body: WorkspaceWrite, actor: Manager, session: Session) -> WorkspaceRead:
    """Rename it. Owners only."""
    return await service.rename_workspace(session, actor, workspace_id, body.name)


@router.delete("/workspaces/{workspace_id}", status_code=204)
async def delete_workspace(workspace_id: UUID, actor: Person, session: Session) -> None:
    """Delete the workspace and everything in it, for good. Owners only."""
    await service.delete_workspace(session, actor, workspace_id)


@router.get("/workspaces/{workspace_id}/members")
async def list_members(workspace_id: UUID, actor: Manager, session: Reading) -> list[MemberRead]:
    """Who works in it."""
    return await service.list_members(session, actor, workspace_id)


@router.put("/workspaces/{workspace_id}/members/{user_id}", status_code=204)
async def change_member(workspace_id: UUID, user_id: UUID, body: MemberUpdate, actor: Person, session: Session) -> None:
    """Make a member an owner, or an owner a member. Owners only."""
    await service.change_member(session, actor, workspace_id, user_id, body.role)


@router.delete("/workspaces/{workspace_id}/members/{user_id}", status_code=204)
async def remove_member(workspace_id: UUID, user_id: UUID, actor: Person, session: Session) -> None:
    """Owners only; to go oneself, leave."""
    await service.remove_member(session, actor, workspace_id, user_id)


@router.post("/workspaces/{workspace_id}/leave", status_code=204)
async def leave_workspace(workspace_id: UUID, actor: Person, session: Session) -> None:
    """Leave it. The last owner cannot."""
    await service.leave_workspace(session, actor, workspace_id)


@router.get("/workspaces/{workspace_id}/invitations")
async def list_invitations(
    workspace_id: UUID,
    actor: Manager,
    session: Reading,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[InvitationRead]:
    """Open and ended invitations. Owners only."""
    page, following = await service.list_invitations(session, actor, workspace_id, cursor=cursor, limit=limit)
    return Page(items=page, next_cursor=following)


@router.post("/workspaces/{workspace_id}/invitations", status_code=201)
async def invite(workspace_id: UUID, body: InvitationCreate, actor: Person, runtime: Running) -> InvitationRead:
    """Invite somebody by mail, whether they have an account or not. Owners only."""
    return await service.invite(runtime, actor, workspace_id, body)


@router.delete("/workspaces/{workspace_id}/invitations/{invitation_id}", status_code=204)
async def withdraw_invitation(workspace_id: UUID, invitation_id: UUID, actor: Person, session: Session) -> None:
    """Make the link of an invitation dead. Owners only."""
    await service.withdraw_invitation(session, actor, workspace_id, invitation_id)


@router.post("/invitations/accept")
async def accept_invitation(body: TokenGiven, actor: Person, runtime: Running, session: Session) -> WorkspaceRead:
    """Join the workspace you were invited to, with the token from the mail, as the address it was sent to."""
    return await service.accept_invitation(session, runtime, actor, body.token.get_secret_value())
