"""Instagrapi 3.2.2, unmodified, logs in to the sandbox, reads it and comments there."""

import time
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from tests.contract.conftest import PASSWORD, TOTP_SECRET, asked, fault, person
from tests.sandbox.conftest import FileServer, Sandbox

Phone = Callable[..., Any]


@pytest.fixture
def nora(sandbox: Sandbox, phone: Phone) -> Any:
    """A phone of nora's, who has 5,000 followers and follows 800."""
    person(sandbox, "nora", followers_count=5_000, follows_count=800)
    client = phone()
    assert client.login("nora", PASSWORD)
    return client


@pytest.fixture
def media(sandbox: Sandbox, sandbox_files: FileServer) -> str:
    """A publication of sunny.bakery, by the official API's id."""
    return sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg", caption="Buns!")


def link_to(sandbox: Sandbox, media: str) -> str:
    shortcode = sandbox.call("GET", media, sandbox.token(), fields="shortcode").json()["shortcode"]
    return f"https://www.instagram.com/p/{shortcode}/?igsh=abc"


def comments_of(sandbox: Sandbox, media: str) -> list[tuple[str, str]]:
    listed = sandbox.call("GET", f"{media}/comments", sandbox.token(), fields="text,username").json()["data"]
    return [(comment["username"], comment["text"]) for comment in listed]


def test_a_login_is_kept_in_settings_that_need_no_other_login(sandbox: Sandbox, nora: Any, phone: Phone):
    kept = nora.get_settings()

    again = phone(kept)

    assert again.account_info().username == "nora"
    assert again.login("nora", PASSWORD)
    assert len(asked(sandbox, "mobile.login")) == 1


def test_a_session_id_is_enough(sandbox: Sandbox, nora: Any, phone: Phone):
    other = phone()

    assert other.login_by_sessionid(nora.get_settings()["authorization_data"]["sessionid"])

    assert (other.username, other.user_id) == ("nora", nora.user_id)


@pytest.mark.parametrize("way", ["login", "login_legacy"])
def test_a_wrong_password_is_named_so(sandbox: Sandbox, phone: Phone, way: str):
    from instagrapi.exceptions import BadPassword

    person(sandbox, "nora")

    with pytest.raises(BadPassword):
        getattr(phone(), way)("nora", "wrong")
    assert getattr(phone(), way)("nora", PASSWORD)


@pytest.mark.parametrize("way", ["login", "login_legacy"])
def test_two_factor_codes_come_with_a_second_login(sandbox: Sandbox, phone: Phone, way: str):
    from instagrapi.exceptions import TwoFactorRequired

    person(sandbox, "nora")
    sandbox.control("PUT", "accounts/nora/login", {"totp_secret": TOTP_SECRET, "codes": ["112233"]})
    client = phone()

    with pytest.raises(TwoFactorRequired):
        getattr(client, way)("nora", PASSWORD)
    with pytest.raises(Exception, match="check the security code"):
        getattr(client, way)("nora", PASSWORD, verification_code="999999")
    assert getattr(client, way)("nora", PASSWORD, verification_code=pyotp.TOTP(TOTP_SECRET).now())
    assert getattr(phone(), way)("nora", PASSWORD, verification_code="112233")
    assert client.account_info().username == "nora"


@pytest.mark.parametrize(
    ("demand", "expected"),
    [("challenge", "ChallengeRequired"), ("suspended", "AccountSuspended"), ("checkpoint", "UnknownError")],
)
def test_what_instagram_demands_stops_logins_and_sessions(
    sandbox: Sandbox, nora: Any, phone: Phone, demand: str, expected: str
):
    sandbox.control("PUT", "accounts/nora/login", {"demand": demand})

    for attempt in (lambda: phone().login("nora", PASSWORD), nora.account_info):
        with pytest.raises(Exception) as raised:  # noqa: PT011
            attempt()
        assert raised.type.__name__ == expected

    sandbox.control("PUT", "accounts/nora/login", {"demand": None})
    assert nora.account_info().username == "nora"


