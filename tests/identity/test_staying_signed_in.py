"""Refresh tokens, and the ways a sign-in ends."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from tests.core.processes import eventually_async
from tests.identity.conftest import open_api
from tests.identity.post import everything_stored
from tests.people import PASSWORD, headers_of, make_user

from autogram.core import clock
from autogram.core.audit import AuditEntry
from autogram.core.db import Database
from autogram.core.limits import RateLimitState
from autogram.identity.jobs import forget_ended_tokens
from autogram.identity.messages import ForgetEndedTokens
from autogram.identity.models import LoginSession, RefreshToken
from autogram.jobs.api import JobContext

AUTH = "/api/v1/auth"


async def signed_in_pair(client, session):
    person = await make_user(session)
    await session.commit()
    reply = await client.post(f"{AUTH}/login", data={"username": person.email, "password": PASSWORD})
    assert reply.status_code == 200
    return reply.json()


async def refresh(client, token, path="refresh"):
    return await client.post(f"{AUTH}/{path}", json={"refresh_token": token})


async def is_signed_in(client, pair):
    reply = await client.get(f"{AUTH}/me", headers={"Authorization": f"Bearer {pair['access_token']}"})
    assert reply.status_code in {200, 401}
    return reply.status_code == 200


async def waiting(database, sessions):
    """So many sessions wait for what another one holds."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with database.reading() as session:
        return await session.scalar(text(waiting)) == sessions


@pytest.mark.parametrize("path", ["refresh", "refresh-token"])
async def test_a_refresh_token_is_traded_for_a_new_pair(api, session, path):
    first = await signed_in_pair(api, session)

    reply = await refresh(api, first["refresh_token"], path)

    second = reply.json()
    assert reply.status_code == 200
    assert second.keys() == first.keys() - {"user"}
    assert second["refresh_token"] != first["refresh_token"]
    assert second["access_token"] != first["access_token"]
    assert await is_signed_in(api, second)


async def test_using_a_refresh_token_twice_ends_the_whole_family(api, session):
    first = await signed_in_pair(api, session)
    other = await signed_in_pair(api, session)
    second = (await refresh(api, first["refresh_token"])).json()

    reused = await refresh(api, first["refresh_token"])

    assert (reused.status_code, reused.json()["code"]) == (401, "refresh-token-refused")
    assert (await refresh(api, second["refresh_token"])).status_code == 401
    assert not await is_signed_in(api, first)
    assert not await is_signed_in(api, second)
    assert await is_signed_in(api, other)
    assert await session.scalar(select(AuditEntry).where(AuditEntry.action == "identity.refresh_reused"))


async def test_of_two_refreshes_at_the_same_time_exactly_one_wins(fresh_database, runtime):
    database = Database(fresh_database)
    async with open_api(replace(runtime, database=database)) as client, database.sessions() as session:
        first = await signed_in_pair(client, session)

        async with database.transaction() as holding:
            await holding.execute(select(RefreshToken).with_for_update())
            asked = [asyncio.create_task(refresh(client, first["refresh_token"])) for _ in range(5)]
            await eventually_async(lambda: waiting(database, 5))
        replies = await asyncio.gather(*asked)

        won = [reply.json() for reply in replies if reply.status_code == 200]
        assert sorted(reply.status_code for reply in replies) == [200, 401, 401, 401, 401]
        # They overlapped, so this was no theft: the winner goes on.
        assert await is_signed_in(client, won[0])
        assert (await refresh(client, won[0]["refresh_token"])).status_code == 200
        assert await session.scalar(select(func.count()).select_from(RefreshToken)) == 3
    await database.close()


async def test_a_refresh_token_ends_after_thirty_days_without_use(api, session):
    pair = await signed_in_pair(api, session)

    with clock.shifted(timedelta(days=29)):
        second = (await refresh(api, pair["refresh_token"])).json()
    with clock.shifted(timedelta(days=58)):
        third = await refresh(api, second["refresh_token"])
    with clock.shifted(timedelta(days=89)):
        late = await refresh(api, third.json()["refresh_token"])

    assert (third.status_code, late.status_code) == (200, 401)


