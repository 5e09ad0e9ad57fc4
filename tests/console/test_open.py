"""What people open from a chat, without an account."""

from secrets import token_hex

from tests.console.browser import look_at
from tests.console.community import PASSWORD, Circle
from tests.console.conftest import Visitor


def test_a_member_sees_their_tasks_and_an_organiser_decides_about_their_appeal(visitor: Visitor) -> None:
    page, circle = visitor.page, Circle(visitor.product)
    circle.says("boris", "ana", "I would eat that at once!")
    circle.founded()
    circle.helper()
    circle.verified()
    visitor.goto(f"/exchange/{circle.slug}")
    page.get_by_text("Who has commented").wait_for()
    page.get_by_text(f"@{circle.name('chloe')}").last.wait_for()
    look_at(page, "open-front")

    visitor.goto(circle.personal_link("boris"))
    page.get_by_role("heading", name=f"Hello, @{circle.name('boris')}").wait_for()
    page.get_by_text("1 of 2 proven").wait_for()
    look_at(page, "open-me")
    page.get_by_role("button", name="That is wrong").click()
    page.get_by_label("What is wrong?").fill("I wrote it on Sunday")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Appeal waits for a decision").wait_for()
    page.get_by_text("My posts").click()
    page.get_by_label("Link of your post").fill("https://www.instagram.com/p/CAnother1234/")
    page.get_by_role("button", name="Ask the others").click()
    page.get_by_text("2 of 3 this week").wait_for()

    visitor.goto("/community/appeals")
    page.get_by_role("button", name="Accept").click()
    page.get_by_label("Reason").fill("Seen with my own eyes")
    page.get_by_role("dialog").get_by_role("button", name="Accept").click()
    page.get_by_text("No open appeals").wait_for()


def test_somebody_registers_without_an_account_and_comes_back_by_their_address(visitor: Visitor) -> None:
    page, tail = visitor.page, visitor.product.email[:6]
    visitor.product.ask("PUT", "/exchange/community", json={"name": "Knitters", "slug": f"yarn-{tail}"})
    visitor.goto(f"/exchange/yarn-{tail}/consumer")
    page.get_by_label("Instagram user name").fill("dora.knits")
    page.get_by_role("button", name="Register").click()
    page.get_by_text("Waiting for approval").wait_for()
    page.reload()
    page.get_by_text("Waiting for approval").wait_for()
    visitor.goto(f"/exchange/yarn-{tail}/producer")
    page.get_by_role("button", name="Register").wait_for()


def test_somebody_learns_who_does_not_follow_back(stranger: Visitor) -> None:
    page, name = stranger.page, f"mia.{token_hex(3)}"
    account = {"username": name, "account_type": "PERSONAL", "password": PASSWORD}
    assert stranger.product.sandbox.post("/_sandbox/accounts", json=account).is_success
    stranger.complaints.expect("400")
    stranger.goto("/unfollow-checker")
    page.get_by_label("Instagram user name").fill(name)
    page.get_by_role("textbox", name="Instagram password").fill("something-else-1")
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("does not accept").wait_for()
    page.get_by_role("textbox", name="Instagram password").fill(PASSWORD)
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("Everybody whom you follow follows you.").wait_for()
