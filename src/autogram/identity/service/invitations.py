"""Invitations to a workspace, by mail, for one address each."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity import tokens
from autogram.identity.errors import AlreadyMember, InvitationNotFound
from autogram.identity.messages import SendInvitation
from autogram.identity.permissions import Actor
from autogram.identity.queries import users, workspaces
from autogram.identity.schemas import InvitationCreate, InvitationRead, WorkspaceRead
from autogram.identity.service import allowances
from autogram.identity.service.workspaces import owned_workspace, read_workspace
from autogram.jobs.api import enqueue

LIFETIME = timedelta(days=7)


async def invite(runtime: Runtime, actor: Actor, workspace_id: UUID, wish: InvitationCreate) -> InvitationRead:
    """The address is mailed an invitation, whether it has an account or not; an earlier one is replaced.

    Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`, `AlreadyMember`, `TooManyRequests`.
    """
    async with runtime.database.reading() as session:
        await owned_workspace(session, actor, workspace_id, lock=False)
    await allowances.spend_for(runtime, allowances.INVITE_BY_USER, actor.user_id)
    await allowances.spend_for_email(runtime, allowances.INVITE_BY_EMAIL, wish.email)
    async with runtime.database.transaction() as session:
        return await _invite(session, actor, workspace_id, wish)


async def _invite(session: AsyncSession, actor: Actor, workspace_id: UUID, wish: InvitationCreate) -> InvitationRead:
    await owned_workspace(session, actor, workspace_id)
    if await workspaces.has_member(session, workspace_id, wish.email):
        raise AlreadyMember
    ends = clock.now() + LIFETIME
    invitation = await workspaces.put_invitation(
        session, workspace_id, wish.email, role=wish.role, invited_by=actor.user_id, expires_at=ends
    )
    await enqueue(session, SendInvitation(invitation_id=invitation.id))
    subject, by = f"invitation:{invitation.id}", actor.user_id
    audit.record(session, "workspaces.invite", subject, actor_id=by, workspace_id=workspace_id, role=wish.role.value)
    return InvitationRead.model_validate(invitation)


async def issue_invitation_token(session: AsyncSession, runtime: Runtime, invitation_id: UUID) -> str:
    """The one token of the invitation, to be mailed; only its hash is stored."""
    token = new_token()
    stored = tokens.stored_form(runtime.keyring, "invitation", token)
    await workspaces.set_invitation_token(session, invitation_id, stored)
    return token


async def list_invitations(
    session: AsyncSession, actor: Actor, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[InvitationRead], str | None]:
    """One page of the open and ended invitations. Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`."""
    await owned_workspace(session, actor, workspace_id, lock=False)
    page, following = await workspaces.list_invitations(session, workspace_id, cursor=cursor, limit=limit)
    return [InvitationRead.model_validate(invitation) for invitation in page], following


async def withdraw_invitation(session: AsyncSession, actor: Actor, workspace_id: UUID, invitation_id: UUID) -> None:
    """The invitation's link is dead. Raises `WorkspaceNotFound`, `WorkspaceOwnersOnly`, `InvitationNotFound`."""
    await owned_workspace(session, actor, workspace_id)
    await workspaces.delete_invitation(session, workspace_id, invitation_id)
    subject, by = f"invitation:{invitation_id}", actor.user_id
    audit.record(session, "workspaces.withdraw_invitation", subject, actor_id=by, workspace_id=workspace_id)


async def accept_invitation(session: AsyncSession, runtime: Runtime, actor: Actor, token: str) -> WorkspaceRead:
    """The actor belongs to the workspace they were invited to. Raises `InvitationNotFound`."""
    user = await users.get_user(session, actor.user_id)
    stored = tokens.stored_form(runtime.keyring, "invitation", token)
    invitation = await workspaces.invitation_by_token(session, stored, user.email, clock.now(), lock=True)
    if invitation is None:
        raise InvitationNotFound("It has ended, was withdrawn, or is for another address than yours.")
    workspace_id = invitation.workspace_id
    await workspaces.add_member(session, workspace_id, user.id, invitation.role)
    await workspaces.delete_invitation(session, workspace_id, invitation.id)
    subject = f"workspace:{workspace_id}"
    audit.record(session, "workspaces.join", subject, actor_id=user.id, workspace_id=workspace_id)
    return await read_workspace(session, actor, workspace_id)
