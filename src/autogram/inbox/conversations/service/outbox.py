"""Messages that are queued together: what decides on them is looked up before, and they are written at the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content_library
from autogram.core import clock
from autogram.core.live import announce_all
from autogram.inbox.conversations.errors import ConversationNotFound
from autogram.inbox.conversations.models import Conversation, ConversationStatus, Direction, Message
from autogram.inbox.conversations.policy import AccountState
from autogram.inbox.conversations.queries import marking, rows
from autogram.inbox.conversations.schemas import OutgoingContent, Sender
from autogram.inbox.conversations.service.deciding import decision_of, refusals_of, require_allowed
from autogram.inbox.conversations.service.delivery.outcome import subject_of
from autogram.inbox.conversations.service.delivery.turns import start_next
from autogram.inbox.conversations.service.parts import as_messages, media_ids_of
from autogram.inbox.conversations.service.standing import preview
from autogram.inbox.conversations.service.telling import news_of_conversation, news_of_message
from autogram.inbox.conversations.validation import require_sendable


@dataclass(frozen=True, slots=True)
class Queued:
    """Messages of one conversation, in their order, of one sender."""

    conversation: Conversation
    messages: Sequence[Message]
    sender: Sender


@dataclass(slots=True)
class Outbox:
    """Of conversations that are locked. Nothing is written before `write`, so what raises has left nothing behind."""

    conversations: dict[UUID, Conversation]
    states: Mapping[UUID, AccountState]
    refused: dict[UUID, str]
    queued: list[Queued] = field(default_factory=list)

    def put(self, conversation_id: UUID, texts: Sequence[OutgoingContent], sender: Sender) -> list[list[UUID]]:
        """The ids of the messages that each of the texts becomes. Takes no files, and all of the texts or none.

        Raises `ConversationNotFound`, `InvalidInput`, `SendingNotAllowed`.
        """
        conversation = self.conversations.get(conversation_id)
        if conversation is None:
            raise ConversationNotFound(conversation_id=str(conversation_id))
        for content in texts:
            require_sendable(content, [])
        refused = None if sender.is_human else self.refused.get(conversation_id)
        state = self.states[conversation.account_id]
        require_allowed(decision_of(conversation, state, sender_is_human=sender.is_human, refused=refused))
        made = [as_messages(conversation, sender, content, [], reply_to_mid=None) for content in texts]
        self.queued += [Queued(conversation, messages, sender) for messages in made]
        return [[message.id for message in messages] for messages in made]

    async def write(self, session: AsyncSession) -> None:
        """What was put in so far is queued."""
        queued, self.queued = self.queued, []
        await write_queued(session, queued)


async def open_outbox(
    session: AsyncSession, conversation_ids: Collection[UUID], states: Mapping[UUID, AccountState]
) -> Outbox:
    """For these conversations, which are locked from now on, and whose accounts stand like this."""
    if not conversation_ids:
        return Outbox({}, states, {})
    conversations = await rows.lock_conversations(session, conversation_ids)
    return Outbox(conversations, states, await refusals_of(session, conversations))


async def write_queued(session: AsyncSession, queued: Sequence[Queued]) -> None:
    """The messages are rows, screens know, and of each conversation the one whose turn it is has its job."""
    if not queued:
        return
    messages = [message for one in queued for message in one.messages]
    session.add_all(messages)
    await session.flush()
    await hold_files(session, messages)
    for one in queued:
        _note_queued(one.conversation, one.messages[-1], one.sender)
        if one.sender.is_human:
            await marking.mark_inbound_read(session, one.conversation.id, clock.now())
    conversations = {one.conversation.id: one.conversation for one in queued}
    news = [news_of_message(message, "message.queued") for message in messages]
    await announce_all(session, news + [news_of_conversation(one) for one in conversations.values()])
    await start_next(session, conversations)


async def hold_files(session: AsyncSession, messages: Sequence[Message]) -> None:
    """The library keeps what the messages need until they are settled. Raises `MediaNotFound`."""
    for message_id, media_ids in media_ids_of(messages).items():
        workspace_id = messages[0].workspace_id
        await content_library.hold_media(session, workspace_id, media_ids, subject=subject_of(message_id))


def _note_queued(conversation: Conversation, last: Message, sender: Sender) -> None:
    """The person has the next move; somebody of the team who answers has read what was there, and leads."""
    conversation.archived_at = None
    conversation.last_message_at, conversation.last_message_direction = last.sent_at, Direction.OUTBOUND
    conversation.last_message_text = preview(last.text, last.attachments, last.kind)
    if sender.is_human:
        conversation.taken_over_at, conversation.unread_count = last.sent_at, 0
    if sender.is_human or conversation.status is not ConversationStatus.CLOSED:
        conversation.status, conversation.snoozed_until = ConversationStatus.WAITING, None
