"""Intake while something is wrong: everybody has an honest answer, and what was not written down is sent again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from tests.inbox.journal.meta import Meta, a_body, set_up_with, signature
from tests.servers import free_port

from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.inbox.journal import service
from autogram.inbox.journal.intake import desk as desks
from autogram.inbox.journal.intake import pace

PATH = "/api/v1/webhook"


@asynccontextmanager
async def the_journal_locked(meta: Meta) -> AsyncIterator[None]:
    """Nobody can write deliveries down while the block runs."""
    async with meta.runtime.database.transaction() as session:
        await session.execute(text("LOCK TABLE webhook_delivery IN EXCLUSIVE MODE"))
        yield


def with_secrets(settings: Settings, secret: str, *extra: str) -> Settings:
    meta = settings.meta.model_copy(update={"meta_app_secret": SecretStr(secret)})
    inbox = settings.inbox.model_copy(update={"webhook_extra_secrets": SecretStr(", ".join(extra))})
    return replace(settings, meta=meta, inbox=inbox)


async def post(api: httpx2.AsyncClient, body: bytes, secret: str) -> int:
    return (await api.post(PATH, content=body, headers={"X-Hub-Signature-256": signature(body, secret)})).status_code


async def test_without_a_secret_nothing_is_taken_and_nothing_is_lost(meta: Meta, runtime: Runtime, settings: Settings):
    async with set_up_with(runtime, with_secrets(settings, "")) as api:
        answer = await api.post(PATH, content=(body := a_body()), headers={"X-Hub-Signature-256": signature(body, "")})

    assert (answer.status_code, answer.json()["code"]) == (503, "webhook-not-configured")
    assert await meta.deliveries() == []


async def test_while_a_secret_is_changed_both_are_valid(runtime: Runtime, settings: Settings):
    async with set_up_with(runtime, with_secrets(settings, "old", "new", "of-another-app")) as api:
        answers = [await post(api, a_body(), secret) for secret in ("old", "new", "of-another-app", "", "newer")]

    assert answers == [200, 200, 200, 401, 401]


async def test_while_the_database_is_away_it_is_503_and_then_the_repetition_is_taken(
    meta: Meta, monkeypatch: pytest.MonkeyPatch
):
    body = a_body()
    await meta.posts(a_body())
    monkeypatch.setattr(meta.runtime.database, "url", f"postgresql://postgres@127.0.0.1:{free_port()}/journal")
    await meta.session.execute(
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_temp.keep_arrivals%'")
    )
    answer = await meta.posts(body)
    monkeypatch.undo()

    assert (answer.status_code, answer.json()["code"]) == (503, "intake-busy")
    assert answer.headers["retry-after"]
    assert (await meta.posts(body)).status_code == 200
    assert body in {delivery.body for delivery in await meta.deliveries()}


async def test_a_database_that_hangs_is_not_waited_for_longer_than_meta_waits(
    meta: Meta, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(desks, "PATIENCE_SECONDS", 0.1)
    body = a_body()
    async with the_journal_locked(meta):
        answers = await asyncio.gather(*(meta.posts(sent) for sent in (body, a_body(), a_body())))
    monkeypatch.undo()

    assert {answer.status_code for answer in answers} == {503}
    assert (await meta.posts(body)).status_code == 200
    assert [delivery.body for delivery in await meta.deliveries()].count(body) == 1


async def test_of_a_burst_intake_comes_first_and_processing_a_little_later(meta: Meta, monkeypatch: pytest.MonkeyPatch):
    await meta.posts(a_body())
    monkeypatch.setattr(pace, "BURST_PER_SECOND", 2)
    await asyncio.gather(*(meta.posts(a_body()) for _ in range(10)))

    jobs = await meta.session.execute(text("SELECT execute_after > now(), priority < 0 FROM pgqueuer ORDER BY id"))
    waits = [tuple(row) for row in jobs]
    assert (waits[0], waits[-1]) == ((False, False), (True, True))


def test_a_burst_is_many_in_this_second_or_the_one_before():
    now = 100.0
    seen = pace.Pace(lambda: now)

    assert not seen.is_burst_with(pace.BURST_PER_SECOND - 1)
    assert seen.is_burst_with(1)
    now = 101.9
    assert seen.is_burst_with(1)
    now = 102.0
    assert not seen.is_burst_with(1)
    now = 200.0
    assert not seen.is_burst_with(1)


async def test_when_too_much_waits_it_is_503_at_once(meta: Meta, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(desks, "QUEUE_DELIVERIES", 2)
    async with the_journal_locked(meta):
        waiting = [asyncio.create_task(meta.posts(a_body())) for _ in range(2)]
        while meta.api._transport.app.state.desk._deliveries < 2:  # type: ignore[attr-defined]  # an ASGITransport
            await asyncio.sleep(0)
        refused = await meta.posts(a_body())

    assert refused.status_code == 503
    assert [(await task).status_code for task in waiting] == [200, 200]


async def test_a_fault_while_writing_leaves_nobody_waiting(meta: Meta, monkeypatch: pytest.MonkeyPatch):
    async def fails(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(service, "keep_arrivals", fails)
    answers = await asyncio.gather(*(meta.posts(a_body()) for _ in range(10)))
    monkeypatch.undo()

    assert {answer.status_code for answer in answers} == {503}
    assert (await meta.posts(a_body())).status_code == 200
    assert len(await meta.deliveries()) == 1


async def test_stopping_writes_down_what_waits_and_takes_no_more(meta: Meta, app: FastAPI):
    async with the_journal_locked(meta):
        waiting = [asyncio.create_task(meta.posts(a_body())) for _ in range(50)]
        while app.state.desk._deliveries < 50:
            await asyncio.sleep(0)
        stopping = asyncio.create_task(app.state.desk.close())
        await asyncio.sleep(0)
        late = await meta.posts(a_body())
    await stopping

    assert {(await task).status_code for task in waiting} == {200}
    assert (late.status_code, len(await meta.deliveries())) == (503, 50)
