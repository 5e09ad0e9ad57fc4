"""Live updates over server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python

from autogram.api.stream_tickets import TICKET_LIFE, issue_ticket, use_ticket
from autogram.api.streams import News, Stream
from autogram.core import clock
from autogram.core.db import Session
from autogram.core.errors import AppError, Unauthenticated
from autogram.core.live import LONG_AGO, Told, read_position
from autogram.core.runtime import Runtime
from autogram.identity import service as identity
from autogram.identity.access import BearerToken, Running, requires
from autogram.identity.errors import PermissionMissing
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/events", tags=["live"])

# What is told is about posts and about conversations, so both must be allowed.
PERMISSIONS = (Permission.VIEW_POSTS, Permission.VIEW_CONVERSATIONS)
CHECK_EVERY_SECONDS = 60.0
RETRY_AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, repr=False)
class Pass:
    """What a stream was opened with. It is looked at again and again, as long as the stream lasts."""

    runtime: Runtime
    bearer: str
    workspace_id: UUID | None

    async def holder(self) -> Actor:
        """Who holds it. Raises what a request would be refused with."""
        actor = await identity.authenticate(self.runtime, self.bearer, workspace_id=self.workspace_id)
        missing = [permission.value for permission in PERMISSIONS if permission not in actor.permissions]
        if missing:
            raise PermissionMissing(f"This needs the permission {', '.join(missing)}.", permissions=missing)
        return actor

    async def is_void(self) -> bool:
        """Whether it would be refused now. A database that does not answer refuses nobody."""
        try:
            await self.holder()
        except AppError as error:
            return error.status in {401, 403, 404}
        return False


@dataclass(frozen=True, slots=True)
class Opened:
    """An open stream and the pass it was opened with."""

    stream: Stream
    permit: Pass


async def _permit(
    runtime: Running,
    token: BearerToken,
    ticket: Annotated[str | None, Query(max_length=200, description="From `POST /events/ticket`; works once.")] = None,
    x_workspace_id: Annotated[UUID | None, Header(description="One of your workspaces; else your own.")] = None,
) -> Pass:
    if ticket is not None:
        return Pass(runtime, *await use_ticket(runtime, ticket))
    if not token:
        raise Unauthenticated("Send an access token or an API key, or a ticket from POST /api/v1/events/ticket.")
    return Pass(runtime, token, x_workspace_id)


_permit.permissions = PERMISSIONS  # type: ignore[attr-defined]  # read by the test that no route lacks one

LastSeen = Annotated[str | None, Query(max_length=20_000, description="The `id` seen last, where no header can be.")]


async def _opened(
    request: Request,
    response: Response,
    permit: Annotated[Pass, Depends(_permit)],
    last_event_id: LastSeen = None,
    last_seen: Annotated[str | None, Header(alias="Last-Event-ID", description="The `id` seen last.")] = None,
) -> AsyncIterator[Opened]:
    actor = await permit.holder()
    response.headers["Cache-Control"] = "no-store"
    asked = last_seen or last_event_id
    # One who names an id that is not ours must load everything anew, like one whose id is too old.
    since = (read_position(asked) or LONG_AGO) if asked else None
    streams = request.app.state.live
    async with streams.open(permit.runtime.database, actor.workspace_id, since) as stream:
        yield Opened(stream, permit)


@router.get("", response_class=EventSourceResponse)
async def follow_events(opened: Annotated[Opened, Depends(_opened)]) -> AsyncIterator[ServerSentEvent]:
    """Hear at once what changes in the workspace. Hand back the last `id` to miss nothing after an interruption."""
    loop = asyncio.get_running_loop()
    checked = loop.time()
    async for news in opened.stream:
        if loop.time() - checked >= CHECK_EVERY_SECONDS:
            if await opened.permit.is_void():
                return
            checked = loop.time()
        for block in _blocks(news):
            yield block


def _blocks(news: News) -> Iterator[ServerSentEvent]:
    """Each event's `id` is from where one who got no further must go on: only the last of them is done with all."""
    if news.is_cut:
        yield ServerSentEvent(event="reset", data={}, id=str(news.position))
    for event in news.events[:-1]:
        yield ServerSentEvent(event=event.kind, data=_as_data(event), id=str(news.since))
    for event in news.events[-1:]:
        yield ServerSentEvent(event=event.kind, data=_as_data(event), id=str(news.position))
    if not news.events and not news.is_cut:
        # No event for the client, but the place to go on from.
        yield ServerSentEvent(comment="here", id=str(news.position), retry=int(RETRY_AFTER.total_seconds() * 1000))


def _as_data(event: Told) -> dict[str, object]:
    # Written as in every other answer: in UTC, with a Z.
    return {**event.data, "id": event.id, "at": to_jsonable_python(event.at)}


class StreamTicket(BaseModel):
    """Opens one stream, `GET /api/v1/events?ticket=…`, until `expires_at`."""

    ticket: str = Field(repr=False)
    expires_at: datetime


@router.post("/ticket", status_code=201)
async def buy_ticket(
    actor: Annotated[Actor, requires(*PERMISSIONS)], token: BearerToken, runtime: Running, session: Session
) -> StreamTicket:
    """Get a ticket for one stream, for a browser, whose `EventSource` cannot send a token."""
    assert token is not None
    ticket = await issue_ticket(session, runtime.keyring, token, actor.workspace_id)
    return StreamTicket(ticket=ticket, expires_at=clock.now() + TICKET_LIFE)
