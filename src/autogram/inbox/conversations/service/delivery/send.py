"""The one call that sends, and what its answer means."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.models import Conversation, Message, MessageStatus
from autogram.inbox.conversations.queries import rows
from autogram.inbox.conversations.service.delivery.claim import Claim, claim
from autogram.inbox.conversations.service.delivery.outcome import (
    CANNOT_TELL,
    FAULT,
    end_turn,
    write_failed,
    write_refused,
    write_sent,
    write_unclear,
    write_undecided,
    write_waiting,
)
from autogram.instagram import messaging
from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.jobs.api import RetryLater

AGAIN = timedelta(seconds=5)
# After these it is certain that nothing was sent, and that it can be later.
NOT_NOW = {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.THROTTLED, Refusal.BLOCKED}


async def send(runtime: Runtime, message_id: UUID) -> None:
    """The message is sent, has failed, is looked for, or waits, and says so. Safe to run any number of times.

    It is asked for at most once: who finds it asked for already looks at Instagram instead.
    """
    claimed = await claim(runtime, message_id)
    if claimed is None:
        return
    try:
        sent = await messaging.send_message(claimed.client.graph, claimed.client.user_id, claimed.body)
    except InstagramError as error:
        await _after_error(runtime, claimed, error)
        return
    try:
        await _note_sent(runtime, claimed, sent.mid)
    except IntegrityError:
        # Instagram's own telling of it was stored this moment; now it is there to be found.
        await _note_sent(runtime, claimed, sent.mid)


async def _note_sent(runtime: Runtime, claimed: Claim, mid: str) -> None:
    async with runtime.database.transaction() as session:
        found = await _still_ours(session, claimed)
        if found:
            await write_sent(session, *found, mid)
        else:
            await _leave(session, claimed)
        await accounts.note_outcome(session, claimed.client)


async def _after_error(runtime: Runtime, claimed: Claim, error: InstagramError) -> None:
    """Only what was certainly not sent is tried again, or has failed."""
    again = isinstance(error, InstagramUnreachable) or (isinstance(error, GraphError) and error.refusal in NOT_NOW)
    async with runtime.database.transaction() as session:
        found = await _still_ours(session, claimed)
        if found and again:
            write_waiting(found[1], error.reason if isinstance(error, GraphError) else str(error))
        elif found and (isinstance(error, AnswerUnclear) or _may_have_arrived(error)):
            await write_unclear(session, found[1], f"{_in_words(error)}. It is being looked for.")
        elif found and isinstance(error, GraphError):
            await write_refused(session, found[1], error)
        elif not found:
            await _leave(session, claimed)
        await accounts.note_outcome(session, claimed.client, error)
    if found and again:
        raise RetryLater(AGAIN, str(error), counts=False) from error


def _may_have_arrived(error: InstagramError) -> bool:
    """Instagram's passing failures have been seen although the message went out (1/1357046)."""
    return isinstance(error, GraphError) and error.refusal is Refusal.TRANSIENT


def _in_words(error: InstagramError) -> str:
    return (error.reason if isinstance(error, GraphError) else str(error)).rstrip(".")


async def _still_ours(session: AsyncSession, claimed: Claim) -> tuple[Conversation, Message] | None:
    """The message as it stands, unless it is settled already or somebody has begun to send it anew."""
    found = await rows.locked_message(session, claimed.message_id)
    if found is None or found[1].request_started_at != claimed.asked_at:
        return None
    return found if found[1].status in {MessageStatus.SENDING, MessageStatus.UNCONFIRMED} else None


async def _leave(session: AsyncSession, claimed: Claim) -> None:
    """Its echo was faster than the answer and has settled the message; the next has its turn."""
    found = await rows.locked_message(session, claimed.message_id)
    if found and found[1].status not in {MessageStatus.SENDING, MessageStatus.UNCONFIRMED}:
        await end_turn(session, found[1])


async def give_up(runtime: Runtime, message_id: UUID) -> None:
    """A fault of our own has ended all tries: the message says what is true, and the next has its turn."""
    async with runtime.database.transaction() as session:
        found = await rows.locked_message(session, message_id)
        if found is None or found[1].status is not MessageStatus.SENDING:
            return
        if found[1].request_started_at is None:
            words = "It was not sent, by a fault in Autogram; the log tells more."
            await write_failed(session, found[1], reason=words, code=FAULT)
        else:
            await write_unclear(session, found[1], "A fault in Autogram; it is being looked for.")


async def give_up_looking(runtime: Runtime, message_id: UUID) -> None:
    """A fault of our own has ended looking."""
    async with runtime.database.transaction() as session:
        found = await rows.locked_message(session, message_id)
        if found and found[1].status is MessageStatus.UNCONFIRMED and found[1].failure_code is None:
            words = (
                "It may have been sent; a fault in Autogram ended looking for it. Look there before sending it again."
            )
            await write_undecided(session, found[1], reason=words, code=CANNOT_TELL)
