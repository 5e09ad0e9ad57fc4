"""What changed, told to whoever is looking: rows of the transaction that changed it, and a NOTIFY at its commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model

CHANNEL = "autogram_live"


class LiveEvent(Model):
    """One thing that a workspace's screens should know. Kept for a day, so that nobody misses any by reconnecting."""

    __tablename__ = "live_event"
    __table_args__ = (Index(None, "workspace_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    workspace_id: Mapped[UUID]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


async def announce(session: AsyncSession, workspace_id: UUID, kind: str, **data: Any) -> None:
    """Everybody who looks at the workspace learns of it when the caller's transaction commits, and only then.

    `kind` is a noun and a past verb (`message.received`); `data` holds ids and states, never contents.
    """
    made = insert(LiveEvent).values(workspace_id=workspace_id, kind=kind, data=data).returning(LiveEvent.id)
    event_id = await session.scalar(made)
    await session.execute(select(func.pg_notify(CHANNEL, f"{event_id} {workspace_id}")))