def test_a_revoked_or_old_session_must_log_in_again(sandbox: Sandbox, nora: Any):
    from instagrapi.exceptions import LoginRequired

    sandbox.control("PUT", "accounts/nora/sessions", {"expires_in": 60})
    assert nora.account_info().username == "nora"
    sandbox.control("PUT", "clock", {"advance_seconds": 61})
    with pytest.raises(LoginRequired):
        nora.account_info()

    assert nora.login("nora", PASSWORD, relogin=True)
    sandbox.control("DELETE", "accounts/nora/sessions")
    with pytest.raises(LoginRequired):
        nora.account_info()


def test_logging_out_ends_the_session(nora: Any):
    from instagrapi.exceptions import LoginRequired

    assert nora.logout()
    with pytest.raises(LoginRequired):
        nora.account_info()


def test_all_5000_followers_come_200_at_a_time(sandbox: Sandbox, nora: Any):
    people = {one.pk: one.username for one in nora.iter_user_followers_v1(str(nora.user_id))}

    assert (len(people), len(set(people.values()))) == (5_000, 5_000)
    assert len(asked(sandbox, "mobile.followers")) == 25
    assert len(nora.user_following_v1(str(nora.user_id))) == 800
    first, cursor = nora.user_followers_v1_chunk(str(nora.user_id), 200)
    assert (len(first), bool(cursor)) == (200, True)


def test_profiles_are_found_by_name_and_number(sandbox: Sandbox, nora: Any):
    number = person(sandbox, "shy", is_private=True, followers_count=40)

    assert nora.user_info_by_username_v1("shy").pk == number
    shown = nora.user_info_v1(number)
    assert (shown.username, shown.follower_count, shown.is_private) == ("shy", 40, True)


def test_private_lists_are_refused_to_strangers(sandbox: Sandbox, nora: Any):
    from instagrapi.exceptions import PrivateAccount

    number = person(sandbox, "shy", is_private=True, followers_count=40)

    with pytest.raises(PrivateAccount):
        nora.user_followers_v1_chunk(number, 10)
    sandbox.control("POST", "accounts/nora/following", {"add": ["shy"]})
    assert len(nora.user_followers_v1_chunk(number, 100)[0]) == 41


def test_following_works_with_accounts_and_with_generated_people(sandbox: Sandbox, nora: Any):
    number = person(sandbox, "otto")
    someone = nora.user_followers_v1_chunk(str(nora.user_id), 1)[0][0]

    for pk in (number, someone.pk):
        if not nora.user_info_v1(pk).is_private:
            assert nora.user_follow(pk)
            assert nora.user_friendship_v1(pk).following
    assert nora.user_unfollow(number)
    assert not nora.user_friendship_v1(number).following
    assert [one.username for one in nora.user_followers_v1_chunk(str(nora.user_id), 1)[0]] == [someone.username]


def test_media_are_found_by_their_link(sandbox: Sandbox, nora: Any, media: str):
    number = nora.media_pk_from_url(link_to(sandbox, media))

    found = nora.media_info_v1(number)

    assert (found.user.username, found.caption_text, found.comment_count) == ("sunny.bakery", "Buns!", 0)
    assert str(found.pk) == sandbox.control("GET", f"media/{media}")["pk"]


def test_carousels_and_reels_are_read_too(sandbox: Sandbox, sandbox_files: FileServer, nora: Any):
    token = sandbox.token()
    parts = [
        sandbox.call("POST", "me/media", token, image_url=f"{sandbox_files.url}/square.jpg", is_carousel_item=True)
        for _ in range(2)
    ]
    children = ",".join(part.json()["id"] for part in parts)
    album = sandbox.call("POST", "me/media", token, media_type="CAROUSEL", children=children).json()["id"]
    sandbox.call("POST", "me/media_publish", token, creation_id=album)
    sandbox.control("POST", "accounts/sunny.bakery/posts", {"kind": "reel"})

    reel, carousel = nora.user_medias_v1(sandbox.control("GET", "accounts/sunny.bakery")["pk"], amount=10)

    assert (carousel.media_type, len(carousel.resources)) == (8, 2)
    assert (reel.media_type, reel.product_type, bool(reel.video_url)) == (2, "clips", True)


