"""The unmodified Instaloader as a reader, beside our own client, over the sandbox."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import requests
from tests.servers import Instagram

from autogram.core.settings import Settings
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.client import WebLists
from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    TwoFactorNeeded,
    Unreachable,
    WebError,
)
from autogram.instagram.web.instaloader_client import InstaloaderLists
from autogram.instagram.web.instaloader_transport import Bridge, _open_session, sending_through
from autogram.instagram.web.lists import ListReader, WebSession
from autogram.instagram.web.walking import read_list

PASSWORD = "secret-word"


@pytest.fixture
def account(instagram: Instagram) -> Instagram:
    account = instagram.personal(password=PASSWORD)
    account.has_list("followers", generated=1234)
    account.has_list("following", generated=77)
    return account


@pytest.fixture
def hosts(settings: Settings) -> dict[str, str]:
    unofficial = settings.unofficial
    return {"www.instagram.com": unofficial.instagram_web_url, "i.instagram.com": unofficial.instagram_mobile_url}


@pytest.fixture
async def ours(account: Instagram, settings: Settings) -> AsyncIterator[WebLists]:
    session = account.session()
    reader = WebLists(settings.unofficial.instagram_web_url, WebSession(session["session_id"], session["csrf_token"]))
    yield reader
    await reader.close()


@pytest.fixture
async def theirs(account: Instagram, hosts: dict[str, str]) -> AsyncIterator[InstaloaderLists]:
    reader = InstaloaderLists(hosts)
    await reader.log_in(account.username, PASSWORD, None)
    yield reader
    await reader.close()


async def everybody(reader: ListReader, kind: ListKind) -> set[tuple[str, str]]:
    return {(user.id, user.username) async for users in read_list(reader, kind) for user in users}


async def test_both_readers_see_the_same(ours: WebLists, theirs: InstaloaderLists):
    assert await ours.profile() == await theirs.profile()
    for kind, count in ((ListKind.FOLLOWERS, 1234), (ListKind.FOLLOWING, 77)):
        found = await everybody(ours, kind)
        assert len(found) == count
        assert await everybody(theirs, kind) == found


REFUSALS: dict[str, type[WebError]] = {
    "please_wait": ActionBlocked,
    "feedback_required": ActionBlocked,
    "challenge_required": Checkpoint,
    "checkpoint_required": Checkpoint,
    "suspended": Checkpoint,
    "login_required": SessionExpired,
    "login_page": SessionExpired,
    "html": SessionExpired,
    "rate_limited": RateLimited,
    "bad_request": ProtocolChanged,
    "fail": Unreachable,
}


@pytest.mark.parametrize(("signal", "refusal"), REFUSALS.items())
async def test_both_readers_call_a_refusal_by_the_same_name(
    account: Instagram, ours: WebLists, theirs: InstaloaderLists, signal: str, refusal: type[WebError]
):
    readers: tuple[ListReader, ListReader] = (ours, theirs)
    for reader in readers:
        await reader.profile()
        account.fault("web.followers", signal=signal)
        with pytest.raises(refusal):
            await reader.page(ListKind.FOLLOWERS, None)
    # Nobody has tried again by themselves.
    assert len(account.calls("web.followers")) == 2


@pytest.mark.parametrize("action", [{"drop": True}, {"status": 503}, {"page": "null"}])
async def test_broken_answers_do_not_leak_the_library(account: Instagram, theirs: InstaloaderLists, action):
    account.fault("web.followers", **action)
    with pytest.raises((Unreachable, ProtocolChanged)):
        await theirs.page(ListKind.FOLLOWERS, None)

    assert len((await theirs.page(ListKind.FOLLOWERS, None)).users) == 50


async def test_a_session_is_handed_on_as_json_without_the_password(
    account: Instagram, theirs: InstaloaderLists, hosts: dict[str, str]
):
    stored = theirs.export_session()
    assert PASSWORD not in stored
    assert json.loads(stored)["cookies"]["ds_user_id"] == account.pk == theirs.account_id

    another = InstaloaderLists(hosts, session=stored)
    assert (await another.profile()).username == account.username
    await another.close()
    assert len(account.calls("web.login")) == 1


async def test_a_login_says_what_is_missing_and_takes_the_code_after_it(account: Instagram, hosts: dict[str, str]):
    account.logs_in_with(password=PASSWORD, codes=["123456"])
    reader = InstaloaderLists(hosts)
    with pytest.raises(BadCredentials):
        await reader.log_in(account.username, "guess", None)
    with pytest.raises(TwoFactorNeeded):
        await reader.log_in(account.username, PASSWORD, None)
    with pytest.raises(BadCredentials, match="code"):
        await reader.send_code("000000")
    await reader.send_code("123 456")

    assert (await reader.profile()).id == account.pk
    await reader.close()


async def test_two_readers_at_once_do_not_mix_their_sessions(account: Instagram, hosts: dict[str, str]):
    other = account.personal(password=PASSWORD)
    first, second = InstaloaderLists(hosts), InstaloaderLists(hosts)
    await asyncio.gather(first.log_in(account.username, PASSWORD, None), second.log_in(other.username, PASSWORD, None))

    profiles = await asyncio.gather(first.profile(), second.profile())
    assert [profile.username for profile in profiles] == [account.username, other.username]
    for reader in (first, second):
        await reader.close()


async def test_nothing_is_sent_elsewhere_nor_through_a_proxy(
    account: Instagram, hosts: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    reader = InstaloaderLists(hosts)
    await reader.log_in(account.username, PASSWORD, None)
    await reader.close()

    from datetime import timedelta

    with sending_through(Bridge(hosts, timedelta(seconds=1))):
        for address in ("https://example.com/", "http://www.instagram.com/"):
            with pytest.raises(requests.exceptions.InvalidURL):
                _open_session().get(address)
    with pytest.raises(RuntimeError):
        _open_session()
