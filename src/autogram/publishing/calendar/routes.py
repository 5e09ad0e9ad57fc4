"""Slots and calendars over HTTP."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from autogram.core.db import Reading, Session
from autogram.core.limits import RateLimit, spend
from autogram.identity.access import ClientAddress, Running, public, requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing.calendar import feeds, slots
from autogram.publishing.calendar.schemas import (
    FeedCreate,
    FeedMade,
    FeedRead,
    Feeds,
    NextSlot,
    SlotCreate,
    SlotRead,
    Slots,
)
from autogram.publishing.schemas import PostRead

router = APIRouter(tags=["publishing"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]
BY_ADDRESS = RateLimit("calendar", 60, timedelta(minutes=1))


class CalendarResponse(Response):
    media_type = "text/calendar"


@router.get("/posting-slots")
async def list_slots(session: Reading, actor: Reader, account_id: Annotated[UUID | None, Query()] = None) -> Slots:
    """The weekly moments at which accounts like to publish, in the order of the week."""
    found = await slots.slots_of(session, actor.workspace_id, account_id)
    return Slots(items=[SlotRead.model_validate(slot) for slot in found])


@router.post("/posting-slots", status_code=201)
async def add_slots(wish: SlotCreate, session: Session, actor: Editor) -> Slots:
    """Add a time on some days of the week; what is there already stays as it is. All slots of the account."""
    found = await slots.add_slots(session, actor, wish)
    return Slots(items=[SlotRead.model_validate(slot) for slot in found])


@router.delete("/posting-slots/{slot_id}", status_code=204)
async def delete_slot(slot_id: UUID, session: Session, actor: Editor) -> None:
    """Remove a slot; what is planned for it stays planned."""
    await slots.delete_slot(session, actor, slot_id)


@router.get("/posting-slots/next")
async def next_slot(session: Reading, actor: Reader, account_id: UUID) -> NextSlot:
    """The first slot of the account at which nothing is planned."""
    return await slots.next_slot(session, actor.workspace_id, account_id)


@router.post("/posts/{post_id}/schedule/next-slot")
async def schedule_into_next_slot(post_id: UUID, runtime: Running, session: Session, actor: Editor) -> PostRead:
    """Plan the post for its account's next free slot, which nobody else gets."""
    return await slots.schedule_into_next_slot(runtime.settings, session, actor, post_id)


@router.get("/calendar.ics", response_class=CalendarResponse)
async def download_calendar(
    session: Reading, actor: Reader, account_id: Annotated[UUID | None, Query()] = None
) -> Response:
    """What is planned and was published, as a calendar file."""
    written = await feeds.as_calendar(session, actor.workspace_id, account_id)
    return CalendarResponse(written, headers={"Content-Disposition": 'attachment; filename="autogram.ics"'})


@router.get("/calendars")
async def list_calendars(session: Reading, actor: Reader) -> Feeds:
    """The calendars that other programs may subscribe to, without their addresses."""
    found = await feeds.feeds_of(session, actor.workspace_id)
    return Feeds(items=[FeedRead.model_validate(feed) for feed in found])


@router.post("/calendars", status_code=201)
async def make_calendar(wish: FeedCreate, runtime: Running, session: Session, actor: Editor) -> FeedMade:
    """Make an address to subscribe to; it is shown this once."""
    return await feeds.make_feed(runtime.settings, session, actor, wish.account_id)


@router.delete("/calendars/{feed_id}", status_code=204)
async def delete_calendar(feed_id: UUID, session: Session, actor: Editor) -> None:
    """The address leads nowhere any more."""
    await feeds.delete_feed(session, actor, feed_id)


@router.get("/calendars/{secret}.ics", response_class=CalendarResponse, dependencies=[public])
async def read_calendar(
    secret: str, runtime: Running, session: Session, address: ClientAddress, response: Response
) -> Response:
    """The calendar of this address, for programs that cannot sign in."""
    await spend(runtime.database, BY_ADDRESS, address)
    written = await feeds.read_feed(session, secret)
    return CalendarResponse(written, headers={"Cache-Control": "private, max-age=300"})
