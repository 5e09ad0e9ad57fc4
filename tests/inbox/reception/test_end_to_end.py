"""From a customer in the sandbox over a signed webhook, the intake and a real worker to the row; nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from tests.applications import an_application
from tests.inbox.reception.inbox import Inbox, make_connected_inbox, publish
from tests.servers import Instagram, free_port, served

from autogram.accounts.service.subscriptions import wanted_fields
from autogram.core.runtime import open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.inbox.conversations.models import FoundBy
from autogram.inbox.reception import service
from autogram.inbox.reception.models import AccountSync
from autogram.jobs.worker import run_worker

PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class House:
    """The running product, and the inbox of one account in it."""

    inbox: Inbox
    instagram: Instagram

    async def until(self, mids: set[str]) -> dict[str, Any]:
        """The account's messages, once these are there."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not mids <= set(found := await self._messages()):
                await asyncio.sleep(0.05)
        return found

    async def until_first_look(self) -> None:
        """The account was looked through because it was connected, so what comes now is told by webhook first."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.inbox.session.scalar(select(AccountSync.comments_read_at)):
                await self.inbox.session.commit()
                await asyncio.sleep(0.05)

    async def _messages(self) -> dict[str, Any]:
        found = {message.mid or "": message for message in await self.inbox.messages()}
        await self.inbox.session.commit()
        return found


@pytest.fixture
async def house(
    fresh_database: str, settings: Settings, keyring: Keyring, instagram: Instagram
) -> AsyncIterator[House]:
    port = free_port()
    instagram.client.delete("/_sandbox/webhooks")
    opened = partial(open_runtime, settings, keyring, fresh_database)
    async with opened() as runtime, runtime.database.sessions() as session:
        with an_application(settings, opened) as app, served(app, port):
            async with _working(runtime):
                inbox = await make_connected_inbox(runtime, session, instagram)
                url = f"http://127.0.0.1:{port}/api/v1/webhook"
                instagram.webhooks_to(url, *wanted_fields(()))
                house = House(inbox, instagram)
                await house.until_first_look()
                yield house
                instagram.client.delete("/_sandbox/webhook")


@asynccontextmanager
async def _working(runtime: Any) -> AsyncIterator[None]:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(runtime, stop))
    yield
    stop.set()
    await worker


async def test_what_a_customer_writes_is_in_the_inbox(house: House) -> None:
    instagram, ben = house.instagram, house.inbox.person
    media_id = publish(instagram)
    mid = instagram.says(ben, "Grüße 🙂 a/b")
    comment_id = instagram.comments_on(media_id, "Lovely!", person=ben)

    found = await house.until({mid})

    assert found[mid].text == "Grüße 🙂 a/b"
    assert found[mid].found_by is FoundBy.WEBHOOK
    async with asyncio.timeout(PATIENCE_SECONDS):
        while [row.comment_id for row in await house.inbox.comments()] != [comment_id]:
            await house.inbox.session.commit()
            await asyncio.sleep(0.05)


async def test_webhooks_that_come_twice_and_in_disorder_are_messages_once(house: House) -> None:
    instagram, ben = house.instagram, house.inbox.person
    instagram.fault("webhook.messages", times=4, webhook="duplicate")
    instagram.fault("webhook.messages", times=3, webhook="late")
    mids = {instagram.says(ben, f"message {number}") for number in range(8)}

    found = await house.until(mids)

    assert set(found) == mids
    assert (await house.inbox.conversation()).unread_count == 8


async def test_a_webhook_that_never_came_is_found_by_looking(house: House) -> None:
    instagram, ben = house.instagram, house.inbox.person
    told = instagram.says(ben, "told")
    await house.until({told})
    instagram.fault("webhook.messages", drop=True)
    missed = instagram.says(ben, "missed")
    instagram.wait_for_webhooks()

    await service.reconcile_account(house.inbox.runtime, house.inbox.account_id)

    found = await house.until({told, missed})
    assert found[missed].found_by is FoundBy.POLL
    assert (await house.inbox.conversation()).unread_count == 2
