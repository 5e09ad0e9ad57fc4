"""Posts and all their comments through the unmodified Instaloader, over the sandbox: each once, or a plain refusal."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.servers import Instagram

from autogram.core.settings import Settings
from autogram.instagram.web.errors import (
    ActionBlocked,
    Checkpoint,
    CommentsOff,
    PostGone,
    PrivateNotVisible,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    Unreachable,
    WebError,
)
from autogram.instagram.web.hosts import instaloader_hosts
from autogram.instagram.web.instaloader_posts import InstaloaderPosts
from autogram.instagram.web.posts import SeenComment, SeenPost

PASSWORD = "secret-word"


@pytest.fixture
def helper(instagram: Instagram) -> Instagram:
    return instagram.personal(password=PASSWORD)


@pytest.fixture
async def reader(helper: Instagram, settings: Settings) -> AsyncIterator[InstaloaderPosts]:
    reader = InstaloaderPosts(instaloader_hosts(settings))
    await reader.log_in(helper.username, PASSWORD, None)
    yield reader
    await reader.close()


@pytest.fixture
def owner(instagram: Instagram) -> Instagram:
    return instagram.personal()


async def all_of(reader: InstaloaderPosts, post: SeenPost, cursor: str | None = None) -> list[SeenComment]:
    found: list[SeenComment] = []
    for _ in range(50):
        page = await reader.comments(post, cursor)
        found += page.comments
        cursor = page.next_cursor
        if cursor is None:
            return found
    raise AssertionError("the list has no end")


def with_replies(owner: Instagram, replies: int, comments: int = 0) -> tuple[dict[str, Any], str]:
    [post] = owner.posts(1, comments=comments)
    add = f"/_sandbox/media/{post['id']}/comments"
    top = owner.client.post(add, json={"username": "asker", "text": "How?"}).json()["id"]
    for number in range(replies):
        owner.client.post(add, json={"username": f"answerer{number}", "text": "So!", "parent_id": top})
    return post, str(top)


async def test_another_reader_goes_on_where_the_first_one_stopped(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram, settings: Settings
):
    post, _ = with_replies(owner, 45, comments=70)
    seen = await reader.post(post["shortcode"])
    pages = [await reader.comments(seen, None)]
    for _ in range(3):
        pages.append(await reader.comments(seen, pages[-1].next_cursor))

    second = InstaloaderPosts(instaloader_hosts(settings), session=reader.export_session())
    rest = await all_of(second, seen, pages[-1].next_cursor)
    await second.close()

    ids = [comment.id for page in pages for comment in page.comments] + [comment.id for comment in rest]
    assert len(ids) == len(set(ids)) == seen.comment_count == 116
    assert len(helper.calls("mobile.replies")) == 3


async def test_replies_that_come_with_their_comment_are_not_asked_for_again(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram
):
    post, top = with_replies(owner, 2)
    person = {"pk": "7", "username": "Asker"}
    replies = [{"pk": str(number), "text": "So!", "created_at": 1, "user": person} for number in (21, 22)]
    told = {"pk": top, "text": "How?", "created_at": 1, "user": person, "child_comment_count": 2}
    body = {"comments": [told | {"preview_child_comments": replies}], "status": "ok"}
    helper.fault("mobile.comments", reply={"body": body})

    found = await all_of(reader, await reader.post(post["shortcode"]))

    assert [(comment.id, comment.username) for comment in found] == [(top, "asker"), ("21", "asker"), ("22", "asker")]
    assert helper.calls("mobile.replies") == []


async def test_a_comment_that_goes_while_its_replies_are_read_ends_nothing(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram
):
    post, _ = with_replies(owner, 25, comments=30)
    helper.fault("mobile.replies", skip=1, signal="not_found")

    found = await all_of(reader, await reader.post(post["shortcode"]))

    assert 31 < len(found) < 56


@pytest.mark.parametrize(("page", "shown"), [("repeated", 40), ("empty", 20), ("duplicates", 60), ("end", 40)])
async def test_a_list_that_leads_nowhere_ends_with_what_it_showed(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram, page: str, shown: int
):
    [post] = owner.posts(1, comments=60)
    seen = await reader.post(post["shortcode"])
    helper.fault("mobile.comments", skip=1, times=None, page=page)

    found = await all_of(reader, seen)

    # Whoever reads compares it with the post's own count.
    assert len({comment.id for comment in found}) == shown
    assert seen.comment_count == 60


REFUSALS: list[tuple[dict[str, Any], type[WebError]]] = [
    ({"signal": "rate_limited"}, RateLimited),
    ({"signal": "please_wait"}, ActionBlocked),
    ({"signal": "feedback_required"}, ActionBlocked),
    ({"signal": "rate_limit_error"}, ActionBlocked),
    ({"signal": "sentry_block"}, ActionBlocked),
    ({"signal": "checkpoint_required"}, Checkpoint),
    ({"signal": "challenge_required"}, Checkpoint),
    ({"signal": "suspended"}, Checkpoint),
    ({"signal": "login_required"}, SessionExpired),
    ({"signal": "login_page"}, SessionExpired),
    ({"signal": "html"}, SessionExpired),
    ({"signal": "fail"}, Unreachable),
    ({"signal": "bad_request"}, ProtocolChanged),
    ({"status": 503}, Unreachable),
    ({"drop": True}, Unreachable),
    ({"reply": {"body": {"status": "ok", "comments": [{"pk": "1"}]}}}, ProtocolChanged),
]


@pytest.mark.parametrize(("action", "refusal"), REFUSALS)
async def test_what_instagram_refuses_a_reader_of_comments_is_called_by_its_name(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram, action: dict[str, Any], refusal: type[WebError]
):
    post, _ = with_replies(owner, 1)
    seen = await reader.post(post["shortcode"])
    for op, cursor in (("mobile.comments", None), ("mobile.replies", (await reader.comments(seen, None)).next_cursor)):
        helper.fault(op, **action)
        with pytest.raises(refusal):
            await reader.comments(seen, cursor)
    # Nobody has tried again by themselves.
    assert (len(helper.calls("mobile.comments")), len(helper.calls("mobile.replies"))) == (2, 1)


@pytest.mark.parametrize(("action", "refusal"), REFUSALS[:-1])
async def test_what_instagram_refuses_a_reader_of_posts_is_called_by_its_name(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram, action: dict[str, Any], refusal: type[WebError]
):
    [post] = owner.posts(1)
    helper.fault("web.post", **action)
    with pytest.raises(refusal):
        await reader.post(post["shortcode"])
    helper.fault("web.posts", **action)
    with pytest.raises(refusal):
        await reader.recent_posts(owner.username, 1)


async def test_a_post_is_gone_or_hidden_or_closed_to_comments(
    reader: InstaloaderPosts, owner: Instagram, instagram: Instagram
):
    private = instagram.personal(is_private=True)
    [hidden] = private.posts(1)
    closed = instagram.posts(1, comments=3)[0]
    headers = {"authorization": f"Bearer {instagram.token()}"}
    instagram.client.post(
        f"/graph.instagram.com/{closed['id']}", data={"comment_enabled": "false"}, headers=headers
    ).raise_for_status()

    with pytest.raises(PostGone):
        await reader.post("DNotThere12", owner.username)
    with pytest.raises(PostGone):
        await reader.post("DNotThere12", "nobody.of.this.name")
    with pytest.raises(PrivateNotVisible):
        await reader.post(hidden["shortcode"], private.username)
    with pytest.raises(PrivateNotVisible):
        await reader.recent_posts(private.username, 1)
    seen = await reader.post(closed["shortcode"])
    assert seen.comment_count == 3
    with pytest.raises(CommentsOff):
        await reader.comments(seen, None)


async def test_a_post_that_goes_while_its_comments_are_read_is_gone(reader: InstaloaderPosts, instagram: Instagram):
    [post] = instagram.posts(1, comments=60)
    seen = await reader.post(post["shortcode"])
    first = await reader.comments(seen, None)
    headers = {"authorization": f"Bearer {instagram.token()}"}
    instagram.client.delete(f"/graph.instagram.com/{post['id']}", headers=headers).raise_for_status()

    with pytest.raises(PostGone):
        await reader.comments(seen, first.next_cursor)


async def test_a_session_that_has_ended_does_not_make_posts_disappear(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram
):
    [post] = owner.posts(1)
    nothing = {"data": {"xdt_api__v1__media__shortcode__web_info": {"items": []}}, "status": "ok"}
    helper.fault("web.post", reply={"body": nothing})
    helper.fault("web.viewer", reply={"body": {"data": {"user": None}, "status": "ok"}})

    with pytest.raises(SessionExpired):
        await reader.post(post["shortcode"])


async def test_strangers_who_are_not_let_in_say_nothing_of_the_session(reader: InstaloaderPosts, owner: Instagram):
    owner.posts(1)
    owner.client.post(
        "/_sandbox/faults",
        json={"match": {"op": "web.profile", "path": f"/{owner.username}*"}, "action": {"signal": "login_page"}},
    ).raise_for_status()

    with pytest.raises(Unreachable, match="strangers"):
        await reader.recent_posts(owner.username, 1)


async def test_a_count_that_instagram_does_not_tell_is_not_taken_for_none(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram
):
    [post] = owner.posts(1, comments=5)
    user = {"pk": owner.pk, "username": owner.username}
    item = {"code": post["shortcode"], "pk": post["pk"], "media_type": 1, "taken_at": 1_760_000_000, "user": user}
    body = {"data": {"xdt_api__v1__media__shortcode__web_info": {"items": [item]}}, "status": "ok"}
    helper.fault("web.post", reply={"body": body})

    assert (await reader.post(post["shortcode"])).comment_count is None


async def test_the_latest_posts_take_four_requests_however_many_they_are(
    reader: InstaloaderPosts, owner: Instagram, helper: Instagram
):
    made = owner.posts(7, comments=2, caption="Number {n}")
    before = helper.client.get("/_sandbox/requests", params={"limit": 1}).json()["requests"][0]["number"]

    found = await reader.recent_posts(owner.username, 5)

    assert [post.shortcode for post in found] == [post["shortcode"] for post in made[::-1]][:5]
    assert {(post.owner_id, post.owner_username, post.comment_count) for post in found} == {
        (owner.pk, owner.username, 2)
    }
    after = helper.client.get("/_sandbox/requests", params={"limit": 1}).json()["requests"][0]["number"]
    assert after - before == 4
