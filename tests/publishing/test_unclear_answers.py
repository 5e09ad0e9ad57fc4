"""Instagram times out, breaks off, or says no although it did: still exactly one post, and the state shown is true."""

from datetime import timedelta
from typing import Any

import pytest
from tests.publishing.posts import Studio
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.content import service as content
from autogram.core import clock
from autogram.jobs.api import JobContext
from autogram.publishing import service
from autogram.publishing.jobs import publish_post
from autogram.publishing.messages import PublishPost
from autogram.publishing.models import PostStatus
from autogram.publishing.schemas import Decision, PostDecision

ENDINGS: list[dict[str, Any]] = [
    {"status": 503},
    {"drop": True},
    {"timeout": 3},
    {"error": {"code": 1, "message": "An unknown error occurred", "status": 500}},
    {"error": {"code": 4, "subcode": 2207051, "message": "Application request limit reached"}},
    {"error": {"code": -1, "subcode": 2207001, "message": "Instagram server error"}},
    {"error": {"code": 24, "subcode": 2207008, "message": "The media does not exist"}},
]


@pytest.mark.parametrize("ending", ENDINGS, ids=str)
async def test_a_post_that_went_out_although_the_answer_was_bad_is_published_once(
    studio: Studio, instagram: Instagram, ending: dict[str, Any]
) -> None:
    post = await studio.post()
    instagram.fault("media.publish", after=True, **ending)

    await studio.run_until_settled(post.id)

    (live,) = instagram.published()
    row = await studio.row(post.id)
    assert row.status is PostStatus.PUBLISHED
    assert row.instagram_media_id == live["id"]
    assert len(instagram.calls("media.publish")) == 1
    assert "answer unclear" in await studio.steps(post.id)


@pytest.mark.parametrize("ending", ENDINGS[:4], ids=str)
async def test_a_request_that_never_arrived_is_made_again_only_after_the_grace_period(
    studio: Studio, instagram: Instagram, ending: dict[str, Any]
) -> None:
    post = await studio.post()
    instagram.fault("media.publish", after=False, **ending)

    wait = await studio.run(post.id)

    assert wait is not None
    assert (await studio.row(post.id)).status is PostStatus.UNCONFIRMED
    assert instagram.published() == []
    with clock.shifted(timedelta(seconds=5)):
        assert await studio.run(post.id) is not None
    assert len(instagram.calls("media.publish")) == 1

    await studio.run_until_settled(post.id)

    assert len(instagram.published()) == 1
    assert (await studio.row(post.id)).status is PostStatus.PUBLISHED


