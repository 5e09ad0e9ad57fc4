"""What is to be known before messages are sent, looked up for many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.models import Conversation, Message, MessageKind, Origin
from autogram.inbox.conversations.policy import AccountState, CommentReply
from autogram.inbox.conversations.queries import outgoing, rows
from autogram.inbox.conversations.schemas import SendDecision
from autogram.inbox.conversations.service.deciding import Wanted, account_states, decision_of, refusals_of


@dataclass(frozen=True, slots=True)
class Known:
    """`firsts`: whose turn it is, by conversation. `recipients`: Instagram's ids of the people, by conversation.

    `clients` holds the reason in place of a client where an account cannot be used.
    """

    firsts: Mapping[UUID, Message]
    recipients: Mapping[UUID, str]
    refused: Mapping[UUID, str]
    states: Mapping[Wanted, AccountState]
    clients: Mapping[UUID, accounts.AccountClient | AccountNotUsable]

    def decide(self, conversation: Conversation, message: Message) -> SendDecision:
        """Whether the message may be sent now."""
        human, comment = message.origin is Origin.AGENT, _comment_of(message)
        refused = None if human or comment else self.refused.get(conversation.id)
        state = self.states[message.account_id, quota_of(message)]
        return decision_of(conversation, state, sender_is_human=human, comment=comment, refused=refused)


async def look_up(runtime: Runtime, session: AsyncSession, messages: Sequence[tuple[Conversation, Message]]) -> Known:
    """What decides on these messages, whose conversations are locked, and what they are sent with."""
    conversations = {conversation.id: conversation.person_id for conversation, _ in messages}
    if not conversations:
        return Known({}, {}, {}, {}, {})
    people = await rows.people_by_id(session, conversations.values())
    books = sorted({(message.account_id, quota_of(message)) for _, message in messages})
    return Known(
        firsts=await outgoing.first_open(session, conversations),
        recipients={conversation: people[person].instagram_id for conversation, person in conversations.items()},
        refused=await refusals_of(session, conversations),
        states=await account_states(session, books),
        clients={account: await _client(runtime, session, account) for account in sorted({one for one, _ in books})},
    )


def quota_of(message: Message) -> accounts.QuotaKind:
    is_private_reply = message.kind is MessageKind.PRIVATE_REPLY
    return accounts.QuotaKind.PRIVATE_REPLIES if is_private_reply else accounts.QuotaKind.MESSAGES


def _comment_of(message: Message) -> CommentReply | None:
    if message.kind is not MessageKind.PRIVATE_REPLY:
        return None
    return CommentReply(datetime.fromisoformat(message.details["commented_at"]), is_live=message.details["is_live"])


async def _client(
    runtime: Runtime, session: AsyncSession, account_id: UUID
) -> accounts.AccountClient | AccountNotUsable:
    try:
        return await accounts.client_for(runtime, session, account_id)
    except AccountNotUsable as error:
        return error
