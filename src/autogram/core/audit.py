"""The audit log: who did what, when, to what; only ever appended to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, ReadSession
from autogram.core.ids import new_id
from autogram.core.paging import cut_page, newest_first


class AuditEntry(Model):
    """One act. Has no foreign keys: it outlives what it speaks of."""

    __tablename__ = "audit_entry"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    workspace_id: Mapped[UUID | None]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AuditRead(BaseModel):
    """One act as an admin sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    actor_id: UUID | None
    workspace_id: UUID | None
    action: str
    subject: str
    details: dict[str, Any]


def record(
    session: AsyncSession,
    action: str,
    subject: str,
    *,
    actor_id: UUID | None = None,
    workspace_id: UUID | None = None,
    **details: Any,
) -> None:
    """The act is written in the caller's transaction: it is on record exactly when it happened.

    `action` is `domain.verb` (`posts.schedule`), `subject` is `kind:id`. Never pass a secret in `details`.
    """
    session.add(
        AuditEntry(actor_id=actor_id, workspace_id=workspace_id, action=action, subject=subject, details=details)
    )


async def list_entries(
    session: ReadSession,
    *,
    actor_id: UUID | None = None,
    subject: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[AuditRead], str | None]:
    """One page of the log, newest first, and the cursor of the next."""
    rows = select(AuditEntry)
    if actor_id:
        rows = rows.where(AuditEntry.actor_id == actor_id)
    if subject:
        rows = rows.where(AuditEntry.subject == subject)
    page = newest_first(rows, AuditEntry.created_at, AuditEntry.id, cursor=cursor, limit=limit)
    entries, following = cut_page(list(await session.scalars(page)), limit)
    return [AuditRead.model_validate(entry) for entry in entries], following
