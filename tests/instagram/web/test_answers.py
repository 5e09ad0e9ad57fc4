"""What the website's answers mean to our client: over real HTTP, from a server that says what the test wants."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from tests.instagram.scripted import Scripted, scripted_server

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.client import WebLists
from autogram.instagram.web.errors import (
    AccountUnknown,
    ActionBlocked,
    Checkpoint,
    PrivateNotVisible,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    Unreachable,
    WebError,
)
from autogram.instagram.web.lists import Listed, WebSession
from autogram.instagram.web.walking import read_list

SECRET = "1001%3Asecret0session%3A7"
SESSION = WebSession(SECRET, "the-csrf-token")
WAIT = {"message": "Please wait a few minutes before you try again.", "require_login": True, "status": "fail"}
USER = {"pk": 7, "username": "ada", "full_name": "Ada", "is_private": True}


@pytest.fixture
async def script() -> AsyncIterator[Scripted]:
    async with scripted_server() as script:
        yield script


@pytest.fixture
async def client(script: Scripted) -> AsyncIterator[WebLists]:
    client = WebLists(f"{script.url}/www", SESSION, timeout=timedelta(seconds=0.5))
    yield client
    await client.close()


def a_page(*users: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"users": list(users), "status": "ok"} | more


async def test_a_page_is_asked_for_as_the_website_does(client: WebLists, script: Scripted):
    script.will_say(a_page(USER, next_max_id="QVFEabc"), Set_Cookie="sessionid=other; Path=/")
    page = await client.page(ListKind.FOLLOWERS, None)
    await client.page(ListKind.FOLLOWERS, page.next_cursor)

    assert page.users == [Listed("7", "ada", "Ada", True, False)]
    first, second = script.asked
    assert first.startswith("GET /www/api/v1/friendships/1001/followers/?count=200&search_surface=follow_list_page ")
    assert "max_id=QVFEabc" in second
    for asked in script.asked:
        assert f"cookie: sessionid={SECRET}; csrftoken=the-csrf-token; ds_user_id=1001" in asked
        assert "x-ig-app-id: 936619743392459" in asked
        assert "x-csrftoken: the-csrf-token" in asked
        assert "other" not in asked


REFUSALS: list[tuple[int, Any, type[WebError]]] = [
    (401, WAIT, SessionExpired),
    (403, {"message": "login_required", "status": "fail"}, SessionExpired),
    (200, '<html><input name="password"></html>', SessionExpired),
    (400, {"message": "checkpoint_required", "checkpoint_url": "/challenge/"}, Checkpoint),
    (400, {"message": "challenge_required", "challenge": {}}, Checkpoint),
    (400, {"message": "feedback_required", "spam": True}, ActionBlocked),
    (400, {"message": "", "error_type": "rate_limit_error"}, ActionBlocked),
    (400, {"message": "Please wait a few minutes before you try again."}, ActionBlocked),
    (400, {"message": "Not authorized to view user"}, PrivateNotVisible),
    (400, {"message": "useragent mismatch"}, ProtocolChanged),
    (404, {"status": "fail"}, AccountUnknown),
    (404, "<html>Page not found</html>", AccountUnknown),
    (429, {"message": "rate limited"}, RateLimited),
    (429, "slow down", RateLimited),
    (500, "oops", Unreachable),
    (200, {"message": "Something went wrong.", "status": "fail"}, Unreachable),
    (200, "<html>a new page</html>", ProtocolChanged),
    (200, {"status": "ok"}, ProtocolChanged),
    (200, {"users": [{"pk": 7}], "status": "ok"}, ProtocolChanged),
    (200, [], ProtocolChanged),
]


@pytest.mark.parametrize(("status", "body", "refusal"), REFUSALS)
async def test_a_refusal_is_told_by_its_name(
    client: WebLists, script: Scripted, status: int, body: Any, refusal: type[WebError]
):
    if isinstance(body, str):
        script.will_say(raw=body, status=status)
    else:
        script.will_say(body, status=status)

    with pytest.raises(refusal) as told:
        await client.page(ListKind.FOLLOWERS, None)

    assert type(told.value) is refusal
    assert SECRET not in str(told.value) + repr(told.value)
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("location", "refusal"),
    [
        ("https://www.instagram.com/accounts/login/?next=/", SessionExpired),
        ("https://www.instagram.com/challenge/1/x/", Checkpoint),
        ("https://www.instagram.com/accounts/suspended/", Checkpoint),
        ("https://elsewhere.example/", ProtocolChanged),
    ],
)
async def test_no_redirect_is_followed(client: WebLists, script: Scripted, location: str, refusal: type[WebError]):
    script.will_say(raw="", status=302, location=location)

    with pytest.raises(refusal):
        await client.page(ListKind.FOLLOWERS, None)
    assert len(script.asked) == 1


async def test_wait_means_a_block_once_the_session_has_worked(client: WebLists, script: Scripted):
    script.will_say(a_page(USER))
    script.will_say(WAIT, status=401)
    await client.page(ListKind.FOLLOWERS, None)

    with pytest.raises(ActionBlocked):
        await client.page(ListKind.FOLLOWERS, None)


async def test_how_long_to_stay_away_is_as_instagram_says(client: WebLists, script: Scripted):
    script.will_say({}, status=429, Retry_After="120")
    script.will_say({}, status=429, Retry_After="soon")
    with pytest.raises(RateLimited) as told:
        await client.page(ListKind.FOLLOWERS, None)
    assert told.value.retry_after == timedelta(minutes=2)

    with pytest.raises(RateLimited) as told:
        await client.page(ListKind.FOLLOWERS, None)
    assert told.value.retry_after is None


async def test_silence_and_broken_connections_are_no_answer(client: WebLists, script: Scripted):
    script.will_be_silent()
    script.will_hang_up()
    for _ in range(2):
        with pytest.raises(Unreachable) as told:
            await client.page(ListKind.FOLLOWERS, None)
        assert SECRET not in str(told.value)


async def test_an_empty_list_of_somebody_who_hides_it_is_no_empty_list(script: Scripted):
    client = WebLists(script.url, SESSION, account_id="2002")
    hidden = {"pk": "2002", "username": "b", "is_private": True, "follower_count": 9, "following_count": 8}
    script.will_say(a_page())
    script.will_say({"data": {"user": hidden}, "status": "ok"})

    with pytest.raises(PrivateNotVisible):
        await client.page(ListKind.FOLLOWERS, None)
    await client.close()


async def test_a_profile_that_is_not_there_is_told(client: WebLists, script: Scripted):
    script.will_say({"data": {"user": None}, "status": "ok"})
    script.will_say({"data": {"user": {"pk": "1001", "username": "ada"}}, "status": "ok"})
    with pytest.raises(AccountUnknown):
        await client.profile()

    with pytest.raises(ProtocolChanged):
        await client.profile()


async def names(client: WebLists) -> list[str]:
    return [user.username async for users in read_list(client, ListKind.FOLLOWERS) for user in users]


def people(*numbers: int) -> list[dict[str, Any]]:
    return [{"pk": number, "username": f"u{number}"} for number in numbers]


async def test_a_walk_takes_each_person_once_and_goes_over_an_empty_page(client: WebLists, script: Scripted):
    script.will_say(a_page(*people(1, 2), next_max_id="a"))
    script.will_say(a_page(next_max_id="b"))
    script.will_say(a_page(*people(2, 3)))

    assert await names(client) == ["u1", "u2", "u3"]


@pytest.mark.parametrize("cursors", [["a", "a"], ["a", "b", "a", "b", "a", "b"], ["a", "b", "c", "d", "b", "c"] * 3])
async def test_a_walk_in_a_circle_ends(client: WebLists, script: Scripted, cursors: list[str]):
    for number, cursor in enumerate(cursors):
        script.will_say(a_page(*people(number + 1), next_max_id=cursor))

    assert len(await names(client)) <= len(cursors)
    assert len(script.asked) <= len(cursors)


async def test_a_walk_over_empty_pages_without_end_ends(client: WebLists, script: Scripted):
    for number in range(10):
        script.will_say(a_page(next_max_id=f"c{number}"))

    assert await names(client) == []
    assert len(script.asked) == 3


def test_who_a_session_belongs_to_stands_at_its_beginning():
    assert WebSession("1001%3Aabc", "").user_id == "1001"
    assert WebSession("1001:abc", "").user_id == "1001"
    assert WebSession("abc", "").user_id == ""
    assert WebSession("١٢%3Aabc", "").user_id == ""
    assert SECRET not in repr(SESSION)