def test_a_comment_is_the_same_on_both_sides_and_told_by_webhook(
    sandbox: Sandbox, sandbox_files: FileServer, nora: Any, media: str
):
    sandbox.control("PUT", "webhook", {"url": f"{sandbox_files.url}/hook", "verify": False})
    sandbox.call("POST", "me/subscribed_apps", sandbox.token(), subscribed_fields="comments")
    found = nora.media_info_v1(nora.media_pk_from_url(link_to(sandbox, media)))

    written = nora.media_comment(found.id, "Schön! ☕")
    answered = nora.media_comment(found.id, "And fresh", replied_to_comment_id=int(written.pk))

    assert comments_of(sandbox, media) == [("nora", "Schön! ☕")]
    official = sandbox.call("GET", written.pk, sandbox.token(), fields="id,text,replies{id,text}").json()
    assert official["id"] == written.pk
    assert official["replies"]["data"][0] == {"id": answered.pk, "text": "And fresh"}
    told = sandbox.control("GET", "webhooks?field=comments")["webhooks"]
    assert written.pk in told[-1]["body"]
    assert len(asked(sandbox, "mobile.comment")) == 2
    assert asked(sandbox, "mobile.comment")[0]["params"]["comment_text"] == "Schön! ☕"


def test_all_comments_are_read_over_pages_while_new_ones_come(sandbox: Sandbox, nora: Any):
    made = sandbox.control("POST", "accounts/nora/posts", {"comments": 1_200})["posts"][0]
    number = nora.media_info_v1(made["pk"]).id

    assert len({one.pk for one in nora.media_comments(number, amount=0)}) == 1_200

    seen: list[str] = []
    cursor = ""
    while True:
        page, cursor, _ = nora.media_comments_v1_chunk(number, cursor)
        seen += [one.pk for one in page]
        sandbox.control("POST", f"media/{made['id']}/comments", {"username": "ben", "text": "Meanwhile"})
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 1_200


def test_replies_are_read_over_pages(sandbox: Sandbox, nora: Any):
    made = sandbox.control("POST", "accounts/nora/posts", {})["posts"][0]
    top = sandbox.control("POST", f"media/{made['id']}/comments", {"username": "ben", "text": "Nice"})["id"]
    for number in range(45):
        reply = {"username": "cleo", "text": f"Yes {number}", "parent_id": top}
        sandbox.control("POST", f"media/{made['id']}/comments", reply)

    found = nora.media_comment_replies(made["pk"], top)

    assert [one.text for one in found] == [f"Yes {number}" for number in range(45)]


def test_likes_count_once_and_comments_can_be_deleted(sandbox: Sandbox, nora: Any, media: str):
    found = nora.media_info_v1(nora.media_pk_from_url(link_to(sandbox, media)))
    written = nora.media_comment(found.id, "Hello")
    sandbox.control("POST", f"media/{media}/comments", {"username": "ben", "text": "Mine"})

    for _ in range(2):
        assert nora.media_like(found.id)
        assert nora.comment_like(int(written.pk))
    assert [one.username for one in nora.media_likers(found.id)] == ["nora"]
    assert sandbox.call("GET", media, sandbox.token(), fields="like_count").json()["like_count"] == 1
    assert nora.media_unlike(found.id)
    assert nora.comment_bulk_delete(found.id, [int(written.pk)])
    assert comments_of(sandbox, media) == [("ben", "Mine")]
    foreign = sandbox.control("GET", f"media/{media}/comments")["comments"][0]["id"]
    with pytest.raises(Exception, match="cannot delete"):
        nora.comment_bulk_delete(found.id, [int(foreign)])


