"""Every comment of a post, once, from where reading was left; through a helper and through the official API."""

from dataclasses import replace

import pytest

from autogram.exchange.community import service as communities
from autogram.exchange.helpers import service
from autogram.instagram.web.errors import (
    AccountUnknown,
    CommentsOff,
    PostGone,
    PrivateNotVisible,
    RateLimited,
)

PASSWORD = "secret-word"


@pytest.fixture
async def helper(organiser, instagram):
    account = instagram.personal(password=PASSWORD)
    wish = {"instagram_id": account.username, "password": PASSWORD, "requests_per_hour": 1000}
    await organiser.ask("POST", "/helpers", 201, json=wish)
    return account


@pytest.fixture
async def reader(organiser, helper):
    async with service.borrow_helper(organiser.runtime, organiser.community_id) as borrowed:
        yield borrowed.reader


async def everything(reader, post):
    found, cursor = [], None
    while True:
        page = await reader.comments(post, cursor)
        found += page.comments
        cursor = page.next_cursor
        if cursor is None:
            return found


async def test_all_comments_of_a_long_post_come_once_from_a_cursor_that_can_be_stored(reader, instagram):
    owner = instagram.personal()
    [post] = owner.posts(1, comments=130, caption="Autumn")

    seen = await reader.post(post["shortcode"])
    found = await everything(reader, seen)

    assert (seen.owner_username, seen.caption, seen.comment_count) == (owner.username, "Autumn", 130)
    assert len(found) == len({comment.id for comment in found}) == 130
    assert all(comment.user_id and comment.username and comment.created_at for comment in found)


async def test_replies_are_among_them(reader, instagram):
    owner = instagram
    [post] = owner.posts(1, comments=2)
    person = owner.customer()
    top = owner.comments_on(post["id"], "lovely", person=person)
    for number in range(30):
        owner.comments_on(post["id"], f"and again {number}", person=person, parent_id=top)

    seen = await reader.post(post["shortcode"])
    found = await everything(reader, seen)

    assert seen.comment_count == len(found) == 33


async def test_a_post_that_is_gone_and_one_that_is_not_shown_say_so(reader, instagram):
    private = instagram.personal(is_private=True)
    [hidden] = private.posts(1)

    with pytest.raises(PostGone):
        await reader.post("DNotThere12")
    with pytest.raises(PrivateNotVisible):
        await reader.post(hidden["shortcode"], private.username)


async def test_the_latest_posts_of_an_account_come_newest_first(reader, instagram):
    owner = instagram.personal()
    made = owner.posts(7, caption="one of many")

    found = await reader.recent_posts(owner.username, 5)

    assert len(found) == 5
    assert [post.taken_at for post in found] == sorted((post.taken_at for post in found), reverse=True)
    assert {post.shortcode for post in found} <= {post["shortcode"] for post in made}
    assert {post.owner_username for post in found} == {owner.username}
    with pytest.raises(AccountUnknown):
        await reader.recent_posts("nobody.at.all.here", 5)


@pytest.fixture
async def official(organiser, instagram, api):
    """The official reader of an owner who has connected the account."""
    body = {"access_token": instagram.token()}
    connected = await api.post("/api/v1/accounts/token", json=body, headers=organiser.headers)
    assert connected.is_success, connected.text
    return await official_reader(organiser, instagram.username)


async def official_reader(organiser, username):
    async with organiser.runtime.database.reading() as session:
        community = await communities.get_community(session, organiser.community_id)
    return await service.official_reader(organiser.runtime, community, username)


async def test_who_has_connected_their_account_is_read_officially(organiser, instagram, official):
    [post] = instagram.posts(1, comments=60, caption="Autumn")
    add = f"/_sandbox/media/{post['id']}/comments"
    top = instagram.client.post(add, json={"username": "asker", "text": "How?"}).json()["id"]
    for number in range(101):
        instagram.client.post(add, json={"username": "answerer", "text": f"So {number}", "parent_id": top})

    seen = await official.post(post["shortcode"])
    found = await everything(official, seen)

    assert (seen.owner_username, seen.caption) == (instagram.username, "Autumn")
    assert len(found) == len({comment.id for comment in found}) == seen.comment_count == 162
    assert [post.shortcode for post in await official.recent_posts(instagram.username, 3)] == [post["shortcode"]]
    assert await official_reader(organiser, "somebody.else") is None
    with pytest.raises(PostGone):
        await official.post("DNotThere12")


async def test_a_closed_post_and_a_refused_connection_say_so(organiser, instagram, official):
    [post] = instagram.posts(1, comments=3)
    headers = {"authorization": f"Bearer {instagram.token()}"}
    path = f"/graph.instagram.com/{post['id']}"
    instagram.client.post(path, data={"comment_enabled": "false"}, headers=headers).raise_for_status()

    closed = await official.post(post["shortcode"])
    with pytest.raises(CommentsOff):
        await official.comments(closed, None)
    instagram.client.delete(path, headers=headers).raise_for_status()
    with pytest.raises(PostGone):
        await official.comments(replace(closed, comments_off=False), None)
    instagram.fault("media.list", rate_limited=True)
    with pytest.raises(RateLimited):
        await official.post(post["shortcode"])
    # Everybody who asks for this owner knows it now, before Instagram has to say it again.
    before = len(instagram.calls("media.list"))
    with pytest.raises(RateLimited):
        await official.post(post["shortcode"])
    assert len(instagram.calls("media.list")) == before
