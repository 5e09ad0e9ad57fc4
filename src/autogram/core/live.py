"""What changed, told to whoever is looking: rows of the transaction that changed it, and a NOTIFY at its commit.

Rows become visible in the order of commits, which is not the order of their ids: a transaction that took a lower id
may commit later. So how far somebody has been told is no id but a snapshot of PostgreSQL's, which names the
transactions that it did not see yet; and what is new is every row that one snapshot sees and an earlier one did not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import BigInteger, DateTime, Identity, Index, Text, bindparam, delete, func, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from autogram.core import clock
from autogram.core.db import Model, ReadSession
from autogram.core.secrets import EncryptedText

CHANNEL = "autogram_live"
KEEP = timedelta(days=1)
# A transaction may have begun, and its rows have their times, long before it committed.
RESUMABLE = KEEP - timedelta(hours=1)


class LiveEvent(Model):
    """One thing that a workspace's screens should know. Kept for a day, so that nobody misses any by reconnecting."""

    __tablename__ = "live_event"
    __table_args__ = (Index(None, "workspace_id", "xact"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    # The transaction that wrote the row, all 64 bits of its number.
    xact: Mapped[int] = mapped_column(BigInteger)
    workspace_id: Mapped[UUID]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class LiveTicket(Model):
    """Lets a browser open one stream, once and soon, because it cannot send a token beside an address."""

    __tablename__ = "live_ticket"

    ticket_hash: Mapped[str] = mapped_column(primary_key=True)
    # What the ticket was bought with: whether that still stands is asked for as long as the stream is open.
    bearer: Mapped[str] = mapped_column(EncryptedText)
    workspace_id: Mapped[UUID]
    expires_at: Mapped[datetime] = mapped_column(index=True)


News = tuple[UUID, str, dict[str, Any]]
"""A workspace, what happened in it, and the ids and states that go with it."""

_TELL = text(
    "WITH made AS ("
    " INSERT INTO live_event (xact, workspace_id, kind, data, at)"
    " SELECT pg_current_xact_id()::text::bigint, told.workspace_id, told.kind, told.data, :at"
    " FROM jsonb_to_recordset(:told) AS told (workspace_id uuid, kind text, data jsonb)"
    " RETURNING id, workspace_id"
    ") SELECT pg_notify(:channel, concat_ws(' ', id, workspace_id)) FROM made"
).bindparams(bindparam("told", type_=JSONB), bindparam("at", type_=DateTime(timezone=True)), channel=CHANNEL)


async def announce(session: AsyncSession, workspace_id: UUID, kind: str, **data: Any) -> None:
    """Everybody who looks at the workspace learns of it when the caller's transaction commits, and only then.

    `kind` is a noun and a past verb (`message.received`); `data` holds ids and states, never contents.
    """
    await announce_all(session, [(workspace_id, kind, data)])


async def announce_all(session: AsyncSession, news: Sequence[News]) -> None:
    """Like `announce`, for many at once in one statement."""
    if news:
        told = [{"workspace_id": workspace, "kind": kind, "data": data} for workspace, kind, data in news]
        await session.execute(_TELL, {"told": to_jsonable_python(told), "at": clock.now()})


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has been told: everything that `snapshot` sees. `at` is when it was taken."""

    snapshot: str
    at: datetime

    def __str__(self) -> str:
        return f"{int(self.at.timestamp())}.{self.snapshot}"

    @property
    def next_xact(self) -> int:
        """The first transaction that had not begun."""
        return int(self.snapshot.split(":")[1])

    @property
    def is_kept(self) -> bool:
        """Whether all that came after it is still there."""
        return clock.now() - RESUMABLE < self.at <= clock.now() + timedelta(minutes=5)


LONG_AGO = Position("1:1:", datetime.fromtimestamp(0, UTC))

_WRITTEN = re.compile(r"(\d{1,10})\.((\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?))")


def read_position(text: str) -> Position | None:
    """The position that was written like this, or None if none of ours was."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    seconds, snapshot, first, following, running = found.groups()
    xacts = [int(first), *(int(xact) for xact in running.split(",") if xact), int(following)]
    if xacts[0] == 0 or xacts != sorted(xacts) or len(set(xacts[1:])) != len(xacts[1:]):
        return None
    return Position(snapshot, datetime.fromtimestamp(int(seconds), UTC))


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is told."""

    id: int
    kind: str
    data: dict[str, Any]
    at: datetime


async def present(session: ReadSession) -> Position:
    """Where somebody is who needs to know nothing of what is committed by now."""
    snapshot = await session.scalar(select(func.pg_current_snapshot().cast(Text)))
    return Position(str(snapshot), clock.now())


class _Named(UserDefinedType[Any]):
    """A type of PostgreSQL's that SQLAlchemy has no name for, to cast to."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: Any) -> str:
        return self.name


async def told_between(
    session: ReadSession, workspace_id: UUID, since: Position, until: Position, *, limit: int
) -> Sequence[Told]:
    """What the workspace was told after `since` and up to `until`, which is not in the future; `limit` at most."""
    event, xact = LiveEvent, LiveEvent.xact.cast(Text).cast(_Named("xid8"))
    earlier, later = (literal(position.snapshot).cast(Text).cast(_Named("pg_snapshot")) for position in (since, until))
    rows = (
        select(event.id, event.kind, event.data, event.at)
        .where(
            event.workspace_id == workspace_id,
            # Everything before this the earlier snapshot has seen, so the index need not be read from its start.
            event.xact >= int(since.snapshot.split(":")[0]),
            func.pg_visible_in_snapshot(xact, later),
            ~func.pg_visible_in_snapshot(xact, earlier),
        )
        .order_by(event.id)
        .limit(limit)
    )
    return [Told(*row) for row in await session.execute(rows)]


async def forget_old(session: AsyncSession) -> None:
    """Events older than a day, and tickets that nobody used, are gone."""
    await session.execute(delete(LiveEvent).where(LiveEvent.at < clock.now() - KEEP))
    await session.execute(delete(LiveTicket).where(LiveTicket.expires_at < clock.now()))
