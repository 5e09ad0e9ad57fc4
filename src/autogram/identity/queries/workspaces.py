"""Workspaces, who works in them, and who is invited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.paging import cut_page, newest_first
from autogram.identity.errors import InvitationNotFound, MemberNotFound, WorkspaceNotFound
from autogram.identity.models import Invitation, Membership, User, Workspace
from autogram.identity.roles import WorkspaceRole


@dataclass(frozen=True, slots=True)
class OwnedWorkspace:
    """A workspace a user owns, and who else is there."""

    id: UUID
    name: str
    is_personal: bool
    other_owners: int
    other_members: int


def _with_role(user_id: UUID) -> Select[Workspace, WorkspaceRole]:
    membership = and_(Membership.workspace_id == Workspace.id, Membership.user_id == user_id)
    return select(Workspace, Membership.role).join(Membership, membership)


async def workspaces_of(
    session: AsyncSession, user_id: UUID, only: UUID | None
) -> list[tuple[Workspace, WorkspaceRole]]:
    """The user's workspaces and role in each, the personal one first. With `only`, at most that one."""
    rows = _with_role(user_id).order_by(Workspace.personal_of.is_(None), Workspace.created_at, Workspace.id)
    if only:
        rows = rows.where(Workspace.id == only)
    return [(row[0], row[1]) for row in await session.execute(rows)]


async def workspace_of(
    session: AsyncSession, user_id: UUID, workspace_id: UUID, *, lock: bool = False
) -> tuple[Workspace, WorkspaceRole]:
    """A workspace the user belongs to. With `lock`, its members stay as they are until we commit.

    Raises `WorkspaceNotFound`.
    """
    if lock:
        await session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())
    rows = _with_role(user_id).where(Workspace.id == workspace_id).execution_options(populate_existing=lock)
    row = (await session.execute(rows)).one_or_none()
    if row is None:
        raise WorkspaceNotFound
    return row[0], row[1]


async def add_workspace(session: AsyncSession, name: str, owner_id: UUID) -> Workspace:
    workspace = Workspace(id=new_id(), name=name)
    session.add(workspace)
    await session.flush()
    session.add(Membership(workspace_id=workspace.id, user_id=owner_id, role=WorkspaceRole.OWNER))
    await session.flush()
    return workspace


async def rename_workspace(session: AsyncSession, workspace_id: UUID, name: str) -> None:
    await session.execute(update(Workspace).where(Workspace.id == workspace_id).values(name=name))


async def delete_workspace(session: AsyncSession, workspace_id: UUID) -> None:
    """The workspace is gone, with everything in it."""
    await session.execute(delete(Workspace).where(Workspace.id == workspace_id))


async def find_workspace(session: AsyncSession, workspace_id: UUID) -> Workspace:
    """A workspace that is known to exist."""
    return await session.get_one(Workspace, workspace_id)


async def make_shared(session: AsyncSession, workspace_id: UUID) -> None:
    """The workspace is nobody's personal one any more, and outlives its former user."""
    await session.execute(update(Workspace).where(Workspace.id == workspace_id).values(personal_of=None))


async def personal_workspace_of(session: AsyncSession, user_id: UUID) -> UUID | None:
    return await session.scalar(select(Workspace.id).where(Workspace.personal_of == user_id))


async def workspace_exists(session: AsyncSession, workspace_id: UUID) -> bool:
    return bool(await session.scalar(select(exists().where(Workspace.id == workspace_id))))


async def members_of(session: AsyncSession, workspace_id: UUID) -> list[tuple[User, WorkspaceRole, datetime]]:
    rows = (
        select(User, Membership.role, Membership.created_at)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.workspace_id == workspace_id)
        .order_by(Membership.created_at, User.id)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(rows)]


async def member_role(session: AsyncSession, workspace_id: UUID, user_id: UUID) -> WorkspaceRole:
    """Raises `MemberNotFound`."""
    member = select(Membership.role).where(Membership.workspace_id == workspace_id, Membership.user_id == user_id)
    role = await session.scalar(member)
    if role is None:
        raise MemberNotFound
    return role


async def has_member(session: AsyncSession, workspace_id: UUID, email: str) -> bool:
    member = exists().where(Membership.workspace_id == workspace_id, Membership.user_id == User.id, User.email == email)
    return bool(await session.scalar(select(member)))


async def count_owners(session: AsyncSession, workspace_id: UUID) -> int:
    owners = select(func.count()).where(Membership.workspace_id == workspace_id)
    return await session.scalar(owners.where(Membership.role == WorkspaceRole.OWNER)) or 0


