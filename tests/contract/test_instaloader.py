"""Instaloader 4.16, unmodified, logs in to the sandbox and reads it."""

import itertools
from typing import Any

import pyotp
import pytest
from tests.contract.adapter import new_instaloader
from tests.contract.conftest import PASSWORD, TOTP_SECRET, asked, fault, person
from tests.sandbox.conftest import FileServer, Sandbox

# The library uses datetime.utcfromtimestamp, which newer Pythons warn about.
pytestmark = pytest.mark.filterwarnings("ignore:.*utcfromtimestamp.*:DeprecationWarning")


@pytest.fixture
def nora(sandbox: Sandbox, loader: Any) -> Any:
    """Instaloader, logged in as nora, who has 5,000 followers and follows 800."""
    person(sandbox, "nora", followers_count=5_000, follows_count=800)
    loader.login("nora", PASSWORD)
    return loader


def profile(loader: Any, username: str) -> Any:
    from instaloader import Profile

    return Profile.from_username(loader.context, username)


def test_a_login_leaves_a_session_that_others_can_use(sandbox: Sandbox, nora: Any):
    kept = nora.save_session()
    other = new_instaloader()
    other.load_session("nora", kept)

    assert (nora.test_login(), other.test_login()) == ("nora", "nora")

    sandbox.control("DELETE", "accounts/nora/sessions")
    assert other.test_login() is None


def test_the_cookies_of_a_browser_are_a_session(sandbox: Sandbox, loader: Any):
    number = person(sandbox, "nora")
    session = sandbox.control("POST", "accounts/nora/sessions")

    imported = {"sessionid": session["session_id"], "csrftoken": session["csrf_token"], "ds_user_id": number}
    loader.load_session("nora", imported)

    assert loader.test_login() == "nora"


def test_wrong_names_and_passwords_are_told_apart(sandbox: Sandbox, loader: Any):
    from instaloader import BadCredentialsException, LoginException

    person(sandbox, "nora")

    with pytest.raises(BadCredentialsException):
        loader.login("nora", "wrong")
    with pytest.raises(LoginException, match="does not exist"):
        loader.login("nobody.at.all", PASSWORD)


def test_two_factor_codes_come_from_an_authenticator_or_a_list(sandbox: Sandbox, loader: Any):
    from instaloader import BadCredentialsException, TwoFactorAuthRequiredException

    person(sandbox, "nora")
    sandbox.control("PUT", "accounts/nora/login", {"totp_secret": TOTP_SECRET, "codes": ["112233"]})

    with pytest.raises(TwoFactorAuthRequiredException):
        loader.login("nora", PASSWORD)
    with pytest.raises(BadCredentialsException):
        loader.two_factor_login("999999")
    loader.two_factor_login(pyotp.TOTP(TOTP_SECRET).now())
    assert loader.test_login() == "nora"

    other = new_instaloader()
    with pytest.raises(TwoFactorAuthRequiredException):
        other.login("nora", PASSWORD)
    other.two_factor_login("112233")
    assert other.test_login() == "nora"


def test_a_checkpoint_stops_the_login_and_the_session(sandbox: Sandbox, nora: Any):
    from instaloader import AbortDownloadException, LoginException

    sandbox.control("PUT", "accounts/nora/login", {"demand": "checkpoint"})

    with pytest.raises(LoginException, match="challenge"):
        new_instaloader().login("nora", PASSWORD)
    with pytest.raises(AbortDownloadException):
        list(profile(nora, "nora").get_followers())


def test_profiles_are_found_by_name_by_number_and_without_a_login(sandbox: Sandbox, nora: Any):
    from instaloader import Profile, ProfileNotExistsException

    sandbox.control("PUT", "accounts/nora", {"name": "Nora <3", "biography": "Hello"})
    found = profile(nora, "nora")
    shown = (found.full_name, found.biography, found.followers, found.followees, found.is_private)
    assert shown == ("Nora <3", "Hello", 5_000, 800, False)
    assert Profile.from_id(nora.context, found.userid).username == "nora"
    assert Profile.own_profile(nora.context).userid == found.userid
    assert profile(new_instaloader(), "nora").followers == 5_000
    with pytest.raises(ProfileNotExistsException):
        profile(nora, "nobody.at.all")


def test_all_5000_followers_are_read_each_once(sandbox: Sandbox, nora: Any):
    found = profile(nora, "nora")

    followers = {one.userid: one.username for one in found.get_followers()}
    followees = {one.username for one in found.get_followees()}

    assert (len(followers), len(set(followers.values())), len(followees)) == (5_000, 5_000, 800)
    assert len(followees & set(followers.values())) == 480
    assert len(asked(sandbox, "web.followers")) == 417


def test_a_list_can_be_read_on_where_somebody_stopped(nora: Any):
    found = profile(nora, "nora")
    first = found.get_followees()
    read = [one.username for one in itertools.islice(first, 100)]

    rest = profile(nora, "nora").get_followees()
    rest.thaw(first.freeze())

    assert len({*read, *(one.username for one in rest)}) == 800


def test_private_lists_are_empty_for_strangers(sandbox: Sandbox, nora: Any):
    from instaloader import PrivateProfileNotFollowedException

    person(sandbox, "shy", is_private=True, followers_count=40)
    shy = profile(nora, "shy")

    assert (shy.is_private, shy.followed_by_viewer, shy.followers) == (True, False, 40)
    assert list(shy.get_followers()) == []
    with pytest.raises(PrivateProfileNotFollowedException):
        list(shy.get_posts())

    sandbox.control("POST", "accounts/shy/followers", {"add": ["nora"]})
    friend = profile(nora, "shy")
    assert friend.followed_by_viewer
    assert len(list(friend.get_followers())) == 41


