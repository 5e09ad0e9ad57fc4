"""One try under way: what is known of it, and how each step is written down before the next."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.publishing import queries
from autogram.publishing.models import PostType


class LeaseLost(Exception):
    """Somebody else works on the publication now, or it was cancelled: stop without a trace."""


@dataclass
class Attempt:
    """The publication we hold the lease of, with what has been reached so far."""

    runtime: Runtime
    client: accounts.AccountClient
    post_id: UUID
    post_type: PostType
    publication_id: UUID
    lease_id: UUID
    plan: dict[str, Any]
    child_containers: dict[str, str] = field(default_factory=dict)
    container_id: str | None = None
    containers_made: int = 0
    container_ready: bool = False
    publish_requested_at: datetime | None = None

    async def record(self, step: str, proof: dict[str, Any] | None = None, **values: Any) -> None:
        """The step is in the receipt, committed, and the lease runs afresh. Raises `LeaseLost`."""
        async with self.runtime.database.transaction() as session:
            await self.record_in(session, step, proof, **values)

    async def record_in(
        self, session: AsyncSession, step: str, proof: dict[str, Any] | None = None, **values: Any
    ) -> None:
        """Like `record`, in a transaction that the caller has open."""
        written = {"lease_until": self._lease_end(), **values}
        entry = receipt_step(step, proof)
        if not await queries.write_step(session, self.publication_id, entry, lease_id=self.lease_id, values=written):
            raise LeaseLost

    @asynccontextmanager
    async def ending(self) -> AsyncIterator[AsyncSession]:
        """A transaction that changes post and publication together; the post is locked first, as everybody does."""
        async with self.runtime.database.transaction() as session:
            await queries.lock_post(session, self.post_id)
            yield session

    async def keep_lease(self) -> None:
        """The lease runs afresh. Raises `LeaseLost`."""
        async with self.runtime.database.transaction() as session:
            values = {"lease_until": self._lease_end()}
            if not await queries.write_values(session, self.publication_id, self.lease_id, values):
                raise LeaseLost

    def _lease_end(self) -> datetime:
        return clock.now() + timedelta(seconds=self.runtime.settings.publishing.publish_lease_seconds)


def receipt_step(step: str, proof: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"step": step, "at": clock.now().isoformat(), "proof": proof or {}}
