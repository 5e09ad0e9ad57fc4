"""The unmodified Instagrapi as a phone that writes comments, over the sandbox."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from tests.servers import Instagram

from autogram.core.settings import Settings
from autogram.instagram.mobile.client import InstagrapiPhone
from autogram.instagram.mobile.errors import CommentsOff, WrongCode
from autogram.instagram.mobile.hosts import hosts_of
from autogram.instagram.mobile.own_comments import Looked
from autogram.instagram.mobile.transport import PhoneBridge, send_only_through
from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    PostGone,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    TwoFactorNeeded,
    Unreachable,
    WebError,
)

PASSWORD = "secret-word"
TEXT = "So schön! ☕"


@pytest.fixture
def account(instagram: Instagram) -> Instagram:
    return instagram.personal(password=PASSWORD)


@pytest.fixture
async def new_phone(settings: Settings) -> AsyncIterator[Callable[..., InstagrapiPhone]]:
    """Makes phones: `new_phone()`, or with the session of an earlier one."""
    phones: list[InstagrapiPhone] = []

    def make(session: str | None = None) -> InstagrapiPhone:
        hosts = hosts_of(settings.unofficial.instagram_mobile_url)
        phones.append(InstagrapiPhone(hosts, session=session, timeout=timedelta(seconds=1)))
        return phones[-1]

    yield make
    for phone in phones:
        await phone.close()


@pytest.fixture
async def phone(account: Instagram, new_phone: Callable[..., InstagrapiPhone]) -> InstagrapiPhone:
    phone = new_phone()
    await phone.log_in(account.username, PASSWORD, None)
    return phone


@pytest.fixture
def post(instagram: Instagram) -> dict[str, Any]:
    """A post of somebody else's, with ten comments; `media_id` is how the app names it."""
    other = instagram.personal()
    (made,) = other.posts(comments=10)
    return made | {"media_id": f"{made['pk']}_{other.pk}"}


def written(instagram: Instagram, post: dict[str, Any], username: str) -> list[str]:
    return [one["text"] for one in instagram.comment_list(post["id"]) if one["username"] == username]


async def test_a_login_is_kept_as_json_that_another_phone_goes_on_with(
    account: Instagram, phone: InstagrapiPhone, new_phone: Callable[..., InstagrapiPhone]
):
    stored = phone.export_session()
    another = new_phone(stored)

    assert await another.is_alive()
    assert phone.account_id == account.pk
    assert PASSWORD not in stored
    assert "authorization_data" in json.loads(stored)
    assert len(account.calls("mobile.login")) == 1


async def test_a_login_says_what_is_wrong_and_takes_the_code_with_a_whole_login(
    account: Instagram, new_phone: Callable[..., InstagrapiPhone]
):
    account.logs_in_with(password=PASSWORD, codes=["123456"])

    with pytest.raises(BadCredentials, match="password"):
        await new_phone().log_in(account.username, "guess", None)
    with pytest.raises(TwoFactorNeeded):
        await new_phone().log_in(account.username, PASSWORD, None)
    with pytest.raises(WrongCode, match="code"):
        await new_phone().log_in(account.username, PASSWORD, "000000")
    phone = new_phone()
    await phone.log_in(account.username, PASSWORD, "123 456")

    assert await phone.is_alive()


@pytest.mark.parametrize("demand", ["challenge", "checkpoint", "suspended"])
async def test_what_instagram_demands_is_left_to_the_person(
    account: Instagram, new_phone: Callable[..., InstagrapiPhone], demand: str
):
    account.logs_in_with(demand=demand)

    with pytest.raises(Checkpoint):
        await new_phone().log_in(account.username, PASSWORD, None)

    assert len(account.calls("mobile.login")) == 1


async def test_a_comment_stands_there_once_and_is_found_again(
    account: Instagram, phone: InstagrapiPhone, post: dict[str, Any]
):
    assert await phone.find_own_comment(post["media_id"], TEXT) == Looked(None, is_complete=True)

    comment_id = await phone.comment(post["media_id"], TEXT)

    assert written(account, post, account.username) == [TEXT]
    assert await phone.find_own_comment(post["media_id"], f" {TEXT} ") == Looked(comment_id, is_complete=True)
    assert (await phone.find_own_comment(post["media_id"], "Another")).comment_id is None


async def test_one_s_own_comment_is_found_pages_away(account: Instagram, phone: InstagrapiPhone, post: dict[str, Any]):
    comment_id = await phone.comment(post["media_id"], TEXT)
    for number in range(45):
        account.client.post(f"/_sandbox/media/{post['id']}/comments", json={"username": "ben", "text": f"No. {number}"})

    assert (await phone.find_own_comment(post["media_id"], TEXT)).comment_id == comment_id
    assert len(account.calls("mobile.comments")) > 1


