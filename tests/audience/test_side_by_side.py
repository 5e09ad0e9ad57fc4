"""What happens at the same moment, on connections of their own."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.audience.watcher import people, some
from tests.people import make_user

from autogram.audience import service
from autogram.audience.service import Wanted
from autogram.audience.vocabulary import SnapshotSource
from autogram.core import clock
from autogram.core.runtime import Runtime, open_runtime
from autogram.core.secrets import Keyring
from autogram.core.settings import Settings
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.instagram.export.kinds import ListKind


@pytest.fixture
async def busy(settings: Settings, keyring: Keyring, fresh_database: str) -> AsyncIterator[Runtime]:
    """A runtime whose transactions are real ones."""
    async with open_runtime(settings, keyring, fresh_database) as runtime:
        yield runtime


async def actor_and_profile(runtime: Runtime) -> tuple[Actor, UUID]:
    async with runtime.database.transaction() as session:
        person = await make_user(session)
        profile_id = await service.profile_named(session, person.workspace_id, "the.owner", person.user_id)
    return Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER]), profile_id


async def take(runtime: Runtime, profile_id: UUID, start: int) -> UUID:
    async with runtime.database.transaction() as session:
        return await service.store_snapshot(
            session,
            profile_id,
            source=SnapshotSource.WEB,
            lists={ListKind.FOLLOWERS: people(*some(200, start=start)), ListKind.FOLLOWING: people(*some(200))},
            taken_at=clock.now(),
        )


async def count(runtime: Runtime, query: str) -> int:
    async with runtime.database.reading() as session:
        return int(await session.scalar(text(query)) or 0)


async def test_many_who_ask_for_a_list_first_get_it_laid_out_once(busy: Runtime):
    actor, profile_id = await actor_and_profile(busy)
    snapshot_id = await take(busy, profile_id, 10)
    wanted = Wanted(snapshot_id, "not_following_back")

    asked = [service.read_page(busy, actor.workspace_id, wanted, limit=100) for _ in range(8)]
    pages = await asyncio.gather(*asked)

    assert [[row.person.username for row in page.rows] for page in pages] == [[n for _, n in some(10)]] * 8
    assert await count(busy, "SELECT count(*) FROM audience_view") == 3


async def test_snapshots_taken_while_their_bases_are_deleted_stay_whole(busy: Runtime):
    actor, profile_id = await actor_and_profile(busy)
    taken = [await take(busy, profile_id, day) for day in range(4)]

    async def delete(snapshot_id: UUID) -> None:
        async with busy.database.transaction() as session:
            await service.delete_snapshot(session, actor, snapshot_id)
        await service.forget_snapshot(busy, snapshot_id)

    added = await asyncio.gather(
        *(take(busy, profile_id, 10 + place) for place in range(4)), *(delete(each) for each in taken[1:])
    )

    assert await count(busy, "SELECT count(*) FROM audience_snapshot") == 5
    for place, snapshot_id in enumerate(added[:4]):
        assert snapshot_id is not None
        page = await service.read_page(busy, actor.workspace_id, Wanted(snapshot_id, "followers"), limit=100)
        assert page.rows[0].person.username == f"p{10 + place:05}"
        assert page.total == 200
