"""Accounts, connections under way, quota books and requests to be forgotten."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model, Record
from autogram.core.secrets import EncryptedText
from autogram.instagram.oauth import SCOPES


class AccountStatus(StrEnum):
    """Whether we may act for the account."""

    CONNECTED = "connected"
    NEEDS_REAUTH = "needs_reauth"
    DISCONNECTED = "disconnected"


class InstagramAccount(Record):
    """A professional Instagram account that somebody has proven to be theirs."""

    __tablename__ = "account"
    __table_args__ = (
        # An account that was disconnected can be connected again, also by somebody else.
        Index(
            "uq_account_connected",
            "instagram_user_id",
            unique=True,
            postgresql_where=text("status <> 'disconnected'"),
        ),
        Index(None, "workspace_id", "created_at", "id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    connected_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    instagram_user_id: Mapped[str]
    app_scoped_id: Mapped[str | None] = mapped_column(index=True)
    username: Mapped[str]
    name: Mapped[str | None]
    account_type: Mapped[str | None]
    profile_picture_url: Mapped[str | None]
    followers_count: Mapped[int | None]
    follows_count: Mapped[int | None]
    media_count: Mapped[int | None]
    biography: Mapped[str | None]
    website: Mapped[str | None]
    profile_read_at: Mapped[datetime | None]

    status: Mapped[AccountStatus] = mapped_column(default=AccountStatus.CONNECTED)
    status_reason: Mapped[str | None]
    paused_at: Mapped[datetime | None]
    disconnected_at: Mapped[datetime | None]

    # Loaded, and decrypted, only by who asks for it (`queries.get_account(with_token=True)`).
    token: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    token_issued_at: Mapped[datetime | None]
    token_expires_at: Mapped[datetime | None]
    token_checked_at: Mapped[datetime | None]
    token_alarm_days: Mapped[int | None]
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    webhook_fields: Mapped[list[Any]] = mapped_column(default=list)

    comments_per_hour: Mapped[int] = mapped_column(default=10)
    requests_per_hour: Mapped[int] = mapped_column(default=2000)
    usage_percent: Mapped[int | None]
    throttled_until: Mapped[datetime | None]
    throttle_reason: Mapped[str | None]

    @property
    def missing_scopes(self) -> list[str]:
        """What we asked for and did not get. Empty too where Instagram has not said what was granted."""
        return [scope for scope in SCOPES if scope not in self.scopes] if self.scopes else []


class ConnectionAttempt(Record):
    """Somebody was sent to Instagram to agree; bound to that person, and to their browser, by hashes."""

    __tablename__ = "account_connection_attempt"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    state_hash: Mapped[str] = mapped_column(unique=True)
    browser_hash: Mapped[str]
    redirect_uri: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class QuotaBucket(Model):
    """How often an account did one kind of thing in five minutes."""

    __tablename__ = "account_quota_bucket"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    used: Mapped[int]


class ErasureRequest(Record):
    """A person asked Meta to have their data deleted here; the code lets them see that it was done."""

    __tablename__ = "account_erasure_request"

    confirmation_code: Mapped[str] = mapped_column(unique=True)
    accounts_erased: Mapped[int]


class GlobalPause(Model):
    """One row: whether everything is paused, since when and by whom."""

    __tablename__ = "global_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    paused_at: Mapped[datetime | None]
    paused_by: Mapped[UUID | None]
