"""Which rows of the journal tell of a message or a person."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.inbox.journal.models import WebhookDelivery, WebhookEvent


def about_subject(instagram_user_id: str, subject: str) -> ColumnElement[bool]:
    return (WebhookEvent.subject == subject) & (WebhookEvent.instagram_user_id == instagram_user_id)


def about_person(instagram_user_id: str, person_instagram_id: str) -> ColumnElement[bool]:
    return (WebhookEvent.instagram_user_id == instagram_user_id) & (
        WebhookEvent.person_instagram_id == person_instagram_id
    )


async def lock_deliveries_with(session: AsyncSession, about: ColumnElement[bool]) -> Sequence[WebhookDelivery]:
    """The deliveries of these events, locked, oldest first."""
    ids = select(WebhookEvent.delivery_id).where(about)
    rows = select(WebhookDelivery).where(WebhookDelivery.id.in_(ids)).order_by(WebhookDelivery.id).with_for_update()
    return (await session.scalars(rows)).all()


async def events_of(session: AsyncSession, about: ColumnElement[bool], ids: Sequence[UUID]) -> Sequence[WebhookEvent]:
    return (await session.scalars(select(WebhookEvent).where(about, WebhookEvent.delivery_id.in_(ids)))).all()
