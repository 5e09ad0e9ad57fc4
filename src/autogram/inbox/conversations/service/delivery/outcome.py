"""What became of a message is written down: sent, failed, unclear, or to be tried again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content
from autogram.core import clock
from autogram.core.live import announce_all
from autogram.inbox.conversations.messages import SettleMessage
from autogram.inbox.conversations.models import Conversation, Direction, Message, MessageKind, MessageStatus, Origin
from autogram.inbox.conversations.queries import outgoing
from autogram.inbox.conversations.service.delivery.turns import start_next
from autogram.inbox.conversations.service.standing import preview
from autogram.inbox.conversations.service.telling import news_of_message, tell_message
from autogram.instagram.errors import GraphError, MessageRefusal, message_refusal
from autogram.jobs.api import enqueue

NOT_FOUND, CANNOT_TELL, PART_FAILED, CANCELLED, FAULT = (
    "not-found",
    "cannot-tell",
    "part-failed",
    "cancelled",
    "fault",
)
WORDS = {
    MessageRefusal.WINDOW_CLOSED: "Instagram's time for answering this person is over",
    MessageRefusal.PERSON_UNAVAILABLE: "This person cannot be reached: they may have blocked the account or left",
    MessageRefusal.COMMENT_USED: "Instagram takes no private reply to this comment, or there is one already",
    MessageRefusal.OWNER_MUST_ACT: "The account's owner must allow messages in Instagram first",
    MessageRefusal.FILE_REFUSED: "Instagram could not fetch the file or does not take it",
    MessageRefusal.NOT_LIVE: "The Meta app is not live, so only its testers can be written to",
    MessageRefusal.THREAD_TAKEN: "Another app leads this conversation at the moment",
    MessageRefusal.OTHER: "Instagram refused",
}


async def write_sent(session: AsyncSession, sent: Sequence[tuple[Conversation, Message, str]]) -> None:
    """Each message is `sent` with Instagram's id, also where its echo was here before; the next has its turn."""
    unknown = {(message.account_id, mid) for _, message, mid in sent if message.mid != mid}
    echoes = await outgoing.by_mid(session, unknown) if unknown else {}
    for conversation, message, mid in sent:
        if message.mid != mid:
            await _take_over_echo(session, message, echoes.get((message.account_id, mid)))
            message.mid, message.sent_at = mid, clock.now()
        message.status, message.failure_reason, message.failure_code = MessageStatus.SENT, None, None
        _show_sent(conversation, message)
    await _end(session, [message for _, message, _ in sent], "message.sent")


async def write_failed(session: AsyncSession, message: Message, *, reason: str, code: str) -> None:
    """The message was certainly not sent, and says why; what was to follow it as its second part is not sent either."""
    message.status, message.failure_reason, message.failure_code = MessageStatus.FAILED, reason, code
    message.request_started_at = None
    await _fail_rest(session, message, "The part of the message before it was not sent.")
    await _end(session, [message], "message.failed")


async def write_refused(session: AsyncSession, message: Message, error: GraphError) -> None:
    """Instagram said no for good."""
    refusal = message_refusal(error)
    code = refusal.value if refusal is not MessageRefusal.OTHER else _code(error)
    reason = f"{WORDS[refusal]}. Instagram said: {error.reason}"
    await write_failed(session, message, reason=reason, code=code)


async def write_unclear(session: AsyncSession, message: Message, reason: str) -> None:
    """The message may have been sent: it is looked for, and until then nothing of the conversation goes out."""
    message.status, message.failure_reason, message.failure_code = MessageStatus.UNCONFIRMED, reason, None
    await tell_message(session, message, "message.unconfirmed")
    await enqueue(session, SettleMessage(message_id=message.id), once=f"settle:{message.id}")


async def write_undecided(session: AsyncSession, message: Message, *, reason: str, code: str) -> None:
    """Looking has come to an end without finding it: a person decides whether to send it again."""
    message.failure_reason, message.failure_code = reason, code
    await _fail_rest(session, message, "It is not certain that the part of the message before it was sent.")
    await _end(session, [message], "message.failed")


async def _fail_rest(session: AsyncSession, message: Message, words: str) -> None:
    for part in await outgoing.parts_after(session, message.conversation_id, message.id):
        if part.status is MessageStatus.SENDING and part.request_started_at is None:
            await write_failed(session, part, reason=words, code=PART_FAILED)


def write_waiting(message: Message, reason: str) -> None:
    """Certainly nothing was sent; the message still is to be, and says what it waits for."""
    message.status, message.request_started_at = MessageStatus.SENDING, None
    message.failure_reason, message.failure_code = reason, None


async def _take_over_echo(session: AsyncSession, message: Message, echo: Message | None) -> None:
    """Where Instagram told us of the message before it answered, that row's life goes on in ours."""
    if echo is None or echo.id == message.id:
        return
    if echo.origin is not Origin.PHONE:
        raise ValueError("two messages of ours have the same id at Instagram")
    for name in ("reactions", "edited_at", "edit_count", "unsent_at", "read_at"):
        setattr(message, name, getattr(echo, name))
    if echo.unsent_at is not None or echo.edited_at is not None:
        message.text, message.attachments = echo.text, echo.attachments
    await session.delete(echo)
    # The id is unique: it must be free before it is ours.
    await session.flush()


def _show_sent(conversation: Conversation, message: Message) -> None:
    conversation.last_outbound_at = max(conversation.last_outbound_at or message.sent_at, message.sent_at)
    if message.sent_at >= conversation.last_message_at:
        conversation.last_message_at = message.sent_at
        conversation.last_message_direction = Direction.OUTBOUND
        conversation.last_message_text = preview(message.text, message.attachments, message.kind)


async def _end(session: AsyncSession, messages: Sequence[Message], kind: str) -> None:
    await announce_all(session, [news_of_message(message, kind) for message in messages])
    await end_turns(session, messages)


async def end_turns(session: AsyncSession, messages: Sequence[Message]) -> None:
    """The messages let go of their files, and the next of each conversation has its turn. Harmless to repeat."""
    await session.flush()
    for message in messages:
        if message.kind is MessageKind.MEDIA:
            await content.release_media(session, subject=subject_of(message.id))
    await start_next(session, {message.conversation_id for message in messages})


def subject_of(message_id: UUID) -> str:
    """As whom a message holds its files in the library."""
    return f"message:{message_id}"


def _code(error: GraphError) -> str:
    return f"instagram-{error.code}" + (f"-{error.subcode}" if error.subcode else "")
