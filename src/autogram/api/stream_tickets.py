"""Tickets for streams: no token of weight ever stands in an address."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import Unauthenticated
from autogram.core.live import LiveTicket
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring, new_token

TICKET_LIFE = timedelta(seconds=60)


class StreamTicketRefused(Unauthenticated):
    """The ticket is unknown, older than a minute, or was used; get another."""

    title = "The ticket is not valid"


async def issue_ticket(session: AsyncSession, keyring: Keyring, bearer: str, workspace_id: UUID) -> str:
    """A ticket for whoever holds `bearer`, in this workspace; only its hash is stored."""
    ticket = new_token()
    ends = clock.now() + TICKET_LIFE
    stored = _stored_form(keyring, ticket)
    session.add(LiveTicket(ticket_hash=stored, bearer=bearer, workspace_id=workspace_id, expires_at=ends))
    await session.flush()
    return ticket


async def use_ticket(runtime: Runtime, ticket: str) -> tuple[str, UUID]:
    """The bearer token and the workspace it was bought for; it is void from now on. Raises `StreamTicketRefused`."""
    good = delete(LiveTicket).where(
        LiveTicket.ticket_hash == _stored_form(runtime.keyring, ticket), LiveTicket.expires_at > clock.now()
    )
    async with runtime.database.transaction() as session:
        found = (await session.execute(good.returning(LiveTicket.bearer, LiveTicket.workspace_id))).one_or_none()
    if found is None:
        raise StreamTicketRefused("Get another: POST /api/v1/events/ticket.")
    return found.bearer, found.workspace_id


def _stored_form(keyring: Keyring, ticket: str) -> str:
    return keyring.keyed_hash(f"stream-ticket:{ticket}")
