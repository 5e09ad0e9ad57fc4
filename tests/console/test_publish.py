"""The calendar and the posts: planning, moving, what happened to a post, tables and what recurs."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.console.browser import look_at
from tests.console.conftest import Visitor


def tomorrow(hour: int) -> datetime:
    return (datetime.now(UTC) + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def planned(visitor: Visitor, caption: str, at: datetime | None = None) -> str:
    _, account = visitor.product.connect()
    return visitor.product.schedule(account, visitor.product.upload(), (at or tomorrow(9)).isoformat(), caption=caption)


def test_the_calendar_shows_what_is_planned_in_each_view(visitor: Visitor) -> None:
    planned(visitor, "Fresh rye")
    page = visitor.page

    for view in ("day", "week", "month", "agenda"):
        visitor.goto(f"/calendar?view={view}&date={tomorrow(9):%Y-%m-%d}")
        expect(page.get_by_role("button", name="Fresh rye").first).to_be_visible()
        if view != "day":
            look_at(page, f"calendar-{view}")


def test_a_post_is_dragged_to_another_day_and_back_by_undo(visitor: Visitor) -> None:
    at = datetime(datetime.now(UTC).year + 1, 6, 9, 10, tzinfo=UTC)
    post = planned(visitor, "Fresh rye", at)
    page = visitor.page
    visitor.goto(f"/calendar?view=month&date={at:%Y-%m-%d}&zone=UTC")
    due = f"/posts/{post}"

    page.get_by_role("button", name="Fresh rye").drag_to(page.get_by_role("button", name="June 11"))
    expect(page.get_by_text("Planned for")).to_be_visible()
    assert visitor.product.ask("GET", due)["scheduled_time"].startswith(f"{at + timedelta(days=2):%Y-%m-%dT10:00}")
    page.get_by_role("button", name="Undo").click()

    visitor.product.wait_until(
        lambda: visitor.product.ask("GET", due)["scheduled_time"].startswith(f"{at:%Y-%m-%dT10:00}"), "the undo"
    )


def test_the_card_of_a_post_moves_it_without_a_mouse(visitor: Visitor) -> None:
    post = planned(visitor, "Fresh rye")
    page = visitor.page
    visitor.goto(f"/calendar?view=agenda&post={post}")

    page.get_by_role("button", name="Reschedule").click()
    page.get_by_role("dialog", name="Another time").get_by_role("button", name="Plan it").click()

    expect(page.get_by_text("Planned for")).to_be_visible()


def test_what_happened_to_a_post_is_shown_as_it_happens(visitor: Visitor) -> None:
    post = planned(visitor, "Fresh rye")
    page = visitor.page
    visitor.goto(f"/posts/{post}")
    expect(page.get_by_text("Drafted")).to_be_visible()

    visitor.product.ask("POST", f"/posts/{post}/publish", params={"wait_seconds": 20})

    expect(page.get_by_text("It is live on Instagram.")).to_be_visible()
    expect(page.get_by_text("to come")).to_have_count(0)
    look_at(page, "post")


def test_a_refused_post_says_why_and_is_dropped(visitor: Visitor) -> None:
    instagram, account = visitor.product.connect()
    refusal = {"code": 36003, "subcode": 2207009, "message": "The aspect ratio is not supported.", "status": 400}
    instagram.fault("media.create", times=None, error=refusal)
    post = visitor.product.schedule(account, visitor.product.upload(), tomorrow(9).isoformat())
    visitor.product.ask("POST", f"/posts/{post}/publish", params={"wait_seconds": 20})
    page = visitor.page
    visitor.goto(f"/posts/{post}")

    expect(page.get_by_role("alert").get_by_text("Instagram refused it")).to_be_visible()
    look_at(page, "post-failed")
    page.get_by_role("button", name="Drop it").click()

    expect(page.get_by_text("It is a draft; nothing goes out.")).to_be_visible()


def test_posts_are_found_by_words_and_several_go_back_to_draft(visitor: Visitor) -> None:
    planned(visitor, "Fresh rye")
    planned(visitor, "A cake")
    page = visitor.page
    visitor.goto("/posts")
    look_at(page, "posts")

    page.get_by_label("Words of the caption").fill("rye")
    expect(page.get_by_text("A cake")).to_be_hidden()
    page.get_by_label("Choose: Fresh rye").check()
    page.get_by_role("button", name="Back to draft").click()

    expect(page.get_by_text("1 post is a draft again")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("list", name="Posts").get_by_text("Scheduled")).to_be_visible()


def test_a_table_becomes_posts_and_its_faults_are_named(visitor: Visitor) -> None:
    visitor.product.connect()
    media = visitor.product.upload()
    page = visitor.page
    visitor.goto("/posts/import")
    look_at(page, "import")

    rows = ["caption,media,scheduled_time", f"Our rye,{media},{tomorrow(9):%Y-%m-%d %H:%M}", f"Bad,{media},soon"]
    table = {"name": "posts.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("input[type=file]").set_input_files(table)  # type: ignore[arg-type]
    expect(page.get_by_text("1 of 2 rows can be written")).to_be_visible()
    expect(page.get_by_role("region", name="Faults").get_by_text("Row 3")).to_be_visible()
    look_at(page, "import-check")
    page.get_by_role("button", name="Write 1 post").click()

    expect(page.get_by_text("1 post was written from posts.csv.")).to_be_visible()


def test_a_recurring_post_is_made_paused_and_deleted(visitor: Visitor) -> None:
    visitor.product.connect()
    visitor.product.upload()
    page = visitor.page
    visitor.goto("/posts/recurring?edit=new")

    page.get_by_role("button", name="picture.jpg").click()
    page.get_by_label("Caption").fill("Fresh rolls")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Next:")).to_be_visible()
    look_at(page, "recurring")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("switch", name="Active: Fresh rolls").press("Space")
    expect(page.get_by_text("Nothing is planned from it.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.get_by_text("Nothing recurs yet")).to_be_visible()


def test_slots_are_kept_and_a_calendar_is_subscribed_to(visitor: Visitor) -> None:
    visitor.product.connect()
    page = visitor.page
    visitor.goto("/calendar/slots")
    page.get_by_role("button", name="Add slot").click()
    expect(page.get_by_role("button", name="Remove Mon 18:00")).to_be_visible()

    visitor.goto("/calendar?dialog=subscribe")
    page.get_by_role("button", name="Make an address").click()

    address = page.get_by_label("Address of the calendar").input_value()
    assert visitor.product.api.get(address).text.startswith("BEGIN:VCALENDAR")
