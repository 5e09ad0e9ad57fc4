"""What can still happen between the claim and the request: a pause, a cancel, an address that fails."""

import asyncio
from datetime import timedelta

from tests.publishing.posts import Studio
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.settings import Settings
from autogram.publishing import service
from autogram.publishing.errors import PostBeingPublished
from autogram.publishing.models import PostStatus


async def pause(studio: Studio) -> None:
    async with studio.runtime.database.transaction() as session:
        await accounts.pause_account(session, studio.actor, studio.account_id)


async def resume(studio: Studio) -> None:
    async with studio.runtime.database.transaction() as session:
        await accounts.resume_account(session, studio.actor, studio.account_id)


async def test_a_pause_holds_back_what_has_been_claimed_already(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    fault = instagram.fault("container.read", hold=True)
    running = asyncio.create_task(studio.run(post.id))
    await asyncio.to_thread(instagram.wait_for_hold, fault)
    await pause(studio)
    instagram.release(fault)
    await running

    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    assert "paused" in (row.waiting_reason or "")
    assert instagram.published() == []

    await resume(studio)
    await studio.run(post.id)
    assert len(instagram.published()) == 1


async def test_while_paused_an_unclear_post_is_not_asked_for_a_second_time(
    studio: Studio, instagram: Instagram
) -> None:
    post = await studio.post()
    instagram.fault("media.publish", drop=True)
    await studio.run(post.id)
    await pause(studio)

    with clock.shifted(timedelta(minutes=2)):
        assert await studio.run(post.id) == timedelta(seconds=30)
        assert (await studio.row(post.id)).status is PostStatus.UNCONFIRMED
        assert len(instagram.calls("media.publish")) == 1
        await resume(studio)
        await studio.run(post.id)

    assert len(instagram.published()) == 1


async def test_a_cancel_between_claim_and_request_stops_the_worker(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    fault = instagram.fault("container.read", hold=True)
    running = asyncio.create_task(studio.run(post.id))
    await asyncio.to_thread(instagram.wait_for_hold, fault)
    async with studio.runtime.database.transaction() as session:
        await service.cancel_post(studio.runtime.settings, session, studio.actor, post.id)
    instagram.release(fault)
    await running

    assert (await studio.row(post.id)).status is PostStatus.DRAFT
    assert instagram.published() == []
    assert "abandoned" in await studio.steps(post.id)


async def test_a_cancel_after_the_request_is_refused_and_the_post_goes_out(
    studio: Studio, instagram: Instagram
) -> None:
    post = await studio.post()
    fault = instagram.fault("media.publish", hold=True)
    running = asyncio.create_task(studio.run(post.id))
    await asyncio.to_thread(instagram.wait_for_hold, fault)

    refused = False
    try:
        async with studio.runtime.database.transaction() as session:
            await service.cancel_post(studio.runtime.settings, session, studio.actor, post.id)
    except PostBeingPublished:
        refused = True
    instagram.release(fault)
    await running

    assert refused
    assert (await studio.row(post.id)).status is PostStatus.PUBLISHED


async def test_an_address_that_only_we_cannot_reach_is_left_to_instagram_to_judge(
    studio: Studio, instagram: Instagram, settings: Settings
) -> None:
    post = await studio.post()
    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    instagram.fault("media.create", times=None, error={"code": 9004, "subcode": 2207052, "message": "not fetched"})
    object.__setattr__(settings.media, "media_public_url", "http://127.0.0.1:9")
    try:
        waits = await studio.run_until_settled(post.id)
    finally:
        object.__setattr__(settings.media, "media_public_url", "")

    row = await studio.row(post.id)
    assert len(waits) == 3
    assert row.status is PostStatus.FAILED
    assert row.failure_code == "instagram-9004-2207052"
