"""The sandbox's page: a customer's phone, and what can go wrong."""

import re

from playwright.sync_api import expect

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.servers import Instagram


def opened(visitor: Visitor, rest: str) -> Instagram:
    """The page with an account of its own that is connected."""
    instagram, _ = visitor.product.connect()
    visitor.goto(f"/sandbox?account={instagram.username}{rest}")
    return instagram


def test_a_newcomer_writes_as_a_customer_and_reads_the_answer_on_the_phone(visitor: Visitor) -> None:
    page, product = visitor.page, visitor.product
    opened(visitor, "&as=mia")
    look_at(page, "sandbox")
    page.get_by_role("button", name="Message", exact=True).click()
    page.get_by_role("textbox", name="Message as mia").fill("Do you bake on Sundays?")
    page.keyboard.press("Enter")
    log = page.get_by_role("log", name="Conversation")
    expect(log.get_by_text("Do you bake on Sundays?")).to_be_visible()
    page.get_by_text("delivered").first.wait_for()

    def arrived() -> list[dict[str, str]]:
        return list(product.ask("GET", "/inbox/conversations")["items"])

    product.wait_until(arrived, "the message in the inbox")
    product.ask("POST", f"/inbox/conversations/{arrived()[0]['id']}/messages", json={"text": "Yes, from eight."})
    expect(log.get_by_text("Yes, from eight.")).to_be_visible()
    page.get_by_role("button", name="Give a heart").first.click()
    log.get_by_role("img", name="Reactions").wait_for()
    look_at(page, "sandbox-chat")


def test_what_is_published_is_on_the_phone_and_can_be_commented(visitor: Visitor) -> None:
    page = visitor.page
    opened(visitor, "&as=ben")
    page.get_by_role("button", name="Make up a past").click()
    page.get_by_role("button", name=re.compile("^Open the post")).first.click()
    page.get_by_role("textbox", name="Comment as ben").fill("What does it cost?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("list", name="Comments").get_by_text("What does it cost?")).to_be_visible()
    look_at(page, "sandbox-post")


def test_faults_the_clock_the_mailbox_and_people_are_at_hand(visitor: Visitor) -> None:
    page, sandbox = visitor.page, visitor.product.sandbox
    opened(visitor, "&panel=faults")
    fault = page.get_by_role("switch", name="The AI does not answer")
    fault.click(force=True)
    expect(fault).to_be_checked()
    look_at(page, "sandbox-faults")
    fault.click(force=True)
    expect(fault).not_to_be_checked()
    assert not [one for one in sandbox.get("/_sandbox/faults").json()["faults"] if one["match"] == {"op": "ai.*"}]

    page.get_by_role("tab", name="Clock").click()
    page.get_by_role("button", name="1 hour").click()
    page.get_by_text("an hour ahead of here").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The same time as here").wait_for()

    page.get_by_role("tab", name="Mailbox").click()
    page.get_by_role("tabpanel").get_by_role("button", name=re.compile(visitor.product.email)).first.click()
    page.get_by_role("link", name="Open link 1").wait_for()

    page.get_by_role("tab", name="World").click()
    page.get_by_label("Name of a new person").fill("Nora Sea")
    page.get_by_role("button", name="Create", exact=True).last.click()
    page.get_by_text("You are nora.sea now.").wait_for()
    look_at(page, "sandbox-world")
