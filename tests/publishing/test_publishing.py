"""A post goes out as it was planned, once, and the receipt proves it."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.content.makers import film
from tests.publishing.posts import Studio, in_seconds, parameters
from tests.servers import Instagram

from autogram.content import service as content
from autogram.jobs.api import JobContext
from autogram.publishing import service
from autogram.publishing.execution import aftermath
from autogram.publishing.models import PostStatus


async def test_a_photo_is_published_once_with_all_that_was_asked_for(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post(
        caption="Good morning",
        hashtags=["#hills", "#sun"],
        media=[
            {
                "media_id": studio.media_id,
                "alt_text": "Hills in the sun",
                "user_tags": [{"username": "lena.paints", "x": 0.25, "y": 0.5}],
            }
        ],
        collaborators=["sunny.bakery"],
        location_id="1234567",
        is_ai_generated=True,
    )

    assert await studio.run(post.id) is None

    (live,) = instagram.published()
    sent = parameters(live)
    assert sent["caption"] == "Good morning\n\n#hills #sun"
    assert sent["alt_text"] == "Hills in the sun"
    assert sent["user_tags"] == [{"username": "lena.paints", "x": 0.25, "y": 0.5}]
    assert sent["collaborators"] == ["sunny.bakery"]
    assert sent["location_id"] == "1234567"
    assert sent["is_ai_generated"] == "true"
    row = await studio.row(post.id)
    assert row.status is PostStatus.PUBLISHED
    assert row.instagram_media_id == live["id"]
    assert row.permalink == live["permalink"]


async def test_running_the_job_again_publishes_nothing_more(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()

    for _ in range(3):
        await studio.run(post.id)

    assert len(instagram.published()) == 1


async def test_the_receipt_has_every_step_with_its_proof(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post()
    await studio.run(post.id)

    async with studio.runtime.database.reading() as session:
        receipt = await service.read_receipt(session, studio.actor.workspace_id, post.id)

    (attempt,) = receipt.tries
    assert [step.step for step in attempt.steps] == [
        "claimed",
        "container created",
        "ready",
        "publish requested",
        "published",
    ]
    (live,) = instagram.published()
    assert attempt.steps[1].proof["container_id"] == live["container_id"]
    assert attempt.steps[1].proof["preflight"]["quota_total"] == 100
    assert attempt.steps[4].proof["media_id"] == live["id"] == receipt.instagram_post_id
    assert attempt.sent["media"][0]["sha256"] == live["sha256"]
    assert receipt.lateness_seconds is not None


async def test_a_carousel_keeps_its_order_and_every_item_its_own_text(studio: Studio, instagram: Instagram) -> None:
    second = await studio.add_picture(1080, 1080)
    post = await studio.post(
        post_type="carousel",
        media=[{"media_id": studio.media_id, "alt_text": "one"}, {"media_id": second, "alt_text": "two"}],
    )

    await studio.run(post.id)

    (live,) = instagram.published()
    assert [child["parameters"]["alt_text"] for child in live["children"]] == ["one", "two"]
    assert "caption" not in live["children"][0]["parameters"]
    assert live["parameters"]["caption"] == "Hello"
    assert (await studio.steps(post.id)).count("item container created") == 2


async def test_a_reel_goes_out_with_cover_and_feed_setting(
    studio: Studio, instagram: Instagram, tmp_path: Path
) -> None:
    added = await content.add_bytes(
        studio.runtime, film(tmp_path / "reel.mp4", seconds=4), workspace_id=studio.actor.workspace_id, name="reel.mp4"
    )
    post = await studio.post(
        post_type="reel", media=[{"media_id": added.item.id}], cover_media_id=studio.media_id, share_to_feed=False
    )

    # The sandbox takes two seconds to process a video; the job comes back for it.
    instagram.client.put("/_sandbox/settings", json={"processing_seconds": {"reel": 0.5}})
    await studio.run_until_settled(post.id)

    (live,) = instagram.published()
    assert live["parameters"]["media_type"] == "REELS"
    assert live["parameters"]["share_to_feed"] == "false"
    assert live["parameters"]["cover_url"].startswith(studio.runtime.settings.core.public_url)


async def test_a_story_is_published_without_caption(studio: Studio, instagram: Instagram) -> None:
    picture = await studio.add_picture(1080, 1920)
    post = await studio.post(post_type="story", caption="", media=[{"media_id": picture}])

    await studio.run(post.id)

    (live,) = instagram.published()
    assert live["parameters"]["media_type"] == "STORIES"


async def test_the_first_comment_is_written_once(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post(first_comment="What do you think?")
    await studio.run(post.id)
    (publication,) = await studio.publications(post.id)

    for _ in range(3):
        await aftermath.write_first_comment(JobContext(studio.runtime, 2, 1, 8), publication.id)

    assert len(instagram.calls("comment.create")) == 1
    assert (await studio.steps(post.id))[-1] == "first comment"


async def test_a_first_comment_whose_answer_was_lost_is_not_written_again(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post(first_comment="Only once")
    await studio.run(post.id)
    (publication,) = await studio.publications(post.id)
    instagram.fault("comment.create", after=True, drop=True)

    with pytest.raises(Exception, match="did not answer"):
        await aftermath.write_first_comment(JobContext(studio.runtime, 2, 1, 8), publication.id)
    await aftermath.write_first_comment(JobContext(studio.runtime, 2, 2, 8), publication.id)

    assert len(instagram.calls("comment.create")) == 1
    assert (await studio.publications(post.id))[0].comment_id is not None


async def test_a_job_that_comes_a_moment_early_waits_for_the_time(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post(scheduled_time=in_seconds(0.4))

    await studio.run(post.id)

    row = await studio.row(post.id)
    assert row.published_at is not None
    assert row.publish_at is not None
    assert timedelta(0) <= row.published_at - row.publish_at < timedelta(seconds=5)


async def test_a_job_that_comes_hours_early_goes_away_again(studio: Studio, instagram: Instagram) -> None:
    post = await studio.post(scheduled_time=in_seconds(7200))

    wait = await studio.run(post.id)

    assert wait is not None
    assert wait > timedelta(hours=1)
    assert instagram.published() == []


async def test_the_quota_book_counts_the_post_and_its_requests(studio: Studio, instagram: Instagram) -> None:
    from autogram.accounts import service as accounts

    post = await studio.post()
    await studio.run(post.id)

    async with studio.runtime.database.reading() as session:
        book = await accounts.quota_book(session, studio.actor.workspace_id, studio.account_id)

    used = {line.kind: line.used for line in book.lines}
    assert used["publishes"] == 1
    assert used["requests"] == 5
