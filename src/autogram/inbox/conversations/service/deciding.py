"""What is known when it is decided whether something may be sent."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountThrottled, QuotaUsedUp
from autogram.accounts.schemas import AccountStatus
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.conversations.errors import SendingNotAllowed
from autogram.inbox.conversations.models import Conversation
from autogram.inbox.conversations.policy import AccountState, CommentReply, SendFacts, decide
from autogram.inbox.conversations.queries import outgoing, rows
from autogram.inbox.conversations.schemas import SendDecision
from autogram.instagram.errors import MessageRefusal

AnySession = AsyncSession | ReadSession
# An account, and of what kind its book must allow one more.
Wanted = tuple[UUID, accounts.QuotaKind | None]
UNAVAILABLE = MessageRefusal.PERSON_UNAVAILABLE.value


async def account_state(
    session: AnySession, account_id: UUID, *, quota: accounts.QuotaKind | None = None
) -> AccountState:
    """How the account stands; with `quota` also whether its book allows one more of that kind."""
    return (await account_states(session, [(account_id, quota)]))[account_id, quota]


async def account_states(session: AnySession, wanted: Collection[Wanted]) -> dict[Wanted, AccountState]:
    """The same for many."""
    everything_paused = await accounts.is_everything_paused(session)
    return {(one, quota): await _state(session, one, quota, everything_paused) for one, quota in wanted}


async def _state(
    session: AnySession, account_id: UUID, quota: accounts.QuotaKind | None, everything_paused: bool
) -> AccountState:
    brief = await accounts.account_brief(session, account_id)
    state = AccountState(
        username=brief.username,
        is_connected=brief.status is AccountStatus.CONNECTED,
        needs_reauth=brief.status is AccountStatus.NEEDS_REAUTH,
        status_reason=brief.status_reason,
        is_paused=brief.paused,
        everything_paused=everything_paused,
        throttled_until=brief.throttled_until,
        missing_scopes=brief.missing_scopes,
    )
    return await _with_quota(session, account_id, state, quota) if quota else state


async def _with_quota(
    session: AnySession, account_id: UUID, state: AccountState, kind: accounts.QuotaKind
) -> AccountState:
    try:
        await accounts.require_quota(session, account_id, kind)
    except AccountThrottled:
        return state
    except QuotaUsedUp as refusal:
        seconds = int(refusal.headers["Retry-After"])
        return replace(state, quota_until=clock.now() + timedelta(seconds=seconds), quota_reason=refusal.detail)
    return state


async def decide_for(
    session: AnySession,
    conversation: Conversation,
    *,
    sender_is_human: bool,
    comment: CommentReply | None = None,
    quota: accounts.QuotaKind | None = None,
) -> SendDecision:
    """The decision about this conversation at this moment."""
    state = await account_state(session, conversation.account_id, quota=quota)
    refused = None
    if not sender_is_human and comment is None:
        refused = (await refusals_of(session, [conversation.id])).get(conversation.id)
    return decision_of(conversation, state, sender_is_human=sender_is_human, comment=comment, refused=refused)


def decision_of(
    conversation: Conversation,
    state: AccountState,
    *,
    sender_is_human: bool,
    comment: CommentReply | None = None,
    refused: str | None = None,
) -> SendDecision:
    """The same from what was looked up before, for many conversations at once."""
    return decide(
        SendFacts(
            now=clock.now(),
            sender_is_human=sender_is_human,
            account=state,
            last_inbound_at=conversation.last_inbound_at,
            comment=comment,
            refused=refused,
        )
    )


async def refusals_of(session: AnySession, conversation_ids: Collection[UUID]) -> dict[UUID, str]:
    """People who could not be reached when something was last sent, and have not written since."""
    return await outgoing.refusals(session, conversation_ids, [UNAVAILABLE])


async def sending_policy(session: AnySession, conversation_id: UUID, *, sender_is_human: bool) -> SendDecision:
    """Whether this kind of sender may write in the conversation now. Raises `ConversationNotFound`."""
    conversation = await rows.get_conversation(session, conversation_id)
    kind = accounts.QuotaKind.MESSAGES
    return await decide_for(session, conversation, sender_is_human=sender_is_human, quota=kind)


def require_allowed_now(decision: SendDecision) -> None:
    """Raises `SendingNotAllowed` also for what would have to wait."""
    if not decision.allowed or decision.waits:
        raise SendingNotAllowed(decision)


def require_allowed(decision: SendDecision) -> None:
    """Raises `SendingNotAllowed` with the decision. What has to wait is allowed."""
    if not decision.allowed:
        raise SendingNotAllowed(decision)
