"""What was unsent, and who was erased, is gone from the journal too."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.inbox.journal.models import WebhookEvent
from autogram.inbox.journal.queries import redacting
from autogram.inbox.journal.redaction import (
    Item,
    erased,
    is_about_person,
    is_about_subject,
    redacted_body,
    without_contents,
)


async def redact_subject(session: AsyncSession, instagram_user_id: str, mid: str) -> None:
    """What the message said is nowhere in the journal; that it was there, and when, still is."""
    about = redacting.about_subject(instagram_user_id, mid)
    for event in await _redact(session, about, is_about_subject(mid), without_contents):
        event.payload = without_contents(event.payload)


async def redact_person(session: AsyncSession, instagram_user_id: str, person_instagram_id: str) -> None:
    """Nothing in the journal tells who the person was or what was said with them; replaying brings nothing back."""
    about = redacting.about_person(instagram_user_id, person_instagram_id)
    for event in await _redact(session, about, is_about_person(person_instagram_id), erased):
        event.payload = erased(event.payload)
        event.subject = event.person_instagram_id = None


async def _redact(
    session: AsyncSession,
    about: ColumnElement[bool],
    is_meant: Callable[[Item], bool],
    change: Callable[[Item], Item],
) -> Sequence[WebhookEvent]:
    """Every body that these events came from is changed; the events themselves are for the caller to change."""
    deliveries = await redacting.lock_deliveries_with(session, about)
    events = await redacting.events_of(session, about, [delivery.id for delivery in deliveries])
    # Where Instagram gives no id, the event still has the item as it came.
    payloads = [event.payload for event in events]
    for delivery in deliveries:
        delivery.body = redacted_body(delivery.body, lambda item: is_meant(item) or item in payloads, change)
        delivery.redacted_at = clock.now()
    return events
