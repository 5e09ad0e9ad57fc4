"""How far the reconciler is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model


class AccountSync(Model):
    """When an account's conversations and comments were last looked through, and how that went."""

    __tablename__ = "inbox_account_sync"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    conversations_read_at: Mapped[datetime | None]
    comments_read_at: Mapped[datetime | None]
    conversations_error: Mapped[str | None]
    comments_error: Mapped[str | None]
    # Where a look that was cut short goes on.
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
