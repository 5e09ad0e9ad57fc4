"""The journal as people and metrics see it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page
from autogram.inbox.journal.errors import DeliveryNotFound
from autogram.inbox.journal.queries import listing
from autogram.inbox.journal.schemas import (
    DeliveryDetail,
    DeliveryFilter,
    DeliveryRead,
    EventFilter,
    EventRead,
)


async def list_deliveries(session: ReadSession, wanted: DeliveryFilter) -> Page[DeliveryRead]:
    """One page of the journal, newest first, without the bodies."""
    rows, following = await listing.delivery_page(session, wanted)
    return Page(items=[DeliveryRead.model_validate(row) for row in rows], next_cursor=following)


async def read_delivery(session: ReadSession, delivery_id: UUID) -> DeliveryDetail:
    """A delivery with what was sent and what became of it. Raises `DeliveryNotFound`."""
    row = await listing.find_delivery(session, delivery_id)
    if row is None:
        raise DeliveryNotFound
    events = await listing.events_of_delivery(session, delivery_id)
    return DeliveryDetail(
        **DeliveryRead.model_validate(row).model_dump(),
        size=len(row.body),
        **_shown(row.body),
        events=[EventRead.model_validate(event) for event in events],
    )


def _shown(body: bytes) -> dict[str, Any]:
    try:
        return {"body": json.loads(body)}
    except (ValueError, RecursionError):
        return {"text": body.decode(errors="replace")}


async def list_events(
    session: ReadSession, wanted: EventFilter, *, workspace_id: UUID | None = None
) -> Page[EventRead]:
    """One page of events, newest first: those of one workspace's accounts, or all."""
    rows, following = await listing.event_page(session, wanted, workspace_id=workspace_id)
    return Page(items=[EventRead.model_validate(row) for row in rows], next_cursor=following)


@dataclass(frozen=True, slots=True)
class JournalState:
    """How the journal is doing. Ages in seconds; None where there is nothing to measure."""

    newest_seconds: float | None
    oldest_pending_seconds: float | None
    failed: int


async def journal_state(session: ReadSession) -> JournalState:
    """One look at the journal."""
    newest, oldest = await listing.newest_signed(session), await listing.oldest_pending(session)
    return JournalState(_age(newest), _age(oldest), await listing.count_failed(session))


def _age(moment: datetime | None) -> float | None:
    return (clock.now() - moment).total_seconds() if moment else None
