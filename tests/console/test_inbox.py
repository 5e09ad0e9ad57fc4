"""Messages, comments and automation in a real browser, with customers in the sandbox."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.servers import Instagram


@pytest.fixture
def shop(visitor: Visitor) -> Instagram:
    """The visitor's connected account, to which customers write."""
    instagram, _ = visitor.product.connect()
    return instagram


def open_conversation(visitor: Visitor, q: str) -> None:
    found: list[str] = []

    def there() -> bool:
        found[:] = [one["id"] for one in visitor.product.ask("GET", "/inbox/conversations", params={"q": q})["items"]]
        return bool(found)

    visitor.product.wait_until(there, "the conversation")
    visitor.goto(f"/inbox?view=all&c={found[0]}")


def write(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Your message").fill(text)
    page.get_by_role("combobox", name="Your message").press("Enter")


def test_a_customer_writes_while_one_looks_and_is_answered_with_a_canned_reply(
    visitor: Visitor, shop: Instagram
) -> None:
    page = visitor.page
    visitor.product.ask(
        "POST", "/inbox/canned-replies", json={"shortcut": "hours", "text": "Hi {{first_name|there}}, until six."}
    )
    visitor.goto("/inbox")
    expect(page.get_by_text("All done here")).to_be_visible()
    expect(page.get_by_label("Live: what happens is shown at once")).to_be_visible()
    person = shop.customer("ben.k", name="Ben Kim")
    shop.says(person, "Are you open today?")

    page.get_by_role("link", name=re.compile("Ben Kim|ben.k")).click()
    policy = page.get_by_role("region", name="What may be sent")
    expect(policy).to_contain_text("You may answer freely")
    expect(policy.get_by_role("timer")).to_contain_text("23 h")
    look_at(page, "inbox")
    page.get_by_role("combobox", name="Your message").fill("/ho")
    expect(page.get_by_role("option", selected=True)).to_contain_text("until six.")
    page.get_by_role("combobox", name="Your message").press("Enter")
    expect(page.get_by_role("combobox", name="Your message")).to_have_value(re.compile("^Hi .*until six.$"))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("Sent")

    assert [one["text"] for one in shop.conversation(person)][-1].endswith("until six.")


def test_the_team_notes_labels_takes_and_closes_and_can_take_it_back(visitor: Visitor, shop: Instagram) -> None:
    page = visitor.page
    shop.says(shop.customer(), "My order 1182 has not arrived.")
    open_conversation(visitor, "1182")

    page.get_by_text("Note", exact=True).click()
    page.get_by_role("textbox", name="Note").fill("Parcel is at the depot")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_role("log")).to_contain_text("Parcel is at the depot")
    page.get_by_role("button", name="Labels").click()
    page.get_by_role("textbox", name="New label").fill("order")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("checkbox", name="order")).to_be_checked()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Belongs to: Nobody").click()
    page.get_by_role("menuitem", name="Take it myself").click()
    expect(page.get_by_role("button", name=f"Belongs to: {visitor.product.email}")).to_be_visible()
    thread = page.get_by_role("region", name="Conversation", exact=True)
    thread.get_by_role("button", name="Close").click()
    expect(thread.get_by_role("button", name="Reopen")).to_be_visible()
    page.get_by_role("alert").filter(has_text="Closed.").get_by_role("button", name="Undo").click()
    expect(thread.get_by_role("button", name="Close")).to_be_visible()


def test_a_message_that_instagram_refuses_says_why_and_goes_out_once_tried_again(
    visitor: Visitor, shop: Instagram
) -> None:
    page = visitor.page
    person = shop.customer()
    shop.says(person, "Do you deliver?")
    open_conversation(visitor, "deliver")
    shop.blocks(person)

    write(page, "Yes, to your door.")
    expect(page.get_by_role("log")).to_contain_text("Not sent")
    shop.acts("unblock", person=person)
    page.get_by_role("log").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("log")).to_contain_text(re.compile("Sent|Seen"))

    assert [one["text"] for one in shop.conversation(person)][-1] == "Yes, to your door."


def test_a_comment_is_answered_in_public_and_in_private_and_hidden(visitor: Visitor, shop: Instagram) -> None:
    page = visitor.page
    media = shop.client.post(f"/_sandbox/accounts/{shop.username}/posts", json={}).json()["posts"][0]["id"]
    visitor.goto("/comments")
    expect(page.get_by_label("Live: what happens is shown at once")).to_be_visible()
    shop.comments_on(media, "How much is this one?", person=shop.customer("mia.p"))

    page.get_by_role("link", name=re.compile("How much is this one")).click()
    look_at(page, "comments")
    page.get_by_role("textbox", name="Reply below the comment").fill("4.20, still warm.")
    page.get_by_role("button", name="Reply", exact=True).click()
    thread = page.get_by_role("region", name="Thread")
    expect(thread).to_contain_text("(you)")
    thread.get_by_text("In private", exact=True).click()
    page.get_by_role("textbox", name="Message to who commented").fill("I keep one for you.")
    page.get_by_role("button", name="Reply privately").click()
    expect(thread).to_contain_text("answered in private before")
    thread.get_by_role("button", name="Hide").click()
    expect(thread.get_by_role("button", name="Show again")).to_be_visible()
    thread.get_by_role("link", name="Read on in messages").click()

    expect(page.get_by_role("log")).to_contain_text("I keep one for you.")
    expect(page.get_by_role("region", name="What may be sent")).to_contain_text("Nothing may be sent now")
    assert "4.20, still warm." in [one["text"] for one in shop.comment_list(media)]


def test_a_rule_is_made_from_a_template_tried_with_a_sentence_turned_on_and_its_decision_read(
    visitor: Visitor, shop: Instagram
) -> None:
    page = visitor.page
    visitor.goto("/automation")
    page.get_by_role("button", name="New rule").click()
    page.get_by_role("button", name=re.compile("Answer questions about prices")).click()
    page.get_by_role("textbox", name="What somebody writes").fill("How much is the rye?")
    expect(page.get_by_text("Would act", exact=True)).to_be_visible()
    look_at(page, "rule")
    page.get_by_role("textbox", name="Wording 1").fill("The rye is 3.80.")
    page.get_by_role("button", name="Make the rule").click()
    page.get_by_role("switch", name="Prices is on").click(force=True)
    expect(page.get_by_role("switch", name="Prices is on")).to_be_checked()
    person = shop.customer()
    shop.says(person, "What does it cost?")
    page.get_by_role("tab", name="Decision log").click()
    expect(page.get_by_role("listitem").filter(has_text="Prices").first).to_contain_text("Acted")
    page.get_by_role("button", name="Show the message").first.click()

    expect(page.get_by_role("log")).to_contain_text("The rye is 3.80.")


def test_the_journal_says_what_webhooks_told_and_what_was_found_only_by_looking(
    visitor: Visitor, shop: Instagram
) -> None:
    page = visitor.page
    visitor.goto("/inbox/events")
    expect(page.get_by_label("Live: what happens is shown at once")).to_be_visible()
    shop.says(shop.customer(), "Hello")
    page.get_by_role("button", name=re.compile("message")).first.click()

    expect(page.get_by_role("dialog")).to_contain_text("Hello")
    expect(page.get_by_role("region", name="Coverage")).to_contain_text("1 by webhook, 0 found only by looking")
