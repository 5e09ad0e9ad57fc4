"""Two real workers on one database: each message once, each conversation in order."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from tests.inbox.conversations.desk import Desk, a_desk
from tests.servers import Instagram

from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.inbox.conversations.models import Message, MessageStatus
from autogram.inbox.conversations.schemas import OutgoingContent
from autogram.inbox.conversations.service.delivery.claim import claim, claim_all
from autogram.jobs.worker import run_worker

WORDS = [f"No. {number}" for number in range(8)]


@pytest.fixture
async def busy_desk(
    app: FastAPI, fresh_database: str, settings: Settings, keyring: Keyring, instagram: Instagram
) -> AsyncIterator[Desk]:
    """A desk whose database takes several connections."""
    database = Database(fresh_database)
    async with httpx2.AsyncClient(timeout=10) as http, database.sessions() as session:
        runtime = Runtime(settings, keyring, database, http)
        app.state.runtime = runtime
        async with a_desk(app, runtime, session, instagram) as desk:
            yield desk
    await database.close()


async def test_two_workers_send_each_message_once_and_each_conversation_in_order(busy_desk: Desk) -> None:
    desk = busy_desk
    people = [desk.instagram.customer() for _ in range(3)]
    conversations = [await desk.hears(who) for who in people]
    stop = asyncio.Event()
    workers = [asyncio.create_task(run_worker(desk.runtime, stop)) for _ in range(2)]

    await asyncio.gather(*(write_all(desk, conversation_id) for conversation_id in conversations))
    async with asyncio.timeout(30):
        while await open_messages(desk):
            await asyncio.sleep(0.05)
    stop.set()
    await asyncio.gather(*workers)

    assert [desk.arrived(who) for who in people] == [WORDS] * 3


async def write_all(desk: Desk, conversation_id: UUID) -> None:
    for word in WORDS:
        await desk.sends(conversation_id, OutgoingContent(text=word))


async def open_messages(desk: Desk) -> int:
    async with desk.runtime.database.reading() as session:
        waiting = select(func.count()).where(Message.status.in_((MessageStatus.SENDING, MessageStatus.UNCONFIRMED)))
        return await session.scalar(waiting.select_from(Message)) or 0


async def test_of_many_who_claim_a_message_one_gets_it(busy_desk: Desk) -> None:
    desk = busy_desk
    conversation_id = await desk.hears(desk.instagram.customer())
    message_id = await desk.says(conversation_id)

    claims = await asyncio.gather(*(claim(desk.context, message_id) for _ in range(5)))

    assert len([one for one in claims if one is not None]) == 1


async def test_one_worker_that_has_a_message_twice_sends_it_once(busy_desk: Desk) -> None:
    desk = busy_desk
    conversation_id = await desk.hears(desk.instagram.customer())
    first, second = await desk.says(conversation_id, "one"), await desk.says(conversation_id, "two")

    claims = await claim_all(desk.runtime, [first, second, first])

    # The second waits for the end of the first.
    assert [one is not None for one in claims] == [True, False, False]


async def test_pressing_send_twice_at_the_same_moment_sends_once(busy_desk: Desk) -> None:
    desk = busy_desk
    conversation_id = await desk.hears(desk.instagram.customer())
    content = OutgoingContent(text="Hi")

    ids = await asyncio.gather(*(desk.sends(conversation_id, content, idempotency_key="k") for _ in range(5)))

    assert len({tuple(one) for one in ids}) == 1
    assert len(await desk.messages(conversation_id)) == 2
