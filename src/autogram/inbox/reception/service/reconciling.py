"""Now and then every account is looked through for what the webhooks missed."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotFound, AccountNotUsable
from autogram.core import clock
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.inbox.reception import queries
from autogram.inbox.reception.service.applying import look_soon
from autogram.inbox.reception.service.assigning import process_unassigned
from autogram.inbox.reception.service.comment_look import look_through_comments
from autogram.inbox.reception.service.conversation_look import look_through_conversations
from autogram.inbox.reception.service.looking import Look, LookInterrupted, Part
from autogram.instagram.errors import GraphError

log = get_logger(__name__)

LOOKERS: dict[Part, Callable[[Look, datetime | None, dict[str, Any]], Awaitable[datetime]]] = {
    Part.CONVERSATIONS: look_through_conversations,
    Part.COMMENTS: look_through_comments,
}


async def enqueue_due_looks(session: AsyncSession, every: timedelta) -> None:
    """Each connected account that was not looked through for that long has a job."""
    connected = await accounts.connected_account_ids(session)
    recent = await queries.looked_at_since(session, connected, clock.now() - every)
    for account_id in connected:
        if account_id not in recent:
            await look_soon(session, account_id)


async def reconcile_account(runtime: Runtime, account_id: UUID) -> None:
    """The account's recent messages and comments are here, as far as its quota allowed; what stopped it is noted.

    Nothing happens for an account that cannot be used. Safe to run twice, and to be cut short anywhere.
    """
    try:
        async with runtime.database.transaction() as session:
            client = await accounts.client_for(runtime, session, account_id)
            # Also what was being processed while the account was connected.
            await process_unassigned(session, account_id)
            sync = await queries.begin_sync(session, account_id)
            sync.progress = sync.progress | {"tried_at": clock.now().isoformat()}
            last = {Part.CONVERSATIONS: sync.conversations_read_at, Part.COMMENTS: sync.comments_read_at}
            progress = dict(sync.progress)
    except (AccountNotFound, AccountNotUsable):
        return
    look = Look(runtime, client)
    for part in Part:
        if not await _look(look, part, last[part], progress.get(part.value) or {}):
            break
    if look.found:
        log.info("found what webhooks had not told", account_id=str(account_id), found=look.found)


async def _look(look: Look, part: Part, last_look: datetime | None, state: dict[str, Any]) -> bool:
    """Whether anything else of the account may be looked through now."""
    look.requests = 0
    try:
        began_at = await LOOKERS[part](look, last_look, state)
    except LookInterrupted as interruption:
        await _note(look, part, None, interruption.reason)
        return not interruption.is_over
    except GraphError as error:
        await _note(look, part, None, f"Instagram said: {error.reason}")
        return True
    await _note(look, part, began_at, None)
    return True


async def _note(look: Look, part: Part, read_at: datetime | None, error: str | None) -> None:
    async with look.runtime.database.transaction() as session:
        sync = await queries.begin_sync(session, look.account_id)
        setattr(sync, f"{part.value}_error", error)
        if read_at is not None:
            setattr(sync, f"{part.value}_read_at", read_at)
