"""What the one policy lets rules write now."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.errors import AppError, problem_code
from autogram.inbox.automation.occasions import Occasion
from autogram.inbox.automation.situation import Permits, Refusal
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.errors import CommentNotAnswerable, PrivateReplyNotAllowed
from autogram.inbox.comments.schemas import Allowance
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.policy import COMMENTS_SCOPE, AccountState, CommentReply, SendFacts, decide
from autogram.inbox.conversations.schemas import SendDecision

AnySession = AsyncSession | ReadSession
DISCONNECTED = "account-disconnected"


async def permits_for(session: AnySession, occasion: Occasion) -> Permits:
    """The policy's word on each way to write, at this moment. What only has to wait is permitted."""
    if occasion.comment is None:
        conversation_id = occasion.person.conversation_id
        return Permits(
            message=_refused(await conversations.sending_policy(session, conversation_id, sender_is_human=False))
        )
    fresh = await permits_of_account(session, occasion.account_id)
    facts = await comments.comment_facts(session, occasion.comment.id)
    return Permits(
        private_reply=fresh.private_reply or _not_allowed(facts.private_reply, PrivateReplyNotAllowed),
        public_reply=fresh.public_reply or _not_allowed(facts.reply, CommentNotAnswerable),
    )


async def permits_of_account(session: AnySession, account_id: UUID) -> Permits:
    """The same for somebody who writes or comments at this very moment, for the first time."""
    state, now = await conversations.account_state(session, account_id), clock.now()
    answer = SendFacts(now, sender_is_human=False, account=state, last_inbound_at=now)
    private = SendFacts(now, sender_is_human=False, account=state, comment=CommentReply(now))
    return Permits(
        message=_refused(decide(answer)), private_reply=_refused(decide(private)), public_reply=_no_comments(state)
    )


def _no_comments(state: AccountState) -> Refusal | None:
    if not state.is_connected and not state.needs_reauth:
        return Refusal(DISCONNECTED, f"@{state.username} is not connected any more.")
    if COMMENTS_SCOPE in state.missing_scopes:
        words = f"@{state.username} was connected without the permission for comments. Connect it again and allow it."
        return Refusal("permission-missing", words)
    return None


def _refused(decision: SendDecision) -> Refusal | None:
    return None if decision.allowed else Refusal(decision.reason_code, decision.reason)


def _not_allowed(allowance: Allowance, problem: type[AppError]) -> Refusal | None:
    return None if allowance.allowed else Refusal(problem_code(problem), allowance.reason or problem.title)
