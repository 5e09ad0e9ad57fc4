"""One private reply per comment, ever, within seven days."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx2
import pytest
from tests.identity.post import due_jobs
from tests.inbox.comments.shop import Shop, days_ago
from tests.people import make_user
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.inbox.comments import service
from autogram.inbox.comments.errors import PrivateReplyNotAllowed
from autogram.inbox.comments.models import CommentKind
from autogram.inbox.comments.schemas import IncomingComment
from autogram.inbox.conversations.messages import SendMessage
from autogram.inbox.conversations.models import MessageStatus, Origin
from autogram.inbox.conversations.schemas import Sender
from autogram.jobs.api import HANDLERS, JobContext


async def answer(shop: Shop, comment_id: UUID, expect: int = 202, text: str = "Hello, ten euros.") -> dict[str, str]:
    answered: dict[str, str] = await shop.ask("POST", f"/{comment_id}/private-reply", expect, json={"text": text})
    return answered


async def send(shop: Shop) -> None:
    """The messages that wait go out."""
    for job in await due_jobs(shop.runtime):
        if isinstance(job, SendMessage):
            policy = HANDLERS[job.name]
            await policy.handler(JobContext(shop.runtime, 1, 1, policy.max_attempts), job)


async def test_it_becomes_a_message_in_a_conversation_with_the_commenter(shop: Shop) -> None:
    who = shop.instagram.customer()
    comment_id = await shop.comment(who=who)

    queued = await answer(shop, comment_id)
    await send(shop)

    (sent,) = shop.instagram.sent_messages(who)
    assert sent["text"] == "Hello, ten euros."
    (message,) = await shop.messages()
    assert (str(message.id), message.status) == (queued["message_id"], MessageStatus.SENT)
    shown = await shop.ask("GET", f"/{comment_id}")
    assert shown["private_reply_message_id"] == queued["message_id"]
    assert shown["private_reply"]["allowed"] is False
    assert "once" in shown["private_reply"]["reason"]
    assert shown["read_at"]


async def test_a_second_one_is_refused(shop: Shop) -> None:
    comment_id = await shop.comment()
    await answer(shop, comment_id)

    problem = await answer(shop, comment_id, 409)

    assert problem["code"] == "private-reply-not-allowed"
    assert len(await shop.messages()) == 1


async def test_one_that_was_sent_elsewhere_fails_with_instagrams_reason(shop: Shop) -> None:
    comment_id = await shop.comment()
    await answer(shop, comment_id)
    shop.instagram.fault("message.send", error={"code": 100, "subcode": 2534025, "message": "already used"})

    await send(shop)

    (message,) = await shop.messages()
    assert message.status is MessageStatus.FAILED
    assert message.failure_reason
    assert (await answer(shop, comment_id, 409))["code"] == "private-reply-not-allowed"


async def test_the_comment_says_until_when(shop: Shop) -> None:
    fresh = await shop.hear("a", commented_at=days_ago(6.9))
    old = await shop.hear("b", commented_at=days_ago(7.1), person_instagram_id="9002")

    shown = await shop.ask("GET", f"/{fresh}")
    assert shown["private_reply"]["allowed"] is True
    assert shown["private_reply"]["until"] > clock.now().isoformat()
    problem = await answer(shop, old, 409)
    assert "7 days" in problem["detail"]


async def test_a_live_comment_can_be_answered_only_while_a_broadcast_can_last(shop: Shop) -> None:
    now = await shop.hear("a", kind=CommentKind.LIVE)
    earlier = await shop.hear("b", kind=CommentKind.LIVE, commented_at=days_ago(0.5), person_instagram_id="9002")

    assert (await shop.ask("GET", f"/{now}"))["private_reply"]["allowed"] is True
    assert (await answer(shop, earlier, 409))["code"] == "private-reply-not-allowed"


async def test_what_cannot_be_answered_in_private_says_why(shop: Shop) -> None:
    cases = {
        "own": await shop.hear("o", is_own=True, person_instagram_id=None),
        "own media": await shop.hear("m", kind=CommentKind.MENTION, media_id="999"),
        "who wrote": await shop.hear("u", person_instagram_id=None),
    }

    for words, comment_id in cases.items():
        assert words in (await answer(shop, comment_id, 409))["detail"]


@pytest.mark.parametrize("text", ["", "   ", "ä" * 501])
async def test_the_text_must_fit_a_message(shop: Shop, text: str) -> None:
    assert (await answer(shop, await shop.comment(), 422, text))["code"] == "invalid-input"


@asynccontextmanager
async def real_runtime(url: str, settings: Settings, keyring: Keyring) -> AsyncIterator[Runtime]:
    """Several connections, unlike most tests."""
    database = Database(url)
    async with httpx2.AsyncClient(timeout=10) as http:
        yield Runtime(settings, keyring, database, http)
    await database.close()


async def test_of_two_clicks_at_once_one_queues_a_reply(
    fresh_database: str, settings: Settings, keyring: Keyring, instagram: Instagram
) -> None:
    async with real_runtime(fresh_database, settings, keyring) as runtime:
        async with runtime.database.transaction() as session:
            person = await make_user(session)
        actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
        account = await accounts.connect_with_token(runtime, actor, instagram.token())
        incoming = IncomingComment(
            account.id, person.workspace_id, "c1", clock.now(), "webhook", person_instagram_id="9001", media_id="1"
        )
        async with runtime.database.transaction() as session:
            received = await service.receive_comment(session, incoming)
        assert received is not None

        async def click(text: str) -> UUID:
            async with runtime.database.transaction() as session:
                sender = Sender(Origin.AGENT, user_id=person.user_id)
                return await service.private_reply(session, received.comment_id, text, sender)

        outcomes = await asyncio.gather(*(click(f"Hello {number}") for number in range(4)), return_exceptions=True)

    assert len([outcome for outcome in outcomes if isinstance(outcome, UUID)]) == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, PrivateReplyNotAllowed)]) == 3