async def test_while_instagram_cannot_be_asked_the_post_stays_unconfirmed(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault("media.publish", after=True, drop=True)
    # A read is tried three times.
    instagram.fault("container.read", skip=1, times=3, status=500)

    await studio.run(post.id)

    row = await studio.row(post.id)
    assert row.status is PostStatus.UNCONFIRMED
    assert row.waiting_reason is not None
    assert len(instagram.published()) == 1

    await studio.run_until_settled(post.id)

    assert len(instagram.published()) == 1
    assert (await studio.row(post.id)).status is PostStatus.PUBLISHED


async def test_not_ready_after_finished_is_repeated_as_it_is(
    studio: Studio, instagram: Instagram, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autogram.publishing.execution import request

    monkeypatch.setattr(request, "NOT_READY_PAUSES", (0.01, 0.02))
    post = await studio.post()
    instagram.fault("media.publish", times=2, error={"code": 9007, "subcode": 2207027, "message": "not available"})

    await studio.run(post.id)

    assert len(instagram.calls("media.publish")) == 3
    assert len(instagram.published()) == 1


async def test_a_container_that_failed_in_passing_is_made_again(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault("media.create", error={"code": 9004, "subcode": 2207052, "message": "not fetched"})

    waits = await studio.run_until_settled(post.id)

    assert len(waits) == 1
    assert len(instagram.published()) == 1


async def test_a_permanent_refusal_fails_at_once_and_tells_why(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault(
        "media.create",
        error={"code": 36003, "subcode": 2207009, "message": "ratio"},
    )

    assert await studio.run(post.id) is None

    row = await studio.row(post.id)
    assert row.status is PostStatus.FAILED
    assert row.failure_code == "instagram-36003-2207009"
    assert row.failure_reason
    assert instagram.published() == []


async def test_a_throttled_account_is_left_alone_and_the_post_waits(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault("media.create", error={"code": 4, "message": "Application request limit reached", "status": 403})

    await studio.run(post.id)
    calls = len(instagram.calls("media.create"))
    await studio.run(post.id)

    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    assert row.waiting_reason is not None
    assert "limits" in row.waiting_reason
    assert len(instagram.calls("media.create")) == calls

    async with studio.runtime.database.reading() as session:
        account = await accounts.account_brief(session, studio.account_id)
    assert account.throttled_until is not None
    # Instagram asked for an hour, so the post's own hour passes meanwhile and a person decides.
    with clock.shifted(account.throttled_until - clock.now() + timedelta(seconds=30)):
        await studio.run(post.id)
        assert (await studio.row(post.id)).status is PostStatus.LATE
        decision = PostDecision(decision=Decision.PUBLISH_NOW)
        async with studio.runtime.database.transaction() as session:
            await service.decide(studio.runtime.settings, session, studio.actor, post.id, decision)
        await studio.run(post.id)
    assert len(instagram.published()) == 1


async def test_a_dead_token_parks_the_post_and_is_said_aloud(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.refuse_tokens(463)

    await studio.run(post.id)

    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    assert row.waiting_reason is not None
    assert "connected again" in row.waiting_reason
    async with studio.runtime.database.reading() as session:
        account = await accounts.read_account(session, studio.actor.workspace_id, studio.account_id)
    assert account.status is AccountStatus.NEEDS_REAUTH


async def test_a_token_that_dies_while_the_answer_is_unclear_leaves_it_unconfirmed_until_reconnected(
    studio: Studio, instagram: Instagram
) -> None:
    post = await studio.post()
    instagram.fault("media.publish", after=True, drop=True)
    instagram.fault("container.read", skip=1, times=None, error={"code": 190, "subcode": 463, "message": "expired"})

    await studio.run(post.id)
    with clock.shifted(timedelta(minutes=5)):
        await studio.run(post.id)
    assert (await studio.row(post.id)).status is PostStatus.UNCONFIRMED

    instagram.client.delete("/_sandbox/faults")
    await accounts.connect_with_token(studio.runtime, studio.actor, instagram.token())
    await studio.run_until_settled(post.id)

    assert (await studio.row(post.id)).status is PostStatus.PUBLISHED
    assert len(instagram.published()) == 1


async def test_a_used_up_quota_makes_the_post_wait_and_say_so(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault("limit.read", times=None, error={"code": 9, "subcode": 2207042, "message": "limit reached"})

    wait = await studio.run(post.id)

    assert wait == timedelta(minutes=10)
    row = await studio.row(post.id)
    assert row.status is PostStatus.SCHEDULED
    assert row.waiting_reason
    assert instagram.published() == []


async def test_instagram_being_down_makes_the_post_wait_and_then_go_out(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    instagram.fault("limit.read", times=3, status=503)

    waits = await studio.run_until_settled(post.id)

    assert len(waits) == 1
    assert len(instagram.published()) == 1


async def test_an_expired_container_is_replaced(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    # The worker gets as far as the ready container, then Instagram is down for a day.
    instagram.fault("media.publish", times=1, error={"code": 9, "subcode": 2207042, "message": "limit reached"})
    await studio.run(post.id)
    instagram.advance(25 * 3600)

    with clock.shifted(timedelta(minutes=30)):
        await studio.run(post.id)
        await studio.run_until_settled(post.id)

    assert len(instagram.published()) == 1


async def test_two_posts_with_the_same_caption_never_share_one_media(studio: Studio, instagram: Instagram) -> None:
    first, second = await studio.post(caption="Twins"), await studio.post(caption="Twins")
    instagram.fault("media.publish", after=True, times=2, drop=True)

    await studio.run(first.id)
    await studio.run(second.id)

    ids = {(await studio.row(post.id)).instagram_media_id for post in (first, second)}
    assert ids == {media["id"] for media in instagram.published()}
    assert len(ids) == 2


@pytest.mark.parametrize(("asked", "expected"), [(False, PostStatus.FAILED), (True, PostStatus.UNCONFIRMED)])
async def test_a_fault_of_our_own_ends_in_a_state_that_is_true(
    studio: Studio, instagram: Instagram, asked: bool, expected: PostStatus
) -> None:
    post = await studio.post()
    instagram.fault("media.publish" if asked else "limit.read", times=None, drop=True)
    await studio.run(post.id)
    (publication,) = await studio.publications(post.id)
    publication.plan = {}
    await studio.session.commit()
    instagram.client.delete("/_sandbox/faults")
    message = PublishPost(post_id=post.id, revision=(await studio.row(post.id)).revision)

    with clock.shifted(timedelta(seconds=30)):
        for attempt in (19, 20):
            with pytest.raises(KeyError):
                await publish_post(JobContext(studio.runtime, 1, attempt, 20), message)

    row = await studio.row(post.id)
    assert row.status is expected
    assert "a fault in Autogram" in (row.failure_reason or row.waiting_reason or "")


async def test_the_library_may_let_go_of_a_picture_once_it_is_published(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    await studio.run(post.id)

    async with studio.runtime.database.transaction() as session:
        await content.delete_media(session, studio.actor.workspace_id, studio.media_id, actor_id=None)

    async with studio.runtime.database.reading() as session:
        shown = await service.read_post(studio.runtime.settings, session, studio.actor.workspace_id, post.id)
    assert shown.media_urls == []
    assert shown.status is PostStatus.PUBLISHED
