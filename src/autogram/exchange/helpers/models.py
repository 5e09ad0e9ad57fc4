"""Helper accounts."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record
from autogram.core.secrets import EncryptedText

# How often a helper that keeps its password logs in by itself, at most.
BETWEEN_LOGINS = timedelta(days=1)


class HelperHealth(StrEnum):
    """Whether a helper can read. Who `rests` does so until `rests_until`; who is `blocked` needs a person."""

    OK = "ok"
    RESTS = "rests"
    EXPIRED = "expired"
    BLOCKED = "blocked"


class Helper(Record):
    """An account of the operator's that reads posts and comments, and never writes."""

    __tablename__ = "exchange_helper"
    __table_args__ = (
        UniqueConstraint("community_id", "username"),
        Index(None, "community_id", "created_at", "id"),
        Index(None, "community_id", "is_active", "last_used_at"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    username: Mapped[str]
    instagram_id: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    # Both are loaded, and decrypted, only by who asks for them. The password is only here if whoever added the helper
    # wanted it to log in by itself again, and only after it was proven.
    session: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    password: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    keeps_password: Mapped[bool] = mapped_column(default=False)
    logged_in_at: Mapped[datetime]
    health: Mapped[HelperHealth] = mapped_column(default=HelperHealth.OK)
    # Why it is not well, in words.
    problem: Mapped[str | None]
    rests_until: Mapped[datetime | None]
    requests_per_hour: Mapped[int] = mapped_column(default=150)
    last_used_at: Mapped[datetime | None]
    # Whoever reads with it has it for a short while, again and again; who has died gives it back by being late.
    borrowed_by: Mapped[UUID | None]
    borrowed_until: Mapped[datetime | None]
    # When it last logged in by itself, or tried to: written before it does.
    tried_login_at: Mapped[datetime | None]
    # When the owners were told that it needs somebody; empty again once it is well.
    told_at: Mapped[datetime | None]

    def needs_somebody(self, now: datetime) -> bool:
        """Whether it does not read again by itself, at least not today."""
        tried_today = self.tried_login_at is not None and self.tried_login_at > now - BETWEEN_LOGINS
        has_ended = self.health is HelperHealth.EXPIRED and (not self.keeps_password or tried_today)
        return self.health is HelperHealth.BLOCKED or has_ended
