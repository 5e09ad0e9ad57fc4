"""Users, what they sign in with, and the workspaces they share."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, Record
from autogram.identity.roles import Role, WorkspaceRole


class TokenPurpose(StrEnum):
    """What a token sent by mail is good for, and nothing else."""

    RESET_PASSWORD = "reset-password"  # noqa: S105  a purpose
    VERIFY_EMAIL = "verify-email"


class User(Record):
    """A person who can sign in. Everything signed in with an older `token_epoch` is signed out."""

    __tablename__ = "user_account"
    __table_args__ = (
        Index(None, "email", unique=True, postgresql_ops={"email": "text_pattern_ops"}),
        Index(None, "created_at", "id"),
    )

    email: Mapped[str]
    password_hash: Mapped[str]
    full_name: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(default="UTC")
    locale: Mapped[str] = mapped_column(default="en")
    role: Mapped[Role] = mapped_column(default=Role.USER)
    is_active: Mapped[bool] = mapped_column(default=True)
    verified_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    token_epoch: Mapped[int] = mapped_column(default=0)

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    def __repr__(self) -> str:
        return f"User({self.id})"


class LoginSession(Record):
    """One sign-in and all refresh tokens that follow from it: the family that falls together."""

    __tablename__ = "login_session"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int]
    revoked_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RefreshToken(Record):
    """One refresh token, good for one use. The used ones are kept, to recognise a stolen one."""

    __tablename__ = "refresh_token"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("login_session.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MailedToken(Record):
    """A token that was put into a mail, good for one purpose and one use."""

    __tablename__ = "mailed_token"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[TokenPurpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Workspace(Record):
    """What a customer's things belong to. `personal_of` names the one user whose own it is."""

    __tablename__ = "workspace"

    name: Mapped[str]
    personal_of: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), unique=True)


class Membership(Model):
    """That a user may work in a workspace."""

    __tablename__ = "membership"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[WorkspaceRole]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Invitation(Record):
    """An offer by mail to join a workspace, for one address only. The token exists from the moment of mailing."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "workspace_id", "email", unique=True),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    email: Mapped[str]
    role: Mapped[WorkspaceRole]
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ApiKey(Record):
    """A key for scripts: one user, one workspace, some of the user's permissions."""

    __tablename__ = "api_key"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    prefix: Mapped[str]
    key_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[Any]]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