def test_comments_that_are_switched_off_are_refused(sandbox: Sandbox, nora: Any, media: str):
    sandbox.call("POST", media, sandbox.token(), comment_enabled="false")
    found = nora.media_info_v1(nora.media_pk_from_url(link_to(sandbox, media)))

    assert found.comments_disabled
    with pytest.raises(Exception, match="have been limited"):
        nora.media_comment(found.id, "Hello")
    assert comments_of(sandbox, media) == []


def test_a_comment_can_be_there_although_the_phone_hears_an_error(sandbox: Sandbox, nora: Any, media: str):
    from instagrapi.exceptions import PleaseWaitFewMinutes

    found = nora.media_info_v1(nora.media_pk_from_url(link_to(sandbox, media)))
    fault(sandbox, "mobile.comment", after=True, signal="please_wait")

    with pytest.raises(PleaseWaitFewMinutes):
        nora.media_comment(found.id, "Once")

    assert comments_of(sandbox, media) == [("nora", "Once")]


def test_an_action_block_lets_the_owner_read_but_not_write(sandbox: Sandbox, nora: Any, media: str):
    from instagrapi.exceptions import FeedbackRequired

    found = nora.media_info_v1(nora.media_pk_from_url(link_to(sandbox, media)))
    sandbox.control("PUT", "accounts/nora/login", {"is_action_blocked": True})

    with pytest.raises(FeedbackRequired):
        nora.media_comment(found.id, "Hello")
    assert nora.account_info().username == "nora"


FOLLOWER_FAULTS = [
    ({"rate_limited": True}, "ClientThrottledError"),
    ({"signal": "please_wait"}, "PleaseWaitFewMinutes"),
    ({"signal": "login_required"}, "LoginRequired"),
    ({"signal": "challenge_required"}, "ChallengeRequired"),
    ({"signal": "suspended"}, "AccountSuspended"),
    ({"signal": "checkpoint_required"}, "UnknownError"),
    ({"signal": "feedback_required"}, "FeedbackRequired"),
    ({"signal": "sentry_block"}, "SentryBlock"),
    ({"signal": "rate_limit_error"}, "RateLimitError"),
    ({"signal": "not_found"}, "ClientNotFoundError"),
    ({"signal": "html"}, "ClientJSONDecodeError"),
    ({"signal": "fail"}, "ClientError"),
    ({"reply": {"status": 401, "body": {"message": "x", "status": "fail"}}}, "ClientUnauthorizedError"),
    ({"reply": {"status": 403, "body": {"message": "x", "status": "fail"}}}, "ClientForbiddenError"),
    ({"reply": {"status": 400, "body": {"status": "fail"}}}, "ClientBadRequestError"),
    ({"reply": {"status": 404, "body": "Not Found"}}, "ChallengeRequired"),
    ({"status": 500}, "ClientError"),
    ({"drop": True}, "ClientConnectionError"),
]


@pytest.mark.parametrize(("action", "expected"), FOLLOWER_FAULTS, ids=lambda value: str(value))
def test_each_failure_of_a_list_is_the_exception_the_library_has_for_it(
    sandbox: Sandbox, nora: Any, action: dict[str, Any], expected: str
):
    fault(sandbox, "mobile.followers", **action)

    with pytest.raises(Exception) as raised:  # noqa: PT011
        nora.user_followers_v1_chunk(str(nora.user_id), 200)

    assert raised.type.__name__ == expected
    assert len(nora.user_followers_v1_chunk(str(nora.user_id), 200)[0]) == 200


def test_a_login_can_be_made_slow(sandbox: Sandbox, phone: Phone):
    person(sandbox, "nora")
    fault(sandbox, "mobile.login", delay=0.3)
    began = time.monotonic()

    assert phone().login("nora", PASSWORD)

    assert time.monotonic() - began >= 0.3
