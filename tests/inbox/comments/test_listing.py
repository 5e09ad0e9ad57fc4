"""Lists of comments and threads, and what was read."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.inbox.comments.shop import Shop, days_ago

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.comments import service
from autogram.inbox.comments.models import CommentKind


async def ids(shop: Shop, **wanted: object) -> list[str]:
    page = await shop.ask("GET", params={name: str(value) for name, value in wanted.items()})
    return [item["id"] for item in page["items"]]


async def heard(shop: Shop, count: int) -> list[str]:
    """So many comments, newest first."""
    told = [
        await shop.hear(f"c{number}", text=f"words {number}", commented_at=clock.now() - timedelta(minutes=number))
        for number in range(count)
    ]
    return [str(comment_id) for comment_id in told]


async def test_comments_are_listed_newest_first_page_by_page(shop: Shop) -> None:
    expected = await heard(shop, 5)

    first = await shop.ask("GET", params={"limit": 2})
    second = await shop.ask("GET", params={"limit": 2, "cursor": first["next_cursor"]})
    third = await shop.ask("GET", params={"limit": 2, "cursor": second["next_cursor"]})

    found = [item["id"] for page in (first, second, third) for item in page["items"]]
    assert found == expected
    assert third["next_cursor"] is None


async def test_own_and_deleted_comments_are_not_news(shop: Shop) -> None:
    theirs = await shop.comment()
    await shop.hear("own", text="Open today", is_own=True, person_instagram_id=None)
    gone = await shop.comment("Spam")
    await shop.ask("DELETE", f"/{gone}", 204)

    assert await ids(shop) == [str(theirs)]


async def test_each_filter_lets_through_what_it_says(shop: Shop) -> None:
    plain = str(await shop.hear("a", text="Do you ship to Norway?", person_instagram_id="77"))
    other = str(await shop.hear("b", text="Lovely colours", media_id="555"))
    live = str(await shop.hear("c", text="Hello from Oslo", kind=CommentKind.LIVE))
    await shop.ask("POST", f"/{other}/read", 204)
    row = await shop.row(plain)

    assert await ids(shop, account_id=shop.account_id) == [live, other, plain]
    assert await ids(shop, account_id=shop.account_id, media_id="555") == [other]
    assert await ids(shop, kind="live") == [live]
    assert await ids(shop, unread=True) == [live, plain]
    assert await ids(shop, q="NORWAY ship") == [plain]
    assert await ids(shop, q="norway colours") == []
    assert await ids(shop, person_id=row.person_id) == [plain]
    assert await ids(shop, account_id=new_id()) == []


async def test_what_was_answered_or_hidden_is_not_unanswered(shop: Shop) -> None:
    left = await shop.comment("One")
    answered, hidden, in_private = [await shop.comment(text) for text in ("Two", "Three", "Four")]
    await shop.run((await shop.reply(answered))["id"])
    await shop.ask("POST", f"/{hidden}/hide")
    await shop.ask("POST", f"/{in_private}/private-reply", 202, json={"text": "Psst"})

    assert await ids(shop, unanswered=True) == [str(left)]


async def test_an_unknown_filter_or_a_wrong_cursor_is_refused(shop: Shop) -> None:
    for wrong in ({"limit": "0"}, {"cursor": "x"}, {"kind": "other"}, {"colour": "red"}, {"media_id": "1"}):
        assert (await shop.ask("GET", "", 422, params=wrong))["code"] == "invalid-input"


async def test_a_thread_has_everything_below_its_top_oldest_first(shop: Shop) -> None:
    top = await shop.comment("Is it red?")
    await shop.comment("Another thread")
    instagram_id = (await shop.row(top)).comment_id
    below = await shop.comment("I want to know too", parent_comment_id=instagram_id)
    reply = await shop.reply(below, "It is.")

    for comment_id in (top, below, UUID(reply["id"])):
        shown = await shop.ask("GET", f"/{comment_id}")
        assert shown["id"] == str(comment_id)
        assert [entry["text"] for entry in shown["thread"]] == ["Is it red?", "I want to know too", "It is."]
    assert shown["thread"][2]["status"] == "sending"


async def test_media_are_listed_with_their_counts_page_by_page(shop: Shop) -> None:
    for number, media_id in enumerate(["111", "222", "111", "333"]):
        await shop.hear(f"c{number}", media_id=media_id, commented_at=days_ago(4 - number))
    await shop.hear("m", media_id="999", kind=CommentKind.MENTION)
    await shop.hear("o", media_id="222", is_own=True, person_instagram_id=None)
    one = await shop.hear("r", media_id="333")
    await shop.ask("POST", f"/{one}/read", 204)

    query = {"account_id": str(shop.account_id), "limit": 2}
    first = await shop.ask("GET", "/media", params=query)
    second = await shop.ask("GET", "/media", params=query | {"cursor": first["next_cursor"]})

    found = [(m["media_id"], m["comments"], m["unread"]) for page in (first, second) for m in page["items"]]
    assert found == [("333", 2, 1), ("111", 2, 2), ("222", 1, 1)]
    assert second["next_cursor"] is None


async def test_all_comments_below_a_media_can_be_marked_as_read(shop: Shop) -> None:
    first, second = await shop.hear("a", media_id="111"), await shop.hear("b", media_id="111")
    other = await shop.hear("c", media_id="222")
    body = {"account_id": str(shop.account_id)}

    assert await shop.ask("POST", "/media/111/read", json=body) == {"marked": 2}
    assert await shop.ask("POST", "/media/111/read", json=body) == {"marked": 0}

    assert (await shop.row(first)).read_at
    assert (await shop.row(second)).read_at
    assert (await shop.row(other)).read_at is None


async def test_marking_as_read_twice_keeps_the_first_time(shop: Shop) -> None:
    comment_id = await shop.comment()
    await shop.ask("POST", f"/{comment_id}/read", 204)
    before = (await shop.row(comment_id)).read_at

    await shop.ask("POST", f"/{comment_id}/read", 204)

    assert (await shop.row(comment_id)).read_at == before
    assert len(await shop.told()) == 1


@pytest.mark.parametrize("kind", list(CommentKind))
async def test_automation_is_told_the_facts(shop: Shop, kind: CommentKind) -> None:
    comment_id = await shop.hear("a", text="Price?", kind=kind, ad_id="ad-1", parent_comment_id="top")

    async with shop.runtime.database.reading() as session:
        facts = await service.comment_facts(session, comment_id)

    assert (facts.id, facts.account_id, facts.workspace_id) == (comment_id, shop.account_id, shop.person.workspace_id)
    assert (facts.text, facts.username, facts.kind, facts.ad_id) == ("Price?", "ben", kind, "ad-1")
    assert (facts.is_own, facts.is_reply, facts.is_answered, facts.is_hidden) == (False, True, False, False)
    assert facts.private_reply.allowed is (kind is not CommentKind.MENTION)
    assert facts.reply.allowed is (kind is not CommentKind.LIVE)
