"""What the one policy lets rules write now."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import ReadSession
from autogram.inbox.automation.occasions import Occasion
from autogram.inbox.automation.situation import Permits, Refusal
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.schemas import Allowance
from autogram.inbox.conversations import service as conversations

NOT_A_COMMENT = Refusal("not-a-comment", "Only comments can be answered so.")
NOT_A_MESSAGE = Refusal("not-a-message", "Only messages can be answered so.")


async def permits_for(session: AsyncSession | ReadSession, occasion: Occasion) -> Permits:
    """The policy's word on each way to write, at this moment. What only has to wait is permitted."""
    if occasion.comment is not None:
        facts = await comments.comment_facts(session, occasion.comment.id)
        return Permits(
            message=NOT_A_MESSAGE,
            private_reply=_refusal(facts.private_reply, "private-reply-refused"),
            public_reply=_refusal(facts.reply, "reply-refused"),
        )
    decision = await conversations.sending_policy(session, occasion.person.conversation_id, sender_is_human=False)
    refused = None if decision.allowed else Refusal(decision.reason_code, decision.reason)
    return Permits(message=refused, private_reply=NOT_A_COMMENT, public_reply=NOT_A_COMMENT)


def _refusal(allowance: Allowance, code: str) -> Refusal | None:
    return None if allowance.allowed else Refusal(code, allowance.reason or "It may not be answered now.")
