"""Hiding and deleting, at Instagram and here."""

from typing import Any

import pytest
from tests.inbox.comments.shop import Shop

from autogram.inbox.comments.models import CommentKind, CommentStatus


def hidden_at_instagram(shop: Shop) -> list[bool]:
    return [comment["hidden"] for comment in shop.instagram.comment_list(shop.media_id)]


async def test_a_comment_is_hidden_and_shown_again(shop: Shop) -> None:
    comment_id = await shop.comment()

    shown = await shop.ask("POST", f"/{comment_id}/hide")
    assert shown["hidden_at"]
    assert hidden_at_instagram(shop) == [True]
    assert shown["reply"] == {
        "allowed": False,
        "reason": "Instagram takes no reply to a hidden comment; show it again first.",
        "until": None,
    }
    assert (await shop.reply(comment_id, expect=409))["code"] == "comment-not-answerable"

    shown = await shop.ask("POST", f"/{comment_id}/unhide")
    assert shown["hidden_at"] is None
    assert hidden_at_instagram(shop) == [False]
    await shop.reply(comment_id)


async def test_hiding_twice_asks_instagram_once(shop: Shop) -> None:
    comment_id = await shop.comment()

    await shop.ask("POST", f"/{comment_id}/hide")
    await shop.ask("POST", f"/{comment_id}/hide")
    await shop.ask("POST", f"/{comment_id}/hide")

    assert len(shop.instagram.calls("comment.update")) == 1


async def test_replies_below_a_hidden_comment_are_refused_too(shop: Shop) -> None:
    top = await shop.comment()
    below = await shop.comment("More", parent_comment_id=(await shop.row(top)).comment_id)
    await shop.ask("POST", f"/{top}/hide")

    assert (await shop.reply(below, expect=409))["code"] == "comment-not-answerable"


async def test_a_comment_is_deleted_for_good(shop: Shop) -> None:
    comment_id = await shop.comment()

    await shop.ask("DELETE", f"/{comment_id}", 204)
    await shop.ask("DELETE", f"/{comment_id}", 204)

    assert shop.texts_at_instagram() == []
    assert len(shop.instagram.calls("comment.delete")) == 1
    shown = await shop.ask("GET", f"/{comment_id}")
    assert shown["deleted_at"]
    assert not shown["reply"]["allowed"]
    assert not shown["private_reply"]["allowed"]
    assert (await shop.ask("POST", f"/{comment_id}/hide", 409))["code"] == "comment-not-moderatable"


async def test_what_stands_below_a_deleted_comment_is_gone_too(shop: Shop) -> None:
    top = await shop.comment()
    below = await shop.comment("More", parent_comment_id=(await shop.row(top)).comment_id)
    other = await shop.comment("Elsewhere")

    await shop.ask("DELETE", f"/{top}", 204)

    assert shop.texts_at_instagram() == ["Elsewhere"]
    assert [bool((await shop.row(row)).deleted_at) for row in (top, below, other)] == [True, True, False]


async def test_a_comment_that_is_gone_at_instagram_counts_as_deleted(shop: Shop) -> None:
    comment_id = await shop.hear("17999999999999999")

    await shop.ask("DELETE", f"/{comment_id}", 204)

    assert (await shop.row(comment_id)).deleted_at


@pytest.mark.parametrize(("fault", "status"), [({"drop": True}, 502), ({"status": 503}, 502)], ids=str)
async def test_an_unclear_answer_can_be_repeated(shop: Shop, fault: dict[str, Any], status: int) -> None:
    hide, delete = await shop.comment("One"), await shop.comment("Two")
    shop.instagram.fault("comment.update", after=True, **fault)
    shop.instagram.fault("comment.delete", after=True, **fault)

    assert (await shop.ask("POST", f"/{hide}/hide", status))["code"] == "instagram-not-answering"
    await shop.ask("DELETE", f"/{delete}", status)
    assert (await shop.row(hide)).hidden_at is None
    assert (await shop.row(delete)).deleted_at is None
    await shop.ask("POST", f"/{hide}/hide")
    await shop.ask("DELETE", f"/{delete}", 204)

    assert hidden_at_instagram(shop) == [True]
    assert (await shop.row(delete)).deleted_at


async def test_a_refusal_is_told_with_instagrams_reason(shop: Shop) -> None:
    comment_id = await shop.comment()
    shop.instagram.fault("comment.*", times=2, error={"code": 10, "message": "Not permitted"})

    for method, path in (("POST", f"/{comment_id}/hide"), ("DELETE", f"/{comment_id}")):
        problem = await shop.ask(method, path, 400)
        assert problem["code"] == "instagram-refused"
        assert "Not permitted" in problem["detail"]


async def test_a_dead_token_is_noticed(shop: Shop) -> None:
    comment_id = await shop.comment()
    shop.instagram.refuse_tokens(463)

    assert (await shop.ask("POST", f"/{comment_id}/hide", 400))["code"] == "instagram-refused"
    assert (await shop.ask("POST", f"/{comment_id}/hide", 409))["code"] == "account-not-usable"


async def test_what_is_not_below_our_media_is_not_ours_to_moderate(shop: Shop) -> None:
    mention = await shop.hear("m", kind=CommentKind.MENTION, media_id="999")
    own = await shop.hear("o", is_own=True, person_instagram_id=None)

    for method, path in (
        ("POST", f"/{mention}/hide"),
        ("DELETE", f"/{mention}"),
        ("POST", f"/{own}/hide"),
    ):
        assert (await shop.ask(method, path, 409))["code"] == "comment-not-moderatable"


async def test_our_own_comment_can_be_deleted(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    await shop.run(reply["id"])

    await shop.ask("DELETE", f"/{reply['id']}", 204)

    assert shop.texts_at_instagram() == ["How much is it?"]


async def test_a_reply_that_was_not_sent_yet_is_withdrawn(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())

    await shop.ask("DELETE", f"/{reply['id']}", 204)
    assert await shop.run(reply["id"]) is None

    assert shop.texts_at_instagram() == ["How much is it?"]
    row = await shop.row(reply["id"])
    assert (row.status, row.failure_reason) == (CommentStatus.FAILED, "withdrawn before it was sent")


async def test_a_reply_that_may_stand_there_cannot_be_withdrawn(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", after=True, drop=True)
    await shop.run(reply["id"])

    assert (await shop.ask("DELETE", f"/{reply['id']}", 409))["code"] == "reply-being-sent"

    await shop.run_until_settled(reply["id"])
    await shop.ask("DELETE", f"/{reply['id']}", 204)
    assert shop.texts_at_instagram() == ["How much is it?"]


async def test_a_failed_reply_can_be_put_away(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", error={"code": 100, "message": "no"})
    await shop.run(reply["id"])

    await shop.ask("DELETE", f"/{reply['id']}", 204)

    assert (await shop.row(reply["id"])).deleted_at


async def test_live_comments_take_no_public_reply(shop: Shop) -> None:
    comment_id = await shop.hear("l", kind=CommentKind.LIVE)

    problem = await shop.reply(comment_id, expect=409)

    assert "live" in problem["detail"]


async def test_a_reply_of_ours_that_is_on_its_way_cannot_be_answered(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())

    assert (await shop.reply(reply["id"], "And more", expect=409))["code"] == "comment-not-answerable"
