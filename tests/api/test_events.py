"""Live updates: nothing committed is missed, nothing foreign is told, and no stream outlives its right."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import httpx2
import pytest
import uvicorn
from sqlalchemy import func, select, text
from tests.api.listening import Teller, listening, make_teller
from tests.applications import an_application
from tests.servers import free_port, served

from autogram.api import events, streams
from autogram.api.app import create_app
from autogram.api.streams import News, Stream
from autogram.core import clock, live
from autogram.core.live import LiveEvent, LiveTicket, Position, Told, announce
from autogram.core.runtime import Runtime, open_runtime
from autogram.identity import service as identity
from autogram.identity.permissions import Permission
from autogram.identity.schemas import ApiKeyCreate
from autogram.jobs.api import HANDLERS, GiveUp, JobContext
from autogram.jobs.executor import PolicyExecutor
from autogram.jobs.jobs import forget_live_events
from autogram.jobs.messages import ForgetLiveEvents


@pytest.fixture(scope="module")
async def open_house(settings, keyring, committed_database) -> AsyncIterator[Runtime]:
    """A runtime that really commits, as others must see what it writes."""
    async with open_runtime(settings, keyring, committed_database) as runtime:
        yield runtime


@pytest.fixture
async def teller(open_house: Runtime) -> Teller:
    return await make_teller(open_house)


async def test_what_is_committed_is_told_at_once(server, teller):
    async with listening(server, teller.headers) as ear:
        await ear.block()
        await teller.tell("post.updated", post_id=teller.person.user_id, status="scheduled")
        heard = await ear.event()

    assert heard.kind == "post.updated"
    assert heard.data["post_id"] == str(teller.person.user_id)
    assert heard.data["status"] == "scheduled"
    assert isinstance(heard.data["id"], int)
    assert heard.data["at"].endswith("Z")


async def test_a_stream_cannot_be_cached_and_is_not_held_up_by_a_proxy(server, teller):
    async with listening(server, teller.headers) as ear:
        headers = ear.answer.headers

    assert headers["content-type"].startswith("text/event-stream")
    assert "no-store" in headers["cache-control"]
    assert headers["x-accel-buffering"] == "no"


async def test_what_is_rolled_back_was_never_told(server, teller):
    async with listening(server, teller.headers) as ear:
        await ear.block()
        async with teller.runtime.database.sessions() as session:
            await announce(session, teller.workspace_id, "post.failed")
            await session.rollback()
        await teller.tell("post.published")

        assert (await ear.event()).kind == "post.published"


async def test_nobody_hears_of_another_workspace(server, teller, open_house):
    stranger = await make_teller(open_house)
    async with listening(server, teller.headers) as ear:
        first = await ear.block()
        await stranger.tell("post.failed")
        await teller.tell("post.published")
        assert (await ear.event()).kind == "post.published"

    async with listening(server, teller.headers, since=first.id) as ear:
        assert (await ear.event()).kind == "post.published"


async def test_what_was_committed_while_the_line_was_down_is_told_afterwards(server, teller):
    async with listening(server, teller.headers) as ear:
        seen = (await ear.block()).id
    for number in range(3):
        await teller.tell(number=number)

    async with listening(server, teller.headers, since=seen) as ear:
        heard = [await ear.event() for _ in range(3)]
        last = heard[-1].id
    async with listening(server, teller.headers, last_event_id=last) as ear:
        await ear.block()
        await teller.tell(number=3)
        after = await ear.event()

    assert [one.data["number"] for one in heard] == [0, 1, 2]
    assert after.data["number"] == 3


async def test_who_broke_off_between_events_hears_the_others_again_and_misses_none(server, teller):
    async with listening(server, teller.headers) as ear:
        seen = (await ear.block()).id
    for number in range(2):
        await teller.tell(number=number)
    async with listening(server, teller.headers, since=seen) as ear:
        first = await ear.event()

    async with listening(server, teller.headers, since=first.id) as ear:
        heard = [(await ear.event()).data["number"] for _ in range(2)]

    assert heard == [0, 1]


async def test_a_slow_transaction_with_a_lower_id_is_not_missed(server, teller):
    async with teller.runtime.database.sessions() as slow:
        await announce(slow, teller.workspace_id, "post.updated", who="slow")
        async with listening(server, teller.headers) as ear:
            await ear.block()
            await teller.tell(who="quick")
            quick = await ear.event()
        await slow.commit()

    async with listening(server, teller.headers, since=quick.id) as ear:
        late = await ear.event()
        await teller.tell(who="next")
        following = await ear.event()

    assert [one.data["who"] for one in (quick, late, following)] == ["quick", "slow", "next"]
    assert late.data["id"] < quick.data["id"]


async def test_overlapping_transactions_reach_an_open_stream_once_each(server, teller):
    async with listening(server, teller.headers) as ear, teller.runtime.database.sessions() as slow:
        await ear.block()
        await announce(slow, teller.workspace_id, "post.updated", who="slow")
        await teller.tell(who="quick")
        first = await ear.event()
        await slow.commit()
        second = await ear.event()
        await teller.tell(who="next")
        third = await ear.event()

    assert [one.data["who"] for one in (first, second, third)] == ["quick", "slow", "next"]


async def test_what_is_told_within_a_savepoint_counts_from_the_whole_commit(server, teller):
    async with listening(server, teller.headers) as ear:
        seen = (await ear.block()).id
        async with teller.runtime.database.transaction() as session:
            async with session.begin_nested():
                await announce(session, teller.workspace_id, "post.updated", who="inner")
            await teller.tell(who="outer")
            assert (await ear.event()).data["who"] == "outer"
        assert (await ear.event()).data["who"] == "inner"

    async with listening(server, teller.headers, since=seen) as ear:
        assert {(await ear.event()).data["who"] for _ in range(2)} == {"inner", "outer"}


@pytest.mark.parametrize(
    "seen",
    [
        "42",
        "nonsense",
        "1795370000.9:5:",
        "1795370000.5:9:7,6",
        "0.1:1:",
        "9999999999.5:9:",
        "99999999999.5:9:",
        "1.5:9:7",
    ],
)
async def test_an_id_that_nothing_is_kept_of_makes_the_client_start_anew(server, teller, seen):
    async with listening(server, teller.headers, since=seen) as ear:
        first = await ear.event()
        await teller.tell()
        second = await ear.event()

    assert (first.kind, second.kind) == ("reset", "post.updated")


async def test_an_id_of_another_database_makes_the_client_start_anew(server, teller):
    ahead = 1 << 50
    async with listening(server, teller.headers, since=f"{int(clock.now().timestamp())}.{ahead}:{ahead}:") as ear:
        assert (await ear.event()).kind == "reset"


async def test_who_missed_too_much_starts_anew(server, teller, monkeypatch):
    async with listening(server, teller.headers) as ear:
        seen = (await ear.block()).id
    for _ in range(3):
        await teller.tell()
    monkeypatch.setattr(streams, "AT_MOST", 2)

    async with listening(server, teller.headers, since=seen) as ear:
        assert (await ear.event()).kind == "reset"


async def test_a_client_that_takes_nothing_gets_one_reset_instead_of_a_queue_without_end(monkeypatch):
    monkeypatch.setattr(streams, "AT_MOST", 2)
    stream, at = Stream(), clock.now()
    for number in range(6):
        position = Position(f"{number + 1}:{number + 1}:", at)
        stream.tell(News(position, position, [Told(number, "post.updated", {}, at)]))

    news = await anext(aiter(stream))

    assert news.is_cut
    assert news.position.snapshot == "6:6:"
    assert len(news.events) <= 2


async def test_every_process_tells_the_same(server, teller, settings, keyring, committed_database):
    port = free_port()
    opened = partial(open_runtime, settings, keyring, committed_database)
    with an_application(settings, opened) as app, served(app, port):
        async with (
            listening(server, teller.headers) as one,
            listening(f"http://127.0.0.1:{port}", teller.headers) as other,
        ):
            await one.block()
            await other.block()
            await teller.tell("post.published")

            assert (await one.event()).data == (await other.event()).data


async def test_a_lost_connection_to_the_database_loses_no_event(server, teller):
    async with listening(server, teller.headers) as ear:
        await ear.block()
        async with teller.runtime.database.transaction() as session:
            gone = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE :name")
            await session.execute(gone, {"name": "autogram live"})
        await teller.tell("post.published")

        assert (await ear.event()).kind == "post.published"


async def test_a_quiet_stream_is_kept_alive_and_its_place_kept_fresh(server, teller, open_house, monkeypatch):
    monkeypatch.setattr(streams, "READ_AT_LATEST_SECONDS", 0.05)
    stranger = await make_teller(open_house)
    async with listening(server, teller.headers) as ear:
        first = await ear.block()
        await stranger.tell()
        while (heard := await ear.block()).id == first.id:
            pass

    assert heard.kind is None


async def test_a_ticket_opens_one_stream_once(server, teller):
    async with httpx2.AsyncClient(base_url=server) as client:
        bought = await client.post("/api/v1/events/ticket", headers=teller.headers)
        ticket = bought.json()["ticket"]
        async with listening(server, ticket=ticket) as ear:
            await ear.block()
            await teller.tell("post.published")
            assert (await ear.event()).kind == "post.published"
        again = await client.get("/api/v1/events", params={"ticket": ticket})

    assert bought.status_code == 201
    assert (again.status_code, again.json()["code"]) == (401, "stream-ticket-refused")


async def test_a_ticket_is_stored_as_a_hash_beside_an_encrypted_token(server, teller):
    async with httpx2.AsyncClient(base_url=server) as client:
        ticket = (await client.post("/api/v1/events/ticket", headers=teller.headers)).json()["ticket"]
    async with teller.runtime.database.reading() as session:
        rows = str((await session.execute(text("SELECT ticket_hash, bearer FROM live_ticket"))).all())

    assert ticket not in rows
    assert teller.headers["Authorization"].removeprefix("Bearer ") not in rows


async def test_a_ticket_ends_after_a_minute(server, teller):
    async with httpx2.AsyncClient(base_url=server) as client:
        ticket = (await client.post("/api/v1/events/ticket", headers=teller.headers)).json()["ticket"]
        with clock.shifted(timedelta(seconds=61)):
            answer = await client.get("/api/v1/events", params={"ticket": ticket})

    assert answer.status_code == 401


async def test_strangers_and_keys_without_the_permission_hear_nothing(server, teller):
    async with teller.runtime.database.transaction() as session:
        actor = await identity.authenticate(teller.runtime, teller.headers["Authorization"].removeprefix("Bearer "))
        wish = ApiKeyCreate(name="narrow", scopes=[Permission.VIEW_POSTS])
        key = await identity.create_key(session, teller.runtime, actor, wish)
    async with httpx2.AsyncClient(base_url=server) as client:
        stranger = await client.get("/api/v1/events")
        no_ticket = await client.post("/api/v1/events/ticket")
        narrow = await client.get("/api/v1/events", headers={"Authorization": f"Bearer {key.key}"})

    assert (stranger.status_code, no_ticket.status_code) == (401, 401)
    assert (narrow.status_code, narrow.json()["permissions"]) == (403, ["view-conversations"])


@pytest.fixture
def checked_often(monkeypatch) -> None:
    monkeypatch.setattr(streams, "READ_AT_LATEST_SECONDS", 0.05)
    monkeypatch.setattr(events, "CHECK_EVERY_SECONDS", 0.0)


@pytest.mark.usefixtures("checked_often")
async def test_signing_out_ends_the_stream(server, teller):
    async with listening(server, teller.headers) as ear:
        await ear.block()
        token = teller.headers["Authorization"].removeprefix("Bearer ")
        await identity.sign_out(teller.runtime, refresh_token=None, access_token=token)
        await ear.ended()


@pytest.mark.usefixtures("checked_often")
async def test_leaving_the_workspace_ends_the_stream(server, teller, open_house):
    guest = await make_teller(open_house)
    async with teller.runtime.database.transaction() as session:
        joined = "INSERT INTO membership (workspace_id, user_id, role, created_at) VALUES (:w, :u, 'member', now())"
        await session.execute(text(joined), {"w": teller.workspace_id, "u": guest.person.user_id})
    headers = guest.headers | {"X-Workspace-Id": str(teller.workspace_id)}

    async with listening(server, headers) as ear:
        await ear.block()
        async with teller.runtime.database.transaction() as session:
            await session.execute(text("DELETE FROM membership WHERE user_id = :u"), {"u": guest.person.user_id})
        await ear.ended()


async def test_a_server_that_is_told_to_stop_does_not_wait_for_its_streams(
    settings, keyring, committed_database, teller
):
    port = free_port()
    app = create_app(settings, lambda: open_runtime(settings, keyring, committed_database))
    config = uvicorn.Config(app, port=port, log_config=None, ws="none", timeout_graceful_shutdown=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)

    async with listening(f"http://127.0.0.1:{port}", teller.headers) as ear:
        await ear.block()
        server.should_exit = True
        app.state.live.end_streams()
        await ear.ended()
    # Without a time limit of its own it would wait for ever.
    await asyncio.wait_for(serving, 10)


async def test_open_streams_are_counted(server, teller):
    async with listening(server, teller.headers) as ear:
        await ear.block()
        async with httpx2.AsyncClient(base_url=server) as client:
            metrics = (await client.get("/metrics")).text

    assert "autogram_live_streams 0.0" not in metrics
    assert "autogram_live_streams" in metrics


async def test_events_are_kept_for_a_day_and_tickets_until_they_end(session, runtime):
    actor_workspace = (await make_teller(runtime)).workspace_id
    with clock.shifted(-live.KEEP - timedelta(minutes=1)):
        await announce(session, actor_workspace, "post.updated", age="old")
        session.add(LiveTicket(ticket_hash="spent", bearer="x", workspace_id=actor_workspace, expires_at=clock.now()))
    await announce(session, actor_workspace, "post.updated", age="new")
    await session.commit()

    await forget_live_events(JobContext(runtime, 1, 1, 8), ForgetLiveEvents())

    kept = select(LiveEvent.data).where(LiveEvent.workspace_id == actor_workspace)
    assert [data["age"] for data in await session.scalars(kept)] == ["new"]
    assert (
        await session.scalar(select(func.count()).select_from(LiveTicket).where(LiveTicket.ticket_hash == "spent")) == 0
    )


async def test_the_death_of_a_job_is_told_to_the_workspace_it_names(session, runtime):
    async def cannot(context: JobContext, message: ForgetLiveEvents) -> None:
        raise GiveUp("no use")

    workspace_id = (await make_teller(runtime)).workspace_id
    policy = replace(HANDLERS[ForgetLiveEvents.name], handler=cannot, key=None)
    executor = PolicyExecutor(None, policy, runtime, timedelta(minutes=1))
    payload = f'{{"workspace_id": "{workspace_id}"}}'.encode()
    with pytest.raises(GiveUp):
        await executor.execute(SimpleNamespace(id=7, attempts=0, headers=None, payload=payload), None)

    told = select(LiveEvent.kind, LiveEvent.data).where(LiveEvent.workspace_id == workspace_id)
    [event] = (await session.execute(told)).all()
    assert event.kind == "job.dead"
    assert event.data == {"job_id": 7, "name": "jobs.forget_live_events"}