@pytest.mark.parametrize("token", ["unknown", "", "\x00", "ü" * 50])
async def test_an_unknown_refresh_token_is_refused(api, token):
    assert (await refresh(api, token)).status_code == 401


async def test_an_access_token_does_not_refresh(api, session):
    pair = await signed_in_pair(api, session)

    assert (await refresh(api, pair["access_token"])).status_code == 401


async def test_logging_out_with_the_refresh_token_ends_both_at_once(api, session):
    pair, other = await signed_in_pair(api, session), await signed_in_pair(api, session)

    reply = await api.post(f"{AUTH}/logout", json={"refresh_token": pair["refresh_token"]})

    assert (reply.status_code, reply.content) == (204, b"")
    assert not await is_signed_in(api, pair)
    assert (await refresh(api, pair["refresh_token"])).status_code == 401
    assert await is_signed_in(api, other)


async def test_logging_out_with_the_access_token_alone_ends_both_at_once(api, session):
    pair = await signed_in_pair(api, session)

    reply = await api.post(f"{AUTH}/logout", headers={"Authorization": f"Bearer {pair['access_token']}"})

    assert reply.status_code == 204
    assert not await is_signed_in(api, pair)
    assert (await refresh(api, pair["refresh_token"])).status_code == 401


@pytest.mark.parametrize("options", [{}, {"json": {}}, {"json": {"refresh_token": "unknown"}}, {"json": None}])
async def test_logging_out_is_always_fine(api, options):
    headers = {"Authorization": "Bearer nonsense"}

    assert (await api.post(f"{AUTH}/logout", headers=headers, **options)).status_code == 204


async def test_logging_out_everywhere_ends_every_sign_in(api, session):
    person = await make_user(session)
    await session.commit()
    form = {"username": person.email, "password": PASSWORD}
    one, two = [(await api.post(f"{AUTH}/login", data=form)).json() for _ in range(2)]

    reply = await api.post(f"{AUTH}/logout-everywhere", headers={"Authorization": f"Bearer {one['access_token']}"})

    assert reply.status_code == 204
    assert not await is_signed_in(api, one)
    assert not await is_signed_in(api, two)
    assert (await refresh(api, two["refresh_token"])).status_code == 401


async def test_a_deactivated_users_refresh_token_is_refused(api, session):
    pair = await signed_in_pair(api, session)
    await session.execute(text("UPDATE user_account SET is_active = false"))
    await session.commit()

    assert (await refresh(api, pair["refresh_token"])).status_code == 401


async def test_no_table_holds_a_token_that_could_be_used(api, session):
    pair = await signed_in_pair(api, session)
    await refresh(api, pair["refresh_token"])

    stored = await everything_stored(session)

    assert pair["refresh_token"] not in stored
    assert pair["access_token"] not in stored
    assert PASSWORD not in stored


async def test_ended_sign_ins_are_forgotten_after_a_month(runtime, api, session):

    await headers_of(api, await make_user(session))
    await refresh(api, "unknown")
    assert await session.scalar(select(func.count()).select_from(RateLimitState)) == 1
    context = JobContext(runtime, 1, 1, 8)

    with clock.shifted(timedelta(days=59)):
        await forget_ended_tokens(context, ForgetEndedTokens())
    kept = await session.scalar(select(func.count()).select_from(LoginSession))
    with clock.shifted(timedelta(days=61)):
        await forget_ended_tokens(context, ForgetEndedTokens())
    left = await session.scalar(select(func.count()).select_from(LoginSession))

    assert (kept, left) == (1, 0)
    assert await session.scalar(select(func.count()).select_from(RateLimitState)) == 0