@pytest.mark.parametrize("page", ["end", "empty", "repeated"])
async def test_from_a_list_with_gaps_nobody_says_that_a_comment_is_not_there(
    account: Instagram, phone: InstagrapiPhone, instagram: Instagram, page: str
):
    other = instagram.personal()
    (made,) = other.posts(comments=60)
    account.fault("mobile.comments", page=page, times=3)

    looked = await phone.find_own_comment(f"{made['pk']}_{other.pk}", TEXT)

    assert looked == Looked(None, is_complete=False)


REFUSALS: dict[str, type[WebError]] = {
    "please_wait": ActionBlocked,
    "feedback_required": ActionBlocked,
    "sentry_block": ActionBlocked,
    "rate_limit_error": ActionBlocked,
    "challenge_required": Checkpoint,
    "checkpoint_required": Checkpoint,
    "suspended": Checkpoint,
    "login_required": SessionExpired,
    "html": SessionExpired,
    "rate_limited": RateLimited,
    "bad_request": ProtocolChanged,
    "fail": Unreachable,
}


@pytest.mark.parametrize(("signal", "refusal"), REFUSALS.items())
async def test_refusals_have_the_same_names_as_on_the_website_and_nothing_is_sent_again(
    account: Instagram, phone: InstagrapiPhone, post: dict[str, Any], signal: str, refusal: type[WebError]
):
    account.fault("mobile.comment", signal=signal)

    with pytest.raises(refusal):
        await phone.comment(post["media_id"], TEXT)

    assert written(account, post, account.username) == []
    assert len(account.calls("mobile.comment")) == 1


UNCLEAR: tuple[dict[str, Any], ...] = (
    {"status": 503},
    {"drop": True},
    {"timeout": True},
    {"reply": {"status": 408, "body": {"status": "fail"}}},
    {"reply": {"status": 200, "body": {"comment": {}, "status": "ok"}}},
)


@pytest.mark.parametrize("action", UNCLEAR, ids=str)
async def test_a_comment_whose_answer_is_lost_is_written_once_and_can_be_found(
    account: Instagram, phone: InstagrapiPhone, post: dict[str, Any], action: dict[str, Any]
):
    account.fault("mobile.comment", after=True, **action)

    with pytest.raises((Unreachable, ProtocolChanged)):
        await phone.comment(post["media_id"], TEXT)

    assert written(account, post, account.username) == [TEXT]
    assert len(account.calls("mobile.comment")) == 1
    assert (await phone.find_own_comment(post["media_id"], TEXT)).comment_id is not None


async def test_a_post_that_is_gone_and_one_without_comments_are_told_apart(
    instagram: Instagram, phone: InstagrapiPhone, account: Instagram
):
    with pytest.raises(PostGone):
        await phone.comment(f"99999_{account.pk}", TEXT)

    account.fault(
        "mobile.comment", reply={"status": 400, "body": {"message": "Comments on this post have been limited"}}
    )
    with pytest.raises(CommentsOff):
        await phone.comment(f"99999_{account.pk}", TEXT)


async def test_a_session_that_was_ended_is_not_alive(account: Instagram, phone: InstagrapiPhone):
    account.end_sessions()

    assert not await phone.is_alive()


async def test_an_unreachable_instagram_is_said_at_once(account: Instagram):
    phone = InstagrapiPhone(hosts_of("http://127.0.0.1:9/i.instagram.com"), timeout=timedelta(seconds=2))

    with pytest.raises(Unreachable):
        await phone.log_in(account.username, PASSWORD, None)


async def test_nothing_of_a_login_is_logged_or_shown(
    account: Instagram, phone: InstagrapiPhone, caplog: pytest.LogCaptureFixture, post: dict[str, Any]
):
    with caplog.at_level(logging.DEBUG):
        await phone.comment(post["media_id"], TEXT)

    secret = json.loads(phone.export_session())["authorization_data"]["sessionid"]
    assert secret not in caplog.text
    assert TEXT not in caplog.text
    assert repr(phone) == "InstagrapiPhone(…)"


def test_only_the_two_hosts_of_the_app_are_asked_whatever_settings_are_loaded():
    from instagrapi import Client

    assert hosts_of("https://i.instagram.com/") == {
        "i.instagram.com": "https://i.instagram.com",
        "b.i.instagram.com": "https://b.i.instagram.com",
    }
    client = Client(private_transport="requests")
    bridge = PhoneBridge({"i.instagram.com": "http://127.0.0.1:9"}, timedelta(seconds=1))
    send_only_through(bridge, client)
    client.set_settings({"private_transport": "curl", "session_retry_total": 5})

    for session in (client.private, client.public, client.graphql):
        assert session.get_adapter("https://i.instagram.com/api/v1/media/") is bridge
    for address in ("https://example.com/", "https://www.instagram.com/", "http://i.instagram.com/"):
        with pytest.raises(WebError):
            bridge.send(requests.Request("GET", address).prepare())
