"""The first page, and connecting an account from it."""

import re

from tests.console.browser import look_at
from tests.console.conftest import Visitor


def test_a_newcomer_connects_an_account_in_two_clicks(visitor: Visitor) -> None:
    page = visitor.page
    visitor.complaints.expect("favicon.ico")
    visitor.goto("/")
    look_at(page, "home-first")
    page.get_by_role("button", name="Connect").click()
    page.get_by_role("button", name=re.compile("allow|continue|connect", re.IGNORECASE)).first.click()
    page.wait_for_url("**/settings/accounts**")
    page.get_by_text("is connected.").wait_for()
    look_at(page, "settings-accounts")
    visitor.goto("/")
    page.get_by_role("heading", name="Next post").wait_for()
    look_at(page, "home")


def test_the_settings_keep_what_is_changed(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goto("/settings/profile")
    page.get_by_label("Name").fill("Mia Sommer")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    look_at(page, "settings-profile")
    visitor.goto("/")
    page.get_by_role("heading", name="Hello, Mia").wait_for()

    visitor.goto("/settings/workspace")
    page.get_by_role("button", name="Send invitation").wait_for()
    look_at(page, "settings-workspace")

    visitor.goto("/settings/keys")
    page.get_by_role("button", name="New key").click()
    page.get_by_role("textbox", name="Name").fill("A script")
    page.get_by_role("checkbox", name="view-posts").check()
    page.get_by_role("button", name="Make key").click()
    page.get_by_role("dialog").get_by_text(re.compile("^ag_")).wait_for()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    page.get_by_text("A script").wait_for()
    look_at(page, "settings-keys")


def test_the_console_speaks_korean(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goto("/")
    page.get_by_role("button", name=visitor.product.email).click()
    page.get_by_role("menuitem", name="한국어").click()
    page.get_by_role("heading", level=1, name="환영합니다").wait_for()
    assert page.evaluate("document.documentElement.lang") == "ko"
    page.reload()
    page.get_by_role("heading", level=1, name="환영합니다").wait_for()


def test_every_page_is_a_few_keys_away(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goto("/")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Search and commands").fill("audi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audience")