def test_publications_of_the_official_api_are_read(sandbox: Sandbox, sandbox_files: FileServer, nora: Any):
    from instaloader import Post

    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg", caption="Buns! #bread")
    permalink = sandbox.call("GET", media, sandbox.token(), fields="permalink").json()["permalink"]
    shortcode = permalink.rstrip("/").rpartition("/")[2]

    post = Post.from_shortcode(nora.context, shortcode)

    assert (post.owner_username, post.caption, post.caption_hashtags) == ("sunny.bakery", "Buns! #bread", ["bread"])
    assert str(post.mediaid) == sandbox.control("GET", f"media/{media}")["pk"]
    assert sandbox.client.get(post.url).content.startswith(b"\xff\xd8")
    assert [one.shortcode for one in profile(nora, "sunny.bakery").get_posts()] == [shortcode]


def test_posts_come_newest_first_over_several_pages(sandbox: Sandbox, nora: Any):
    sandbox.control("POST", "accounts/nora/posts", {"count": 30, "caption": "Day {n}"})

    posts = list(profile(nora, "nora").get_posts())

    assert [post.caption for post in posts] == [f"Day {number}" for number in range(30, 0, -1)]
    assert posts[0].date_utc > posts[1].date_utc


@pytest.mark.parametrize("count", [0, 5, 1_200])
def test_all_comments_are_read_whichever_way_the_library_takes(sandbox: Sandbox, nora: Any, count: int):
    from instaloader import Post

    made = sandbox.control("POST", "accounts/nora/posts", {"comments": count})["posts"][0]

    post = Post.from_shortcode(nora.context, made["shortcode"])
    comments = list(post.get_comments())

    assert post.comments == count
    assert len({comment.id for comment in comments}) == count
    assert all(comment.owner.username and comment.text for comment in comments)


@pytest.mark.parametrize("others", [0, 20])
def test_replies_hang_below_their_comment(sandbox: Sandbox, nora: Any, others: int):
    from instaloader import Post

    made = sandbox.control("POST", "accounts/nora/posts", {"comments": others})["posts"][0]
    top = sandbox.control("POST", f"media/{made['id']}/comments", {"username": "ben", "text": "Nice"})["id"]
    for text in ("Yes", "Indeed"):
        sandbox.control("POST", f"media/{made['id']}/comments", {"username": "cleo", "text": text, "parent_id": top})

    comments = list(Post.from_shortcode(nora.context, made["shortcode"]).get_comments())

    assert len(comments) == others + 1
    [found] = [comment for comment in comments if str(comment.id) == top]
    assert found.owner.username == "ben"
    assert [(answer.owner.username, answer.text) for answer in found.answers] == [("cleo", "Yes"), ("cleo", "Indeed")]


def test_a_missing_publication_is_an_answer_without_one(nora: Any):
    from instaloader import BadResponseException, Post

    with pytest.raises(BadResponseException):
        Post.from_shortcode(nora.context, "CAAAAAAAAAA")


# What the facts say of each answer: the exception, and whether another one is behind it.
FOLLOWER_FAULTS = [
    ({"rate_limited": True}, "ConnectionException", "TooManyRequestsException"),
    ({"signal": "please_wait"}, "ConnectionException", "ConnectionException"),
    ({"signal": "feedback_required"}, "AbortDownloadException", None),
    ({"signal": "checkpoint_required"}, "AbortDownloadException", None),
    ({"signal": "challenge_required"}, "AbortDownloadException", None),
    ({"signal": "login_page"}, "AbortDownloadException", None),
    ({"signal": "bad_request"}, "QueryReturnedBadRequestException", None),
    ({"signal": "not_found"}, "QueryReturnedNotFoundException", None),
    ({"signal": "fail"}, "ConnectionException", "ConnectionException"),
    ({"signal": "html"}, "ConnectionException", "JSONDecodeError"),
    ({"status": 500}, "ConnectionException", "ConnectionException"),
    ({"drop": True}, "ConnectionException", "ConnectionError"),
    ({"page": "null"}, "TypeError", None),
]


@pytest.mark.parametrize(("action", "expected", "cause"), FOLLOWER_FAULTS, ids=lambda value: str(value))
def test_each_failure_of_a_list_is_the_exception_the_library_has_for_it(
    sandbox: Sandbox, nora: Any, action: dict[str, Any], expected: str, cause: str | None
):
    found = profile(nora, "nora")
    fault(sandbox, "web.followers", **action)

    with pytest.raises(BaseException) as raised:  # noqa: PT011  # the table says which
        list(found.get_followers())

    assert raised.type.__name__ == expected
    if cause:
        assert type(raised.value.__cause__).__name__ == cause


def test_an_empty_page_ends_the_list_without_a_word(sandbox: Sandbox, nora: Any):
    fault(sandbox, "web.followers", skip=2, page="empty")

    followers = profile(nora, "nora").get_followers()

    assert (len(list(followers)), followers.count) == (24, 5_000)


def test_a_list_may_be_shorter_than_the_profile_says(sandbox: Sandbox, nora: Any):
    sandbox.control("PUT", "accounts/nora/followers", {"generated": 30, "shown_count": 33})
    found = profile(nora, "nora")

    assert (found.followers, len(list(found.get_followers()))) == (33, 30)
