"""A comment is answered in private: once, within its time, in the conversation with the person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.comments.shop import publish
from tests.inbox.conversations.desk import RULE, Desk

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.conversations import service
from autogram.inbox.conversations.errors import SendingNotAllowed
from autogram.inbox.conversations.models import Message, MessageKind, MessageStatus


@pytest.fixture
def ben(desk: Desk) -> str:
    return desk.instagram.customer()


async def reply(desk: Desk, who: str, comment_id: str, **changes: Any) -> UUID:
    async with desk.runtime.database.transaction() as session:
        person_id = await service.know_person(
            session, account_id=desk.account_id, workspace_id=desk.person.workspace_id, instagram_id=who
        )
        facts: dict[str, Any] = {
            "account_id": desk.account_id,
            "person_id": person_id,
            "comment_instagram_id": comment_id,
            "comment_row_id": new_id(),
            "commented_at": clock.now(),
            "is_live": False,
            "text": "I write to you here.",
            "sender": RULE,
        }
        return await service.queue_private_reply(session, **(facts | changes))


async def test_a_private_reply_arrives_in_the_conversation_with_who_commented(desk: Desk, ben: str) -> None:
    comment_id = desk.instagram.comments_on(publish(desk.instagram), "How much?", person=ben)

    message_id = await reply(desk, ben, comment_id)
    await desk.work()

    message = await desk.message(message_id)
    assert (message.kind, message.status) == (MessageKind.PRIVATE_REPLY, MessageStatus.SENT)
    assert desk.arrived(ben) == ["I write to you here."]
    # It opens no window: the person has not written.
    with pytest.raises(SendingNotAllowed) as refused:
        await desk.says(message.conversation_id)
    assert refused.value.decision.reason_code == "never-wrote"


async def test_a_comment_is_answered_in_private_only_once(desk: Desk, ben: str) -> None:
    comment_id = desk.instagram.comments_on(publish(desk.instagram), "How much?", person=ben)
    await reply(desk, ben, comment_id)

    with pytest.raises(SendingNotAllowed) as refused:
        await reply(desk, ben, comment_id)

    assert refused.value.decision.reason_code == "private-reply-used"
    await reply(desk, ben, "another comment")


async def test_a_private_reply_whose_answer_was_lost_is_found(desk: Desk, ben: str) -> None:
    comment_id = desk.instagram.comments_on(publish(desk.instagram), "How much?", person=ben)
    desk.instagram.fault("message.send", after=True, drop=True)

    message_id = await reply(desk, ben, comment_id)
    await desk.work()

    assert (await desk.message(message_id)).status is MessageStatus.SENT
    assert len(desk.arrived(ben)) == 1


async def test_a_refused_private_reply_may_be_tried_again(desk: Desk, ben: str, session: AsyncSession) -> None:
    message_id = await reply(desk, ben, "17000000000000001")
    await desk.work()
    assert (await desk.message(message_id)).failure_code == "comment-used"

    await desk.ask("POST", f"/messages/{message_id}/retry", 202)

    assert (await session.get_one(Message, message_id, populate_existing=True)).status is MessageStatus.SENDING


async def test_an_old_comment_is_not_answered_in_private(desk: Desk, ben: str) -> None:
    with pytest.raises(SendingNotAllowed):
        await reply(desk, ben, "1", commented_at=clock.now() - timedelta(days=8))
