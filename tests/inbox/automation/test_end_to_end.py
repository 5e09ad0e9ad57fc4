"""From a customer in the sandbox over a signed webhook, the intake and a real worker to the answer in the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.applications import an_application
from tests.inbox.automation.receiver import Receiver, is_signed
from tests.inbox.automation.robot import Robot, says, words
from tests.inbox.conversations.desk import Desk
from tests.people import make_user
from tests.servers import Instagram, free_port, served

from autogram.accounts import service as accounts
from autogram.accounts.service.subscriptions import wanted_fields
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.identity import service as identity
from autogram.inbox.automation.models import Decision
from autogram.jobs.worker import run_worker

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class House:
    """The running product with rules, and an account that people write to."""

    robot: Robot
    instagram: Instagram

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await asyncio.to_thread(is_so):
                await asyncio.sleep(0.05)

    async def decided(self, count: int) -> None:
        """So many decisions stand."""
        counted = select(func.count()).select_from(Decision)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self._number(counted) < count:
                await asyncio.sleep(0.05)

    async def _number(self, counted: Any) -> int:
        async with self.robot.runtime.database.sessions() as session:
            return int(await session.scalar(counted) or 0)


@pytest.fixture
async def house(
    fresh_database: str, settings: Settings, keyring: Keyring, instagram: Instagram
) -> AsyncIterator[House]:
    settings = replace(settings, inbox=settings.inbox.model_copy(update={"outgoing_webhooks_private": True}))
    port = free_port()
    instagram.client.delete("/_sandbox/webhooks")
    opened = partial(open_runtime, settings, keyring, fresh_database)
    async with opened() as runtime, runtime.database.sessions() as session:
        with an_application(settings, opened) as app, served(app, port):
            async with (
                _working(runtime),
                httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10) as browser,
            ):
                robot = Robot(await _desk(runtime, session, browser, instagram), instagram.customer())
                url = f"http://127.0.0.1:{port}/api/v1/webhook"
                instagram.webhooks_to(url, *wanted_fields(()))
                yield House(robot, instagram)
                instagram.client.delete("/_sandbox/webhook")


async def _desk(runtime: Runtime, session: AsyncSession, browser: httpx2.AsyncClient, instagram: Instagram) -> Desk:
    async with runtime.database.transaction() as writing:
        person = await make_user(writing)
    desk = Desk(runtime, session, browser, {}, person, person.user_id, instagram)
    account = await accounts.connect_with_token(runtime, desk.actor, instagram.token())
    async with runtime.database.transaction() as writing:
        pair = await identity.start_session(writing, runtime, person.user_id, 0)
    desk.account_id, desk.headers = account.id, {"Authorization": f"Bearer {pair.access_token}"}
    return desk


@asynccontextmanager
async def _working(runtime: Runtime) -> AsyncIterator[None]:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(runtime, stop))
    yield
    stop.set()
    await worker


async def test_a_customer_is_answered_and_everybody_else_is_told(house: House) -> None:
    robot, instagram, post = house.robot, house.instagram, house.robot.post()
    receiver = Receiver(free_port())
    with served(receiver, receiver.port):
        rule = await robot.rule(words("price"), says("Ten euros."), receiver.hook)
        await robot.rule(words("help"), {"type": "ai_reply", "instructions": "Be kind.", "closing": "Bot"})
        link = words("link", kind="comment_keyword")
        replies = [{"type": "private_reply", "texts": ["Here"]}, {"type": "public_reply", "texts": ["Sent!"]}]
        await robot.rule(link, *replies)

        instagram.says(robot.customer, "The PRICE, please")
        await house.until(lambda: robot.heard() == ["Ten euros."])
        await house.until(lambda: len(receiver.taken) == 1)
        instagram.says(robot.customer, "I need help")
        await house.until(lambda: len(robot.heard()) == 2)
        instagram.comments_on(post, "link", person=robot.customer)
        await house.until(lambda: len(robot.heard()) == 3 and robot.replies(post) == ["Sent!"])

    assert all(is_signed(headers, body, rule["webhook_secret"]) for headers, body in receiver.taken)
    assert robot.heard()[1].endswith("\n\nBot")
    instagram.wait_for_webhooks()
    acted = [decision for decision in await robot.log() if decision["outcome"] == "acted"]
    assert len(acted) == 3


async def test_messages_of_one_person_at_the_same_moment_pass_the_cooldown_once(house: House) -> None:
    robot, instagram = house.robot, house.instagram
    await robot.rule("any_message")

    for number in range(12):
        instagram.says(robot.customer, f"hello {number}")
    await house.decided(12)

    codes = sorted(await robot.codes())
    assert codes == ["acted"] + ["cooldown"] * 11
    await house.until(lambda: robot.heard() == ["hi"])


async def test_many_people_at_the_same_moment_do_not_pass_a_daily_cap(house: House) -> None:
    robot, instagram = house.robot, house.instagram
    await robot.rule("any_message", daily_cap=3)

    for _ in range(12):
        instagram.says(instagram.customer(), "hello")
    await house.decided(12)

    assert sorted(await robot.codes()) == ["acted"] * 3 + ["daily-cap"] * 9
