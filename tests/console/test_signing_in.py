"""Coming in, in a real browser."""

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.e2e.installation import PASSWORD, Installation


def test_somebody_signs_in_and_comes_to_the_page_they_asked_for(stranger: Visitor, installation: Installation) -> None:
    stranger.complaints.expect("401")
    stranger.goto("/calendar")
    page = stranger.page
    look_at(page, "sign-in")
    page.get_by_label("E-mail").fill(installation.email)
    page.get_by_role("textbox", name="Password").fill("not-the-password-1")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/calendar")
    page.get_by_role("heading", level=1, name="Calendar").wait_for()


def test_a_sign_in_lasts_over_a_reload_and_ends_in_every_tab(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.page.reload()
    visitor.page.locator("h1").first.wait_for()
    other = visitor.page.context.new_page()
    other.goto(f"{visitor.address}/calendar")
    other.get_by_role("heading", level=1, name="Calendar").wait_for()
    visitor.page.get_by_role("button", name=visitor.product.email).click()
    visitor.page.get_by_role("menuitem", name="Sign out").click()
    visitor.page.wait_for_url("**/sign-in**")
    other.wait_for_url("**/sign-in**")
