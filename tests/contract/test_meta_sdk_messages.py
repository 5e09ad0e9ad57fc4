"""Meta's own SDK, unmodified, answers customers through the sandbox over real HTTP."""

from collections.abc import Iterator

import pytest
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.unifiedthread import UnifiedThread
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from tests.sandbox.conftest import FileServer, Sandbox, sandbox, sandbox_files, sandbox_server
from tests.servers import Instagram

from .test_meta_sdk import instagram_api, sdk_for

__all__ = ["instagram_api", "sandbox", "sandbox_files", "sandbox_server"]

# The SDK warns about fields of another object and about a tag that is text, and still sends them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.* does not allow field .*:Warning:facebook_business"),
    pytest.mark.filterwarnings("ignore:value of tag might not be compatible.*:UserWarning"),
]


@pytest.fixture
def shop(sandbox: Sandbox) -> Instagram:
    return Instagram(sandbox.client, "sunny.bakery", sandbox.account_id())


@pytest.fixture
def page(sandbox: Sandbox) -> Iterator[Page]:
    """The account's Page, with its own token."""
    api = sdk_for(sandbox.server, sandbox.token(flavour="page"))
    yield Page(sandbox.control("GET", "accounts/sunny.bakery")["page_id"], api=api)
    api._session.requests.close()


def test_the_sdk_answers_with_the_account_s_own_token(shop: Instagram, instagram_api: FacebookAdsApi):
    ben = shop.customer("ben")
    mid = shop.says("ben", "Open?")
    user = IGUserForIGOnlyAPI("me", api=instagram_api)

    user.create_message(params={"recipient": {"id": ben}, "sender_action": "TYPING_ON"})
    sent = user.create_message(
        params={"recipient": {"id": ben}, "message": {"text": "Yes!"}, "messaging_type": "RESPONSE"}
    )
    reaction = {"recipient": {"id": ben}, "sender_action": "REACT"}
    user.create_message(params=reaction | {"payload": f'{{"message_id":"{mid}","reaction":"love"}}'})

    assert sent["recipient_id"] == ben
    assert [message["text"] for message in shop.conversation("ben")] == ["Open?", "Yes!"]
    assert shop.conversation("ben")[0]["reactions"] != {}


def test_the_sdk_reads_conversations_page_by_page(shop: Instagram, instagram_api: FacebookAdsApi):
    for number in range(3):
        shop.says(f"person.{number}", f"hi {number}")
    user = IGUserForIGOnlyAPI("me", api=instagram_api)

    threads = list(
        user.get_conversations(
            fields=["id", "updated_time", "participants"], params={"platform": "INSTAGRAM", "limit": 1}
        )
    )

    assert [thread["participants"]["data"][1]["username"] for thread in threads] == [
        "person.2",
        "person.1",
        "person.0",
    ]
    messages = UnifiedThread(threads[0]["id"], api=instagram_api).get_messages(fields=["message", "from"])
    assert [message["message"] for message in messages] == ["hi 2"]


def test_the_sdk_sends_a_file_it_uploaded_and_answers_a_comment(
    sandbox: Sandbox, shop: Instagram, sandbox_files: FileServer, instagram_api: FacebookAdsApi
):
    ben = shop.customer("ben")
    shop.says("ben", "Show me")
    user = IGUserForIGOnlyAPI("me", api=instagram_api)
    payload = {"url": f"{sandbox_files.url}/square.jpg", "is_reusable": True}
    upload = user.create_message_attachment(params={"message": {"attachment": {"type": "image", "payload": payload}}})

    attachment = {"type": "image", "payload": {"attachment_id": upload["attachment_id"]}}
    user.create_message(params={"recipient": {"id": ben}, "message": {"attachment": attachment}})

    media = sandbox.publish(sandbox.token(), f"{sandbox_files.url}/square.jpg")
    comment = shop.comments_on(media, "Price?", person="eva")
    user.create_message(params={"recipient": {"comment_id": comment}, "message": {"text": "Two euros"}})
    assert shop.sent_messages("eva")[0]["comment_id"] == comment
    with pytest.raises(FacebookRequestError) as refused:
        user.create_message(params={"recipient": {"comment_id": comment}, "message": {"text": "Three"}})
    assert (refused.value.api_error_code(), refused.value.api_error_subcode()) == (100, 2534025)


def test_the_sdk_writes_moderates_and_hands_over_for_a_page(shop: Instagram, page: Page):
    ben = shop.customer("ben")
    shop.says("ben", "hi")
    menu = [{"locale": "default", "call_to_actions": [{"type": "postback", "title": "Menu", "payload": "MENU"}]}]

    page.create_message(
        params={
            "recipient": {"id": ben},
            "message": {"text": "From a person"},
            "messaging_type": "MESSAGE_TAG",
            "tag": "HUMAN_AGENT",
        }
    )
    page.create_messenger_profile(params={"platform": "INSTAGRAM", "persistent_menu": menu})
    page.create_pass_thread_control(params={"recipient": {"id": ben}, "target_app_id": "1217981644879628"})
    with pytest.raises(FacebookRequestError):
        page.create_message(params={"recipient": {"id": ben}, "message": {"text": "?"}})
    page.create_take_thread_control(params={"recipient": {"id": ben}})
    page.create_moderate_conversation(params={"user_ids": [{"id": ben}], "actions": ["BLOCK_USER"]})

    [conversation] = page.get_conversations(params={"platform": "INSTAGRAM", "user_id": ben})
    assert conversation["id"]
    with pytest.raises(FacebookRequestError) as blocked:
        page.create_message(params={"recipient": {"id": ben}, "message": {"text": "?"}})
    assert blocked.value.api_error_subcode() == 2534029


def test_the_sdk_s_spelling_of_thread_control_without_underscores(shop: Instagram, instagram_api: FacebookAdsApi):
    ben = shop.customer("ben")
    shop.says("ben", "hi")
    user = IGUserForIGOnlyAPI("me", api=instagram_api)

    user.create_pass_thread_control(params={"recipient": {"id": ben}, "target_app_id": "99"})
    with pytest.raises(FacebookRequestError) as refused:
        user.create_release_thread_control(params={"recipient": {"id": ben}})

    assert refused.value.api_error_subcode() == 2534037


def test_the_sdk_answers_mentions_and_lists_tags(sandbox: Sandbox, shop: Instagram, instagram_api: FacebookAdsApi):
    mention = shop.mentions(person="ben", text="@sunny.bakery!")
    shop.acts("tag", person="ben", text="Breakfast")
    user = IGUserForIGOnlyAPI("me", api=instagram_api)

    user.create_mention(params={"media_id": mention["media_id"], "message": "Thanks"})

    assert [tag["caption"] for tag in user.get_tags(fields=["caption"])] == ["Breakfast"]
    linked = sdk_for(sandbox.server, sandbox.token(flavour="facebook"))
    field = f"mentioned_media.media_id({mention['media_id']}){{caption,comments_count}}"
    read = IGUser(sandbox.account_id(), api=linked).api_get(fields=[field])
    assert read["mentioned_media"]["comments_count"] == 1
    linked._session.requests.close()
