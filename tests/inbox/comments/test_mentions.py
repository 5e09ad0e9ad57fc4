"""A mention's words are read from Instagram, and only then does it arrive."""

from typing import Any
from uuid import UUID

import pytest
from tests.identity.post import due_jobs
from tests.inbox.comments.shop import Shop

from autogram.inbox.comments.jobs import read_mention
from autogram.inbox.comments.messages import CommentArrived, ReadMention
from autogram.inbox.comments.models import CommentKind
from autogram.instagram.errors import InstagramError
from autogram.jobs.api import JobContext, RetryLater


async def mentioned(shop: Shop, *, is_comment: bool) -> UUID:
    """Somebody names the account elsewhere, and we hear where."""
    made = shop.instagram.mentions(person=shop.instagram.customer(), text="lovely", is_comment=is_comment)
    return await shop.hear(
        made.get("comment_id"),
        kind=CommentKind.MENTION,
        media_id=made["media_id"],
        text=None,
        username=None,
        person_instagram_id=None,
    )


async def run(shop: Shop, comment_id: UUID, attempt: int = 1) -> None:
    await read_mention(JobContext(shop.runtime, 1, attempt, 8), ReadMention(comment_id=comment_id))


async def arrivals(shop: Shop, comment_id: UUID) -> int:
    jobs = await due_jobs(shop.runtime)
    return len([job for job in jobs if isinstance(job, CommentArrived) and job.comment_id == comment_id])


@pytest.mark.parametrize("is_comment", [True, False])
async def test_its_words_and_its_author_are_filled_in(shop: Shop, is_comment: bool) -> None:
    comment_id = await mentioned(shop, is_comment=is_comment)
    assert ReadMention(comment_id=comment_id) in await due_jobs(shop.runtime)
    assert await arrivals(shop, comment_id) == 0

    await run(shop, comment_id)
    await run(shop, comment_id)

    row = await shop.row(comment_id)
    assert "lovely" in (row.text or "")
    assert row.username
    assert await arrivals(shop, comment_id) == 1


async def test_what_instagram_does_not_show_arrives_without_words(shop: Shop) -> None:
    comment_id = await mentioned(shop, is_comment=True)
    shop.instagram.fault("me.read", error={"code": 100, "message": "Tried accessing nonexisting field"})

    await run(shop, comment_id)

    assert (await shop.row(comment_id)).text is None
    assert await arrivals(shop, comment_id) == 1


async def test_a_passing_failure_is_tried_again_until_the_last_time(shop: Shop) -> None:
    comment_id = await mentioned(shop, is_comment=True)
    shop.instagram.fault("me.read", times=None, status=503)

    with pytest.raises(InstagramError):
        await run(shop, comment_id)
    assert await arrivals(shop, comment_id) == 0
    await run(shop, comment_id, attempt=8)

    assert await arrivals(shop, comment_id) == 1


async def test_a_dead_token_parks_it(shop: Shop) -> None:
    comment_id = await mentioned(shop, is_comment=True)
    shop.instagram.refuse_tokens(463)

    with pytest.raises(InstagramError):
        await run(shop, comment_id)
    with pytest.raises(RetryLater) as wish:
        await run(shop, comment_id)

    assert not wish.value.counts


@pytest.mark.parametrize("said", [{"text": "Known already"}, {"kind": CommentKind.COMMENT, "text": None}], ids=str)
async def test_nothing_is_asked_about_what_needs_no_reading(shop: Shop, said: dict[str, Any]) -> None:
    comment_id = await shop.hear("m", **({"kind": CommentKind.MENTION} | said))

    await run(shop, comment_id)

    assert len([call for call in shop.instagram.calls("me.read") if "mentioned" in str(call["params"])]) == 0
