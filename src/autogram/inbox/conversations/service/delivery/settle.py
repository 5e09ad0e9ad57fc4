"""Finding out what became of a message whose answer was unclear. Nothing is ever sent from here."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.models import Message, MessageStatus, Origin
from autogram.inbox.conversations.queries import outgoing, rows
from autogram.inbox.conversations.service.delivery.outcome import (
    CANNOT_TELL,
    NOT_FOUND,
    end_turns,
    write_sent,
    write_undecided,
)
from autogram.instagram import messaging
from autogram.instagram.errors import InstagramError
from autogram.instagram.threads import DETAILED_MESSAGES, ThreadMessage
from autogram.jobs.api import RetryLater

# A message may take a moment to be listed.
LOOKS = (timedelta(seconds=3), timedelta(seconds=7), timedelta(seconds=20), timedelta(seconds=30))
ASK_AGAIN = timedelta(seconds=30)
# So long is Instagram asked while it does not answer.
PATIENCE = timedelta(hours=1)
# By so much Instagram's clock may be behind ours.
SKEW = timedelta(minutes=2)


async def settle(runtime: Runtime, message_id: UUID, *, look: int) -> None:
    """The message is `sent` with its id if Instagram shows it. Raises `RetryLater` to look again.

    After the last look, counted from 1, it stays unconfirmed for a person to decide.
    """
    async with runtime.database.transaction() as session:
        found = await rows.locked_message(session, message_id)
        if found is None:
            return
        message = found[1]
        if message.status is not MessageStatus.UNCONFIRMED or message.failure_code is not None:
            await end_turns(session, [message])
            return
        person = await rows.get_person(session, found[0].person_id)
        try:
            await accounts.require_quota(session, message.account_id, accounts.QuotaKind.REQUESTS)
            client = await accounts.client_for(runtime, session, message.account_id)
        except (AccountNotUsable, TooManyRequests) as error:
            client, why = None, error.detail
    if client is None:
        await _cannot_ask(runtime, message, why)
        return
    try:
        seen = await messaging.messages_with(client.graph, client.user_id, person.instagram_id)
    except InstagramError as error:
        async with runtime.database.transaction() as session:
            await accounts.note_outcome(session, client, error)
        await _cannot_ask(runtime, message, str(error))
        return
    await _judge(runtime, client, message, seen, look=look)


async def _judge(
    runtime: Runtime, client: accounts.AccountClient, asked: Message, seen: list[ThreadMessage], *, look: int
) -> None:
    wait: RetryLater | None = None
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client)
        found = await rows.locked_message(session, asked.id)
        if found is None or found[1].request_started_at != asked.request_started_at:
            return
        conversation, message = found
        if message.status is not MessageStatus.UNCONFIRMED or message.failure_code is not None:
            await end_turns(session, [message])
            return
        mid = await _mid_among(session, client.user_id, message, seen)
        if mid is not None:
            await write_sent(session, [(conversation, message, mid)])
        elif look <= len(LOOKS):
            wait = RetryLater(LOOKS[look - 1], "Instagram does not show it yet")
        elif _reaches_back(seen, message):
            words = "Instagram's answer was unclear, and it does not show the message. You may send it again."
            await write_undecided(session, message, reason=words, code=NOT_FOUND)
        else:
            words = (
                "Instagram's answer was unclear, and its list does not tell. Look at Instagram before sending it again."
            )
            await write_undecided(session, message, reason=words, code=CANNOT_TELL)
    if wait:
        raise wait


async def _cannot_ask(runtime: Runtime, asked: Message, why: str) -> None:
    """Looking goes on for an hour, whatever keeps us from it; then a person decides."""
    assert asked.request_started_at is not None
    if clock.now() - asked.request_started_at < PATIENCE:
        raise RetryLater(ASK_AGAIN, why, counts=False)
    async with runtime.database.transaction() as session:
        found = await rows.locked_message(session, asked.id)
        if found and found[1].status is MessageStatus.UNCONFIRMED and found[1].failure_code is None:
            words = "It may have been sent, and Instagram could not be asked. Look there before sending it again."
            await write_undecided(session, found[1], reason=words, code=CANNOT_TELL)


async def _mid_among(session: AsyncSession, user_id: str, message: Message, seen: list[ThreadMessage]) -> str | None:
    """The oldest listed message that can be this one, and is none that we know as another."""
    like_it = [one for one in reversed(seen) if _is_like(one, message, user_id)]
    known = await outgoing.known_mids(session, message.account_id, [one.id for one in like_it])
    return next((one.id for one in like_it if _is_free(known.get(one.id), message)), None)


def _is_like(one: ThreadMessage, message: Message, user_id: str) -> bool:
    if one.sender_id != user_id or _is_older(one, message):
        return False
    if message.attachments:
        return bool(one.attachments)
    return (one.text or "").strip() == (message.text or "").strip()


def _is_older(one: ThreadMessage, message: Message) -> bool:
    """Certainly said before we asked."""
    assert message.request_started_at is not None
    return one.created_at is not None and one.created_at < message.request_started_at - SKEW


def _is_free(row: Message | None, message: Message) -> bool:
    """A row that was made from Instagram's own telling, after we had asked, may be this very message."""
    if row is None:
        return True
    assert message.request_started_at is not None
    return row.origin is Origin.PHONE and row.created_at >= message.request_started_at


def _reaches_back(seen: list[ThreadMessage], message: Message) -> bool:
    """Whether the list goes back to before we asked, so that what is not in it does not exist."""
    return len(seen) < DETAILED_MESSAGES or any(_is_older(one, message) for one in seen)
