"""A community in the browser: its organiser's pages."""

import re

from tests.console.browser import look_at
from tests.console.community import CODE, PASSWORD, Circle
from tests.console.conftest import Visitor


def test_an_organiser_founds_a_community_imports_the_chat_and_verifies_the_week(visitor: Visitor) -> None:
    page, circle = visitor.page, Circle(visitor.product)
    circle.says("boris", "ana", "I would eat that at once!")
    visitor.complaints.expect("404")
    visitor.goto("/community")
    page.get_by_label("Name").fill("Bakers' table")
    page.get_by_text("/exchange/bakers-table").wait_for()
    page.get_by_role("textbox", name="Address").fill(circle.slug)
    page.get_by_role("button", name="Found the community").click()
    page.get_by_role("heading", level=1, name="Bakers' table").wait_for()

    page.get_by_role("link", name="Collect this week's posts").click()
    page.get_by_role("tab", name="Pasted text").click()
    page.get_by_label("Text of the chat").fill(circle.chat())
    page.get_by_role("button", name="Show what would come of it").click()
    page.get_by_text("3 people are no members yet").wait_for()
    look_at(page, "community-import")
    page.get_by_role("button", name="Apply 1 week").click()
    page.get_by_text("3 posts and 3 members added").wait_for()

    reader = circle.account(f"reader.{circle.tail}")
    circle.play("PUT", f"/accounts/{reader}/login", json={"codes": [CODE]})
    visitor.complaints.expect("400")
    visitor.goto("/community/helpers")
    page.get_by_role("button", name="Add a helper").first.click()
    page.get_by_label("Instagram user name").fill(reader)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("dialog").get_by_role("button", name="Log in").click()
    page.get_by_label("Six digits").fill(CODE)
    page.get_by_role("dialog").get_by_role("button", name="Log in").click()
    page.get_by_text(f"@{reader} is logged in").wait_for()

    page.get_by_role("link", name="Week", exact=True).click()
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("Verified: 3 of 3 posts read").wait_for()
    page.get_by_role("button", name=re.compile(rf"{circle.name('chloe')} · .*no comment found")).first.wait_for()
    look_at(page, "community-board")
    page.get_by_role("button", name=re.compile("comment seen")).click()
    page.get_by_role("dialog").get_by_text("I would eat that at once!").wait_for()
    page.get_by_role("button", name="Take back").click()
    page.get_by_label("Reason").fill("It was copied")
    page.get_by_role("dialog", name="Take back").get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_text("It was copied").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_text("comment seen").wait_for()


def test_members_are_pasted_found_suspended_and_get_their_link(visitor: Visitor) -> None:
    page, tail = visitor.page, visitor.product.email[:6]
    visitor.product.ask("PUT", "/exchange/community", json={"name": "Knitters", "slug": f"knitters-{tail}"})
    visitor.goto("/community/members")
    page.get_by_role("button", name="Add members").first.click()
    page.get_by_role("tab", name="A whole list").click()
    page.get_by_label("One member a line").fill("Dora @dora.knits\n@emil\nno name at all!\n")
    page.get_by_role("button", name="Add these").click()
    page.get_by_text("2 of 3 lines added").wait_for()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    page.get_by_label("Find a member").fill("dora")
    page.get_by_text("@emil").wait_for(state="detached")
    page.get_by_role("button", name="@dora.knits").click()
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("it is shown this once").wait_for()
    page.get_by_role("button", name="Suspend").click()
    page.get_by_label("Reason").fill("Copied comments")
    page.get_by_role("dialog", name="Suspend").get_by_role("button", name="Suspend").click()
    page.get_by_role("dialog").get_by_text("Copied comments").first.wait_for()


def test_a_text_is_approved_with_the_keyboard_and_the_stop_switch_stops(visitor: Visitor) -> None:
    page, circle = visitor.page, Circle(visitor.product)
    circle.founded()
    circle.helper()
    text = circle.text()
    visitor.goto("/community/approvals")
    page.get_by_text(text).wait_for()
    look_at(page, "community-approvals")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_label("Reason").fill("Complaints")
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    page.get_by_text("AI comments are stopped").first.wait_for()
    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("a")
    page.get_by_text("Nothing waits for you").wait_for()
    assert visitor.product.ask("GET", "/exchange/comments")["items"][0]["status"] == "approved"


def test_settings_and_notices_change_what_everybody_sees(visitor: Visitor) -> None:
    page, tail = visitor.page, visitor.product.email[:6]
    visitor.product.ask("PUT", "/exchange/community", json={"name": "Knitters", "slug": f"wool-{tail}"})
    visitor.goto("/community/settings")
    page.get_by_label("Link of the open chat").fill("https://open.kakao.com/o/abcDEF12")
    page.get_by_role("button", name="Add a rule").click()
    look_at(page, "community-settings")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Settings saved").wait_for()
    page.get_by_role("link", name="Notices").click()
    page.get_by_role("button", name="New notice").first.click()
    page.get_by_label("Heading").fill("House rules")
    page.get_by_role("textbox", name="Text").fill("Three posts a week.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("shown now").wait_for()
    visitor.goto(f"/exchange/wool-{tail}")
    page.get_by_role("link", name="Enter the chat").wait_for()
    page.get_by_role("heading", name="House rules").wait_for()