async def owners_of(session: AsyncSession, workspace_id: UUID) -> list[User]:
    """The active owners, longest-standing first."""
    rows = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.workspace_id == workspace_id, Membership.role == WorkspaceRole.OWNER, User.is_active)
        .order_by(Membership.created_at, User.id)
    )
    return list(await session.scalars(rows))


async def add_member(session: AsyncSession, workspace_id: UUID, user_id: UUID, role: WorkspaceRole) -> None:
    """The user belongs to the workspace; who did before keeps their role."""
    row = {"workspace_id": workspace_id, "user_id": user_id, "role": role, "created_at": clock.now()}
    await session.execute(insert(Membership).values(row).on_conflict_do_nothing())


async def set_member_role(session: AsyncSession, workspace_id: UUID, user_id: UUID, role: WorkspaceRole) -> None:
    member = (Membership.workspace_id == workspace_id, Membership.user_id == user_id)
    await session.execute(update(Membership).where(*member).values(role=role))


async def remove_member(session: AsyncSession, workspace_id: UUID, user_id: UUID) -> None:
    member = (Membership.workspace_id == workspace_id, Membership.user_id == user_id)
    await session.execute(delete(Membership).where(*member))


async def lock_owned(session: AsyncSession, user_id: UUID) -> list[OwnedWorkspace]:
    """Every workspace the user owns, with its members held until we commit."""
    mine = select(Membership.workspace_id).where(Membership.user_id == user_id, Membership.role == WorkspaceRole.OWNER)
    held = select(Workspace.id).where(Workspace.id.in_(mine)).order_by(Workspace.id).with_for_update()
    ids = list(await session.scalars(held))
    other = aliased(Membership)
    others = and_(other.workspace_id == Workspace.id, other.user_id != user_id)
    rows = (
        select(
            Workspace.id,
            Workspace.name,
            (func.coalesce(Workspace.personal_of == user_id, False)),
            func.count(other.user_id).filter(other.role == WorkspaceRole.OWNER),
            func.count(other.user_id),
        )
        .outerjoin(other, others)
        .where(Workspace.id.in_(ids))
        .group_by(Workspace.id)
    )
    return [OwnedWorkspace(*row) for row in await session.execute(rows)]


async def put_invitation(
    session: AsyncSession,
    workspace_id: UUID,
    email: str,
    *,
    role: WorkspaceRole,
    invited_by: UUID,
    expires_at: datetime,
) -> Invitation:
    """The one invitation of `email` to the workspace; an earlier one is replaced, and its link is dead."""
    fresh = {"role": role, "invited_by": invited_by, "expires_at": expires_at, "token_hash": None}
    write = insert(Invitation).values(id=new_id(), workspace_id=workspace_id, email=email, **fresh)
    write = write.on_conflict_do_update(
        index_elements=[Invitation.workspace_id, Invitation.email], set_={**fresh, "updated_at": clock.now()}
    )
    fresh_row = write.returning(Invitation).execution_options(populate_existing=True)
    return (await session.scalars(fresh_row)).one()


async def find_invitation(session: AsyncSession, invitation_id: UUID) -> Invitation | None:
    return await session.get(Invitation, invitation_id)


async def set_invitation_token(session: AsyncSession, invitation_id: UUID, token_hash: str) -> None:
    await session.execute(update(Invitation).where(Invitation.id == invitation_id).values(token_hash=token_hash))


async def invitation_by_token(
    session: AsyncSession, token_hash: str, email: str, now: datetime, *, lock: bool = False
) -> Invitation | None:
    """The invitation of this very address that the token belongs to, if it has not ended."""
    rows = select(Invitation).where(
        Invitation.token_hash == token_hash, Invitation.email == email, Invitation.expires_at > now
    )
    return await session.scalar(rows.with_for_update() if lock else rows)


async def list_invitations(
    session: AsyncSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[Invitation], str | None]:
    rows: Select[Any] = select(Invitation).where(Invitation.workspace_id == workspace_id)
    page = newest_first(rows, Invitation.created_at, Invitation.id, cursor=cursor, limit=limit)
    return cut_page(list(await session.scalars(page)), limit)


async def delete_invitation(session: AsyncSession, workspace_id: UUID, invitation_id: UUID) -> Invitation:
    """Raises `InvitationNotFound`."""
    gone = delete(Invitation).where(Invitation.id == invitation_id, Invitation.workspace_id == workspace_id)
    invitation: Invitation | None = await session.scalar(gone.returning(Invitation))
    if invitation is None:
        raise InvitationNotFound
    return invitation
