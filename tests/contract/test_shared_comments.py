"""A comment written with the phone is one comment for everybody: Instaloader, Instagrapi and the official API."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.contract.conftest import PASSWORD, asked, fault, person
from tests.sandbox.conftest import Sandbox

Phone = Callable[..., Any]
TEXT = "Schön! 정말 멋져요 ☕"


@pytest.fixture
def nora(sandbox: Sandbox, phone: Phone) -> Any:
    person(sandbox, "nora")
    client = phone()
    assert client.login("nora", PASSWORD)
    return client


@pytest.fixture
def reader(sandbox: Sandbox, loader: Any) -> Any:
    """An Instaloader of somebody else's."""
    person(sandbox, "otto")
    loader.login("otto", PASSWORD)
    return loader


def post(sandbox: Sandbox, comments: int = 0) -> dict[str, Any]:
    """A publication of sunny.bakery; `media_id` is what the phone calls it."""
    made = dict(sandbox.control("POST", "accounts/sunny.bakery/posts", {"comments": comments})["posts"][0])
    owner = sandbox.control("GET", "accounts/sunny.bakery")["pk"]
    return made | {"media_id": f"{made['pk']}_{owner}"}


def on_the_website(reader: Any, shortcode: str) -> dict[str, tuple[str, str]]:
    from instaloader import Post

    found = Post.from_shortcode(reader.context, shortcode)
    return {str(one.id): (one.owner.username, one.text) for one in found.get_comments()}


def officially(sandbox: Sandbox, media: str) -> dict[str, tuple[str, str]]:
    listed = sandbox.call("GET", f"{media}/comments", sandbox.token(), fields="text,username", limit=50).json()["data"]
    return {one["id"]: (one["username"], one["text"]) for one in listed}


@pytest.mark.parametrize("others", [0, 30], ids=["few comments, by GraphQL", "many comments, by the app's host"])
def test_everybody_reads_the_same_comment_by_the_same_id(sandbox: Sandbox, nora: Any, reader: Any, others: int):
    made = post(sandbox, others)

    written = nora.media_comment(made["media_id"], TEXT)

    expected = ("nora", TEXT)
    assert on_the_website(reader, made["shortcode"])[str(written.pk)] == expected
    assert officially(sandbox, made["id"])[str(written.pk)] == expected
    on_the_phone = {str(one.pk): (one.user.username, one.text) for one in nora.media_comments(made["media_id"], 0)}
    assert on_the_phone == on_the_website(reader, made["shortcode"]) == officially(sandbox, made["id"])
    assert len(on_the_phone) == others + 1


def test_a_reply_of_the_owner_through_the_official_api_is_read_on_website_and_phone(
    sandbox: Sandbox, nora: Any, reader: Any
):
    from instaloader import Post

    made = post(sandbox)
    written = nora.media_comment(made["media_id"], TEXT)

    reply = sandbox.call("POST", f"{written.pk}/replies", sandbox.token(), message="Thank you!").json()["id"]

    [answer] = nora.media_comment_replies(made["pk"], written.pk)
    assert (str(answer.pk), answer.user.username, answer.text) == (reply, "sunny.bakery", "Thank you!")
    [comment] = Post.from_shortcode(reader.context, made["shortcode"]).get_comments()
    assert [(str(one.id), one.text) for one in comment.answers] == [(reply, "Thank you!")]


def test_what_the_owner_hides_or_deletes_is_gone_for_others(sandbox: Sandbox, nora: Any, reader: Any):
    made = post(sandbox)
    first, second = (nora.media_comment(made["media_id"], text) for text in ("First", "Second"))

    sandbox.call("POST", str(first.pk), sandbox.token(), hide="true")
    sandbox.client.request("DELETE", f"/graph.instagram.com/{second.pk}?access_token={sandbox.token()}")

    assert on_the_website(reader, made["shortcode"]) == {}
    assert [str(one.pk) for one in nora.media_comments(made["media_id"], 0)] == [str(first.pk)]


def test_the_pages_after_the_first_are_asked_for_by_post_and_are_all_there(sandbox: Sandbox, nora: Any):
    made = post(sandbox, comments=70)

    found = nora.media_comments(made["media_id"], amount=0)

    assert len({one.pk for one in found}) == 70
    assert [call["method"] for call in asked(sandbox, "mobile.comments")] == ["GET", "POST", "POST", "POST"]


COMMENT_FAULTS = [
    ({"signal": "feedback_required"}, "FeedbackRequired"),
    ({"signal": "challenge_required"}, "ChallengeRequired"),
    ({"signal": "checkpoint_required"}, "UnknownError"),
    ({"signal": "suspended"}, "AccountSuspended"),
    ({"signal": "sentry_block"}, "SentryBlock"),
    ({"signal": "login_required"}, "LoginRequired"),
    ({"signal": "please_wait"}, "PleaseWaitFewMinutes"),
    ({"signal": "rate_limit_error"}, "RateLimitError"),
    ({"rate_limited": True}, "ClientThrottledError"),
    ({"status": 503}, "ClientError"),
    ({"signal": "html"}, "ClientJSONDecodeError"),
    ({"timeout": 0.2}, "ClientConnectionError"),
    ({"drop": True}, "ClientConnectionError"),
]


@pytest.mark.parametrize("is_done", [False, True], ids=["not done", "done"])
@pytest.mark.parametrize(("action", "expected"), COMMENT_FAULTS, ids=lambda value: str(value))
def test_a_failed_comment_was_sent_once_and_is_there_only_if_it_was_done(
    sandbox: Sandbox, nora: Any, action: dict[str, Any], expected: str, is_done: bool
):
    made = post(sandbox)
    fault(sandbox, "mobile.comment", after=is_done, **action)

    with pytest.raises(Exception) as raised:  # noqa: PT011  # the table says which
        nora.media_comment(made["media_id"], TEXT)

    assert raised.type.__name__ == expected
    assert len(asked(sandbox, "mobile.comment")) == 1
    assert list(officially(sandbox, made["id"]).values()) == ([("nora", TEXT)] if is_done else [])
