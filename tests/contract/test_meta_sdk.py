"""Meta's own SDK, unmodified, publishes through the sandbox over real HTTP."""

from collections.abc import Iterator

import pytest
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession
from tests.sandbox.conftest import FileServer, RunningSandbox, Sandbox, sandbox, sandbox_files, sandbox_server

__all__ = ["sandbox", "sandbox_files", "sandbox_server"]

# The SDK warns about fields its specification lists for another object, and still sends them.
pytestmark = pytest.mark.filterwarnings("ignore:.* does not allow field .*:Warning:facebook_business")


def sdk_for(server: RunningSandbox, token: str, host: str = "graph.facebook.com") -> FacebookAdsApi:
    """The SDK, pointed at the sandbox by the one address its session holds."""
    session = FacebookSession("sandbox-app", "sandbox-secret", token, timeout=10)
    session.GRAPH = f"{server.url}/{host}"
    session.requests.trust_env = False
    return FacebookAdsApi(session)


@pytest.fixture
def page_api(sandbox: Sandbox) -> Iterator[FacebookAdsApi]:
    api = sdk_for(sandbox.server, sandbox.token(flavour="facebook"))
    yield api
    api._session.requests.close()


@pytest.fixture
def instagram_api(sandbox: Sandbox) -> Iterator[FacebookAdsApi]:
    api = sdk_for(sandbox.server, sandbox.token(), "graph.instagram.com")
    yield api
    api._session.requests.close()


def test_the_sdk_finds_the_account_behind_a_page(sandbox: Sandbox, page_api: FacebookAdsApi):
    pages = list(
        User("me", api=page_api).get_accounts(fields=["id", "name", "access_token", "instagram_business_account"])
    )

    assert [page["name"] for page in pages] == ["Sunny Bakery"]
    assert pages[0]["instagram_business_account"]["id"] == sandbox.account_id()
    assert pages[0]["access_token"].startswith("EAA")


def test_the_sdk_publishes_a_picture_with_tags(sandbox: Sandbox, sandbox_files: FileServer, page_api: FacebookAdsApi):
    user = IGUser(sandbox.account_id(), api=page_api)
    container = user.create_media(
        params={
            "image_url": f"{sandbox_files.url}/square.jpg",
            "caption": "Fresh #bread",
            "user_tags": [{"username": "lena.paints", "x": 0.5, "y": 0.5}],
            "is_ai_generated": True,
        }
    )
    status = IGMedia(container["id"], api=page_api).api_get(fields=["status_code"])
    assert status["status_code"] == "FINISHED"

    media = user.create_media_publish(params={"creation_id": container["id"]})

    read = IGMedia(media["id"], api=page_api).api_get(fields=["caption", "media_type", "permalink", "username"])
    assert (read["caption"], read["media_type"], read["username"]) == ("Fresh #bread", "IMAGE", "sunny.bakery")
    assert [listed["id"] for listed in user.get_media(fields=["id"])] == [media["id"]]
    limit = user.get_content_publishing_limit(fields=["quota_usage", "config"])
    assert limit[0]["quota_usage"] == 1
    received = sandbox.control("GET", f"media/{media['id']}")["parameters"]
    assert received["is_ai_generated"] == "true"
    assert received["user_tags"] == '[{"username":"lena.paints","x":0.5,"y":0.5}]'


def test_the_sdk_publishes_a_carousel(sandbox: Sandbox, sandbox_files: FileServer, instagram_api: FacebookAdsApi):
    user = IGUserForIGOnlyAPI("me", api=instagram_api)
    picture = {"image_url": f"{sandbox_files.url}/square.jpg", "is_carousel_item": True}
    children = [user.create_media(params=picture)["id"] for _ in range(2)]

    carousel = user.create_media(params={"media_type": "CAROUSEL", "children": children, "caption": "Two"})
    media = user.create_media_publish(params={"creation_id": carousel["id"]})

    read = IGMedia(media["id"], api=instagram_api).api_get(fields=["media_type", "children{id,media_type}"])
    assert read["media_type"] == "CAROUSEL_ALBUM"
    assert len(read["children"]["data"]) == 2


def test_the_sdk_pages_through_comments_and_answers(
    sandbox: Sandbox, sandbox_files: FileServer, instagram_api: FacebookAdsApi
):
    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    for number in range(5):
        sandbox.control("POST", f"media/{media}/comments", {"username": "fan", "text": f"comment {number}"})

    comments = list(IGMedia(media, api=instagram_api).get_comments(fields=["text"], params={"limit": 2}))
    assert [comment["text"] for comment in comments] == [f"comment {number}" for number in (4, 3, 2, 1, 0)]

    answered = IGComment(comments[0]["id"], api=instagram_api).create_reply(params={"message": "Thanks!"})
    read = IGComment(answered["id"], api=instagram_api).api_get(fields=["text", "parent_id"])
    assert (read["text"], read["parent_id"]) == ("Thanks!", comments[0]["id"])


def test_the_sdk_understands_the_sandbox_s_errors(sandbox: Sandbox, instagram_api: FacebookAdsApi):
    user = IGUserForIGOnlyAPI("me", api=instagram_api)

    with pytest.raises(FacebookRequestError) as refused:
        user.create_media_publish(params={"creation_id": "17900000000009999"})

    assert (refused.value.api_error_code(), refused.value.api_error_subcode()) == (24, 2207008)
    assert refused.value.http_status() == 400
    assert not refused.value.api_transient_error()


def test_the_sdk_s_batch_calls_each_answer(sandbox: Sandbox, page_api: FacebookAdsApi):
    batch, answers, refusals = page_api.new_batch(), [], []
    user = IGUser(sandbox.account_id(), api=page_api)
    user.api_get(fields=["username"], batch=batch, success=lambda reply: answers.append(reply.json()))
    IGMedia("404", api=page_api).api_get(batch=batch, failure=lambda reply: refusals.append(reply.json()))

    assert batch.execute() is None

    assert answers[0]["username"] == "sunny.bakery"
    assert refusals[0]["error"]["error_subcode"] == 33


def test_the_sdk_subscribes_and_a_new_list_replaces_the_old(sandbox: Sandbox, instagram_api: FacebookAdsApi):
    user = IGUserForIGOnlyAPI(sandbox.account_id(), api=instagram_api)
    user.create_subscribed_app(params={"subscribed_fields": ["comments", "messages"]})
    user.create_subscribed_app(params={"subscribed_fields": ["comments"]})

    assert user.get_subscribed_apps()[0]["subscribed_fields"] == ["comments"]
    user.delete_subscribed_apps()
    assert sandbox.control("GET", "accounts/sunny.bakery")["subscribed_fields"] is None


def test_the_sdk_subscribes_a_page_with_its_own_token(sandbox: Sandbox, page_api: FacebookAdsApi):
    [page] = User("me", api=page_api).get_accounts(fields=["id", "access_token"])
    own = sdk_for(sandbox.server, page["access_token"])

    Page(page["id"], api=own).create_subscribed_app(params={"subscribed_fields": ["feed", "messages"]})

    assert sandbox.control("GET", "accounts/sunny.bakery")["page_subscribed_fields"] == ["feed", "messages"]
    own._session.requests.close()
