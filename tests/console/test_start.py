"""From the first link to the first page: registering, confirming, a forgotten password, an invitation."""

import secrets

from tests.console.browser import look_at
from tests.console.conftest import Visitor
from tests.e2e.installation import PASSWORD


def link_in_mail(visitor: Visitor, email: str, part: str) -> str:
    """The path of the newest link to `part` that was mailed."""
    found: list[str] = []

    def mailed() -> bool:
        mails = visitor.product.sandbox.get("/_sandbox/mail", params={"to": email}).json()["mail"]
        found[:] = [link for mail in mails for link in mail["links"] if part in link]
        return bool(found)

    visitor.product.wait_until(mailed, f"the mail with {part}")
    return "/" + found[-1].split("/", 3)[3]


def test_somebody_registers_confirms_their_address_and_signs_in(stranger: Visitor) -> None:
    stranger.complaints.expect("401")
    stranger.complaints.expect("403")
    email, page = f"{secrets.token_hex(4)}@example.test", stranger.page
    stranger.goto("/register")
    look_at(page, "register")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="New password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("heading", name="Look into your mailbox").wait_for()

    stranger.goto(link_in_mail(stranger, email, "verify-email"))
    page.get_by_role("button", name="Confirm my address").click()
    page.get_by_role("link", name="To the sign-in").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{stranger.address}/")


def test_a_forgotten_password_is_replaced(stranger: Visitor, installation: object) -> None:
    page, email = stranger.page, stranger.product.email
    stranger.goto("/forgot-password")
    look_at(page, "forgot-password")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    page.get_by_role("status").wait_for()

    stranger.goto(link_in_mail(stranger, email, "reset-password"))
    page.get_by_role("textbox", name="New password").fill("brand-new-pass-2")
    page.get_by_role("button", name="Set password").click()
    page.get_by_text("Your new password is set").wait_for()


def test_a_link_that_was_used_is_explained(stranger: Visitor) -> None:
    stranger.complaints.expect("400")
    stranger.goto("/verify-email?token=used-or-made-up")
    look_at(stranger.page, "verify-email")
    stranger.page.get_by_role("button", name="Confirm my address").click()
    stranger.page.get_by_role("alert").wait_for()
