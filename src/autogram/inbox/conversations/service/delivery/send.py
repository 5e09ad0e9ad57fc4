"""The one call that sends, and what its answer means."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.models import Message, MessageStatus
from autogram.inbox.conversations.queries import rows
from autogram.inbox.conversations.queries.receiving import UNSETTLED
from autogram.inbox.conversations.service.bookkeeping import note_outcomes
from autogram.inbox.conversations.service.delivery.claim import Claim, claim
from autogram.inbox.conversations.service.delivery.outcome import (
    CANNOT_TELL,
    FAULT,
    end_turns,
    write_failed,
    write_refused,
    write_sent,
    write_unclear,
    write_undecided,
    write_waiting,
)
from autogram.instagram import messaging
from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.jobs.api import JobContext, RetryLater

AGAIN = timedelta(seconds=5)
# After these it is certain that nothing was sent, and that it can be later.
NOT_NOW = {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.THROTTLED, Refusal.BLOCKED}


async def send(context: JobContext, message_id: UUID) -> None:
    """The message is sent, has failed, is looked for, or waits, and says so. Safe to run any number of times.

    It is asked for at most once: who finds it asked for already looks at Instagram instead.
    """
    claimed = await claim(context, message_id)
    if claimed is None:
        return
    try:
        sent = await messaging.send_message(claimed.client.graph, claimed.client.user_id, claimed.body)
    except InstagramError as error:
        await _after_error(context.runtime, claimed, error)
        return
    try:
        await context.together(note_sent, (claimed, sent.mid))
    except IntegrityError:
        # Instagram's own telling of it was stored this moment; now it is there to be found.
        await context.together(note_sent, (claimed, sent.mid))


async def note_sent(runtime: Runtime, sent: Sequence[tuple[Claim, str]]) -> list[None]:
    """What was sent is written down with Instagram's ids, many in one transaction."""
    async with runtime.database.transaction() as session:
        found = await rows.locked_messages(session, [claimed.message_id for claimed, _ in sent])
        present = [(*found[claimed.message_id], claimed, mid) for claimed, mid in sent if claimed.message_id in found]
        settled = [message for _, message, claimed, _ in present if _is_settled(message, claimed)]
        ours = [(talk, message, mid) for talk, message, claimed, mid in present if _is_ours(message, claimed)]
        await write_sent(session, ours)
        await end_turns(session, settled)
        await note_outcomes(session, [(claimed.client, None) for claimed, _ in sent])
    return [None] * len(sent)


async def _after_error(runtime: Runtime, claimed: Claim, error: InstagramError) -> None:
    """Only what was certainly not sent is tried again, or has failed."""
    again = isinstance(error, InstagramUnreachable) or (isinstance(error, GraphError) and error.refusal in NOT_NOW)
    async with runtime.database.transaction() as session:
        found = await rows.locked_message(session, claimed.message_id)
        message = found[1] if found else None
        ours = message is not None and _is_ours(message, claimed)
        if message and ours:
            await _write_error(session, message, error, again=again)
        elif message and _is_settled(message, claimed):
            await end_turns(session, [message])
        await accounts.note_outcome(session, claimed.client, error)
    if ours and again:
        raise RetryLater(AGAIN, str(error), counts=False) from error


async def _write_error(session: AsyncSession, message: Message, error: InstagramError, *, again: bool) -> None:
    if again:
        write_waiting(message, error.reason if isinstance(error, GraphError) else str(error))
    elif isinstance(error, AnswerUnclear) or _may_have_arrived(error):
        await write_unclear(session, message, f"{_in_words(error)}. It is being looked for.")
    elif isinstance(error, GraphError):
        await write_refused(session, message, error)


def _may_have_arrived(error: InstagramError) -> bool:
    """Instagram's passing failures have been seen although the message went out (1/1357046)."""
    return isinstance(error, GraphError) and error.refusal is Refusal.TRANSIENT


def _in_words(error: InstagramError) -> str:
    return (error.reason if isinstance(error, GraphError) else str(error)).rstrip(".")


def _is_ours(message: Message, claimed: Claim) -> bool:
    """Whether it stands as we left it: neither settled meanwhile nor begun to be sent anew."""
    return message.request_started_at == claimed.asked_at and message.status in UNSETTLED


def _is_settled(message: Message, claimed: Claim) -> bool:
    """Its echo was faster than the answer; the next has its turn, of which an echo knows nothing."""
    return not _is_ours(message, claimed) and message.status not in UNSETTLED


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
